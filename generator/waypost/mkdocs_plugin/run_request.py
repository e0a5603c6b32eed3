"""A run of MkDocs that a command asks the plugin for."""

from dataclasses import dataclass

from waypost.checks.analyse import Site
from waypost.mkdocs_plugin.languages import ONE_LANGUAGE, Languages
from waypost.mkdocs_plugin.skeletons import Skeletons


@dataclass
class Request:
    """A run of MkDocs on behalf of a command: ``site`` has been analysed already.

    With ``skeletons`` MkDocs draws these, and they take the layouts; without, it draws all pages.
    """

    site: Site
    skeletons: Skeletons | None = None
    languages: Languages = ONE_LANGUAGE
