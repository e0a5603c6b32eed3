"""The ``waypost`` command. Commands are found by name and loaded when called."""

import errno
import gc
import importlib
import os
import sys
from collections.abc import Mapping

import click

from waypost import __version__

COMMANDS: Mapping[str, tuple[str, str]] = {
    "check": ("check_command", "Check a knowledge base and list all problems."),
    "build": ("site_commands", "Check, build and publish the site."),
    "serve": ("serve_command", "Preview the site, live."),
    "new": ("new_command", "Make a site that builds at once."),
    "pages": ("site_commands", "Write the pages as Markdown files."),
    "walk": ("walk_command", "Walk a decision tree."),
    "tree": ("tree_command", "Print a decision tree's graph."),
    "index": ("search_commands", "Write the search index."),
    "ask": ("search_commands", "Show what the search finds for a query, and why."),
    "search-report": ("search_commands", "Show which phrasings the search finds."),
    "add": ("edit_commands", "Add a question to the knowledge base."),
    "rename": ("edit_commands", "Give something another id, everywhere."),
    "review": ("edit_commands", "Note that entries were checked today."),
    "stale": ("stale_command", "List what has to be checked again."),
    "translations": (
        "translations_command",
        "Show how far each language is, or mark texts as looked at.",
    ),
    "fmt": ("edit_commands", "Lay out the knowledge base's files in one way."),
    "import": ("import_command", "Import questions from other tools."),
    "export": ("export_command", "Write the knowledge base for people and other tools."),
    "schema": ("schema_command", "Write the schema for editors."),
}
"""Every command with its module, and the line that ``waypost --help`` shows."""


class Commands(click.Group):
    """A group that loads a command's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"waypost.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="waypost")
def app() -> None:
    """From one YAML knowledge base to a help centre that customers trust.

    Example: waypost check faq.yaml
    """


def main() -> None:
    """Run the command; whatever the environment gets wrong is one line and exit 2."""
    # Nodes and records are many and free of cycles: looking for these as often as Python does by
    # default takes as long as all else of a check of 10,000 questions, and a last look as it ends
    # takes a tenth of a second.
    gc.set_threshold(1_000_000, 50, 50)
    try:
        _run()
    finally:
        _flush()
        gc.freeze()


def _flush() -> None:
    """Write what is left to be written, or Python would speak of it once more at its end."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run() -> None:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    try:
        sys.exit(app(prog_name="waypost", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as help:
        help.show()
        sys.exit(2)
    except click.UsageError as fault:
        path = fault.ctx.command_path if fault.ctx else "waypost"
        message = " ".join(fault.format_message().split())
        click.echo(f"waypost: {message} ({path} --help tells more.)", err=True)
        sys.exit(2)
    except click.ClickException as refusal:
        refusal.show()
        sys.exit(refusal.exit_code)
    except click.Abort:
        sys.exit(1)
    except OSError as reason:
        if reason.errno == errno.EPIPE:
            # Who reads the output has enough of it, such as `head`.
            sys.exit(1)
        where = f"{reason.filename}: " if reason.filename else ""
        click.echo(f"waypost: {where}{reason.strerror or reason}", err=True)
        sys.exit(2)
    except Exception as fault:
        if os.environ.get("WAYPOST_DEBUG"):
            raise
        click.echo(
            f"waypost: a fault in Waypost itself ({type(fault).__name__}). Nothing was published. "
            "Set WAYPOST_DEBUG=1 to see where, and please report it.",
            err=True,
        )
        sys.exit(2)
