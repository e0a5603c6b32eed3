"""Taking over files of the site that stands into the one that is built."""

from __future__ import annotations

import os
import shutil


def take(old: str, new: str) -> None:
    """The file ``old`` under the name ``new`` too: nobody writes into a file of a site's.

    Raises FileNotFoundError where it isn't there, and other OSErrors where no copy can be made.
    """
    try:
        os.link(old, new)
    except FileExistsError:
        # A process that was ended had come this far.
        os.unlink(new)
        take(old, new)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copy2(old, new)


def make_folder(folder: str) -> None:
    """Make ``folder``, and what is missing above it, unless another process just did."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        # Both processes may be about to make what is missing above it.
        os.makedirs(folder, exist_ok=True)
