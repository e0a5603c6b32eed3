"""What may have become of the site that stands, or of its trace, before it is mended."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.kept.mending import BASE, SETTINGS, assert_as_clean, edit, published
from tests.kept.test_kept import DAY, tree
from waypost.build import manifest, output_folder, swap
from waypost.build.build_result import Wishes
from waypost.build.errors import Refused
from waypost.build.patch import Patch
from waypost.build.publish import build
from waypost.build.site_build import Job
from waypost.core import kept
from waypost.core.kept import FOLDER


def hack(site: Path) -> None:
    (site / "questions/q3/index.html").write_text("Hacked.")


def remove(site: Path) -> None:
    (site / "kb.json").unlink()


def forge(site: Path) -> None:
    hack(site)
    manifest.write(site, manifest.measure(site))


@pytest.mark.parametrize("harm", [hack, remove, forge, shutil.rmtree])
def test_a_site_that_isnt_what_it_was_is_built_whole(
    settings: Path, whole: list[Job], harm: Callable[[Path], None]
) -> None:
    published(settings)
    whole.clear()
    edit(settings, "You do.", "We do.")
    harm(settings.parent / "site")
    published(settings)
    assert len(whole) == 1
    assert_as_clean(settings)


def test_a_file_that_isnt_ours_is_never_lost(settings: Path) -> None:
    published(settings)
    note = settings.parent / "site" / "notes.txt"
    note.write_text("mine")
    edit(settings, "You do.", "We do.")
    with pytest.raises(Refused, match=r"notes\.txt"):
        published(settings)
    assert note.read_text() == "mine"


def test_another_version_of_any_package_builds_the_whole(
    settings: Path, tmp_path: Path, whole: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packages" / "markdown-9.9.dist-info").mkdir(parents=True)
    published(settings)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    whole.clear()
    edit(settings, "You do.", "We do.")
    published(settings)
    assert len(whole) == 1


def test_nothing_is_written_into_files_of_the_old_site(settings: Path) -> None:
    published(settings)
    aside = settings.parent / "copy"
    shutil.copytree(settings.parent / "site", aside, copy_function=output_folder.take)
    before = tree(aside)
    for old, new in (("Until it ends.", "Never."), ("You do.", "We do.")):
        edit(settings, old, new)
        published(settings)
    assert tree(aside) == before


def test_the_same_settings_asked_for_from_another_folder_build_what_they_name(
    settings: Path, whole: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another project may lie in that folder, under the very same names."""
    other = settings.parent / "other"
    for folder in ("content", "overrides"):
        shutil.copytree(settings.parent / folder, other / folder)
    (other / settings.name).write_text(SETTINGS)
    (other / "faq.yaml").write_text(BASE.replace("You do.", "The others do."))
    monkeypatch.chdir(settings.parent)
    assert build(Path(settings.name), None, None, DAY, Wishes()).published
    before = tree(settings.parent / "site")
    whole.clear()
    monkeypatch.chdir(other)
    assert build(settings, None, None, DAY, Wishes()).published
    assert len(whole) == 1
    assert tree(settings.parent / "site") == before


def test_a_file_that_is_put_there_at_the_last_moment_is_never_lost(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(settings)
    note = settings.parent / "site" / "notes.txt"
    monkeypatch.setattr(swap, "settle_on_disk", lambda folder: note.write_text("mine"))
    edit(settings, "You do.", "We do.")
    with pytest.raises(Refused, match=r"notes\.txt"):
        published(settings)
    assert note.read_text() == "mine"


def test_a_file_that_is_changed_after_it_was_taken_over_is_never_published(
    settings: Path, whole: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    published(settings)
    drawn = Patch._drawn

    def hacked(self: Patch, *given: object) -> object:
        hack(settings.parent / "site")
        return drawn(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Patch, "_drawn", hacked)
    whole.clear()
    edit(settings, "You do.", "We do.")
    published(settings)
    assert len(whole) == 1
    assert_as_clean(settings)


def test_a_pipe_in_the_place_of_a_page_is_refused_and_waited_for_by_nobody(settings: Path) -> None:
    published(settings)
    page = settings.parent / "site" / "kb.json"
    page.unlink()
    os.mkfifo(page)
    edit(settings, "You do.", "We do.")
    with pytest.raises(Refused, match="no plain file"):
        published(settings)


@pytest.mark.parametrize(
    "line",
    ["trace not json", "trace {}", "trace 5", "trace [1]", "trace " + "[" * 100_000, "\udcff"],
)
def test_a_trace_of_another_form_is_ignored(settings: Path, line: str, whole: list[Job]) -> None:
    """Its checksum says that nothing is wrong with it."""
    published(settings)
    whole.clear()
    body = line.encode("utf-8", "surrogateescape")
    (settings.parent / FOLDER / "trace.json").write_bytes(kept._head(sha256(body)) + body)
    edit(settings, "You do.", "We do.")
    published(settings)
    assert len(whole) == 1
