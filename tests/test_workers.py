"""Work parted among processes: the same results, whoever makes them, and whatever becomes of the others."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterator, Sequence
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
def _two_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_MANY", 2)
    monkeypatch.setattr(remembering, "_size", lambda items: 2)


Part = Sequence[tuple[int]]
ROWS = [(number,) for number in range(7)]


def double(number: int) -> int:
    """A stage."""
    return 2 * number


def doubles(memory: Memory, part: Part) -> Iterator[tuple[int, int]]:
    """A stage for parts that tells where it is run."""
    return ((memory.call(double, number), os.getpid()) for (number,) in part)


@pytest.mark.parametrize("has_store", [True, False])
def test_every_part_is_made_once_by_one_process(tmp_path: Path, has_store: bool) -> None:
    """Results come back in their order; so does what was counted, and what parts were made of."""
    memory = Memory(Store(tmp_path / "kept") if has_store else None, processes=3)
    made = memory.parts(doubles, ROWS, takes_long=True)
    assert [twice for twice, _ in made] == [2 * number for (number,) in ROWS]
    by_part = [{process for _, process in made[at : at + 2]} for at in range(0, 7, 2)]
    assert all(len(processes) == 1 for processes in by_part)
    assert (len(set.union(*by_part)), by_part[0]) == (3, {HERE})
    names = f"{__name__}.doubles", f"{__name__}.double"
    assert memory.asked == memory.run == dict(zip(names, (4, 7), strict=True))
    assert memory.elsewhere > 0
    assert memory.parts(doubles, ROWS, takes_long=True) == made
    assert memory.run.total() == 11
    # What others made for a part is at hand for another one.
    assert [twice for twice, _ in memory.parts(doubles, [*ROWS, (9,)])][-2:] == [12, 18]
    assert memory.run == dict(zip(names, (5, 8), strict=True))


def die(_: Memory, part: Part) -> list[int]:
    """End the process that this is done in, unless it is the first."""
    if os.getpid() != HERE:
        os._exit(7)
    return [os.getpid()] * len(part)


def fail(_: Memory, part: Part) -> list[int]:
    """Fail in any process but the first."""
    if os.getpid() != HERE:
        raise ValueError
    return [os.getpid()] * len(part)


def no_value(_: Memory, part: Part) -> list[object]:
    """Return what cannot be sent, in any process but the first."""
    return [(lambda: 0) if os.getpid() != HERE else os.getpid()] * len(part)


@pytest.mark.parametrize("work", [die, fail, no_value])
def test_what_another_process_does_not_do_is_done_here(
    work: Callable[..., list[object]], capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever the reason; nothing is said of it."""
    assert Memory(processes=2).parts(work, ROWS, takes_long=True) == [HERE] * 7
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("sent", [b"", b"\x00", bytes(range(256)), marshal.dumps(([(1,)], ()))])
def test_what_is_cut_short_is_done_here(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    """As when the other process is killed while it sends."""
    monkeypatch.setattr(remembering, "begin", lambda work: lambda: sent)
    assert Memory(processes=2).parts(process, ROWS, takes_long=True) == [HERE] * 7


def reciprocal(_: Memory, part: Part) -> list[float]:
    """A stage that fails for 5."""
    return [1 / (5 - number) for (number,) in part]


def test_what_fails_everywhere_fails_here() -> None:
    """As it would have without others; what comes then may be parted again."""
    memory = Memory(processes=2)
    with pytest.raises(ZeroDivisionError):
        memory.parts(reciprocal, ROWS, takes_long=True)
    assert len(set(memory.parts(process, ROWS, takes_long=True))) == 2


def inside(memory: Memory, part: Part) -> Iterator[int]:
    """A stage that asks for parts itself."""
    for _ in part:
        yield len(set(memory.parts(process, ROWS, takes_long=True)))


def test_what_is_made_of_parts_is_not_parted_again() -> None:
    """There would be as many processes as parts."""
    assert Memory(processes=2).parts(inside, ROWS, takes_long=True) == [1] * 7


def parent(_: Memory, part: Sequence[tuple[Body]]) -> Iterator[tuple[Body, int]]:
    """A stage whose results have what it was given in them."""
    return ((body, os.getpid()) for (body,) in part)


@pytest.mark.parametrize("has_store", [True, False])
def test_a_value_is_the_same_object_here_and_there(tmp_path: Path, has_store: bool) -> None:
    """What another process was given comes back as what it was."""
    bodies = [parse_body(f"{number}。", "zh")[0] for number in range(8)]
    memory = Memory(Store(tmp_path / "kept") if has_store else None, processes=2)
    made = memory.parts(parent, [(body,) for body in bodies], takes_long=True)
    assert [each is body for (each, _), body in zip(made, bodies, strict=True)] == [True] * 8
    assert len({process for _, process in made}) == 2


def test_there_is_a_processor() -> None:
    """At least the one that asks."""
    assert processors() >= 1


def process(_: Memory, part: Part) -> list[int]:
    """A stage that tells where it is run."""
    return [os.getpid()] * len(part)


def test_few_parts_are_made_here() -> None:
    """A process takes as long to begin as one of them; what is known is not made."""
    memory = Memory(processes=2)
    assert set(memory.parts(process, ROWS[:2], takes_long=True)) == {HERE}
    assert set(memory.parts(process, ROWS[:4], takes_long=True)) == {HERE}
    assert len(set(memory.parts(process, [(9,), *ROWS], takes_long=True))) == 2


def test_what_does_not_take_long_is_made_here() -> None:
    """Another process would have to read what it is made of."""
    assert set(Memory(processes=2).parts(process, ROWS)) == {HERE}
    assert len(set(Memory(processes=2).parts(process, ROWS, takes_long=True))) == 2


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
        made = memory.parts(bodies_of, [(f"{number}。",) for number in range(8)], takes_long=True)
        return [body.text() for body in made]

    assert remembering.remembering(tmp_path / "kept", b"", work) == [f"{number}。" for number in range(8)]
    assert len(works) == 1


def bodies_of(memory: Memory, part: Sequence[tuple[str]]) -> Iterator[Body]:
    """A stage whose results are large values."""
    return (memory.call(parse_body, text, "zh")[0] for (text,) in part)


def words_of(_: Memory, part: Sequence[tuple[Body]]) -> Iterator[str]:
    """A stage that is given large values."""
    return (body.text() for (body,) in part)


def test_others_read_the_store_by_themselves(tmp_path: Path) -> None:
    """A value that waits is filled where it is asked for."""

    def bodies(store: Store) -> tuple[Memory, list[Body]]:
        memory = Memory(store, processes=2)
        return memory, [memory.call(parse_body, f"{number}。", "zh")[0] for number in range(8)]

    first = Store(tmp_path / "kept")
    memory, _ = bodies(first)
    memory.keep()
    second = Store(tmp_path / "kept")
    memory, waiting = bodies(second)
    assert memory.run.total() == 0
    said = memory.parts(words_of, [(body,) for body in waiting], takes_long=True)
    assert said == [f"{number}。" for number in range(8)]
    memory.keep()
    for store in (first, second):
        store.close()


@pytest.mark.parametrize("name", ["a word", "a template", "the explanation of a term"])
def test_a_site_is_the_same_however_many_make_it(tmp_path: Path, name: str) -> None:
    """Byte for byte, from nothing and after an edit, with and without a store."""
    root, store = lay_out(tmp_path / "site"), Store(tmp_path / "kept")
    for memory in (Memory(processes=3), Memory(store, processes=2)):
        assert make_site(root, memory, with_gates=True) == make_site(root, with_gates=True)
    EDITS[name](root)
    assert make_site(root, memory, with_gates=True) == make_site(root, with_gates=True)
    memory.keep()
    store.close()
