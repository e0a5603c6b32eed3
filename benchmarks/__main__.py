"""Run every benchmark, or those named: ``python -m benchmarks [load build serve …]``."""

from __future__ import annotations

import importlib
import sys

BENCHMARKS = ("load", "build", "serve", "search", "languages", "trees", "weight")


def main() -> None:
    """Run them in turn; each writes its section of RESULTS.md."""
    for name in sys.argv[1:] or BENCHMARKS:
        if name not in BENCHMARKS:
            sys.exit(f"no benchmark {name}; there are: {', '.join(BENCHMARKS)}")
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
