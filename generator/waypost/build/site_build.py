"""One build of a site into an empty folder, from an analysed knowledge base."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import or_
from pathlib import Path
from tempfile import mkdtemp
from typing import Final, TypeVar

from waypost.build import csp, host_config, manifest, verify
from waypost.build.build_result import BuildOptions
from waypost.build.compress import precompress
from waypost.build.csp import SecurityPolicy
from waypost.build.fault_problems import fault_problems, without_named
from waypost.build.make_artifacts import MadeArtifact, make_artifacts
from waypost.build.offline import make_offline
from waypost.build.old_site import OldSite
from waypost.build.output_folder import OutputFolder
from waypost.build.site_artifacts import site_artifacts
from waypost.build.staged_folder import Built
from waypost.build.stale_links import pages_to_recheck
from waypost.build.verify import BuiltSite, SiteFault
from waypost.checks.analyse import Analysis, Site
from waypost.core import page_markup
from waypost.core.page_markup import NOTHING, Markup
from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.message_format import severity
from waypost.diagnostics.report import plural
from waypost.mkdocs_plugin.frame import Frame, LayoutSpec
from waypost.mkdocs_plugin.languages import Languages, content_of, languages_of
from waypost.mkdocs_plugin.mkdocs_run import MkDocsRun, RunError
from waypost.mkdocs_plugin.site_plan import SitePlan
from waypost.mkdocs_plugin.site_settings import SiteSettings, settings_problem
from waypost.model.entries import redirects

V = TypeVar("V")

NO_FONT: Final = (
    "{pages}: no picture for sharing{own}, since fontconfig knows no font with all of the letters. "
    "Install one, such as Noto Sans for that script, or say `cards: false`."
)
CHANGED_SLOT: Final = "a template of the theme changes or drops the text of a page"


class ChangedSlot(Exception):
    """The theme changes or drops the text of a page, so that there can't be a frame."""


class Stopped(Exception):
    """Problems that were found while building keep the site from being published."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A filled folder: what goes into its manifest, and what is known of its files.

    ``markups`` are those of pages that were just made. ``unchanged`` are generated pages of the old
    site, whose links were verified when they were made, each with the markup of its layout: what a
    policy speaks of stands in layouts alone. ``foreign`` are new files by MkDocs.
    """

    built: Built
    markups: Mapping[str, Markup] = field(default_factory=dict)
    unchanged: Mapping[str, Markup] = field(default_factory=dict)
    foreign: Collection[str] = ()

    def below(self, prefix: str) -> Contents:
        """The same with names as from the folder above ``prefix``, which holds it."""
        if not prefix:
            return self

        def named(known: Mapping[str, V]) -> dict[str, V]:
            return {prefix + name: value for name, value in known.items()}

        built = self.built
        linked = frozenset(prefix + name for name in built.linked)
        return Contents(
            Built(named(built.keys), named(built.frames), named(built.digests), linked),
            named(self.markups),
            named(self.unchanged),
            frozenset(prefix + name for name in self.foreign),
        )

    def __or__(self, other: Contents) -> Contents:
        one, two = self.built, other.built
        return Contents(
            Built(
                {**one.keys, **two.keys},
                {**one.frames, **two.frames},
                {**one.digests, **two.digests},
                one.linked | two.linked,
            ),
            {**self.markups, **other.markups},
            {**self.unchanged, **other.unchanged},
            {*self.foreign, *other.foreign},
        )


