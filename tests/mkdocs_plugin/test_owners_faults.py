"""A fault of the owner's settings, templates or hooks is told at its line, as theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import fake, project

HEAD = "site_name: Help\ndocs_dir: content\nplugins: [search, waypost]\n"
THEME = HEAD + "theme: {name: material, custom_dir: overrides}\n"
MAIN = '{% extends "base.html" %}\n{% block footer %}\n'


def refused(
    folder: Path, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str]:
    """The exit code, and the last problem or refusal that a build with these files tells."""
    project.make(folder)
    monkeypatch.chdir(folder)
    assert project.build().exit_code == 0
    before = fake.tree(folder / "site")
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    done = project.build()
    assert fake.tree(folder / "site") == before
    told = [
        line for line in done.stderr.splitlines() if not line.endswith(("published.", "page by"))
    ]
    return done.exit_code, told[-1]


SETTINGS = {
    "theme: {name: material, palette: x}": (
        1,
        "mkdocs.yml:4:25: error: `theme.palette` should be a group of keys such as primary and "
        "accent, or a list of these. Mend it here, or in the file that it names.",
    ),
    "theme: {name: material, palette: [x]}": (
        1,
        "mkdocs.yml:4:25: error: `theme.palette` should be a group of keys such as primary and "
        "accent, or a list of these. Mend it here, or in the file that it names.",
    ),
    "theme: mkdocs": (
        1,
        "mkdocs.yml:4:1: error: waypost needs the theme Material: put `theme: material` in "
        "mkdocs.yml. Mend it here, or in the file that it names.",
    ),
    "theme: {name: material, language: xx}": (
        1,
        "mkdocs.yml:1:1: error: There is no template partials/languages/xx.html. Mend it here, or "
        "in the file that it names.",
    ),
    "copyright: 6": (
        2,
        "waypost: mkdocs.yml:4:1: Config value 'copyright': Expected type: <class 'str'> but "
        "received: <class 'int'>. To mend it: correct the settings.",
    ),
    "site_url: 'https://[::1'": (
        2,
        "waypost: mkdocs.yml:1:1: ValueError: Invalid IPv6 URL. To mend it: correct the settings.",
    ),
    "extra: {a: !x b}": (
        2,
        "waypost: mkdocs.yml:4:12: This isn't YAML: could not determine a constructor for the tag "
        "'!x'. To mend it: correct the settings.",
    ),
    "extra: [a": (
        2,
        "waypost: mkdocs.yml:4:8: The [ that opens here isn't closed. To mend it: Write ] at its "
        "end. If it is text, put quotes round all of it.",
    ),
}


@pytest.mark.parametrize("settings", SETTINGS)
def test_a_fault_of_settings_is_told_at_its_line(
    settings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"mkdocs.yml": f"{HEAD}{settings}\n"}
    assert refused(tmp_path, files, monkeypatch) == SETTINGS[settings]


TEMPLATES = {
    "{{ page.title }": "overrides/main.html:3:1: error: unexpected '}'.",
    "{{ 5 + '' }}{% endblock %}": (
        "overrides/main.html:3:1: error: TypeError: unsupported operand type(s) for +: 'int' and "
        "'str'."
    ),
    "{{ no.such }}{% endblock %}": "overrides/main.html:3:1: error: 'no' is undefined.",
    '{% include "no.html" %}{% endblock %}': (
        "overrides/main.html:3:1: error: There is no template no.html."
    ),
}


@pytest.mark.parametrize("text", TEMPLATES)
def test_a_fault_of_a_template_is_told_at_its_line(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"mkdocs.yml": THEME, "overrides/main.html": f"{MAIN}{text}\n"}
    told = f"{TEMPLATES[text]} Mend it here, or in the file that it names."
    assert refused(tmp_path, files, monkeypatch) == (1, told)


@pytest.mark.parametrize(
    "event", ["startup", "config", "files", "env", "post_template", "post_build"]
)
def test_a_fault_of_a_hook_is_told_at_its_line(
    event: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = f"def on_{event}(*args, **more):\n    raise KeyError('no')\n"
    files = {"mkdocs.yml": f"{HEAD}theme: material\nhooks: [hook.py]\n", "hook.py": hook}
    told = "hook.py:2:1: error: KeyError: 'no'. Mend it here, or in the file that it names."
    assert refused(tmp_path, files, monkeypatch) == (1, told)


def test_a_setting_that_nobody_knows_is_told_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key with a letter too few would do nothing, and nobody would know why."""
    project.make(tmp_path)
    monkeypatch.chdir(tmp_path)
    Path("mkdocs.yml").write_text(f"{HEAD}theme: material\nsite_ulr: https://help.example/\n")
    done = project.build("--strict")
    assert done.exit_code == 1
    assert "mkdocs.yml:5:1: warning: Config value 'site_ulr': Unrecognised" in done.stderr


def test_places_are_told_as_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`waypost build` names a page as `waypost check` does."""
    project.make(tmp_path)
    monkeypatch.chdir(tmp_path)
    Path("content/about.md").write_bytes(b"# H\xe4user\n")
    assert project.build().stderr.startswith(
        "content/about.md:1:4: error: The byte E4 isn't UTF-8."
    )


def test_a_place_that_aliases_repeat_is_looked_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings of a few lines whose aliases stand for ten million texts."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]" for n in range(6)]
    project.make(tmp_path)
    monkeypatch.chdir(tmp_path)
    Path("mkdocs.yml").write_text("\n".join([HEAD, *lines, "theme: 5", ""]))
    done = project.build()
    assert (done.exit_code, done.stderr[:19]) == (2, "waypost: mkdocs.yml")
