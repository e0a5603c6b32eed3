"""The settings for hosts do what they promise; nginx' are proved by a running nginx."""

from __future__ import annotations

import gzip
import http.client
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

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")

CONF = """
daemon off; master_process off; pid {work}/pid; error_log stderr warn;
events {{}}
http {{
  include {types};
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
"""

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


@pytest.fixture(scope="module", params=["/", "/help/"])
def nginx(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    """A running nginx: its port, the base path of the site, and the policy."""
    if NGINX is None:
        pytest.skip("nginx isn't installed")
    work = tmp_path_factory.mktemp("nginx")
    base = request.param
    site = work / "www" / base.strip("/")
    expected = build(site, base, compressed=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    conf = CONF.format(
        work=work,
        port=port,
        root=work / "www",
        snippet=site / "_serve" / "nginx.conf",
        types=Path("/etc/nginx/mime.types"),
    )
    (work / "nginx.conf").write_text(conf, encoding="utf-8")
    server = subprocess.Popen(
        [NGINX, "-p", str(work), "-c", str(work / "nginx.conf")], stderr=subprocess.PIPE, text=True
    )
    try:
        _wait(server, port)
        yield port, base, expected
    finally:
        server.terminate()
        server.wait()


def _wait(server: subprocess.Popen[str], port: int) -> None:
    for _ in range(100):
        if server.poll() is not None:
            pytest.fail(f"nginx doesn't take the snippet: {server.communicate()[1]}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx doesn't answer")


def test_nginx_serves_pages_with_the_policy_to_be_asked_for_again(nginx) -> None:
    port, base, expected = nginx
    for path in ("", "questions/a/"):
        page = Answer(port, base + path)
        assert page.status == 200
        assert page.headers["Content-Security-Policy"] == expected
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Cache-Control"] == "no-cache"
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        again = Answer(port, base + path, **{"If-None-Match": page.headers["ETag"]})
        assert again.status == 304


def test_nginx_lets_hashed_files_be_kept_for_ever(nginx) -> None:
    port, base, expected = nginx
    for path in (HASHED, "assets/waypost/tree.89abcdef.mjs"):
        kept = Answer(port, base + path)
        assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert kept.headers["Content-Security-Policy"] == expected
    for path in ("assets/javascripts/lunr/min/de.min.js", "search/index.json"):
        assert Answer(port, base + path).headers["Cache-Control"] == "no-cache"


def test_nginx_serves_modules_as_scripts(nginx) -> None:
    """Browsers run a module only if its type says script."""
    port, base, _ = nginx
    module = Answer(port, f"{base}assets/waypost/tree.89abcdef.mjs")
    assert module.headers["Content-Type"].startswith("text/javascript")


def test_nginx_answers_what_is_missing_with_the_sites_own_page(nginx) -> None:
    port, base, expected = nginx
    missing = Answer(port, f"{base}questions/none/")
    assert missing.status == 404
    assert b"not here" in missing.body
    assert missing.headers["Content-Security-Policy"] == expected


def test_nginx_hides_the_settings(nginx) -> None:
    port, base, _ = nginx
    for path in ("_serve/nginx.conf", "_headers", "_redirects", ".waypost-site"):
        assert Answer(port, base + path).status == 404


def test_nginx_redirects_old_addresses(nginx) -> None:
    port, base, _ = nginx
    moved = Answer(port, f"{base}questions/old/")
    assert moved.status == 301
    assert moved.headers["Location"].endswith(f"{base}questions/a/")


def test_nginx_sends_what_was_compressed_when_built(nginx) -> None:
    port, base, _ = nginx
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
