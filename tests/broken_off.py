"""Publishing that is killed again and again, while somebody reads without a pause.

    python tests/broken_off.py FOLDER --rounds 200 --where exchanged --where in-place

ends with how often the site was read, and fails with the first reader who finds what is mixed.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from versions import (
    PAGES,
    check_whole,
    files_of,
    load_page,
    pages_of,
    publish_version,
    reading,
    reading_below,
)

from sitegen.publish.manifest import read_manifest
from sitegen.publish.verify import verify_folder

WRITER = Path(__file__).with_name("versions.py")
# At the most so many seconds after a writer has begun it is killed.
LONGEST = 0.25
WHERE = ("exchanged", "in-place")


@dataclass
class Seen:
    """What readers and killings have seen."""

    loads: int = 0
    kills: int = 0
    versions: set[int] = field(default_factory=set)
    faults: list[BaseException] = field(default_factory=list)


def _load_by_paths(folder: Path, chance: random.Random) -> int:
    """As a web server reads: each file in what is published by then."""
    edition = chance.choice(("en", "zh-hans"))
    # The last page comes and goes.
    page = f"{edition}/{chance.randrange(PAGES - 1)}/index.html"
    return load_page(reading(folder), page, is_one_version=False)


def _load_below(folder: Path, chance: random.Random) -> int:
    """In one folder, from the first page on: all of one version."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        read = reading_below(opened)
        version, pages = pages_of(read)
        assert load_page(read, chance.choice(pages), is_one_version=True) == version
        return version
    finally:
        os.close(opened)


@contextmanager
def _reading(load: Callable[[Path, random.Random], int], folder: Path, seen: Seen) -> Iterator[None]:
    is_over, chance = Event(), random.Random(1)  # noqa: S311 - nothing secret

    def go_on() -> None:
        while not is_over.is_set() and not seen.faults:
            try:
                seen.versions.add(load(folder, chance))
                seen.loads += 1
            except Exception as error:  # noqa: BLE001 - a thread tells the test
                seen.faults.append(error)

    thread = Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _killed(folder: Path, first: int, where: str, chance: random.Random) -> int:
    """Let somebody publish from a version on, and kill them; return the last version that they published."""
    command = [sys.executable, str(WRITER), str(folder), str(first), where]
    path = {**os.environ, "PYTHONPATH": str(WRITER.parents[1])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=path) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begun\n"
        time.sleep(chance.random() * LONGEST)
        writer.kill()
        return max([first - 1, *map(int, writer.stdout.read().split())])


def break_off(folder: Path, rounds: int, where: str, seed: int = 0, *, is_mount: bool = False) -> Seen:
    """Kill so many runs in `folder` at random moments; raise what readers, or a look at all pages, find.

    At a mount folders cannot change places, whatever is asked for.
    """
    chance, seen, version = random.Random(seed), Seen(), 1  # noqa: S311 - nothing secret
    is_in_place = where == "in-place"
    is_one = not is_in_place and not is_mount
    publish_version(version, folder, is_in_place=is_in_place)
    readers = [_load_by_paths, *([_load_below] if is_one else [])]
    for _ in range(rounds):
        with _reading(readers[seen.kills % len(readers)], folder, seen):
            version = _killed(folder, version + 1, where, chance)
            seen.kills += 1
            if not seen.faults:
                check_whole(folder, is_one_version=is_one)
        for fault in seen.faults:
            raise fault
    version += 2
    publish_version(version, folder, is_in_place=is_in_place)
    assert check_whole(folder, is_one_version=True) == {version}
    manifest = read_manifest(folder)
    assert manifest is not None
    assert [*manifest.files] == sorted(files_of(version))
    assert [*verify_folder(folder, manifest)] == []
    return seen


def main() -> None:
    """Break off as often as the command line says."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--rounds", type=int, default=200)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--where", choices=WHERE, action="append")
    given = options.parse_args()
    for where in given.where or WHERE:
        seen = break_off(given.folder / where / "site", given.rounds, where, given.seed)
        print(f"{where}: {seen.kills} kills, {seen.loads} loads of {len(seen.versions)} versions, 0 mixed")


if __name__ == "__main__":
    main()
