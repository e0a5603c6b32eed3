"""The end of a command that can't run: one line on standard error, and exit code 2."""

from typing import IO, Any

import click


class CommandRefused(click.ClickException):
    """The command can't run; the text says why."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Write why, as every message of Waypost begins."""
        click.echo(f"waypost: {self.message}", file, err=True)
