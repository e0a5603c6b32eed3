"""Publishing: build beside, verify, swap. The old site stands until the new one is whole."""

from waypost.publish.beside import Published, publish, recover
from waypost.publish.refusal import NotWhole, Refused

__all__ = ["NotWhole", "Published", "Refused", "publish", "recover"]
