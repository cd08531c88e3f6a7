"""What stands at a path: that this cannot be told is never taken for nothing."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path


def is_file(path: str | Path) -> bool:
    """Tell whether a file stands at `path`; raises OSError where that cannot be told, or something else does.

    Nothing else than nothing is no file: a link that leads nowhere, a folder and a pipe are something.
    """
    mode = _mode(path)
    if mode is None:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(None, "it is a folder", str(path))
    if not stat.S_ISREG(mode):
        raise OSError(None, "it is a pipe, a socket or a device", str(path))
    return True


def is_folder(path: str | Path) -> bool:
    """Tell whether a folder stands at `path`; raises OSError as `is_file` does."""
    mode = _mode(path)
    if mode is not None and not stat.S_ISDIR(mode):
        raise NotADirectoryError(None, "it is no folder", str(path))
    return mode is not None


def _mode(path: str | Path) -> int | None:
    try:
        return os.stat(path).st_mode  # noqa: PTH116 - what pathlib takes for nothing differs from version to version
    except NotADirectoryError:
        return None
    except ValueError:
        # A path with a NUL, which no file has.
        return None
    except FileNotFoundError:
        if os.path.islink(path):  # noqa: PTH114 - pathlib differs from version to version
            raise
        return None


def why(error: OSError) -> str:
    """Return in a few words why something cannot be read."""
    return error.strerror or str(error) or type(error).__name__


def walk(
    folder: str, unreadable: Callable[[str, OSError], None], without: re.Pattern[str]
) -> Iterator[os.DirEntry[str]]:
    """Yield all that is in a folder and below, and is no folder itself; links are not followed.

    What has a name as in `without` is passed over. `unreadable` is called with each folder that cannot be
    read, and why; a `folder` that is not there is empty.
    """
    try:
        waiting = [folder] if is_folder(folder) else []
    except OSError as error:
        unreadable(folder, error)
        return
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as found:
                entries = [
                    (entry, entry.is_dir(follow_symlinks=False))
                    for entry in found
                    if not without.search(entry.name)
                ]
        except OSError as error:
            unreadable(here, error)
            continue
        for entry, is_below in entries:
            if is_below:
                waiting.append(entry.path)
            else:
                yield entry
