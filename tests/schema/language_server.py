"""A client for yaml-language-server over LSP on stdin and stdout: just what the tests ask of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.data import ROOT

SERVER = ROOT / "tests/node_modules/yaml-language-server/bin/yaml-language-server"


class Client:
    """A running server and the documents that it was shown."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self.process = process
        self.folder = folder
        self.sent = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its result; other messages are handled on the way."""
        self.sent += 1
        self._write({"id": self.sent, "method": method, "params": params})
        wanted = self.sent
        while (answer := self._handle()).get("id") != wanted or "method" in answer:
            pass
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._write({"method": method, "params": params})

    def diagnose(self, text: str) -> list[dict[str, Any]]:
        """The server's verdict on a knowledge base."""
        return self.diagnostics[self._open(text)]

    def complete(self, text: str) -> set[str]:
        """What the server offers at ``‸`` in ``text``."""
        found = self.ask("textDocument/completion", self._point(text))
        return {item["label"] for item in found["items"]}

    def hover(self, text: str) -> str:
        """What the server explains at ``‸`` in ``text``."""
        found = self.ask("textDocument/hover", self._point(text))
        return str(found["contents"]["value"]) if found else ""

    def _open(self, text: str) -> str:
        # Each text is a document of its own: the server answers late about one that it knew before.
        uri = (self.folder / f"shown-{len(self.diagnostics)}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self.diagnostics:
            self._handle()
        return uri

    def _point(self, text: str) -> dict[str, Any]:
        before, after = text.split("‸")
        at = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return {"textDocument": {"uri": self._open(before + after)}, "position": at}

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _handle(self) -> dict[str, Any]:
        message = self._read()
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            items = (message.get("params") or {}).get("items", [])
            result = (
                [None for _ in items] if message["method"] == "workspace/configuration" else None
            )
            self._write({"id": message["id"], "result": result})
        return message

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while (line := self.process.stdout.readline().strip()) or not length:
            assert line or self.process.poll() is None, "the language server ended"
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        answer: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return answer


@contextmanager
def language_server(folder: Path) -> Iterator[Client]:
    """The real server, started for ``folder``; the test is skipped, and says so, without it."""
    node = shutil.which("node")
    if not node or not SERVER.exists():
        pytest.skip("yaml-language-server is not installed (npm ci --prefix tests)")
    process = subprocess.Popen(
        [node, str(SERVER), "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        client = Client(process, folder)
        folders = [{"uri": folder.as_uri(), "name": "kb"}]
        client.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "workspaceFolders": folders,
                "capabilities": {"textDocument": {"completion": {}, "hover": {}}},
            },
        )
        client.tell("initialized", {})
        yield client
    finally:
        process.kill()
        process.wait()
