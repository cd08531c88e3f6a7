"""A folder whose files are replaced and removed, and nothing outside of it."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from sitegen.publish.disk.files import NO_LINK, naming, new_file, new_name

# What a web server of another user can enter, whatever the umask of who builds.
FOLDER_MODE = 0o755
# Without file descriptors of folders (Windows) paths are looked up anew each time.
_HAS_FDS = os.open in os.supports_dir_fd
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | NO_LINK
# A hard link cannot be had: another file system, too many links, a system or disk without them.
NO_HARD_LINK = {errno.EXDEV, errno.EMLINK, errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EOPNOTSUPP}


class Folder:
    """A folder in which files are replaced and removed; nothing outside of it is, whatever links lie in it.

    Files to come are written in the folder `work`, of the same file system, which nobody else can enter, and
    renamed into their places. Every method raises OSError, whose `filename` is the whole path.
    """

    def __init__(self, path: Path, work: Path) -> None:
        self.path, self._work = path, work
        # The folders above the last file that was asked for: their names and descriptors, this one first.
        self._chain: list[tuple[str, int]] = []

    def __enter__(self) -> Folder:
        if _HAS_FDS:
            with naming(self.path):
                self._chain = [("", os.open(self.path, _FOLDER & ~NO_LINK))]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        while self._chain:
            os.close(self._chain.pop()[1])

    def write(self, path: str, data: bytes) -> None:
        """Make the file at `path` hold `data`; what stood there is replaced in one step."""
        with naming(self.path / path):
            self._place(new_file(self._work, data), path)

    def link(self, path: str, source: Path) -> bool:
        """Make `path` another name of the file `source`, or return False where that cannot be."""
        with naming(self.path / path):
            beside = self._work / new_name()
            try:
                _link(source, beside)
            except OSError as error:
                if error.errno in NO_HARD_LINK:
                    return False
                raise
            self._place(beside, path)
            return True

    def point(self, path: str, to: str) -> None:
        """Make `path` a link that leads where `to` says."""
        with naming(self.path / path):
            beside = self._work / new_name()
            beside.symlink_to(to)
            self._place(beside, path)

    def make(self, path: str) -> None:
        """Make a folder, where it is not there yet."""
        with naming(self.path / path):
            self._enter(f"{path}/")

    def remove(self, path: str) -> bool:
        """Remove a file, and the folders that this leaves empty; tell whether it was there.

        A path that ends in a slash is that of an empty folder.
        """
        with naming(self.path / path):
            try:
                name, inside = self._at(path.rstrip("/"))
                (os.rmdir if path.endswith("/") else os.unlink)(name, dir_fd=inside)
            except (FileNotFoundError, NotADirectoryError):
                return False
            path = path.rstrip("/")
            above = path.rpartition("/")[0]
            while above:
                name, inside = self._at(above)
                try:
                    os.rmdir(name, dir_fd=inside)
                except OSError as error:
                    if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
                        break
                    raise
                above = above.rpartition("/")[0]
            return True

    def _place(self, beside: Path, path: str) -> None:
        try:
            self._enter(path)
            name, inside = self._at(path)
            os.replace(beside, name, dst_dir_fd=inside)
        finally:
            # Also where both were names of one file: to rename one to the other does nothing then.
            beside.unlink(missing_ok=True)

    def _at(self, path: str) -> tuple[str, int | None]:
        """Return how to name a file to the system; raises FileNotFoundError where its folder is not there."""
        above, _, name = path.rpartition("/")
        if not _HAS_FDS:
            return str(self.path / path), None
        return name, self._open(above.split("/") if above else [])

    def _open(self, parts: list[str]) -> int:
        known = 0
        for part, (name, _) in zip(parts, self._chain[1:], strict=False):
            if part != name:
                break
            known += 1
        while len(self._chain) > known + 1:
            os.close(self._chain.pop()[1])
        for part in parts[known:]:
            self._chain.append((part, _open_folder(part, self._chain[-1][1])))
        return self._chain[-1][1]

    def _enter(self, path: str) -> None:
        """Make the folders above `path` that are not there; what is no folder there makes room."""
        parts = path.split("/")[:-1]
        if _HAS_FDS:
            with suppress(FileNotFoundError, NotADirectoryError, _LoopError):
                self._open(parts)
                return
        for depth in range(1, len(parts) + 1):
            if not self._is_folder(parts[:depth]):
                name, inside = self._at("/".join(parts[:depth]))
                os.mkdir(name, FOLDER_MODE, dir_fd=inside)
                os.chmod(name, FOLDER_MODE, dir_fd=inside)

    def _is_folder(self, parts: list[str]) -> bool:
        """Tell whether a folder is there; what else is there, a file or a link that leads elsewhere, goes."""
        name, inside = self._at("/".join(parts))
        try:
            if stat.S_ISDIR(os.stat(name, dir_fd=inside, follow_symlinks=False).st_mode):
                return True
        except FileNotFoundError:
            return False
        os.unlink(name, dir_fd=inside)
        return False


class _LoopError(OSError):
    """A link stands where a folder is due."""


def _open_folder(name: str, inside: int) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=inside)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _LoopError(*error.args) from error
        raise


def _link(source: Path, target: Path) -> None:
    if os.link in os.supports_follow_symlinks:
        os.link(source, target, follow_symlinks=False)
    else:
        os.link(source, target)
