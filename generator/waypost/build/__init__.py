"""Publishing: build beside, verify, swap. The old site stands until the new one is whole."""

from waypost.build.errors import NotWhole, Refused
from waypost.build.staged_folder import Published, publish, recover

__all__ = ["NotWhole", "Published", "Refused", "publish", "recover"]
