"""What the disk refuses, call by call: the site stays whole, the error names a file, the next run heals."""

import errno
import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from versions import MixedError, check_whole, files_of, publish_version

from sitegen.publish import publish as publishing
from sitegen.publish.manifest import read_manifest
from sitegen.publish.verify import verify_folder

# All by which publishing asks the system for something that can fail.
CALLS = (
    *("open", "write", "fchmod", "chmod", "replace", "rename", "link", "unlink"),
    *("mkdir", "rmdir", "scandir", "stat", "lstat", "fsync", "ftruncate"),
)


@contextmanager
def failing(number: int, code: int) -> Iterator[list[str]]:
    """Let the call with that number fail; note what was called."""
    called: list[str] = []

    def counting(name: str, real: Any) -> Any:
        def call(*arguments: Any, **more: Any) -> Any:
            # Locks and random numbers have files of their own, which are no concern of the site’s.
            called.append(name)
            if len(called) == number:
                # Who has opened a file knows its name; the system does not.
                named = () if isinstance(arguments[0], int) else (str(arguments[0]),)
                raise OSError(code, os.strerror(code), *named)
            return real(*arguments, **more)

        return call

    with pytest.MonkeyPatch.context() as broken:
        for name in CALLS:
            broken.setattr(os, name, counting(name, getattr(os, name)))
        broken.setattr(io, "open", counting("read", io.open))
        broken.setattr(publishing, "exchange", counting("exchange", publishing.exchange))
        broken.setattr(publishing, "settle", counting("settle", publishing.settle))
        yield called


def made_ready(into: Path, *, is_in_place: bool) -> None:
    """Publish two versions, so that there is one to keep, and one whose place it took."""
    for version in (1, 2):
        publish_version(version, into, is_in_place=is_in_place)


def published_or_said(into: Path, is_in_place: bool, code: int) -> bool:
    """Publish another version; tell whether the disk let it. If not, the error names a file."""
    refused: list[OSError] = []
    try:
        publish_version(3, into, is_in_place=is_in_place)
    except OSError as error:
        refused.append(error)
    assert all(each.filename and each.errno == code for each in refused)
    return not refused


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("is_in_place", [False, True], ids=["exchanged", "in place"])
def test_each_call_may_fail(tmp_path: Path, is_in_place: bool, code: int) -> None:
    """From the first to the last: the old site or the new one, or, in place, what each page refers to."""
    number, seen = 1, set[str]()
    made_ready(tmp_path / "ready" / "site", is_in_place=is_in_place)
    while True:
        into = tmp_path / str(number) / "site"
        shutil.copytree(tmp_path / "ready", into.parent, symlinks=True)
        with failing(number, code) as called:
            is_done = published_or_said(into, is_in_place, code)
        seen.update(called)
        versions = check_whole(into, is_one_version=not is_in_place)
        assert versions <= {2, 3}
        if is_done:
            assert versions == {3}
        publish_version(3, into, is_in_place=is_in_place)
        assert check_whole(into, is_one_version=True) == {3}
        manifest = read_manifest(into)
        assert manifest is not None
        assert [*manifest.files] == sorted(files_of(3))
        assert [each for each in verify_folder(into, manifest) if each.kind != "unlisted"] == []
        works = (into / ".sitegen/work", into.parent / ".site.releases")
        assert [path.name for work in works for path in work.glob("new-*")] == []
        shutil.rmtree(into.parent)
        if len(called) < number:
            break
        number += 1 if code == errno.ENOSPC else 5
    expected = {"open", "write", "replace", "link", "unlink", "mkdir", "scandir", "settle"}
    assert expected <= seen


def test_a_reader_of_two_versions_is_noticed(tmp_path: Path) -> None:
    """What these tests rely on: who reads tells versions apart, and half of a page."""
    publish_version(1, tmp_path / "site")
    page = tmp_path / "site" / "en" / "0" / "index.html"
    page.write_text(files_of(3)["en/0/index.html"])
    with pytest.raises(MixedError, match="missing"):
        check_whole(tmp_path / "site", is_one_version=True)
    page.write_text(page.read_text()[:-1])
    with pytest.raises(MixedError, match="half"):
        check_whole(tmp_path / "site", is_one_version=True)
