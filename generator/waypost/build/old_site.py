"""The site that stands, as the next build finds it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from waypost.build import manifest, output_guard
from waypost.build.manifest import Digests, Manifest, States


@dataclass(frozen=True, slots=True)
class OldSite:
    """The files in ``folder``: their checksums ``now``, in these ``states``.

    ``manifest`` is what the folder carries; ``ours`` is False where it carries none.
    """

    folder: Path
    manifest: Manifest
    now: Digests
    states: States
    ours: bool

    @classmethod
    def read(cls, folder: Path) -> OldSite:
        """Read every file. Raises `EnvironmentRefusal` if one is among them that isn't ours."""
        carried = manifest.read(folder)
        here = manifest.states(folder)
        output_guard.guard_strangers(folder, here, carried.digests if carried else None)
        found = carried or Manifest({})
        return cls(folder, found, manifest.measure(folder, here), here, carried is not None)

    @classmethod
    def nothing(cls) -> OldSite:
        """A site of which nothing can be used."""
        return cls(Path(), Manifest({}), {}, {}, ours=False)

    def is_intact(self, name: str) -> bool:
        """True if the file ``name`` is there and as it was built."""
        digest = self.now.get(name)
        return digest is not None and digest == self.manifest.digests.get(name)

    def holds(self, name: str, key: str) -> bool:
        """True if the file ``name`` is intact and was made under ``key``."""
        return self.manifest.keys.get(name) == key and self.is_intact(name)

    def edited(self) -> tuple[str, ...]:
        """The names of files that somebody has changed since they were built."""
        both = self.manifest.digests.keys() & self.now.keys()
        return tuple(sorted(name for name in both if not self.is_intact(name)))

    def path(self, name: str) -> str:
        return f"{self.folder}/{name}"
