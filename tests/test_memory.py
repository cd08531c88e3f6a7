"""What is remembered changes nothing: neither the site, nor what is said of it."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from edits import EDITS, lay_out
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from jinja2.nodes import Template
from small_site import GOOD, run, write_site

from sitegen.archive import BUILDS
from sitegen.checks import CHECKS, Check
from sitegen.checks.table import ByPage
from sitegen.edit.preview.building import Building
from sitegen.facts.index import Index
from sitegen.make import OWN, Made, make_site
from sitegen.memory import Forgetful, Memory
from sitegen.model import Diagnostic, Place, Words
from sitegen.read import read_library
from sitegen.store import RUNS, Store
from sitegen.text.body.inline import Run, Text
from sitegen.values import Shared
from sitegen.write.templates import Templates

T = TypeVar("T")

# --- The whole ---


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New folders, one for each site."""

    def made() -> Iterator[Path]:
        while True:
            yield tmp_path_factory.mktemp("edited") / "site"

    return made()


# More of them: SEQUENCES=500 pytest tests/test_memory.py tests/test_store.py
SEQUENCES = int(os.environ.get("SEQUENCES", "8"))


@given(names=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=6))
@settings(max_examples=SEQUENCES, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_a_remembered_site_is_a_clean_one(folders: Iterator[Path], names: list[str]) -> None:
    """After whatever edits, output and diagnostics are byte for byte those of a build without a memory."""
    root, memory = lay_out(next(folders)), Memory()
    make_site(root, memory, with_gates=True)
    for name in names:
        EDITS[name](root)
        assert make_site(root, memory, with_gates=True) == make_site(root, with_gates=True), name


@given(names=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=6))
@settings(max_examples=SEQUENCES, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_a_remembered_preview_is_a_clean_one(folders: Iterator[Path], names: list[str]) -> None:
    """Also where pages have errors: what is left out of it does not depend on what was made before."""
    root, memory = lay_out(next(folders)), Memory()
    make_site(root, memory, is_preview=True)
    for name in names:
        EDITS[name](root)
        assert make_site(root, memory, is_preview=True) == make_site(root, is_preview=True), name


# What the templates of this site do not show, or nobody.
WITHOUT_EFFECT = (
    "nothing",
    "an empty line above",
    "words of a page",
    "the name of a group",
    "what a rule weighs",
    "a style sheet",
    "a clock set back",
)


@pytest.fixture(scope="module")
def memory() -> Memory:
    """One for all edits, each of which leaves the site as it was."""
    return Memory()


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_there_and_back(tmp_path: Path, memory: Memory, name: str) -> None:
    """An edit is seen, and so is its undoing: the site is then what it was."""
    root = lay_out(tmp_path / "site")
    before = make_site(root, memory, with_gates=True)
    EDITS[name](root)
    edited = make_site(root, memory, with_gates=True)
    assert edited == make_site(root, with_gates=True)
    assert (edited == before) is (name in WITHOUT_EFFECT)
    EDITS[name](root)
    assert make_site(root, memory, with_gates=True) == before


# --- The work ---


def html(site: Made) -> dict[str, bytes]:
    """The pages of a site."""
    return {each.path: each.data for each in site.outputs if each.path.endswith(".html")}


PROJECT = (
    "a word",
    "a word in English",
    "a title",
    "a heading",
    "the explanation of a term",
    "an empty line above",
)


@pytest.mark.parametrize("name", PROJECT)
def test_pages_are_printed_where_something_in_them_changed(tmp_path: Path, name: str) -> None:
    """With the templates of the project, as many pages are printed again as come out otherwise."""
    root, memory = lay_out(tmp_path / "site"), Memory()
    shutil.rmtree(root / "templates")
    before = html(make_site(root, memory, is_preview=True))
    EDITS[name](root)
    after = html(make_site(root, memory, is_preview=True))
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert memory.run["sitegen.write.pages.print_page"] == len(changed)


def test_nothing_is_made_again_where_nothing_changed(tmp_path: Path) -> None:
    """A second build reads files and compares digests."""
    root, memory = lay_out(tmp_path / "site"), Memory()
    make_site(root, memory, with_gates=True)
    make_site(root, memory, with_gates=True)
    assert memory.asked.total() > 100
    assert memory.run.total() == 0


# --- The parts ---


def test_checks_of_pages_by_themselves_find_what_they_find_together(tmp_path: Path) -> None:
    """A generator that is said to look at each page by itself finds the same in all of them at once."""
    slips = (
        "\n\n你好,世界.  一个 字——“半。\n\n１２\n\n"
        "[没有](term:none) [O-2](source:O-9) “错的话” [O-2](source:O-2)\n"
    )
    pages = {path: text + slips for path, text in GOOD.items() if path.endswith(".md")}
    words = {"content/interface.yaml": GOOD["content/interface.yaml"].replace("字", "字, 一 字。")}
    style = {"content/style.yaml": "longest_sentence: {zh: 2, en: 1}\nloaded: {zh: [你好], en: [Text]}\n"}
    library, _ = read_library(write_site(tmp_path, {**pages, **words, **style}), OWN)
    assert library is not None
    index = Index(library)
    found: dict[str, set[Diagnostic]] = {}
    for each in (each for each in CHECKS if isinstance(each, ByPage)):
        whole = Check(each.generator, each.slices, each.rules)
        found[each.generator.__name__] = set(each.run(index))
        assert found[each.generator.__name__] == set(whole.run(index)), each.generator.__name__
    assert sum(map(bool, found.values())) >= 6


@dataclass(frozen=True)
class Value(Shared):
    """A value of its own."""

    words: str


def double(text: str) -> str:
    """A stage."""
    return text * 2


def nothing(text: str) -> str | None:
    """A stage that returns nothing."""
    return None


def value_of(text: str) -> tuple[Value, ...]:
    """A stage that returns a value in a tuple."""
    return (Value(text),)


def same(value: Value) -> str:
    """A stage that is given the value of another."""
    return value.words


def test_a_stage_is_run_once_for_the_same_arguments() -> None:
    """Equal arguments need not be the same objects; a result may be None."""
    memory = Memory()
    assert [memory.call(double, "a"), memory.call(double, "".join(["a"])), memory.call(double, "b")] == [
        "aa",
        "aa",
        "bb",
    ]
    assert memory.call(nothing, "a") is memory.call(nothing, "a") is None
    assert sorted(memory.run.values()) == [1, 2]


def doubles(memory: Memory, part: Sequence[tuple[str]], behind: str) -> Iterator[str]:
    """A stage for parts, which asks for what it is made of."""
    return (memory.call(double, word) + behind for (word,) in part)


class Watched(Store):
    """Tells how often it was asked."""

    asked = 0

    def get(self, key: bytes) -> bytes | None:
        self.asked += 1
        return super().get(key)


def test_of_parts_in_which_nothing_has_changed_nothing_is_asked(tmp_path: Path) -> None:
    """Where an item is another, each of its part is looked for; where what is common is, each of all."""
    first, rows = Store(tmp_path / "kept"), [(str(number),) for number in range(24)]
    memory = Memory(first)
    made = memory.parts(doubles, rows, "!")
    assert made == [f"{2 * word}!" for (word,) in rows]
    memory.keep()
    first.close()
    second = Watched(tmp_path / "kept")
    memory = Memory(second)
    assert memory.parts(doubles, rows, "!") == made
    assert (second.asked, memory.run.total()) == (6, 0)
    rows[0] = ("other",)
    assert memory.parts(doubles, rows, "!")[:2] == ["otherother!", "11!"]
    # The part of four that was looked for in vain, and what it is made of: two are run.
    assert (second.asked, memory.run.total()) == (6 + 1 + 4, 2)
    memory.run.clear()
    assert memory.parts(doubles, rows, "?")[:2] == ["otherother?", "11?"]
    assert memory.run == {f"{__name__}.doubles": 6}
    second.close()


def test_items_are_told_apart_by_what_each_has() -> None:
    """The same values in other items are another part."""
    memory = Memory()
    assert memory.parts(lengths, [(1, 2), (3,)]) == [2, 1]
    assert memory.parts(lengths, [(1,), (2, 3)]) == [1, 2]
    assert memory.parts(lengths, [(*range(300),)]) == [300]


def lengths(_: Memory, part: Sequence[tuple[int, ...]]) -> Iterator[int]:
    """A stage for parts."""
    return map(len, part)


def test_what_a_part_is_made_of_is_kept_as_long_as_the_part(tmp_path: Path) -> None:
    """Nobody asks for it while nothing changes; after an edit it is there."""

    def build(*words: str, beside: str = "") -> Counter[str]:
        with closing(Store(tmp_path / "kept")) as store:
            memory = Memory(store)
            memory.parts(doubles, [(word,) for word in words], "")
            if beside:
                memory.call(double, beside)
            memory.keep()
            return memory.run

    build("a", "b")
    for number in range(4 * RUNS):
        assert build("a", "b", beside=f"{number}").total() == 1
    # In the place of b: a is there.
    assert build("a", "c") == {f"{__name__}.doubles": 1, f"{__name__}.double": 1}


def test_what_a_run_leaves_the_next_one_has(tmp_path: Path) -> None:
    """By what it is about."""
    for before in (b"", b"left"):
        with closing(Store(tmp_path / "kept")) as store:
            memory = Memory(store)
            assert (memory.left("one"), memory.left("other")) == (before, b"")
            memory.leave("one", b"left")
            memory.keep()


def test_what_cannot_be_stored_now_goes_on_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another run writes, nothing is lost."""
    monkeypatch.setattr("sitegen.store._PATIENCE", 0.05)
    store = Store(tmp_path / "kept")
    memory = Memory(store)
    memory.call(double, "a")
    with closing(sqlite3.connect(tmp_path / "kept" / "memory.sqlite", isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        memory.keep()
        writing.execute("ROLLBACK")
    memory.keep()
    store.close()
    again = Store(tmp_path / "kept")
    memory = Memory(again)
    assert (memory.call(double, "a"), memory.run.total()) == ("aa", 0)
    again.close()


def test_words_at_other_places_are_other_arguments() -> None:
    """Words compare without their places, and what is said of them names these."""
    memory = Memory()
    places = [Place("a.md", 1), Place("a.md", 2), Place("a.md", 1)]
    digests = [memory.digest(Words("words", place)) for place in places]
    assert digests[0] == digests[2] != digests[1]
    assert memory.digest(True) != memory.digest(1)
    assert memory.digest(["a", "a"]) == memory.digest(["a", "".join(["a"])])


def test_a_site_that_is_made_once_needs_no_digests() -> None:
    """What forgets runs stages with anything, and counts."""
    memory = Forgetful()
    assert [memory.call(double, "a"), memory.call(double, "a"), memory.call(len, [lambda: 0])] == [
        "aa",
        "aa",
        1,
    ]
    assert memory.run == memory.asked == {f"{__name__}.double": 2, "builtins.len": 1}


def test_what_is_derived_is_no_part_of_a_value() -> None:
    """A run that was asked for its items is the same argument as one that was not, and is pickled as that."""
    asked, new = Run(1, (Text("words"),)), Run(1, (Text("words"),))
    assert asked.items == (Text("words"),)
    assert pickle.dumps(asked) == pickle.dumps(new)
    assert Memory().digest(asked) == Memory().digest(new)


def test_garbage_is_collected_again_once_a_site_is_made(tmp_path: Path) -> None:
    """Not meanwhile; and whoever had it off keeps it off."""
    seen = []
    root = lay_out(tmp_path / "site")

    class Watching(Forgetful):
        def call(self, stage: Callable[..., T], *arguments: object) -> T:
            seen.append(gc.isenabled())
            return super().call(stage, *arguments)

    make_site(root, Watching())
    assert gc.isenabled()
    assert set(seen) == {False}
    gc.disable()
    try:
        make_site(root)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_templates_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second site with the same templates compiles none; a changed one is compiled anew."""
    compiled: list[str] = []
    generate = Environment._generate

    def note(self: Environment, source: Template, name: str | None, *others: Any, **more: Any) -> str:
        compiled.append(name or "")
        return generate(self, source, name, *others, **more)

    root = lay_out(tmp_path / "site")
    make_site(root)
    monkeypatch.setattr(Environment, "_generate", note)
    make_site(root)
    assert compiled == []
    EDITS["a template"](root)
    make_site(root)
    assert compiled == ["page.html"]


def test_a_preview_has_one_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `serve` builds first and after each save is remembered in the same place, and kept there."""
    memories: list[object] = []

    def make(root: Path, memory: Memory | None = None, **options: bool) -> Made:
        memories.append(memory)
        return make_site(root, memory, **options)

    def serve(folder: Path, *, rebuild: Callable[[Building], object], **_: object) -> None:
        rebuild(Building())
        rebuild(Building())
        assert isinstance(memories[0], Memory)
        assert memories[0].run.total() == 0

    monkeypatch.setattr("sitegen.commands.serve.make_site", make)
    monkeypatch.setattr("sitegen.edit.preview.serve.serve", serve)
    assert run("serve", "--root", lay_out(tmp_path / "site")).exit_code == 0
    assert len(memories) == 2
    assert memories[0] is memories[1]


def test_what_no_build_asks_for_is_forgotten() -> None:
    """A memory does not grow with the number of builds; it outlives the builds that an error stops."""
    memory = Memory()

    def build(text: str) -> int:
        memory.age()
        memory.call(double, text)
        return sum(memory.run.values())

    assert [build(text) for text in ("a", "b", "a", *"b" * BUILDS)] == [1, 1, *[0] * (BUILDS + 1)]
    assert [build("a"), *(build("b") for _ in range(2 * BUILDS + 1))] == [0] * (2 * BUILDS + 2)
    assert build("a") == 1


def test_results_stand_for_what_they_were_made_of() -> None:
    """A stage that is given the result of another is run again where that was made of something else."""
    memory = Memory()
    first, second = memory.call(value_of, "a")[0], memory.call(value_of, "b")[0]
    assert [memory.call(same, first), memory.call(same, second), memory.call(same, first)] == ["a", "b", "a"]
    assert memory.run[f"{__name__}.same"] == 2
    # In others, a shared value is written by its digest.
    assert len(pickle.dumps(first)) > 20
    assert memory.digest((first, 1)) != memory.digest((second, 1))


@pytest.mark.parametrize(
    ("named", "needed"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set(), "d": set()}, {"a", "b", "c"}),
        # By a value, nobody knows which.
        ({"a": {"b"}, "b": {"*"}, "c": set(), "d": set()}, {"a", "b", "c", "d"}),
    ],
)
def test_which_templates_decide_what_one_prints(named: dict[str, set[str]], needed: set[str]) -> None:
    """Those that it can come to."""
    others = {name: frozenset(each) for name, each in named.items()}
    templates = Templates(Environment(), frozenset(), (), sources=dict.fromkeys(named, ""), named=others)  # noqa: S701 - it prints nothing
    assert templates.needed_by("a").sources.keys() == needed
