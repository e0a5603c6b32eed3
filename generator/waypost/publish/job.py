"""One publication from beginning to end, as ``waypost build`` runs it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from waypost.check import all_entries
from waypost.inputs import inspect
from waypost.kept import FOLDER, Kept
from waypost.pipeline import Prepared, prepare
from waypost.problems import Problem, Severity
from waypost.problems.say import severity
from waypost.publish import engine, manifest, policy, serving
from waypost.publish.beside import Published, publish, recover
from waypost.publish.compress import precompress
from waypost.publish.engine import Settings
from waypost.publish.explain import explain
from waypost.publish.manifest import Sum
from waypost.publish.offline import make_offline
from waypost.publish.refusal import NotWhole, Refused
from waypost.publish.searches import unusable
from waypost.publish.tidy import tidy
from waypost.publish.verify import Finding, Survey, faults, survey
from waypost.redirects import redirects
from waypost.report import in_order
from waypost.text.kept import FILE as TEXTS
from waypost.writing import KEPT as PAGES
from waypost.writing import Before

DATED: Final = ("publish_on", "expires_on")
"""Fields that make a site differ from day to day."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an owner may ask of a publication."""

    strict: bool = False
    policy_in_pages: bool = False
    precompress: bool = False
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: all problems, and the site if it was published.

    ``dated`` says whether ``day`` made a difference; ``texts`` are for code frames; ``notes`` are
    what else an owner may want to know.
    """

    problems: tuple[Problem, ...]
    day: date
    texts: Mapping[str, str] = field(default_factory=dict)
    dated: bool = False
    published: Published | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A site to be published: its settings, its knowledge base, and the day."""

    settings: Settings
    kb: Path
    day: date

    @classmethod
    def of(cls, file: Path, kb: Path | None, site_dir: Path | None, day: date) -> Job:
        """The job that the settings in ``file`` describe. Raises `Refused` where they are wrong."""
        settings = engine.settings(file, site_dir)
        source = kb or file.parent / settings.kb
        if not os.path.lexists(source):
            raise Refused(source, "it isn't there", "name the knowledge base: --kb")
        if source.is_dir():
            raise Refused(source, "it is a folder", "name the knowledge base: --kb")
        return cls(settings, source, day)

    def run(self, wishes: Wishes) -> Outcome:
        """Publish, unless problems stand against it. Raises `Refused` for the environment's."""
        recover(self.settings.target)
        if odd := inspect([*self.settings.inputs, self.kb]):
            return Outcome(odd, self.day)
        texts = Kept(self.settings.file.parent / FOLDER, TEXTS)
        prepared = prepare(self.kb, self.day, self.settings.content, keep=texts)
        outcome = Outcome(
            prepared.problems, self.day, prepared.texts, _is_dated(prepared), notes=(texts.said,)
        )
        if not prepared.ok(strict=wishes.strict):
            return outcome
        pages = self._pages(wishes)
        work = _Work(self, prepared, wishes, list(prepared.problems), pages)
        published = work.published()
        texts.save()
        if published and pages:
            pages.save()
        notes = (texts.said, pages.said if pages else "")
        return replace(outcome, problems=in_order(work.problems), published=published, notes=notes)

    def _pages(self, wishes: Wishes) -> Kept | None:
        """What is kept of pages; nothing where they are rewritten after they were built."""
        if wishes.offline or wishes.policy_in_pages:
            return None
        return Kept(self.settings.file.parent / FOLDER, PAGES)


def _is_dated(prepared: Prepared) -> bool:
    entries = all_entries(prepared.knowledge)
    return any(getattr(entry, name, None) for entry in entries for name in DATED)


class _Stopped(Exception):
    """Problems that were found while building keep the site from being published."""


@dataclass(slots=True)
class _Work:
    """A publication under way: ``problems`` grows with each step, ``seen`` is what was built.

    ``known`` are the files of the old site.
    """

    job: Job
    prepared: Prepared
    wishes: Wishes
    problems: list[Problem]
    pages: Kept | None
    seen: Survey = field(default_factory=lambda: Survey({}, {}, ()))
    known: Mapping[str, str] = field(default_factory=dict)

    def published(self) -> Published | None:
        """The site, or None where problems stopped it."""
        keep = [*self.job.settings.inputs, *self.prepared.files]
        target = self.job.settings.target
        self.known = manifest.read(target) or {}
        try:
            return publish(self._build, target, verify=self._verify, keep=keep)
        except _Stopped:
            return None
        except NotWhole as holes:
            self._tell("output-fault", holes.findings)
            return None

    def _build(self, site: Path) -> Mapping[str, Sum]:
        settings = self.job.settings
        before = Before(settings.target, self.pages) if self.pages else None
        built = engine.run(settings, site, self.job.kb, self.prepared, before)
        known = built.known if self.pages else {}
        self.problems.extend(built.problems)
        self._stop_for_problems()
        tidy(site)
        if self.wishes.offline:
            make_offline(site)
        self.seen = survey(site, settings.witness.copied, known, self.pages)
        self._tell("policy-blocks", tuple(policy.blocked(self.seen)))
        self._stop_for_problems()
        self._finish(site)
        return {name: each.sum for name, each in known.items()}

    def _finish(self, site: Path) -> None:
        feedback = self.prepared.site.knowledge.feedback
        sends_to = [feedback.endpoint] if feedback and feedback.endpoint else []
        rules = policy.of(self.seen, sends_to)
        if self.wishes.policy_in_pages:
            policy.put_into_pages(rules, self.seen)
        base, moved = self.job.settings.base, redirects(self.prepared.site.knowledge)
        recipe = serving.Recipe(
            rules,
            self.seen.files,
            base,
            {base + old: base + new for old, new in moved.items()},
            compressed=self.wishes.precompress,
        )
        serving.write(site, recipe)
        if self.wishes.precompress:
            precompress(site)

    def _verify(self, site: Path) -> tuple[Finding, ...]:
        settings = self.job.settings
        return (
            *faults(self.seen, settings.witness.pages, settings.base),
            *(() if self.seen.damaged else unusable(site, self.known)),
        )

    def _tell(self, code: str, findings: tuple[Finding, ...]) -> None:
        settings = self.job.settings
        self.problems.extend(explain(code, findings, settings, self.job.kb))

    def _stop_for_problems(self) -> None:
        strict = self.wishes.strict
        if any(strict or severity(each) is Severity.ERROR for each in self.problems):
            raise _Stopped
