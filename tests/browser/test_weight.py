"""Pages stay light: what the first view of home asks for beyond what plain Material does."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.weight import first_view, plain
from tests.web import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]

MOST_BYTES = 100_000
MOST_REQUESTS = 8


def test_home_adds_little_to_what_material_sends(
    chromium: Browser, serve: str, tmp_path: Path
) -> None:
    ours = first_view(chromium, serve)
    with served(plain(tmp_path)) as address:
        material = first_view(chromium, address)
    assert ours.bytes - material.bytes <= MOST_BYTES
    assert ours.requests - material.requests <= MOST_REQUESTS
