"""The settings for hosts do what they promise: running nginx, Caddy and Apache prove it."""

from __future__ import annotations

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest

from waypost.build import csp, host_config
from waypost.build.compress import FORMS, precompress
from waypost.core import page_markup

PATH = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"
PROGRAMS = {"nginx": "nginx", "caddy": "caddy", "apache": "apache2"}
SNIPPETS = {"nginx": "nginx.conf", "caddy": "Caddyfile", "apache": "apache.conf"}
RUN = {
    "nginx": ["-p", "{work}", "-c", "{file}"],
    "caddy": ["run", "--config", "{file}", "--adapter", "caddyfile"],
    "apache": ["-f", "{file}", "-D", "FOREGROUND"],
}
CONFS = {
    "nginx": """
daemon off; master_process off; pid {work}/pid; error_log stderr warn;
events {{}}
http {{
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
  uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    include {snippet};
  }}
}}
""",
    "caddy": """
{{
	admin off
	auto_https off
	log {{
		level ERROR
	}}
}}
http://127.0.0.1:{port} {{
	root * {root}
	import {snippet}
}}
""",
    "apache": """
ServerRoot {work}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {work}/pid
Mutex file:{work}
ErrorLog {work}/logs/error.log
LogLevel error
{modules}
TypesConfig /etc/mime.types
DocumentRoot {root}
<Directory {site}>
  Require all granted
  Include {snippet}
</Directory>
""".replace(
        "{modules}",
        "\n".join(
            f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so"
            for name in (
                *("mpm_event", "authz_core", "dir", "mime", "alias", "headers"),
                *("filter", "deflate", "rewrite"),
            )
        ),
    ),
}

PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>{0}</title>'
    "<script>document.title+='!'</script></head><body>" + "<p>{0} é" * 300 + "</body></html>"
)
HASHED = "assets/javascripts/bundle.0123abcd.min.js"


def build(site: Path, base: str = "/", *, compressed: bool = False) -> str:
    """A small site with its settings; the policy it is to be served with."""
    files = {
        "index.html": PAGE.format("home"),
        "questions/a/index.html": PAGE.format("a"),
        "404.html": PAGE.format("not here"),
        HASHED: "let a = 1;" * 200,
        "assets/waypost/tree.89abcdef.mjs": "export const a = 1;" * 100,
        "assets/javascripts/lunr/min/de.min.js": "let b = 1;" * 100,
        "search/index.json": "[]",
    }
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    pages = (text for name, text in files.items() if name.endswith(".html"))
    rules = csp.policy_for(list(map(page_markup.read, pages)))
    moved = {"questions/old/": "questions/a/"}
    snippets = host_config.host_files(rules, list(files), base, moved, compressed=compressed)
    for name, text in snippets.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    if compressed:
        precompress(site)
    return rules.header()


