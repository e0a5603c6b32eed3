"""``waypost serve``: the live session."""

import signal
import sys
import threading
import webbrowser
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from waypost.cli.options import CommandRefused, Day, existing_file
from waypost.cli.schema_command import refresh_schema
from waypost.diagnostics import Problem, report
from waypost.diagnostics.environment_refusal import EnvironmentRefusal
from waypost.diagnostics.message_format import hint, message
from waypost.serve.file_watcher import Watch
from waypost.serve.http_server import LiveSite, serve
from waypost.serve.session import PreviewSession, SaveResult, follow, quiet


@click.command()
@click.option("--kb", type=existing_file, help="The knowledge base; else what the settings name.")
@click.option("--config", default="mkdocs.yml", show_default=True, type=existing_file)
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.option("--on", type=Day(), help="The day that decides what is out; today if not given.")
@click.option("--open", "open_", is_flag=True, help="Open a browser.")
@click.option("--no-follow", is_flag=True, help="Stay on the page when another one is saved.")
def serve_command(
    kb: Path | None, config: Path, address: str, on: date | None, open_: bool, no_follow: bool
) -> None:
    """Preview the site, drafts included; a save shows at once.

    The page reloads in place, or the browser goes to the page whose lines were saved. Problems lie
    over the last good page until they are mended.

    Example: waypost serve --open
    """
    quiet()
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65_535:
        raise click.BadParameter("write it like 127.0.0.1:8000", param_hint="--address")
    try:
        session = PreviewSession(config, kb, on)
    except EnvironmentRefusal as refusal:
        raise CommandRefused(str(refusal)) from None
    live = LiveSite(session.settings.base, session)
    try:
        server = serve(live, host, int(port))
    except OSError as reason:
        session.close()
        raise CommandRefused(f"can't listen on {address}: {reason.strerror or reason}") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # A process that is told to end removes what it built, as one that is interrupted.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    watch = Watch()
    watch.on(session.watched)
    try:
        _tell(live, session, session.refresh(), follow=False)
        click.echo(f"Preview: http://{host}:{server.server_port}{live.base} (Ctrl+C ends it)")
        if open_:
            webbrowser.open(f"http://{host}:{server.server_port}{live.base}")

        def tell(news: SaveResult) -> None:
            _tell(live, session, news, follow=not no_follow)

        follow(session, watch, tell)
    except KeyboardInterrupt:
        click.echo("")
    finally:
        watch.stop()
        server.server_close()
        session.close()


def _tell(live: LiveSite, session: PreviewSession, news: SaveResult, *, follow: bool) -> None:
    """Tell open pages and the terminal."""
    page = news.page if follow else None
    live.publish({"version": news.version, "problems": list(_shown(news)), "page": page})
    report.print_problems([*news.errors, *news.warnings], news.texts)
    if session.analysis and session.analysis.ended:
        click.echo(f"waypost: {session.analysis.ended}", err=True)
    if news.failure:
        click.echo(f"waypost: {news.failure}", err=True)
    if news.texts and session.analysis and not news.errors and not news.failure:
        refresh_schema(session.source, session.analysis.knowledge)


def _shown(news: SaveResult) -> Iterable[Mapping[str, Any]]:
    lines = {name: report.LINE_END.split(text) for name, text in news.texts.items()}
    for problem in news.errors:
        yield _problem(problem, lines)
    if news.failure:
        yield {"message": news.failure}


def _problem(problem: Problem, lines: Mapping[str, list[str]]) -> dict[str, Any]:
    frame = report.frame(problem, lines).plain.split("\n")
    # Its first line is the message and its last one the hint, which stand on their own here.
    code = "\n".join(line for line in frame[1:] if not line.lstrip().startswith("= "))
    at = problem.at._asdict()
    said = {"code": problem.code, "message": message(problem), "hint": hint(problem)}
    return {**at, **said, "frame": code.strip("\n")}
