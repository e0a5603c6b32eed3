"""One publication from beginning to end, as ``waypost build`` runs it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from waypost.build import csp, host_config, run_mkdocs, trace
from waypost.build.build_result import Outcome, Wishes, is_dated
from waypost.build.compress import precompress
from waypost.build.deterministic import tidy
from waypost.build.errors import NotWhole, Refused
from waypost.build.explain_findings import explain
from waypost.build.manifest import Sum
from waypost.build.offline import make_offline
from waypost.build.run_mkdocs import Settings
from waypost.build.site_fault import Finding
from waypost.build.staged_folder import Published, publish, recover
from waypost.build.trace import Made, Trace
from waypost.build.verify import Survey, faults, fragments, survey
from waypost.checks.analyse import Prepared, prepare
from waypost.checks.snapshot import Reading
from waypost.core import said
from waypost.core.kept import FOLDER, Kept
from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.message_format import severity
from waypost.diagnostics.report import in_order
from waypost.mkdocs_plugin.writing import KEPT as PAGES
from waypost.mkdocs_plugin.writing import Before
from waypost.model.redirects import redirects
from waypost.parser.input_guard import inspect


@dataclass(frozen=True, slots=True)
class Job:
    """A site to be published: its settings, its knowledge base, the day, and what it was asked."""

    settings: Settings
    kb: Path
    day: date
    asked: Sequence[str] = ()

    @classmethod
    def of(cls, file: Path, kb: Path | None, site_dir: Path | None, day: date) -> Job:
        """The job that the settings in ``file`` describe. Raises `Refused` where they are wrong."""
        settings = run_mkdocs.settings(file, site_dir)
        source = kb or file.parent / settings.kb
        if not os.path.lexists(source):
            raise Refused(source, "it isn't there", "name the knowledge base: --kb")
        if source.is_dir():
            raise Refused(source, "it is a folder", "name the knowledge base: --kb")
        return cls(settings, source, day, trace.asked(file, kb, site_dir))

    def run(
        self, wishes: Wishes, prepared: Prepared | None = None, found: Reading | None = None
    ) -> Outcome:
        """Publish, unless problems stand against it. Raises `Refused` for the environment's.

        ``prepared`` is the knowledge base, where it was prepared already, or ``found``, read.
        """
        recover(self.settings.target)
        if odd := inspect([*self.settings.inputs, self.kb]):
            return Outcome(odd, self.day)
        prepared = prepared or prepare(self.kb, self.day, self.settings.content, found=found)
        outcome = Outcome(prepared.problems, self.day, prepared.texts, is_dated(prepared))
        if not prepared.ok(strict=wishes.strict):
            return outcome
        pages = self._pages(wishes)
        work = _Work(self, prepared, wishes, list(prepared.problems), pages)
        published = work.published()
        if published and pages:
            pages.save()
            work.leave_trace(self._folder, published)
        notes = (pages.said,) if pages else ()
        return replace(outcome, problems=in_order(work.problems), published=published, notes=notes)

    def _pages(self, wishes: Wishes) -> Kept | None:
        """What is kept of pages; nothing where they are rewritten after they were built."""
        if wishes.offline or wishes.policy_in_pages:
            return None
        return Kept(self._folder, PAGES)

    @property
    def _folder(self) -> Path:
        return self.settings.file.parent / FOLDER


class _Stopped(Exception):
    """Problems that were found while building keep the site from being published."""


@dataclass(slots=True)
class _Work:
    """A publication under way: ``problems`` grows with each step, ``seen`` is what was built.

    ``rules`` are the directives of the policy, ``frame`` is a key for what MkDocs read, ``made`` is
    what it made. The site goes to ``target``.
    """

    job: Job
    prepared: Prepared
    wishes: Wishes
    problems: list[Problem]
    pages: Kept | None
    seen: Survey = field(default_factory=lambda: Survey({}, {}, ()))
    rules: Mapping[str, Sequence[str]] = field(default_factory=dict)
    frame: str = ""
    made: Made | None = None
    target: Path = Path()

    def published(self) -> Published | None:
        """The site, or None where problems stopped it."""
        keep = [*self.job.settings.inputs, *self.prepared.files]
        # MkDocs is told of another folder while it builds.
        self.target = self.job.settings.target
        try:
            return publish(self._build, self.target, verify=self._verify, keep=keep)
        except _Stopped:
            return None
        except NotWhole as holes:
            self._tell("output-fault", holes.findings)
            return None

    def _build(self, site: Path) -> Mapping[str, Sum]:
        settings = self.job.settings
        before = Before(settings.target, self.pages) if self.pages else None
        if before:
            self.frame = trace.frame(map(str, settings.inputs))
        built = run_mkdocs.run(settings, site, self.job.kb, self.prepared, before)
        known, self.made = built.known if self.pages else {}, built.made
        self.problems.extend(built.problems)
        self._stop_for_problems()
        tidy(site)
        if self.wishes.offline:
            make_offline(site)
        self.seen = survey(site, settings.witness.copied, known, self.pages)
        self._tell("policy-blocks", tuple(csp.blocked(self.seen)))
        self._stop_for_problems()
        self._finish(site)
        return {name: each.sum for name, each in known.items()}

    def _finish(self, site: Path) -> None:
        feedback = self.prepared.site.knowledge.feedback
        sends_to = [feedback.endpoint] if feedback and feedback.endpoint else []
        rules = csp.of(self.seen, sends_to)
        if self.wishes.policy_in_pages:
            csp.put_into_pages(rules, self.seen)
        self.rules = rules.directives
        moved = redirects(self.prepared.site.knowledge)
        recipe = host_config.Recipe.of(
            rules,
            self.seen.files,
            self.job.settings.base,
            moved,
            compressed=self.wishes.precompress,
        )
        host_config.write(site, recipe)
        if self.wishes.precompress:
            precompress(site)

    def _verify(self, site: Path) -> tuple[Finding, ...]:
        settings = self.job.settings
        return faults(self.seen, settings.witness.pages, settings.base)

    def leave_trace(self, folder: Path, published: Published) -> None:
        """Keep what the next build needs to mend this site, or nothing where it can't."""
        settings, target = self.job.settings, self.target
        # A warning of MkDocs', or of the policy, has to be told again with each build.
        more = len(self.problems) > len(self.prepared.problems)
        if self.made is None or self.wishes.precompress or more:
            trace.forget(folder)
            return
        site = self.prepared.site
        away = site.converter.names.away
        keys = said.of(site.knowledge, site.facts, away, self.made.facts)
        left = Trace(
            asked=self.job.asked,
            target=str(target),
            content=str(settings.content),
            kb=str(self.job.kb),
            base=settings.base,
            inputs=[str(path) for path in settings.inputs],
            frame=self.frame,
            texts=keys.texts,
            traits=keys.traits,
            facts=keys.facts,
            rest=keys.rest,
            places=said.places(site.knowledge) if any(self.made.edits.values()) else "",
            anchors=sorted(fragments(self.seen.pages.values())),
            rules=self.rules,
            manifest=published.sum,
            made=self.made,
        )
        trace.write(folder, left)

    def _tell(self, code: str, findings: tuple[Finding, ...]) -> None:
        settings = self.job.settings
        self.problems.extend(explain(code, findings, settings, self.job.kb))

    def _stop_for_problems(self) -> None:
        strict = self.wishes.strict
        if any(strict or severity(each) is Severity.ERROR for each in self.problems):
            raise _Stopped
