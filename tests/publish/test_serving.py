"""The settings for hosts do what they promise; each is proved by a running server."""

from __future__ import annotations

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from waypost.publish import policy, serving
from waypost.publish.compress import precompress
from waypost.publish.verify import survey

PLACES = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"

NGINX = """
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
    root {work}/www;
    include {site}/_serve/nginx.conf;
  }}
}}
"""

APACHE = """
ServerRoot {work}
ServerName localhost
PidFile {work}/pid
Listen 127.0.0.1:{port}
ErrorLog /dev/stderr
LogLevel error
{modules}
TypesConfig /etc/mime.types
DocumentRoot {work}/www
<Directory {work}/www>
  Require all granted
</Directory>
<Directory {site}>
  Include {site}/_serve/apache.conf
</Directory>
"""

MODULES = Path("/usr/lib/apache2/modules")
LOADED = "mpm_event authz_core dir mime headers alias deflate filter"

CADDY = """
{{
  admin off
  auto_https off
  storage file_system {work}/store
}}
http://127.0.0.1:{port} {{
  root * {work}/www
  import {site}/_serve/Caddyfile
}}
"""

HOSTS = {
    "nginx": (NGINX, ["nginx", "-p", "{work}", "-c", "{work}/conf"]),
    "apache": (APACHE, ["apache2", "-X", "-f", "{work}/conf"]),
    "caddy": (CADDY, ["caddy", "run", "--adapter", "caddyfile", "--config", "{work}/conf"]),
}
"""The programs that serve a site, with settings around those that a build writes."""

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
    rules = policy.of(survey(site))
    redirects = {f"{base}questions/old/": f"{base}questions/a/"}
    recipe = serving.Recipe(rules, list(files), base, redirects, compressed)
    serving.write(site, recipe)
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


@pytest.fixture(
    scope="module", params=[(name, base) for name in HOSTS for base in ("/", "/help/")], ids=str
)
def host(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    """A running server: its port, the base path of the site, and the policy."""
    name, base = request.param
    settings, (program, *options) = HOSTS[name]
    found = shutil.which(program, path=PLACES)
    if found is None:
        pytest.skip(f"{program} isn't installed")
    work = tmp_path_factory.mktemp(name)
    site = work / "www" / base.strip("/")
    expected = build(site, base, compressed=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    modules = "\n".join(
        f"LoadModule {each}_module {MODULES}/mod_{each}.so" for each in LOADED.split()
    )
    text = settings.format(work=work, port=port, site=site, modules=modules)
    (work / "conf").write_text(text, encoding="utf-8")
    with (work / "said").open("w") as said:
        server = subprocess.Popen(
            [found, *(each.format(work=work) for each in options)],
            stdout=said,
            stderr=said,
            env=os.environ | {"HOME": str(work)},
        )
    try:
        _wait(server, port, work / "said")
        yield port, base, expected
    finally:
        server.terminate()
        server.wait()


def _wait(server: subprocess.Popen[bytes], port: int, said: Path) -> None:
    for _ in range(600):
        if server.poll() is not None:
            pytest.fail(f"it doesn't take the snippet: {said.read_text()}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("it doesn't answer")


def test_a_host_serves_pages_with_the_policy_to_be_asked_for_again(host) -> None:
    port, base, expected = host
    for path in ("", "questions/a/"):
        page = Answer(port, base + path)
        assert page.status == 200
        assert page.headers["Content-Security-Policy"] == expected
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Cache-Control"] == "no-cache"
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        again = Answer(port, base + path, **{"If-None-Match": page.headers["ETag"]})
        assert again.status == 304


def test_a_host_lets_hashed_files_be_kept_for_ever(host) -> None:
    port, base, expected = host
    for path in (HASHED, "assets/waypost/tree.89abcdef.mjs"):
        kept = Answer(port, base + path)
        assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert kept.headers["Content-Security-Policy"] == expected
    for path in ("assets/javascripts/lunr/min/de.min.js", "search/index.json"):
        assert Answer(port, base + path).headers["Cache-Control"] == "no-cache"


def test_a_host_serves_modules_as_scripts(host) -> None:
    """Browsers run a module only if its type says script."""
    port, base, _ = host
    module = Answer(port, f"{base}assets/waypost/tree.89abcdef.mjs")
    assert module.headers["Content-Type"].startswith("text/javascript")


def test_a_host_answers_what_is_missing_with_the_sites_own_page(host) -> None:
    port, base, expected = host
    missing = Answer(port, f"{base}questions/none/")
    assert missing.status == 404
    assert b"not here" in missing.body
    assert missing.headers["Content-Security-Policy"] == expected


def test_a_host_hides_the_settings(host) -> None:
    port, base, _ = host
    for path in ("_serve/nginx.conf", "_headers", "_redirects", ".waypost-site"):
        assert Answer(port, base + path).status == 404


def test_a_host_redirects_old_addresses(host) -> None:
    port, base, _ = host
    moved = Answer(port, f"{base}questions/old/")
    assert moved.status == 301
    assert moved.headers["Location"].endswith(f"{base}questions/a/")


def test_a_host_sends_what_was_compressed_when_built(host) -> None:
    port, base, _ = host
    page = Answer(port, base, **{"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert page.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(page.body) == PAGE.format("home").encode()


def test_headers_name_hashed_files_by_folder_where_all_are_hashed(tmp_path: Path) -> None:
    """Cloudflare reads at most 100 rules."""
    expected = build(tmp_path)
    lines = (tmp_path / "_headers").read_text(encoding="utf-8").splitlines()
    assert f"  Content-Security-Policy: {expected}" in lines
    assert f"/{HASHED}" in lines
    assert "/assets/waypost/*" in lines
    assert not [line for line in lines if "lunr" in line]
    assert max(map(len, lines)) < 2000


def test_every_host_gets_the_same_policy(tmp_path: Path) -> None:
    expected = build(tmp_path)
    for name in serving.SNIPPETS:
        assert expected in (tmp_path / name).read_text(encoding="utf-8"), name


def test_compressed_twins_hold_the_same_and_no_time(tmp_path: Path) -> None:
    build(tmp_path, compressed=True)
    data = (tmp_path / "index.html").read_bytes()
    packed = (tmp_path / "index.html.gz").read_bytes()
    assert gzip.decompress(packed) == data
    assert packed[4:8] == bytes(4), "the time of a gzip header is zero"
    assert brotli.decompress((tmp_path / "index.html.br").read_bytes()) == data
    assert not (tmp_path / "search" / "index.json.gz").exists(), "too small to gain"
