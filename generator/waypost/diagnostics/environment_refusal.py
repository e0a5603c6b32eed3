"""The refusal to run in an environment that forbids it: paths, rights, disks, settings."""

from __future__ import annotations

import errno
from pathlib import Path

from waypost.diagnostics.message_format import visible

LONGEST_PATH = 400
"""Characters of a path in a message; a person has to find the file."""

CAUSES = {
    errno.ENOSPC: ("no space is left on the disk", "free some space, then build again"),
    errno.EDQUOT: ("the disk quota is used up", "free some space, then build again"),
    errno.EROFS: ("the disk is read-only", "build into a folder that may be written: --site-dir"),
    errno.EACCES: ("permission is denied", "give yourself the right to read and write there"),
    errno.EPERM: ("permission is denied", "give yourself the right to read and write there"),
    errno.EBUSY: ("it is in use by the system", "build into a folder that is no mount point"),
    errno.EMFILE: ("too many files are open", "raise the limit with ulimit -n"),
    errno.ENFILE: ("too many files are open on this machine", "close other programs"),
    errno.ENAMETOOLONG: ("the path is too long", "use a shorter name or folder"),
    errno.ENOENT: ("it isn't there", "check the name, and that nothing else removes it"),
    errno.ENOTDIR: ("a part of the path is a file", "name a folder"),
    errno.EIO: ("the disk reports an error", "check the disk, then build again"),
    errno.ENOLCK: ("its file system has no locks", "build on a local disk, then copy the site"),
}
"""The meaning of the system's error numbers, and the remedies."""


class EnvironmentRefusal(Exception):
    """The environment stands in the way: nothing was changed. Ends in exit code 2."""

    def __init__(self, path: Path, why: str, remedy: str) -> None:
        super().__init__(f"{visible(str(path), LONGEST_PATH)}: {why}. To mend it: {remedy}.")

    @classmethod
    def by_system(cls, error: OSError, path: Path) -> EnvironmentRefusal:
        """The refusal for what the system reported; ``path`` where the error names none."""
        at = Path(str(error.filename)) if error.filename else path
        fallback = (error.strerror or str(error), "check the path, then build again")
        return cls(at, *CAUSES.get(error.errno or 0, fallback))
