"""Work parted among processes: the same results, whoever makes them, and whatever becomes of the others."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from edits import EDITS, lay_out

from sitegen import memory as remembering
from sitegen.make import make_site
from sitegen.memory import Memory
from sitegen.store import Store
from sitegen.text.body.body import Body
from sitegen.text.body.parse import parse_body
from sitegen.workers import CAN_FORK, processors

pytestmark = [
    pytest.mark.skipif(not CAN_FORK, reason="elsewhere one process makes it all"),
    # Those who run these tests in parallel have threads; commands have none.
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]
HERE = os.getpid()


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MANY", 4)


def double(number: int) -> tuple[int, int]:
    """A stage that tells where it is run."""
    return 2 * number, os.getpid()


@pytest.mark.parametrize("has_store", [True, False])
def test_every_part_is_made_once_by_one_process(tmp_path: Path, has_store: bool) -> None:
    """A group stays together; results come back in their order."""
    groups = [[0, 1, 2], [3], [4, 5], [6]]
    memory = Memory(Store(tmp_path / "kept") if has_store else None, processes=3)
    made = memory.each(double, [[(number,) for number in group] for group in groups])
    assert [[twice for twice, _ in group] for group in made] == [[2 * n for n in group] for group in groups]
    by_group = [{process for _, process in group} for group in made]
    assert all(len(processes) == 1 for processes in by_group)
    assert len(set.union(*by_group)) == 3
    assert by_group[0] == {HERE}
    assert memory.each(double, [[(number,)] for number in range(7)]) == [
        [each] for group in made for each in group
    ]


def die(_: int) -> int:
    """End the process that this is done in, unless it is the first."""
    if os.getpid() != HERE:
        os._exit(7)
    return os.getpid()


def fail(_: int) -> int:
    """Fail in any process but the first."""
    if os.getpid() != HERE:
        raise ValueError
    return os.getpid()


def no_value(_: int) -> object:
    """Return what cannot be sent, in any process but the first."""
    return (lambda: 0) if os.getpid() != HERE else os.getpid()


@pytest.mark.parametrize("work", [die, fail, no_value])
def test_what_another_process_does_not_do_is_done_here(
    work: Callable[[int], object], capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever the reason; nothing is said of it."""
    assert Memory(processes=2).each(work, [[(number,)] for number in range(6)]) == [[HERE]] * 6
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("sent", [b"", b"\x00", bytes(range(256)), marshal.dumps([(1,)])])
def test_what_is_cut_short_is_done_here(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    """As when the other process is killed while it sends."""
    monkeypatch.setattr(remembering, "begin", lambda work: lambda: sent)
    assert Memory(processes=2).each(process, [[(number,)] for number in range(6)]) == [[HERE]] * 6


def reciprocal(number: int) -> float:
    """A stage that fails for 1."""
    return 1 / (1 - number)


def test_what_fails_everywhere_fails_here() -> None:
    """As it would have without others."""
    with pytest.raises(ZeroDivisionError):
        Memory(processes=2).each(reciprocal, [[(0,)], [(1,)], [(2,)], [(3,)]])


def parent(body: Body) -> tuple[Body, int]:
    """A stage whose result has what it was given in it."""
    return body, os.getpid()


@pytest.mark.parametrize("has_store", [True, False])
def test_a_value_is_the_same_object_here_and_there(tmp_path: Path, has_store: bool) -> None:
    """What another process was given comes back as what it was."""
    bodies = [parse_body(f"{number}。", "zh")[0] for number in range(8)]
    memory = Memory(Store(tmp_path / "kept") if has_store else None, processes=2)
    made = memory.each(parent, [[(body,)] for body in bodies])
    assert [each is body for ((each, _),), body in zip(made, bodies, strict=True)] == [True] * 8
    assert len({process for ((_, process),) in made}) == 2


def test_there_is_a_processor() -> None:
    """At least the one that asks."""
    assert processors() >= 1


def process(_: int) -> int:
    """A stage that tells where it is run."""
    return os.getpid()


def test_few_results_are_made_here() -> None:
    """A process takes as long to begin as some of them; what is known is not made."""
    memory = Memory(processes=2)
    assert {each for (each,) in memory.each(process, [[(n,)] for n in range(3)])} == {HERE}
    assert {each for (each,) in memory.each(process, [[(n,)] for n in range(6)])} == {HERE}
    assert len({each for (each,) in memory.each(process, [[(n,)] for n in range(12)])}) == 2
    assert (memory.run.total(), memory.asked.total()) == (12, 21)


def test_what_does_not_take_long_is_made_here() -> None:
    """Another process would have to read what it is made of."""
    rows = [(number,) for number in range(12)]
    assert set(Memory(processes=2).calls(process, rows)) == {HERE}
    assert len(set(Memory(processes=2).calls(process, rows, takes_long=True))) == 2


def test_a_folder_that_others_can_enter_keeps_nobody_from_parting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What other processes make waits in memory, then; the work is not begun anew."""
    monkeypatch.setattr("sitegen.archive._TOGETHER", 0)
    monkeypatch.setattr(remembering, "processors", lambda: 2)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept").chmod(0o755)
    works: list[Memory] = []

    def work(memory: Memory) -> list[str]:
        works.append(memory)
        made = memory.each(parse_body, [[(f"{number}。", "zh")] for number in range(8)])
        return [body.text() for ((body, _),) in made]

    assert remembering.remembering(tmp_path / "kept", b"", work) == [f"{number}。" for number in range(8)]
    assert len(works) == 1


def words_of(body: object) -> str:
    """A stage that is given a large value."""
    return body.text()  # type: ignore[attr-defined]  # it is a body


def test_others_read_the_store_by_themselves(tmp_path: Path) -> None:
    """A value that waits is filled where it is asked for."""

    def bodies(store: Store) -> tuple[Memory, list[object]]:
        memory = Memory(store, processes=2)
        return memory, [memory.call(parse_body, f"{number}。", "zh")[0] for number in range(8)]

    first = Store(tmp_path / "kept")
    memory, _ = bodies(first)
    memory.keep()
    second = Store(tmp_path / "kept")
    memory, waiting = bodies(second)
    assert memory.run.total() == 0
    assert memory.each(words_of, [[(body,)] for body in waiting]) == [[f"{number}。"] for number in range(8)]
    memory.keep()
    for store in (first, second):
        store.close()


@pytest.mark.parametrize("name", ["a word", "a template", "the explanation of a term"])
def test_a_site_is_the_same_however_many_make_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Byte for byte, from nothing and after an edit, with and without a store."""
    monkeypatch.setattr(remembering, "_MANY", 2)
    root, store = lay_out(tmp_path / "site"), Store(tmp_path / "kept")
    for memory in (Memory(processes=3), Memory(store, processes=2)):
        assert make_site(root, memory, with_gates=True) == make_site(root, with_gates=True)
    EDITS[name](root)
    assert make_site(root, memory, with_gates=True) == make_site(root, with_gates=True)
    memory.keep()
    store.close()
