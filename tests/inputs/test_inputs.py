"""What could publish or take in more than the editor wrote is refused by name, unread."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from waypost.cli.check_command import check_command
from waypost.cli.site_commands import build_command
from waypost.diagnostics.message_format import hint, message
from waypost.parser.content_files import files_in
from waypost.parser.input_guard import LARGEST, inspect


def said(*paths: Path) -> str:
    """The messages about ``paths``."""
    return "\n".join(f"{each.at.file}: {message(each)} {hint(each)}" for each in inspect(paths))


def test_plain_files_and_folders_are_welcome(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"x")
    assert inspect([tmp_path, tmp_path / "not-there"]) == ()


def test_a_link_is_refused_by_name_wherever_it_leads(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "secret.md").symlink_to("/etc/passwd")
    (tmp_path / "deep" / "dangling").symlink_to("nowhere")
    text = said(tmp_path)
    assert "deep/secret.md: This is a symbolic link to /etc/passwd" in text
    assert "deep/dangling: This is a symbolic link to nowhere" in text


def test_a_folder_that_is_a_link_is_refused_and_not_entered(tmp_path: Path) -> None:
    (tmp_path / "content").symlink_to("/")
    assert len(inspect([tmp_path / "content"])) == 1


def test_a_pipe_is_refused_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert "pipe.md: This is a pipe" in said(tmp_path)


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # A socket's whole path must be short.
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("s")
        assert "a socket" in said(tmp_path)


def test_a_device_is_refused() -> None:
    assert "/dev/null: This is a device" in said(Path("/dev/null"))


def test_a_file_of_three_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "film.mp4").open("wb") as file:
        file.truncate(3 * 1024**3)
    assert "film.mp4: This file has 3,072 MB; at most 100 MB are published" in said(tmp_path)


def test_a_file_at_the_limit_is_welcome(tmp_path: Path) -> None:
    with (tmp_path / "film.mp4").open("wb") as file:
        file.truncate(LARGEST)
    assert inspect([tmp_path]) == ()


@pytest.mark.parametrize("name", ["mkdocs.yml", "content", "overrides"])
def test_a_check_looks_at_what_lies_beside_the_knowledge_base(name: str, tmp_path: Path) -> None:
    (tmp_path / "faq.yaml").write_text("faqs: [{id: a, question: A?, answer: A.}]\n")
    (tmp_path / name).symlink_to("/etc")
    done = CliRunner().invoke(check_command, [str(tmp_path / "faq.yaml")])
    assert done.exit_code == 1
    assert f"{name}:1:1: error: This is a symbolic link to /etc" in done.stderr


def test_a_check_looks_into_the_content_folder(tmp_path: Path) -> None:
    (tmp_path / "faq.yaml").write_text("faqs: [{id: a, question: A?, answer: A.}]\n")
    (tmp_path / "content" / "deep").mkdir(parents=True)
    os.mkfifo(tmp_path / "content" / "deep" / "a.png")
    done = CliRunner().invoke(check_command, [str(tmp_path / "faq.yaml")])
    assert done.exit_code == 1
    assert "content/deep/a.png:1:1: error: This is a pipe" in done.stderr


def test_the_pages_of_another_language_are_looked_at_as_the_sources_are(tmp_path: Path) -> None:
    """A link in their place would publish the folder that it leads to."""
    (tmp_path / "faq.yaml").write_text(
        "languages: [en, de, ar]\nfaqs: [{id: a, question: A?, answer: A.}]\n"
    )
    (tmp_path / "content.de").symlink_to("/etc")
    (tmp_path / "content.ar").mkdir()
    (tmp_path / "content.ar" / "secret.txt").symlink_to("/etc/passwd")
    done = CliRunner().invoke(check_command, [str(tmp_path / "faq.yaml")])
    assert done.exit_code == 1
    assert "content.de:1:1: error: This is a symbolic link to /etc" in done.stderr
    assert "content.ar/secret.txt:1:1: error: This is a symbolic link to /etc/pas" in done.stderr


def test_nothing_below_a_content_folder_that_is_a_link_is_listed(tmp_path: Path) -> None:
    (tmp_path / "content").symlink_to("/")
    assert files_in(tmp_path / "content") == ()


@pytest.mark.parametrize("name", [b"Gr\xf6\xdfe.png", b"a\\b.png", b"a\nb.png", b"a\x1b[31m.png"])
def test_a_name_that_not_every_system_can_have_is_refused(name: bytes, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"x")
    assert "The name of this file isn't UTF-8, or has a backslash" in said(tmp_path)


def test_a_name_in_any_script_is_welcome(tmp_path: Path) -> None:
    for name in ("Größe.png", "حجم.png", "👩‍💻.png", "a b (1).png"):
        (tmp_path / name).write_bytes(b"x")
    assert inspect([tmp_path]) == ()


def test_settings_that_are_a_link_are_refused_unread(tmp_path: Path) -> None:
    """What a link leads to isn't quoted in a message about YAML either."""
    (tmp_path / "secret").write_text("password: [hunter2\n")
    (tmp_path / "mkdocs.yml").symlink_to("secret")
    (tmp_path / "faq.yaml").write_text("faqs: [{id: a, question: A?, answer: A.}]\n")
    done = CliRunner().invoke(build_command, ["--config", str(tmp_path / "mkdocs.yml")])
    assert done.exit_code == 2
    assert "mkdocs.yml: This is a symbolic link to secret" in done.stderr
    assert "hunter2" not in done.stderr
