"""A site as an ordered mapping from path to artifact, each a key and a way to make its bytes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of a site.

    ``key`` is the hash of everything that ``make`` reads: two artifacts with one key have the same
    bytes. ``layout`` is the part of the frame that a page is drawn in.
    """

    key: str
    make: Callable[[], bytes]
    layout: Hashable = None


Compute = Callable[[], Artifact]


def constant(content: bytes) -> Artifact:
    """An artifact whose bytes are known already."""
    return Artifact(sha256(content).hexdigest()[:32], lambda: content)


class Artifacts(Mapping[str, Artifact]):
    """Artifacts by path, in order; each is computed when it is looked up, and not remembered.

    A path is relative to the site's root (``questions/is-there-a-fee/index.html``). Artifacts of
    one group in ``groups`` share work, so one process should make them all.
    """

    def __init__(self, compute: Mapping[str, Compute], groups: Iterable[list[str]] = ()) -> None:
        self._compute = dict(compute)
        self.groups = list(groups)

    def __getitem__(self, path: str) -> Artifact:
        return self._compute[path]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._compute)

    def __len__(self) -> int:
        return len(self._compute)

    def __contains__(self, path: object) -> bool:
        return path in self._compute

    def __or__(self, others: Artifacts) -> Artifacts:
        return Artifacts({**self._compute, **others._compute}, [*self.groups, *others.groups])

    def without(self, taken: Iterable[str]) -> Artifacts:
        """These artifacts but for those at a path that is ``taken``."""
        gone = set(taken)
        rest = {path: each for path, each in self._compute.items() if path not in gone}
        groups = [[path for path in group if path in rest] for group in self.groups]
        return Artifacts(rest, filter(None, groups))

    def below(self, prefix: str) -> Artifacts:
        """The same in the folder ``prefix``, which ends with a slash, or is empty."""
        moved = {prefix + path: each for path, each in self._compute.items()}
        return Artifacts(moved, [[prefix + path for path in group] for group in self.groups])