@dataclass
class SiteBuild:
    """A build under way: ``problems`` and ``notes`` grow with each step."""

    settings: SiteSettings
    kb: Path
    analysis: Analysis
    options: BuildOptions
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def build(self, folder: Path, old: OldSite) -> Built:
        """Put the site into ``folder``. Raises `Stopped` where problems stand against it."""
        plans = [self._plan(site) for site in self.analysis.sites]
        reused = OldSite.nothing() if self.options.rewrites_pages else old
        contents = reduce(or_, (self._contents(plan, reused, folder) for plan in plans))
        if self.options.offline:
            for plan in plans:
                make_offline(folder / plan.prefix)
        site = BuiltSite(folder, {} if self.options.offline else contents.markups)
        owners = self._owners_files(plans)
        policy = self._policy(owners, site, contents)
        host_files = self._write_host_files(plans[0], folder, site, policy)
        self._verify(plans, owners, site, contents, reused)
        if self.options.policy_in_pages:
            _put_into_pages(policy, site)
        if self.options.precompress:
            precompress(folder)
        if self.options.rewrites_pages:
            return Built()
        return replace(contents.built, digests={**contents.built.digests, **host_files})

    @cached_property
    def _languages(self) -> Languages:
        return languages_of(self.analysis.sites, self.settings.content)

    def _mkdocs(self, site: Site) -> MkDocsRun:
        return MkDocsRun(self.settings, self.kb, site, languages=self._languages)

    def _plan(self, site: Site) -> SitePlan:
        try:
            plan = self._mkdocs(site).plan()
        except RunError as error:
            self._stop_for([settings_problem(self.settings.file, "settings-error", str(error))])
            raise Stopped from error
        self._stop_for(plan.unheeded)
        for by, page in plan.replaced.items():
            self.notes.append(f"{by} is {page}; the generated one isn't made.")
        if undrawn := plan.cards.undrawn:
            language = plan.context.knowledge.language
            own = " of their own" if plan.cards.by_page else ""
            which = f"{plural(len(undrawn), 'page')} in {language}, such as “{undrawn[0]}”"
            self.notes.append(NO_FONT.format(pages=which, own=own))
        return plan

    def _contents(self, plan: SitePlan, old: OldSite, folder: Path) -> Contents:
        """Put the pages of a language into the site in ``folder``."""
        below = folder / plan.prefix
        below.mkdir(exist_ok=True)
        return self._filled(plan, old.below(plan.prefix), below).below(plan.prefix)

    def _filled(self, plan: SitePlan, old: OldSite, folder: Path) -> Contents:
        """Fill ``folder``: from the frame and artifacts, or all by MkDocs where it has to be."""
        reasons, told = plan.reasons, len(self.problems)
        if not reasons:
            try:
                return self._from_frame(plan, old, folder)
            except ChangedSlot:
                # MkDocs says again what it has said.
                del self.problems[told:]
                reasons = (CHANGED_SLOT,)
        notes = [f"MkDocs draws every page by itself: {reason}." for reason in reasons]
        self.notes += [note for note in notes if note not in self.notes]
        drawn = self._mkdocs(plan.site).draw_pages(folder)
        self._stop_for(drawn.problems)
        return Contents(Built(), foreign=frozenset(manifest.names(folder)))

    def _from_frame(self, plan: SitePlan, old: OldSite, folder: Path) -> Contents:
        """Fill ``folder`` from artifacts in the frame of ``old``, or in a new one.

        Raises `ChangedSlot` where there can't be a frame.
        """
        standing = _standing_frame(plan, old)
        frame = standing or self._drawn(plan, folder, plan.first_specs())
        self._stop_for(settings_problem(self.settings.file, *each) for each in frame.warnings)
        by_mkdocs = () if standing else frame.files
        return self._from_artifacts(plan, frame, old, folder, by_mkdocs)

    def _drawn(self, plan: SitePlan, folder: Path, specs: Collection[LayoutSpec]) -> Frame:
        drawn = self._mkdocs(plan.site).draw_frame(folder, specs)
        if drawn.has_failed:
            self._stop_for(drawn.problems)
        if drawn.frame is None:
            raise ChangedSlot
        return drawn.frame

    def _from_artifacts(
        self, plan: SitePlan, frame: Frame, old: OldSite, folder: Path, by_mkdocs: Collection[str]
    ) -> Contents:
        """Make what ``old`` doesn't hold under the same key, and link the rest.

        ``by_mkdocs`` are files that MkDocs has just put into ``folder``.
        """
        frame, made = self._made(plan, frame, old, folder, is_new=bool(by_mkdocs))
        same = [each.path for each in made if not each.digest]
        linked = [*same, *(set(frame.files) - set(by_mkdocs))]
        digests = {each.path: each.digest for each in made if each.digest}
        output = OutputFolder(folder)
        # Nobody writes to a file once it is linked: it is the old site's as well.
        for path in linked:
            output.link(old.path(path), path)
            digests[path] = old.now[path]
        keys = dict.fromkeys(frame.files, frame.key) | {each.path: each.key for each in made}
        layouts = {
            spec: page_markup.read("".join(layout.pieces[::2]))
            for spec, layout in frame.layouts.items()
        }
        return Contents(
            Built(keys, {"": frame.to_json()}, digests, frozenset(linked)),
            markups={each.path: each.markup for each in made if each.markup},
            unchanged={
                each.path: layouts.get(each.layout, NOTHING)
                for each in made
                if not each.digest and each.path.endswith(".html")
            },
            foreign=frozenset(by_mkdocs),
        )

    def _made(
        self, plan: SitePlan, frame: Frame, old: OldSite, folder: Path, *, is_new: bool
    ) -> tuple[Frame, list[MadeArtifact]]:
        """The artifacts, and the frame with the layouts that they need and no others."""
        artifacts = site_artifacts(plan, frame)
        made = make_artifacts(artifacts, old, folder, most_are_held=not is_new)
        if missing := {each.missing for each in made if each.missing}:
            frame = self._with_layouts(plan, frame, missing, folder)
            again = [each.path for each in made if each.missing]
            artifacts = site_artifacts(plan, frame)
            made = [each for each in made if not each.missing]
            made += make_artifacts(artifacts, old, folder, again)
        used = {each.layout for each in made if each.layout}
        return replace(frame, layouts={spec: frame.layouts[spec] for spec in used}), made

    def _with_layouts(
        self, plan: SitePlan, frame: Frame, specs: Collection[LayoutSpec], folder: Path
    ) -> Frame:
        beside = Path(mkdtemp(prefix="layouts-", dir=folder.parent))
        # MkDocs has to know all pages that its navigation names.
        further = self._drawn(plan, beside, {*frame.layouts, *specs})
        shutil.rmtree(beside)
        return replace(frame, layouts=further.layouts)

    def _owners_files(self, plans: Iterable[SitePlan]) -> dict[str, str]:
        """The owner's files below the content folder by their paths in the site."""
        found = {}
        for plan in plans:
            own = content_of(self.settings.content, plan.site.edition)
            for path, source in plan.taken.items():
                below = (own / source).exists() and plan.prefix
                found[plan.prefix + path] = f"../{own.name}/{source}" if below else source
        return found

    def _policy(
        self, owners: Mapping[str, str], site: BuiltSite, contents: Contents
    ) -> SecurityPolicy:
        unchanged = contents.unchanged
        markups = {
            page: unchanged[page] if page in unchanged else site.markup(page)
            for page in site.pages()
        }
        self._stop_for_faults("policy-blocks", owners, csp.blocked(markups))
        feedback = self.analysis.site.knowledge.feedback
        sends_to = [feedback.endpoint] if feedback and feedback.send and feedback.endpoint else []
        return csp.policy_for(markups.values(), sends_to)

    def _write_host_files(
        self, plan: SitePlan, folder: Path, site: BuiltSite, policy: SecurityPolicy
    ) -> dict[str, str]:
        """Write the settings for hosts. Returns their checksums."""
        files = host_config.host_files(
            policy,
            site.files,
            self.settings.base,
            {
                site.edition.prefix + old: site.edition.prefix + new
                for site in self.analysis.sites
                for old, new in redirects(site.knowledge).items()
            },
            [site.edition.language for site in self.analysis.others],
            compressed=self.options.precompress,
        )
        output = OutputFolder(folder)
        return {
            name: output.put(name, self._owners(plan, name) + text.encode())
            for name, text in files.items()
        }

    def _owners(self, plan: SitePlan, name: str) -> bytes:
        """The owner's file of this name, whose rules stand before ours."""
        if name not in plan.taken:
            return b""
        return (self.settings.content / plan.taken[name]).read_bytes().rstrip() + b"\n"

    def _verify(
        self,
        plans: Iterable[SitePlan],
        owners: Mapping[str, str],
        site: BuiltSite,
        contents: Contents,
        old: OldSite,
    ) -> None:
        pages = [plan.prefix + each.outline.file for plan in plans for each in plan.plans.values()]
        self._stop_for_faults(
            "output-fault",
            owners,
            verify.damaged(site, contents.foreign, copied=owners) + verify.missing(site, pages),
        )
        read = [page for page in site.pages() if page not in contents.unchanged]
        again = pages_to_recheck(old, site, contents.unchanged)
        faults = verify.broken_links(site, [*read, *again], self.settings.base)
        self._stop_for_faults("output-fault", owners, faults)

    def _stop_for_faults(
        self, code: str, owners: Mapping[str, str], faults: Iterable[SiteFault]
    ) -> None:
        settings = self.settings
        named, others = without_named(faults, settings)
        elsewhere = fault_problems(code, others, settings.content, owners, self.kb, settings.file)
        # MkDocs warns of a path in `nav` that leads nowhere.
        told = {problem.at for problem in named}
        self.problems = [each for each in self.problems if each.at not in told]
        self._stop_for([*named, *elsewhere])

    def _stop_for(self, problems: Iterable[Problem]) -> None:
        """Note ``problems``. Raises `Stopped` if one keeps the site from being published."""
        found = list(problems)
        self.problems += found
        strict = self.options.strict
        if any(strict or severity(each) is Severity.ERROR for each in found):
            raise Stopped


def _standing_frame(plan: SitePlan, old: OldSite) -> Frame | None:
    """The frame of the old site, if it is the one that ``plan`` asks for and its files stand."""
    try:
        frame = Frame.from_json(old.manifest.frames.get("", ""))
    except ValueError:
        return None
    whole = frame.key == plan.key and all(old.holds(name, frame.key) for name in frame.files)
    return frame if whole else None


def _put_into_pages(policy: SecurityPolicy, site: BuiltSite) -> None:
    for page in site.pages():
        path = site.folder / page
        html = path.read_text(encoding="utf-8")
        path.write_text(csp.put_into_page(policy, html), encoding="utf-8", newline="")
