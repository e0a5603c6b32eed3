"""Images of each kind of page, to look at: ``make shots`` fills the folder shots/.

Each kind is taken on a desktop and on a phone, light and dark, with the letters of twice the usual
size, and as it is printed from either scheme. Paper comes as PDF, and as images where Poppler's
``pdftoppm`` is there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright  # noqa: E402

from tests.browser.kinds import DESKTOP, KINDS, PHONE, SCHEMES, Scheme, reader  # noqa: E402
from tests.web import launch, served  # noqa: E402

SHOTS: Final = ROOT / "shots"
SIZES: Final[dict[str, ViewportSize]] = {"desktop": DESKTOP, "phone": PHONE}
DOUBLE: Final = 32
"""Pixels of the browser's default letters at 200 %."""


def screens(browser: Browser, address: str, name: str, size: ViewportSize, scheme: Scheme) -> None:
    """Take every kind of page whole, as ``KIND-NAME-SCHEME.png``."""
    with reader(browser, size, scheme) as page:
        for kind, path in KINDS.items():
            opened(page, address + path)
            page.screenshot(path=SHOTS / f"{kind}-{name}-{scheme}.png", full_page=True)


def paper(browser: Browser, address: str, scheme: Scheme) -> None:
    """Print every kind of page from a ``scheme``, as ``KIND-print-SCHEME.pdf`` and its images."""
    to_images = shutil.which("pdftoppm")
    with reader(browser, DESKTOP, scheme) as page:
        for kind, path in KINDS.items():
            opened(page, address + path)
            file = SHOTS / f"{kind}-print-{scheme}.pdf"
            page.pdf(path=file, format="A4", margin={"top": "1.5cm", "bottom": "1.5cm"})
            if to_images:
                command = [to_images, "-png", "-r", "60", str(file), str(file.with_suffix(""))]
                subprocess.run(command, check=True)
    if not to_images:
        print("Pages on paper stand as PDF alone: install Poppler for images of them.")


def opened(page: Page, address: str) -> None:
    """Open a page, and wait until all has come."""
    page.goto(address)
    page.wait_for_load_state("networkidle")


def main() -> None:
    """Take all images of the built sample."""
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir()
    with served(ROOT / "site") as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for scheme in SCHEMES:
            for name, size in SIZES.items():
                screens(browser, address, name, size, scheme)
            paper(browser, address, scheme)
        browser.close()
        enlarged = launch(playwright, f"--blink-settings=defaultFontSize={DOUBLE}")
        for name, size in SIZES.items():
            screens(enlarged, address, f"{name}-200", size, "light")
        enlarged.close()
    print(f"{len(list(SHOTS.glob('*.png')))} images stand in {SHOTS}.")


if __name__ == "__main__":
    main()
