"""The folder that the pages go to: ours alone, so that no page of an earlier run stays behind."""

import shutil
from pathlib import Path

from waypost.diagnostics.environment_refusal import EnvironmentRefusal
from waypost.exchange.markdown_site.write_pages import DOCS, NOTE, OVERRIDES, SETTINGS


def cleared(folder: Path) -> None:
    """Empty ``folder`` of what was written before.

    Raises `EnvironmentRefusal` where somebody else's files are in it, and OSError.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return
    settings = folder / SETTINGS
    if not settings.is_file() or not settings.read_text(errors="replace").startswith(NOTE):
        raise EnvironmentRefusal(folder, "it holds files that aren't ours", "name an empty folder")
    for name in (DOCS, OVERRIDES):
        if (folder / name).is_dir() and not (folder / name).is_symlink():
            shutil.rmtree(folder / name)
    settings.unlink()
