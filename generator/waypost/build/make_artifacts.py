"""Make the artifacts of a site, those excepted that the old site holds under the same key."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from waypost.build.old_site import OldSite
from waypost.build.output_folder import OutputFolder
from waypost.build.site_artifacts import MissingLayout
from waypost.core import page_markup
from waypost.core.page_markup import Markup
from waypost.core.worker import begun, run_parallel
from waypost.mkdocs_plugin.frame import LayoutSpec
from waypost.pages.artifact import Artifacts

MANY: Final = 400
"""Artifacts from which on a second process pays where most have to be made."""

MANY_TO_COMPARE: Final = 4_000
"""Artifacts from which on it pays where most have to be compared with the old site's alone."""

PIECE: Final = 50
"""Artifacts that a worker makes at once."""


class MadeArtifact(NamedTuple):
    """An artifact that was looked at. It is a tuple because workers hand on many.

    ``digest`` is that of the file that was written; empty where the old site's can be linked.
    ``markup`` is a written page's. ``layout`` is the layout that a page is in; where the frame
    hasn't got it, it is ``missing``, and the page wasn't made.
    """

    path: str
    key: str = ""
    digest: str = ""
    markup: Markup | None = None
    layout: Any = None
    missing: LayoutSpec | None = None


def make_artifacts(
    artifacts: Artifacts,
    old: OldSite,
    folder: Path,
    paths: Sequence[str] | None = None,
    *,
    most_are_held: bool = False,
) -> list[MadeArtifact]:
    """Write each of ``artifacts`` into ``folder`` that ``old`` doesn't hold; ``paths``, or all.

    ``most_are_held`` tells that their layouts are the old site's. Raises OSError.
    """
    groups = artifacts.groups if paths is None else []
    grouped = {path for group in groups for path in group}
    rest = [path for path in (artifacts if paths is None else paths) if path not in grouped]
    make = partial(_make, artifacts, old, folder)
    worth = len(rest) >= (MANY_TO_COMPARE if most_are_held else MANY)
    with ExitStack() as stack:
        # What takes longest has a process of its own, beside those that share the rest.
        beside = [stack.enter_context(begun(partial(make, group), worth=worth)) for group in groups]
        made = run_parallel([partial(make, piece) for piece in _pieces(rest)], worth=worth)
        return [each for part in [*made, *(result() for result in beside)] for each in part]


def _pieces(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    return (paths[start : start + PIECE] for start in range(0, len(paths), PIECE))


def _make(
    artifacts: Artifacts, old: OldSite, folder: Path, paths: Sequence[str]
) -> list[MadeArtifact]:
    output = OutputFolder(folder)
    return [_made(artifacts, old, output, path) for path in paths]


def _made(artifacts: Artifacts, old: OldSite, output: OutputFolder, path: str) -> MadeArtifact:
    try:
        artifact = artifacts[path]
    except MissingLayout as error:
        return MadeArtifact(path, missing=error.spec)
    if old.holds(path, artifact.key):
        return MadeArtifact(path, artifact.key, layout=artifact.layout)
    data = artifact.make()
    markup = page_markup.read(data.decode()) if path.endswith(".html") else None
    return MadeArtifact(path, artifact.key, output.put(path, data), markup, artifact.layout)
