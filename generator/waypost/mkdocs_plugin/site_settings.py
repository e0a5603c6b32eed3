"""A site's settings: ``mkdocs.yml`` as MkDocs reads it, and the places of settings in it."""

import logging
import re
import sysconfig
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import yaml
from jinja2 import TemplateError, TemplateNotFound
from mkdocs.config import base, load_config
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Mark, Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem, Report
from waypost.diagnostics.environment_refusal import EnvironmentRefusal
from waypost.diagnostics.message_format import errors_of, hint, message
from waypost.mkdocs_plugin import nav
from waypost.parser import parse
from waypost.parser.input_guard import inspect

Keys = tuple[str, ...]
"""The keys above a setting, and its own; items of lists have those of their list."""


def key_place(file: Path, path: Keys) -> Mark:
    """The place of a key; the start of ``file`` where it stands in one that this inherits."""
    return next(
        (at for keys, value, at in _written(file) if keys == path and not value), start(file)
    )


def value_place(file: Path, first: str, value: str) -> Mark:
    """The place of ``value`` below the key ``first``; the start of ``file`` where it isn't."""
    found = (at for keys, each, at in _written(file) if each == value and keys[:1] == (first,))
    return next(found, start(file))


def node(file: Path, path: Keys, value: Any) -> tuple[Text, Node]:
    """The key at ``path`` and its ``value`` as those of an entry, with their places in ``file``.

    What stands in a file that this inherits has its start for a place.
    """
    keys: dict[Keys, Mark] = {}
    values: dict[Keys, tuple[str, Mark]] = {}
    for each, text, at in _written(file):
        if each in keys:
            values[each] = text, at
        keys.setdefault(each, at)

    def made(value: Any, path: Keys) -> Node:
        at = keys.get(path, start(file))
        if isinstance(value, Mapping):
            rows = tuple(
                (Text(str(key), keys.get(inner := (*path, str(key)), at)), made(each, inner))
                for key, each in value.items()
            )
            return MapNode(rows, at)
        if isinstance(value, list):
            return Sequence(tuple(made(each, path) for each in value), at)
        text, at = values.get(path, (str(value), at))
        # YAML makes numbers of texts, and a text of a tag's own.
        return Scalar(Text(value if isinstance(value, str) else text, at), value is None)

    return Text(path[-1], keys.get(path, start(file))), made(value, path)


def start(file: Path) -> Mark:
    return Mark(file.as_posix(), 1, 1)


def _written(file: Path) -> Iterator[tuple[Keys, str, Mark]]:
    """Every key, with an empty text, and every value of ``file``."""
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return
    yield from _below(node, (), start(file), set())


def _below(
    node: yaml.Node | None, keys: Keys, first: Mark, seen: set[int]
) -> Iterator[tuple[Keys, str, Mark]]:
    # What aliases repeat stands in one place, and might be without end.
    if id(node) in seen:
        return
    seen.add(id(node))

    def at(node: yaml.Node) -> Mark:
        return Mark(first.file, node.start_mark.line + 1, node.start_mark.column + 1)

    if isinstance(node, yaml.ScalarNode):
        yield keys, node.value, at(node)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _below(item, keys, first, seen)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = (*keys, str(key.value))
            yield name, "", at(key)
            yield from _below(value, name, first, seen)


