"""An image of each kind of page, to look at: ``make shots`` fills the folder shots/."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browser.kinds import DESKTOP, KINDS, PHONE, SCHEMES, reader  # noqa: E402
from tests.web import launch, served  # noqa: E402

SHOTS = ROOT / "shots"


def main() -> None:
    """Take the images of the built sample: each kind, on a desktop and a phone, light and dark."""
    SHOTS.mkdir(exist_ok=True)
    with served(ROOT / "site") as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
            for scheme in SCHEMES:
                with reader(browser, size, scheme) as page:
                    for kind, path in KINDS.items():
                        page.goto(address + path)
                        page.wait_for_load_state("networkidle")
                        page.screenshot(path=SHOTS / f"{kind}-{name}-{scheme}.png")
        browser.close()
    print(f"{len(list(SHOTS.glob('*.png')))} images stand in {SHOTS}.")


if __name__ == "__main__":
    main()
