"""Every kind of page of the sample, and the sizes and schemes in which readers see it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

KINDS: Final = {
    "home": "",
    "question": "questions/how-long-to-cancel/",
    "topics": "topics/",
    "topic": "topics/cancelling/",
    "policy": "policies/cancel-before-shipment/",
    "policies": "policies/",
    "guide": "guides/cancel-an-order/",
    "guides": "guides/",
    "tree": "order-help/",
    "outcome": "order-help/cancel-now/",
    "chart": "order-help/sitemap/",
    "a-z": "a-z/",
    "written": "about/",
    "missing": "questions/how-long-to-cancle/",
}

PHONE: Final[ViewportSize] = {"width": 375, "height": 667}
NARROW: Final[ViewportSize] = {"width": 320, "height": 568}
DESKTOP: Final[ViewportSize] = {"width": 1280, "height": 900}

SIZES: Final = {"desktop": DESKTOP, "phone": PHONE, "narrow": NARROW}
Scheme = Literal["light", "dark"]
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")


@contextmanager
def reader(
    chromium: Browser,
    size: ViewportSize = DESKTOP,
    scheme: Scheme = "light",
    *,
    script: bool = True,
) -> Iterator[Page]:
    """A reader's empty page."""
    context: BrowserContext = chromium.new_context(
        viewport=size, color_scheme=scheme, java_script_enabled=script, reduced_motion="reduce"
    )
    try:
        yield context.new_page()
    finally:
        context.close()
