"""What a site is made with is pinned, hashed and known by name, licence and checksum."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from tests.data import ROOT
from waypost import assets
from waypost.search import stemmers

LANGUAGES = ("ar", "es")
"""Languages of the sample beside its first, each in a folder of its own."""

REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([0-9][^\s;]*)(?: ;[^\\]*)?\s*\\?$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def tracked(*patterns: str) -> list[Path]:
    """The files of the project that match, as git knows them."""
    out = subprocess.run(
        ["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if out.returncode:
        return [path for pattern in patterns for path in ROOT.rglob(pattern)]
    return [ROOT / name for name in out.stdout.split("\0") if name]


def pins(file: Path) -> dict[str, str]:
    """Package to version, as a requirements file pins them."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return dict(found.groups() for line in lines if (found := REQUIREMENT.match(line)))


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda path: path.name)
def test_every_dependency_is_pinned_and_hashed(file: Path) -> None:
    """Nothing in the file names an index or an address, so whoever installs decides on that."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    blocks = [number for number, line in enumerate(lines) if REQUIREMENT.match(line)]
    assert blocks
    assert blocks[0] == 0
    for line in lines:
        assert REQUIREMENT.match(line) or HASH.match(line), line
    assert all(HASH.match(lines[number + 1]) for number in blocks)


def test_every_declared_dependency_is_among_the_pinned_ones() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = (re.split(r"[<>=\[; ]", each)[0] for each in project["dependencies"])
    # Names are compared in the normal form of PEP 503, which pins are written in.
    declared = {re.sub(r"[-_.]+", "-", name).lower() for name in names}
    assert declared <= pins(ROOT / "requirements" / "run.txt").keys()


def test_tools_from_npm_are_pinned_and_hashed() -> None:
    for file in tracked("*package-lock.json"):
        packages = json.loads(file.read_text(encoding="utf-8"))["packages"]
        for name, package in packages.items():
            assert not name or package["integrity"].startswith("sha512-"), name
            assert "resolved" not in package, name


def third_party() -> dict[str, dict[str, Any]]:
    """Each package that readers get files of: version, licence, and the files' checksums."""
    return tomllib.loads((ROOT / "THIRD_PARTY.toml").read_text(encoding="utf-8"))


def test_files_of_third_parties_that_stand_here_are_all_listed() -> None:
    """They come with their licence and the package that they are from."""
    for root in {claim["root"] for claim in third_party().values() if "package" in claim}:
        claims = [claim for claim in third_party().values() if claim["root"] == root]
        listed = {name: sum for claim in claims for name, sum in claim["files"].items()}
        files = [file for file in (ROOT / root).iterdir() if file.suffix]
        assert {file.name: sha256(file.read_bytes()).hexdigest() for file in files} == listed
        assert all(re.fullmatch(r"[a-z]+(==|@)[0-9.]+", claim["package"]) for claim in claims)
        assert "Copyright (c)" in (ROOT / root / "COPYING").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", [name for name, claim in third_party().items() if "package" not in claim]
)
def test_third_party_files_are_what_they_claim(name: str) -> None:
    claim = third_party()[name]
    installed = distribution(name)
    licences = installed.metadata.get_all("Classifier") or []
    assert pins(ROOT / "requirements" / "run.txt")[name] == claim["version"]
    assert installed.version == claim["version"]
    assert f"License :: OSI Approved :: {claim['licence']} License" in licences
    for path, checksum in claim["files"].items():
        file = Path(str(installed.locate_file(f"{claim['root']}/{path}")))
        assert sha256(file.read_bytes()).hexdigest() == checksum, path


def test_a_site_serves_no_script_or_style_of_unknown_origin(site: Path) -> None:
    """Each is the project's own, under a name with its hash, or a listed one of a third party."""
    listed = {path: sum for claim in third_party().values() for path, sum in claim["files"].items()}
    ours = {assets.address(path.name): assets.served(path.name) for path in assets.every()}
    ours |= [stemmers.engine_file(language) for language in ("en", *LANGUAGES)]
    for suffix in ("js", "mjs", "css"):
        for path in site.rglob(f"*.{suffix}"):
            name = re.sub(rf"^({'|'.join(LANGUAGES)})/", "", path.relative_to(site).as_posix())
            if name in ours:
                assert path.read_bytes() == ours[name], name
            else:
                assert sha256(path.read_bytes()).hexdigest() == listed.get(name), name
