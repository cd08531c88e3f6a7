"""The folder of a preview: files are replaced as they change, without releases or a wait for the disk."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from sitegen.content import Content
from sitegen.looked import Looked
from sitegen.publish.disk.folder import Folder
from sitegen.publish.disk.tree import WORK, Source, update, written
from sitegen.publish.publish import Published
from sitegen.publish.standing import PREVIEW, read_list
from sitegen.publish.target import make_work


def refresh(
    outputs: Mapping[str, Content], into: Path, kept: Collection[str], looked: Looked[bytes]
) -> Published:
    """Make the folder `into`, which nobody else writes to, hold `outputs`; return what changed.

    What stands there at the paths that are `kept` goes on standing there. `looked` tells digests of files.
    Raises OSError where the disk refuses.
    """
    make_work(into / WORK)
    before = _known(into)
    staying = {*outputs, *(path for path in before if path in kept and (into / path).is_file())}
    changed = _changed(outputs, into, looked)
    going = [path for path in before if path not in staying]
    with Folder(into, into / WORK) as folder:
        # The list grows before the files and shrinks after them: what a broken run leaves is known as ours.
        if staying - {*before}:
            folder.write(PREVIEW, _list({*before, *staying}))
        update(folder, {path: _source(outputs[path]) for path in changed}, ())
        removed = tuple(path for path in going if folder.remove(path))
        if going:
            folder.write(PREVIEW, _list(staying))
    _expect(outputs, changed, into, looked)
    return Published(tuple(changed), removed)


def refresh_some(outputs: Mapping[str, Content], into: Path, looked: Looked[bytes]) -> tuple[str, ...]:
    """Replace files that `refresh` has written into a folder by `outputs`; return the paths of those changed.

    What it has not written yet it writes itself: its list comes first. Raises OSError.
    """
    make_work(into / WORK)
    known = _known(into)
    changed = _changed({path: each for path, each in outputs.items() if path in known}, into, looked)
    with Folder(into, into / WORK) as folder:
        update(folder, {path: _source(outputs[path]) for path in changed}, ())
    _expect(outputs, changed, into, looked)
    return tuple(changed)


def _source(content: Content) -> Source:
    return written(lambda: content.data)


def _known(into: Path) -> dict[str, None]:
    return dict.fromkeys(read_list(into / PREVIEW))


def _list(paths: Iterable[str]) -> bytes:
    return (json.dumps(sorted(paths), ensure_ascii=False, indent=0) + "\n").encode()


def _changed(outputs: Mapping[str, Content], into: Path, looked: Looked[bytes]) -> list[str]:
    inside = f"{into}/"
    return [path for path, each in outputs.items() if _digest(inside + path, looked) != each.digest]


def _digest(name: str, looked: Looked[bytes]) -> bytes | None:
    try:
        return looked(name)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _expect(
    outputs: Mapping[str, Content], changed: Iterable[str], into: Path, looked: Looked[bytes]
) -> None:
    for path in changed:
        looked.expect(into / path, outputs[path].digest)