class Answer:
    """What a server answered to one request."""

    def __init__(self, port: int, path: str, **headers: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        self.status = answer.status
        self.headers = answer.headers
        self.body = answer.read()
        connection.close()


@dataclass(frozen=True)
class Server:
    """A server that runs, the path of the site on it, and the policy that pages must have."""

    name: str
    port: int
    base: str
    policy: str

    def get(self, path: str, **headers: str) -> Answer:
        """The answer for an address of the site."""
        return Answer(self.port, self.base + path, **headers)


@pytest.fixture(
    scope="module",
    params=[(name, base) for name in sorted(PROGRAMS) for base in ("/", "/help/")],
    ids="-".join,
)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server with a small site and the settings that lie in it."""
    name, base = request.param
    program = shutil.which(PROGRAMS[name], path=PATH)
    if program is None:
        pytest.skip(f"{name} isn't installed")
    work = tmp_path_factory.mktemp(name)
    site = work / "www" / base.strip("/")
    expected = build(site, base, compressed=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    snippet = site / "_serve" / SNIPPETS[name]
    conf = CONFS[name].format(work=work, port=port, root=work / "www", site=site, snippet=snippet)
    file = work / SNIPPETS[name]
    file.write_text(conf, encoding="utf-8")
    (work / "logs").mkdir()
    running = subprocess.Popen(
        [program, *(part.format(work=work, file=file) for part in RUN[name])],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "HOME": str(work), "XDG_DATA_HOME": str(work)},
    )
    try:
        _wait(running, port)
        yield Server(name, port, base, expected)
    finally:
        running.terminate()
        running.wait()


def _wait(server: subprocess.Popen[str], port: int) -> None:
    for _ in range(100):
        if server.poll() is not None:
            pytest.fail(f"the server doesn't take the snippet: {server.communicate()[1]}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server doesn't answer")


def test_pages_come_with_the_policy_and_are_asked_for_again(server: Server) -> None:
    for path in ("", "questions/a/"):
        page = server.get(path)
        assert page.status == 200
        assert page.headers["Content-Security-Policy"] == server.policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Cache-Control"] == "no-cache"
        assert page.headers["Content-Type"].lower() == "text/html; charset=utf-8"
        again = server.get(path, **{"If-None-Match": page.headers["ETag"]})
        assert again.status == 304


def test_hashed_files_are_kept_for_ever(server: Server) -> None:
    for path in (HASHED, "assets/waypost/tree.89abcdef.mjs"):
        kept = server.get(path)
        assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert kept.headers["Content-Security-Policy"] == server.policy
    for path in ("assets/javascripts/lunr/min/de.min.js", "search/index.json"):
        assert server.get(path).headers["Cache-Control"] == "no-cache"


def test_modules_are_served_as_scripts(server: Server) -> None:
    """Browsers run a module only if its type says script."""
    module = server.get("assets/waypost/tree.89abcdef.mjs")
    assert module.headers["Content-Type"].startswith("text/javascript")


def test_what_is_missing_is_answered_with_the_sites_own_page(server: Server) -> None:
    missing = server.get("questions/none/")
    assert missing.status == 404
    assert b"not here" in missing.body
    assert missing.headers["Content-Security-Policy"] == server.policy


def test_the_settings_are_hidden(server: Server) -> None:
    hidden = ["_headers", "_redirects", ".waypost-site"]
    for path in (*hidden, *(f"_serve/{name}" for name in SNIPPETS.values())):
        assert server.get(path).status == 404


def test_old_addresses_redirect(server: Server) -> None:
    moved = server.get("questions/old/")
    assert moved.status == 301
    assert moved.headers["Location"].endswith(f"{server.base}questions/a/")


@pytest.mark.parametrize("form", ["gzip", "br"])
def test_what_was_compressed_when_built_is_sent(server: Server, form: str) -> None:
    """Byte for byte. Without its further module nginx sends no Brotli."""
    if form == "br" and server.name == "nginx":
        assert "Content-Encoding" not in server.get("", **{"Accept-Encoding": "br"}).headers
        return
    page = server.get("", **{"Accept-Encoding": form})
    assert page.headers["Content-Encoding"] == form
    assert "accept-encoding" in page.headers["Vary"].lower()
    assert page.headers["Content-Type"].lower() == "text/html; charset=utf-8"
    assert page.headers["Content-Security-Policy"] == server.policy
    text = PAGE.format("home").encode()
    assert page.body == FORMS[{"gzip": ".gz", "br": ".br"}[form]](text)


def test_headers_name_hashed_files_by_folder_where_all_are_hashed(tmp_path: Path) -> None:
    """Cloudflare reads at most 100 rules."""
    expected = build(tmp_path)
    lines = (tmp_path / "_headers").read_text(encoding="utf-8").splitlines()
    assert f"  Content-Security-Policy: {expected}" in lines
    assert f"/{HASHED}" in lines
    assert "/assets/waypost/*" in lines
    assert not [line for line in lines if "lunr" in line]
    assert max(map(len, lines)) < 2000


def test_headers_name_once_what_the_folder_of_every_language_holds() -> None:
    files = (HASHED, "assets/waypost/cards/a.png")
    names = [folder + file for folder in ("", "ar/", "es/") for file in files]
    only = "ar/assets/waypost/search.89abcdef.mjs"
    shared = "assets/javascripts/*"
    found = host_config.hashed([*names, only], ["ar", "es"])
    assert found == [f":language/{shared}", only, shared]


def test_every_host_gets_the_same_policy(tmp_path: Path) -> None:
    expected = build(tmp_path)
    for name in host_config.SNIPPETS:
        assert expected in (tmp_path / name).read_text(encoding="utf-8"), name


def test_compressed_twins_hold_the_same_and_no_time(tmp_path: Path) -> None:
    build(tmp_path, compressed=True)
    data = (tmp_path / "index.html").read_bytes()
    packed = (tmp_path / "index.html.gz").read_bytes()
    assert gzip.decompress(packed) == data
    assert packed[4:8] == bytes(4), "the time of a gzip header is zero"
    assert brotli.decompress((tmp_path / "index.html.br").read_bytes()) == data
    assert not (tmp_path / "search" / "index.json.gz").exists(), "too small to gain"