PLUGIN: Final = "waypost"
CODES: Final = {logging.WARNING: "settings-warning", logging.ERROR: "settings-error"}
IN_NAV: Final = re.compile(r"to '(.+)' is included in the 'nav'")
NAMED_KEY: Final = re.compile(r"(?:Config value '|`)(\w+)")
PACKAGE: Final = Path(__file__).parent.parent
NOT_THEIRS: Final = (PACKAGE, *(Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib")))
"""Folders of code and templates that aren't the site owner's."""

RUNS: Final = frozenset({"mkdocs_run.py", "site_settings.py"})
"""Our modules that call MkDocs: what fails below them fails in MkDocs, a plugin or a template."""

MISSING: Final = (
    "`{setting}` names {name}, which isn't in the site. Put the file into {content}/, or correct "
    "its name."
)


class WaypostConfig(base.Config):  # type: ignore[no-untyped-call]
    """The options of ``waypost`` in a site's ``mkdocs.yml``."""

    kb = c.Type(str, default="faq.yaml")
    on = c.Optional(c.Type((str, date)))
    cards = c.Type(bool, default=True)
    look = c.Optional(c.Type(object))

    def load_dict(self, patch: dict[Any, Any]) -> None:
        """Take the options. A bare ``on`` is true in the YAML that MkDocs reads."""
        super().load_dict({"on" if key is True else key: each for key, each in patch.items()})


OPTIONS: Final = tuple(
    name for name, each in vars(WaypostConfig).items() if isinstance(each, base.BaseConfigOption)
)
"""Their names."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The settings in ``file``. ``site_dir`` stands in place of the folder that they name.

    ``warnings`` are what MkDocs found odd in them.
    """

    file: Path
    site_dir: Path | None
    config: MkDocsConfig = field(repr=False)
    warnings: tuple[Problem, ...] = ()

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files and folders that MkDocs reads."""
        folders = (self.config.docs_dir, self.config.theme.custom_dir)
        return (self.file, *(near(Path(folder)) for folder in folders if folder))

    @property
    def content(self) -> Path:
        """The folder of hand-written pages."""
        return near(Path(self.config.docs_dir))

    @property
    def target(self) -> Path:
        """The folder that the site goes to."""
        return Path(self.config.site_dir)

    @property
    def base(self) -> str:
        """The path under which the site is served, with a slash at both ends."""
        path = urlsplit(self.config.site_url or "").path.strip("/")
        return f"/{path}/" if path else "/"

    @property
    def kb(self) -> Path:
        """The knowledge base that the settings name."""
        return self.file.parent / str(self.config.plugins[PLUGIN].config["kb"])

    @property
    def named_files(self) -> list[tuple[str, str]]:
        """The settings that name files of the site, each with the name."""
        config = self.config
        return [
            *(("extra_css", name) for name in config.extra_css),
            *(("extra_javascript", str(script)) for script in config.extra_javascript),
            *((f"theme.{each}", str(config.theme.get(each) or "")) for each in ("logo", "favicon")),
            *(("nav", path) for path in nav.paths(config.nav)),
        ]

    def missing_file(self, setting: str, name: str) -> Problem:
        """The problem that there is no file ``name``, which ``setting`` names."""
        why = MISSING.format(setting=setting, name=name, content=self.content)
        at = value_place(self.file, setting.partition(".")[0], name)
        return Problem("settings-error", at, {"why": why})


KNOWN_TO_MKDOCS: Final = {"tag", "anchor", "alias", "merge-key"}
"""Codes of what a knowledge base may not hold, and settings may."""


def load(file: Path, site_dir: Path | None = None) -> SiteSettings:
    """Read ``mkdocs.yml``. Raises `EnvironmentRefusal` where it is wrong."""
    for odd in inspect([file]):
        raise EnvironmentRefusal(file, message(odd).rstrip("."), hint(odd).rstrip("."))
    if not file.is_file():
        remedy = "go to the folder of your site (cd), or make one: waypost new FOLDER"
        raise EnvironmentRefusal(file, "it isn't there", remedy)
    chosen = {} if site_dir is None else {"site_dir": str(site_dir.absolute())}
    problems: list[Problem] = []
    with mkdocs_log(file, problems.append):
        try:
            config = load_config(config_file=str(file), **chosen)
        except Exception as error:
            if "error parsing the configuration" in str(error):
                for odd in errors_of(parse(file.read_bytes(), str(file)).problems):
                    if odd.code not in KNOWN_TO_MKDOCS:
                        where, remedy = Path(_place(odd)), hint(odd).rstrip(".")
                        raise EnvironmentRefusal(where, message(odd).rstrip("."), remedy) from None
            # Values that MkDocs doesn't expect fail anywhere in it.
            errors = [each for each in problems if each.code == "settings-error"]
            first, *others = errors or [fault_problem(file, error)]
            why = "; ".join([_why(first), *(f"{_place(each)}: {_why(each)}" for each in others)])
            raise EnvironmentRefusal(Path(_place(first)), why, "correct the settings") from error
    if PLUGIN not in config.plugins:
        remedy = "add `plugins: [search, waypost]`"
        raise EnvironmentRefusal(file, "the plugin waypost isn't in it", remedy)
    return SiteSettings(file, site_dir, config, tuple(problems))


def _place(problem: Problem) -> str:
    return ":".join(map(str, problem.at))


def _why(problem: Problem) -> str:
    return problem.about["why"].rstrip(".")


@contextmanager
def mkdocs_log(file: Path, report: Report) -> Iterator[None]:
    """Report what MkDocs logs as problems of the settings in ``file``.

    MkDocs' own counting of warnings misses those that it doesn't print.
    """
    handler = _LogHandler(file, report)
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def near(path: Path) -> Path:
    """``path`` as people in the current folder name it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def settings_problem(file: Path, code: str, why: str) -> Problem:
    """A problem of the settings in ``file``, at the path in `nav` or the key that MkDocs names."""
    in_nav, named = IN_NAV.search(why), NAMED_KEY.search(why)
    at = value_place(file, "nav", in_nav[1]) if in_nav else start(file)
    if named:
        at = key_place(file, (named[1],))
    return Problem(code, at, {"why": _sentence(why)})


def _sentence(why: str) -> str:
    text = " ".join(why.split())
    return text if text.endswith((".", "?", "!")) else f"{text}."


def fault_problem(file: Path, error: Exception) -> Problem:
    """The problem of the settings in ``file``, or of what they name, that stopped MkDocs.

    It stands where YAML can't be read, or at the innermost line of the owner's hooks and templates
    that was running. Raises ``error`` again where the system or our own code is at fault.
    """
    if isinstance(error, OSError) and error.errno:
        raise error
    known = isinstance(error, MkDocsException | Abort | TemplateError)
    syntax = error.__context__
    if isinstance(syntax, yaml.MarkedYAMLError) and (mark := syntax.problem_mark):
        why = f"This isn't YAML: {syntax.problem}"
        at = Mark(near(Path(mark.name)).as_posix(), mark.line + 1, mark.column + 1)
        return Problem("settings-error", at, {"why": _sentence(why)})
    # Jinja names every folder of templates.
    why = (
        f"There is no template {error.name}" if isinstance(error, TemplateNotFound) else str(error)
    )
    problem = settings_problem(file, "settings-error", why)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.name in RUNS and path.parent == Path(__file__).parent:
            break
        if path.is_relative_to(PACKAGE) and path.suffix == ".py" and not known:
            raise error
        if path.is_absolute() and not any(map(path.is_relative_to, NOT_THEIRS)):
            at = Mark(near(path).as_posix(), frame.lineno or 1, 1)
            problem = Problem(problem.code, at, problem.about)
            break
    name = "" if known else f"{type(error).__name__}: "
    return Problem(problem.code, problem.at, {"why": name + problem.about["why"]})


class _LogHandler(logging.Handler):
    def __init__(self, file: Path, report: Report) -> None:
        super().__init__(logging.WARNING)
        self.file = file
        self.report = report

    def emit(self, record: logging.LogRecord) -> None:
        code = CODES[logging.ERROR if record.levelno >= logging.ERROR else logging.WARNING]
        self.report(settings_problem(self.file, code, record.getMessage()))
