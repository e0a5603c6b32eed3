"""Publishing: build beside, verify, swap. The old site stands until the new one is whole."""

__all__ = [
    "build_result",
    "publish",
    "site_artifacts",
]
