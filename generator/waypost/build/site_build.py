"""One build of a site into an empty folder, from an analysed knowledge base."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from waypost.build import csp, host_config, manifest, verify
from waypost.build.build_result import BuildOptions
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

NO_FONT: Final = (
    "{pages}: no picture for sharing{own}, since fontconfig knows no font with all of the letters. "
    "Install one, such as Noto Sans for that script, or say `cards: false`."
)
CHANGED_SLOT: Final = "a template of the theme changes or drops the text of a page"


class ChangedSlot(Exception):
    """The theme changes or drops the text of a page, so that there can't be a frame."""


class Stopped(Exception):
    """Problems that were found while building keep the site from being published."""


@dataclass(slots=True)
class Contents:
    """The content of a site's folder so far, in all languages, by paths in it.

    ``keys``, ``frames``, ``digests`` and ``linked`` become those of `Built`. ``markups`` are those
    of pages that were just made. ``unchanged`` are generated pages of the old site, whose links
    were verified when they were made, each with the markup of its layout: what a policy speaks of
    stands in layouts alone. ``foreign`` are new files by MkDocs.
    """

    keys: dict[str, str] = field(default_factory=dict)
    frames: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    markups: dict[str, Markup] = field(default_factory=dict)
    unchanged: dict[str, Markup] = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)


