"""Take time and place out of what MkDocs writes, so that the same input gives the same bytes."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

EPOCH: Final = "SOURCE_DATE_EPOCH"
NO_DATE: Final = re.compile(rb"[ \t]*<lastmod>1970-01-01</lastmod>\r?\n?")


@contextmanager
def no_clock() -> Iterator[None]:
    """Let MkDocs, which dates each page with the day of the build, take the day 0 instead."""
    before = os.environ.get(EPOCH)
    os.environ[EPOCH] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[EPOCH]
        else:
            os.environ[EPOCH] = before


def tidy(site: Path) -> None:
    """Take the day 0 out of the site map again; its compressed twin carries no time and no path."""
    for path in site.glob("sitemap*.xml"):
        data = NO_DATE.sub(b"", path.read_bytes())
        path.write_bytes(data)
        twin = path.with_name(path.name + ".gz")
        if twin.exists():
            twin.write_bytes(gzip.compress(data, mtime=0))