@dataclass
class SiteBuild:
    """A build under way: ``problems``, ``notes`` and ``contents`` grow with each step."""

    settings: SiteSettings
    kb: Path
    analysis: Analysis
    options: BuildOptions
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    contents: Contents = field(default_factory=Contents)

    def build(self, folder: Path, old: OldSite) -> Built:
        """Put the site into ``folder``. Raises `Stopped` where problems stand against it."""
        self._stop_for(self.settings.warnings)
        plans = [self._plan(site) for site in self.analysis.sites]
        reused = OldSite.nothing() if self.options.rewrites_pages else old
        for plan in plans:
            self._fill(plan, reused, folder)
        self._link(reused, folder)
        if self.options.offline:
            for plan in plans:
                make_offline(folder / plan.prefix)
        site = BuiltSite(folder, {} if self.options.offline else self.contents.markups)
        owners = self._owners_files(plans)
        policy = self._policy(owners, site)
        host_files = self._write_host_files(plans[0], folder, site, policy)
        self._verify(plans, owners, site, reused)
        if self.options.policy_in_pages:
            _put_into_pages(policy, site)
        if self.options.precompress:
            # Few sites ask for it, and it takes a while to load.
            from waypost.build.compress import precompress

            precompress(folder)
        if self.options.rewrites_pages:
            return Built()
        made = self.contents
        return Built(made.keys, made.frames, made.digests | host_files, made.linked)

    @cached_property
    def _languages(self) -> Languages:
        return languages_of(self.analysis.sites, self.settings.content)

    def _mkdocs(self, site: Site) -> MkDocsRun:
        return MkDocsRun(self.settings, self.kb, site, languages=self._languages)

    def _plan(self, site: Site) -> SitePlan:
        try:
            plan = self._mkdocs(site).plan()
        except RunError as error:
            self._stop_for([error.problem])
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

    def _fill(self, plan: SitePlan, old: OldSite, folder: Path) -> None:
        """Put the pages of a language into the site in ``folder``.

        They are made from the frame and artifacts, or all by MkDocs where it has to be.
        """
        below = folder / plan.prefix
        below.mkdir(exist_ok=True)
        reasons, told = plan.reasons, len(self.problems)
        if not reasons:
            try:
                self._from_frame(plan, old, folder)
            except ChangedSlot:
                # MkDocs says again what it has said.
                del self.problems[told:]
                reasons = (CHANGED_SLOT,)
        if reasons:
            notes = [f"MkDocs draws every page by itself: {reason}." for reason in reasons]
            self.notes += [note for note in notes if note not in self.notes]
            drawn = self._mkdocs(plan.site).draw_pages(below)
            self._stop_for(drawn.problems)
            self.contents.foreign |= {plan.prefix + name for name in manifest.names(below)}

    def _drawn(self, plan: SitePlan, folder: Path, specs: Collection[LayoutSpec]) -> Frame:
        drawn = self._mkdocs(plan.site).draw_frame(folder, specs)
        if drawn.has_failed:
            self._stop_for(drawn.problems)
        if drawn.frame is None:
            raise ChangedSlot
        return drawn.frame

    def _from_frame(self, plan: SitePlan, old: OldSite, folder: Path) -> None:
        """Make what ``old`` doesn't hold under the same key, and note the rest, to be linked.

        The frame is that of ``old``, or a new one. Raises `ChangedSlot` where there can't be one.
        """
        standing = _standing_frame(plan, old)
        frame = standing or self._drawn(plan, folder / plan.prefix, plan.first_specs())
        self._stop_for(settings_problem(self.settings.file, *each) for each in frame.warnings)
        frame, made = self._made(plan, frame, old, folder, is_new=standing is None)
        contents = self.contents
        by_mkdocs = [plan.prefix + name for name in frame.files]
        (contents.linked if standing else contents.foreign).update(by_mkdocs)
        contents.linked.update(each.path for each in made if not each.digest)
        contents.keys |= dict.fromkeys(by_mkdocs, frame.key)
        contents.frames[plan.prefix] = frame.to_json()
        layouts = {
            spec: page_markup.read("".join(layout.pieces[::2]))
            for spec, layout in frame.layouts.items()
        }
        for each in made:
            contents.keys[each.path] = each.key
            if each.digest:
                contents.digests[each.path] = each.digest
            elif each.path.endswith(".html"):
                contents.unchanged[each.path] = layouts.get(each.layout, NOTHING)
            if each.markup:
                contents.markups[each.path] = each.markup

    def _link(self, old: OldSite, folder: Path) -> None:
        # Nobody writes to a file once it is linked: it is the old site's as well.
        output = OutputFolder(folder)
        for path in sorted(self.contents.linked):
            output.link(old.path(path), path)
            self.contents.digests[path] = old.now[path]

    def _made(
        self, plan: SitePlan, frame: Frame, old: OldSite, folder: Path, *, is_new: bool
    ) -> tuple[Frame, list[MadeArtifact]]:
        """The artifacts, and the frame with the layouts that they need and no others."""
        artifacts = site_artifacts(plan, frame).below(plan.prefix)
        made = make_artifacts(artifacts, old, folder, most_are_held=not is_new)
        if missing := {each.missing for each in made if each.missing}:
            frame = self._with_layouts(plan, frame, missing, folder)
            again = [each.path for each in made if each.missing]
            artifacts = site_artifacts(plan, frame).below(plan.prefix)
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

    def _policy(self, owners: Mapping[str, str], site: BuiltSite) -> SecurityPolicy:
        unchanged = self.contents.unchanged
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
        old: OldSite,
    ) -> None:
        unchanged = self.contents.unchanged
        pages = [plan.prefix + each.outline.file for plan in plans for each in plan.plans.values()]
        self._stop_for_faults(
            "output-fault",
            owners,
            verify.damaged(site, self.contents.foreign, copied=owners)
            + verify.missing(site, pages),
        )
        read = [page for page in site.pages() if page not in unchanged]
        again = pages_to_recheck(old, site, unchanged)
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
        frame = Frame.from_json(old.manifest.frames.get(plan.prefix, ""))
    except ValueError:
        return None
    files = (plan.prefix + name for name in frame.files)
    whole = frame.key == plan.key and all(old.holds(name, frame.key) for name in files)
    return frame if whole else None


def _put_into_pages(policy: SecurityPolicy, site: BuiltSite) -> None:
    for page in site.pages():
        path = site.folder / page
        html = path.read_text(encoding="utf-8")
        path.write_text(csp.put_into_page(policy, html), encoding="utf-8", newline="")
