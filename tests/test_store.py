"""What is kept from one run of the program to the next: it is right, or it is as if it were not there."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from edits import EDITS, lay_out
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from jinja2.nodes import Template
from markupsafe import Markup
from published import publish_outputs
from small_site import run

from sitegen.archive import ForgottenError
from sitegen.commands.serve import Builder
from sitegen.content import content_of
from sitegen.edit.preview.building import Building
from sitegen.make import CACHE, OWN, Made, basis, make_site
from sitegen.memory import Memory, remembering
from sitegen.model import Diagnostic, Place, Severity, Words
from sitegen.publish.publish import Published
from sitegen.rules import UNKNOWN_TERM
from sitegen.store import RUNS, Row, Store, pack
from sitegen.text.body.body import Body
from sitegen.text.body.parse import parse_body
from sitegen.text.spelling.pinyin import tones
from sitegen.values import _TRUSTED, Derives, Reader, Shared, Writer, later
from sitegen.values import dataclass as value_type
from sitegen.write.compiled import compile_template


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The types of these tests are as those of the package."""
    monkeypatch.setattr("sitegen.values._TRUSTED", (*_TRUSTED, __name__))


@contextmanager
def memory_in(folder: Path, basis_: bytes = b"") -> Iterator[Memory]:
    """A memory as another run has it, which keeps what it made."""
    store = Store(folder)
    memory = Memory(store, basis_)
    yield memory
    memory.keep()
    store.close()


# --- Values, written and read ---


@dataclass(frozen=True)
class Named(Derives, Shared):
    """A value with defaults, which its class has too."""

    name: str
    more: tuple[str, ...] = ()
    about: Mapping[str, int] = field(default_factory=dict)


DIAGNOSTIC = UNKNOWN_TERM(Place("a.md", 2, 3), "link", id="甲", near=("O-1",))
VALUES: tuple[Any, ...] = (
    None,
    True,
    1,
    "城",
    b"\x00",
    (1, (2, ("a", None))),
    [1, [2]],
    {"b": 1, "a": {"c": (1,)}},
    {("city", "zh"): frozenset({"b", "a", "c"})},
    Place("a.md", 1, 2),
    Markup("<p>"),
    Severity.GATE,
    datetime.date(2021, 6, 22),
    Fraction(1, 3),
    tones,
    Words,
    DIAGNOSTIC,
)


def round_trip(value: object) -> object:
    """What is read of a value; what is shared is read when it is asked for."""
    kept: dict[bytes, bytes] = {}

    def digest(shared: object) -> bytes:
        data = writer.write(shared)
        kept[data[-20:]] = data
        return data[-20:]

    writer = Writer(digest)
    reader = Reader(lambda kind, key: later(kind, lambda: reader.fields(kept[key])))
    return reader.read(writer.write((value,)))[0]  # type: ignore[index]  # a tuple, as it was written


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_what_is_written_is_read(value: object) -> None:
    """Equal, and of the same type, whatever it is; what there is once is that one."""
    read = round_trip(value)
    assert read == value
    assert type(read) is type(value)
    if isinstance(read, Diagnostic):
        assert (str(read.place), read.values) == ("a.md:2:3", DIAGNOSTIC.values)
    if isinstance(value, Severity):
        assert read is value


def test_words_keep_their_places() -> None:
    """They compare without, and messages name them."""
    read = round_trip(Words("城市", Place("content/a.md", 3, 4)))
    assert isinstance(read, Words)
    assert (read, str(read.place)) == ("城市", "content/a.md:3:4")


def test_a_body_is_read_as_it_was() -> None:
    """The largest of values, with all kinds of items."""
    body, *_ = parse_body("## 一 {#one}\n\n“甲”[O-1](source:O-1)*乙*。\n\n- 丙[^1]\n\n[^1]: 丁。", "zh")
    assert isinstance(body, Body)
    assert round_trip(body) == body


@pytest.mark.parametrize("ask", ["name", "more", "about", "__dict__"])
def test_what_waits_is_filled_whatever_is_asked_first(ask: str) -> None:
    """Also what the class has a default for; its type is told without."""
    filled: list[int] = []

    def fill() -> Mapping[str, object]:
        filled.append(1)
        return {"name": "a", "more": ("b",), "about": {"c": 1}}

    whole, waiting = Named("a", ("b",), {"c": 1}), later(Named, fill)
    assert isinstance(waiting, Named)
    assert not isinstance(waiting, Place)
    assert filled == []
    assert waiting.__class__ is Named
    assert filled == []
    assert getattr(waiting, ask) == getattr(whole, ask)
    assert (waiting, type(waiting), len(filled)) == (whole, Named, 1)


def test_what_waits_is_written_as_what_it_will_be() -> None:
    """Nested in others, filled or not, it is its digest."""
    writer = Writer(lambda value: b"digest")
    waiting = later(Named, lambda: {"name": "a", "more": (), "about": {}})
    assert writer.write((waiting,)) == writer.write((Named("a"),))


@value_type(frozen=True, slots=True)
class Odd:
    """A value that compares a part of itself, and shows another."""

    name: str
    place: int = field(default=0, compare=False)
    secret: str = field(default="", repr=False)


@value_type(frozen=True)
class Own:
    """A value with methods of its own."""

    name: str

    def __repr__(self) -> str:
        return "own"

    def __hash__(self) -> int:
        return 7


@value_type(frozen=True, order=True)
class Ranked:
    """A value with an order."""

    number: int


def test_types_share_what_values_can_do() -> None:
    """As the dataclasses of the standard library have it."""
    assert Odd("a", 1) == Odd("a", 2) != Odd("b", 1)
    assert hash(Odd("a", 1)) == hash(Odd("a", 2))
    assert repr(Odd("a", 1, "b")) == "Odd(name='a', place=1)"
    assert Odd("a") != Own("a")
    assert (repr(Own("a")), hash(Own("a"))) == ("own", 7)
    assert Own("a") == Own("a") != Own("b")
    assert sorted({Ranked(2), Ranked(1), Ranked(2)}) == [Ranked(1), Ranked(2)]


@pytest.mark.parametrize(
    "value", [object(), lambda: 0, iter(()), Path], ids=["object", "lambda", "iterator", "type"]
)
def test_no_other_code_is_named(value: object) -> None:
    """What is no value is not written; what is not of the package is not read."""
    writer, reader = Writer(lambda _: b""), Reader(lambda *_: None)
    with pytest.raises((TypeError, LookupError, AttributeError)):
        reader.read(writer.write((value,)))


# --- The store ---

KEY, OTHER = b"k" * 32, b"o" * 32


def put(folder: Path, *rows: Row) -> None:
    """One run that keeps rows."""
    store = Store(folder)
    store.put(rows)
    store.close()


def get(folder: Path, key: bytes = KEY) -> bytes | None:
    """What another run has."""
    store = Store(folder)
    found = store.get(key)
    store.close()
    return found


def test_a_store_keeps(tmp_path: Path) -> None:
    """From run to run; nobody takes the folder for work."""
    put(tmp_path / "kept", Row(KEY, pack(b"data" * 1000), b"", True))
    assert get(tmp_path / "kept") == b"data" * 1000
    assert get(tmp_path / "kept", OTHER) is None
    assert (tmp_path / "kept" / ".gitignore").read_text("utf-8") == "*\n"
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0


def cut(file: Path) -> None:
    """Nothing is left of it."""
    file.write_bytes(b"")


def flip(file: Path) -> None:
    """A bit of what is kept is another."""
    rows = sqlite3.connect(file)
    (data,) = rows.execute("SELECT data FROM kept").fetchone()
    rows.execute("UPDATE kept SET data = ?", (data[:-1] + bytes([data[-1] ^ 1]),))
    rows.commit()
    rows.close()


def scribble(file: Path) -> None:
    """It is another program’s."""
    file.write_text("no database at all, but long enough to be looked at " * 100, "utf-8")


def other_format(file: Path) -> None:
    """Another version of this program made it."""
    rows = sqlite3.connect(file)
    rows.executescript("DROP TABLE kept; CREATE TABLE kept (something TEXT); PRAGMA user_version = 99;")
    rows.close()


@pytest.mark.parametrize("spoil", [cut, flip, scribble, other_format])
def test_what_is_spoilt_is_as_if_it_were_not_there(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    """Nothing is read of it, nothing is said, and the next run keeps again."""
    put(tmp_path / "kept", Row(KEY, pack(b"data"), b"", True))
    spoil(tmp_path / "kept" / "memory.sqlite")
    assert get(tmp_path / "kept") is None
    put(tmp_path / "kept", Row(KEY, pack(b"new"), b"", True))
    assert get(tmp_path / "kept") == b"new"


def test_what_others_could_have_written_is_not_read(tmp_path: Path) -> None:
    """Nor is it written: what is read becomes values of the program."""
    put(tmp_path / "kept", Row(KEY, pack(b"data"), b"", True))
    (tmp_path / "kept").chmod(0o770)
    assert get(tmp_path / "kept") is None
    (tmp_path / "kept").chmod(0o700)
    assert get(tmp_path / "kept") == b"data"
    file = tmp_path / "kept" / "memory.sqlite"
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert get(tmp_path / "kept") is None


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path) -> None:
    """A site may lie where nobody may write."""
    (tmp_path / "file").write_text("", "utf-8")
    put(tmp_path / "file" / "kept", Row(KEY, pack(b"data"), b"", True))
    assert get(tmp_path / "file" / "kept") is None


def test_two_runs_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who cannot write does without; both read."""
    monkeypatch.setattr("sitegen.store._PATIENCE", 0.05)
    one, other = Store(tmp_path / "kept"), Store(tmp_path / "kept")
    one.put([Row(KEY, pack(b"one"), b"", True)])
    assert other.get(KEY) == b"one"
    writing = sqlite3.connect(tmp_path / "kept" / "memory.sqlite", isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    other.put([Row(OTHER, pack(b"other"), b"", True)])
    assert other.get(KEY) == b"one"
    writing.execute("ROLLBACK")
    other.put([Row(OTHER, pack(b"other"), b"", True)])
    assert one.get(OTHER) == b"other"
    for each in (one, other, writing):
        each.close()


def test_what_no_run_asks_for_goes(tmp_path: Path) -> None:
    """With what only that referred to; what is asked for stays, with all that it refers to."""
    folder, part, of_other = tmp_path / "kept", b"p" * 32, b"q" * 32
    put(
        folder,
        Row(part, pack(b"part"), b"", False),
        Row(of_other, pack(b"part"), b"", False),
        Row(KEY, pack(b"data"), part, True),
        Row(OTHER, pack(b"other"), of_other, True),
    )
    for number in range(4 * RUNS):
        store = Store(folder)
        assert store.get(KEY) == b"data"
        store.put([Row(f"{number:032}".encode(), pack(b""), b"", True)])
        store.close()
    assert [get(folder, key) for key in (KEY, part, OTHER, of_other)] == [b"data", b"part", None, None]


# --- Sites ---


def stored(root: Path) -> Made:
    """The site in `root`, as another run of the program makes it."""

    def work(memory: Memory) -> Made:
        made = make_site(root, memory, with_gates=True)
        # What the store has of each output is what it says.
        assert all(content_of(each.data) == each.content for each in made.outputs)
        return made

    return remembering(root / CACHE, b"basis", work)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """New folders, one for each site."""
    return lambda: tmp_path_factory.mktemp("stored") / "site"


def killed(root: Path) -> None:
    """A run ends, nobody knows where."""
    process = os.fork()
    if not process:
        stored(root)
        os._exit(0)
    # Somewhere: each site has a name of its own.
    time.sleep(sha256(str(root).encode()).digest()[0] / 255)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def lost(file: Path) -> None:
    """What others refer to is gone."""
    rows = sqlite3.connect(file)
    rows.execute("DELETE FROM kept WHERE used IS NULL")
    rows.commit()
    rows.close()


def spoilt(spoil: Callable[[Path], None]) -> Callable[[Path], None]:
    """An edit of what is kept of a site, if there is any of it."""

    def edit(root: Path) -> None:
        file = root / CACHE / "memory.sqlite"
        if file.exists() and file.stat().st_size:
            with suppress(sqlite3.Error):
                spoil(file)

    return edit


# What happens to what is kept, among edits of the site.
MISHAPS = {
    "a run that is killed": killed,
    **{f"the store, {each.__name__}": spoilt(each) for each in (cut, flip, scribble, other_format, lost)},
}
HAPPENINGS = {**EDITS, **MISHAPS}
# More of them: SEQUENCES=500 pytest tests/test_memory.py tests/test_store.py
SEQUENCES = int(os.environ.get("SEQUENCES", "5"))


@given(names=st.lists(st.sampled_from(sorted(HAPPENINGS)), min_size=1, max_size=5))
@settings(max_examples=SEQUENCES, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_a_stored_site_is_a_clean_one(folders: Callable[[], Path], names: list[str]) -> None:
    """After whatever happens, each seen by another run: output and diagnostics are those of a clean build."""
    root = lay_out(folders())
    stored(root)
    for name in names:
        HAPPENINGS[name](root)
        assert stored(root) == make_site(root, with_gates=True), name


@pytest.mark.parametrize("name", MISHAPS)
def test_what_happens_to_a_store_shows_nowhere(tmp_path: Path, name: str) -> None:
    """Neither in the next run nor in the one after it."""
    root = lay_out(tmp_path / "site")
    stored(root)
    MISHAPS[name](root)
    EDITS["a word"](root)
    clean = make_site(root, with_gates=True)
    assert stored(root) == stored(root) == clean


def test_large_parts_are_read_where_they_are_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit of one page no other one’s HTML is read, nor what was printed of it."""
    # What another process printed would be read when it is published.
    monkeypatch.setattr("sitegen.memory.processors", lambda: 1)
    root = lay_out(tmp_path / "site")
    shutil.rmtree(root / "templates")
    shutil.copytree(OWN / "templates", root / "templates")
    into = tmp_path / "out"

    def build() -> Published:
        return remembering(
            root / CACHE, b"basis", lambda memory: publish_outputs(make_site(root, memory).outputs, into)
        )

    whole = build()
    read: list[bytes] = []
    fields_of, value_of = Reader.fields, Reader.read

    filled: list[bytes] = []

    def note_fields(self: Reader, data: bytes) -> Mapping[str, object]:
        read.append(data)
        # The name of its type stands first.
        filled.append(data[:60])
        return fields_of(self, data)

    def note_value(self: Reader, data: bytes) -> object:
        read.append(data)
        return value_of(self, data)

    def having(words: bytes) -> int:
        """How often something was read that has these words, but for the code of templates."""
        return sum(words in data for data in read if b"compiled:Code" not in data)

    monkeypatch.setattr(Reader, "fields", note_fields)
    monkeypatch.setattr(Reader, "read", note_value)
    EDITS["a word in English"](root)
    changed = build()
    assert 0 < len(changed.written) < len(whole.written) / 3
    # Printed pages, what they tell search engines, texts as HTML.
    assert (having(b"<!doctype html>"), having(b"@graph"), having(b"</h2>")) == (0, 0, 0)
    # No pair to know where it stands, and nothing of what other pages were made from.
    kinds = (b":EditionText", b":PairPage", b":RecordedWords")
    said, pairs, recorded = (sum(kind in data for data in filled) for kind in kinds)
    assert said > 0
    assert pairs == 0
    assert recorded <= 1
    # What was taken away is published again from what was printed.
    (into / "en" / "index.html").unlink()
    assert build().written == ("en/index.html",)
    assert having(b"<!doctype html>") == 1
    # Where all are printed, the rest is read.
    read.clear()
    base = root / "templates" / "base.html"
    base.write_text(base.read_text("utf-8").replace("</body>", "<!-- new --></body>"), "utf-8")
    build()
    assert having(b"<!doctype html>") == 0
    assert having(b"@graph") > 0
    assert having(b"</h2>") > 0


def test_a_template_is_compiled_in_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one prints with what that kept."""
    root = lay_out(tmp_path / "site")
    stored(root)
    compile_template.cache_clear()
    compiled: list[str] = []
    generate = Environment._generate

    def note(self: Environment, source: Template, name: str | None, *others: Any, **more: Any) -> str:
        compiled.append(name or "")
        return generate(self, source, name, *others, **more)

    monkeypatch.setattr(Environment, "_generate", note)
    EDITS["a word"](root)
    assert stored(root).outputs
    assert compiled == []
    EDITS["a template"](root)
    stored(root)
    assert compiled == ["page.html"]


@pytest.mark.usefixtures("keeping")
def test_what_is_lost_when_it_is_published_is_made_again(tmp_path: Path) -> None:
    """By the command as by a preview: what is printed is asked for last of all."""
    root, into = lay_out(tmp_path / "site"), tmp_path / "out"
    run("build", "--root", root, "--into", into)
    page = into / "en" / "index.html"
    whole = page.read_bytes()
    page.unlink()
    lost(root / CACHE / "memory.sqlite")
    assert run("build", "--root", root, "--into", into).exit_code == 0
    assert page.read_bytes() == whole

    folder = tmp_path / "preview"
    with closing(Store(root / CACHE)) as store:
        Builder(root, folder, "en", store).build(Building())
    previewed = (folder / "en" / "index.html").read_bytes()
    lost(root / CACHE / "memory.sqlite")
    shutil.rmtree(folder)
    with closing(Store(root / CACHE)) as store:
        assert Builder(root, folder, "en", store).build(Building())
    assert (folder / "en" / "index.html").read_bytes() == previewed


def test_what_is_asked_for_at_last_stays(tmp_path: Path) -> None:
    """Also in the run that forgets: what was read of it is read on."""
    folder, part = tmp_path / "kept", b"p" * 32
    put(folder, Row(KEY, pack(b"data"), part, True), Row(part, pack(b"part"), b"", False))
    for number in range(3 * RUNS - 2):
        put(folder, Row(f"{number:032}".encode(), pack(b""), b"", True))
    store = Store(folder)
    assert store.get(KEY) == b"data"
    store.put([Row(OTHER, pack(b"other"), b"", True)])
    store.close()
    assert get(folder, part) == b"part"


def test_uses_are_noted_seldom(tmp_path: Path) -> None:
    """To note each in each run would take longer than to read."""
    folder = tmp_path / "kept"
    put(folder, Row(KEY, pack(b"data"), b"", True))
    noted = set()
    for number in range(3 * RUNS):
        store = Store(folder)
        assert store.get(KEY) == b"data"
        store.put([Row(f"{number:032}".encode(), pack(b""), b"", True)])
        store.close()
        with sqlite3.connect(folder / "memory.sqlite") as rows:
            noted.update(rows.execute("SELECT used FROM kept WHERE key = ?", (KEY,)).fetchone())
        rows.close()
    assert len(noted) == 3


def test_half_a_store_is_none(tmp_path: Path) -> None:
    """Where what others refer to is lost, all is made again; and then kept."""
    root = lay_out(tmp_path / "site")
    clean = stored(root)
    file = root / CACHE / "memory.sqlite"
    with sqlite3.connect(file) as rows:
        rows.execute("DELETE FROM kept WHERE used IS NULL")
    rows.close()
    EDITS["a word"](root)
    assert stored(root) == make_site(root, with_gates=True) != clean


def test_what_is_lost_is_said(tmp_path: Path) -> None:
    """A memory alone cannot make again what it has given out."""
    with memory_in(tmp_path / "kept") as one:
        one.call(named, "a")
    with sqlite3.connect(tmp_path / "kept" / "memory.sqlite") as rows:
        rows.execute("DELETE FROM kept WHERE used IS NULL")
    rows.close()
    with memory_in(tmp_path / "kept") as other, pytest.raises(ForgottenError):
        _ = other.call(named, "a").name


def named(text: str) -> Named:
    """A stage."""
    return Named(text)


def test_what_is_remembered_between_runs_is_made_by_all_processors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commands have no threads, so they may part their work."""
    monkeypatch.setattr("sitegen.memory.processors", lambda: 3)
    assert remembering(tmp_path / "kept", b"", lambda memory: memory._processes) == 3


def test_other_code_remembers_nothing_of_this(tmp_path: Path) -> None:
    """What stages are made of is a part of every key."""
    for number in range(2):
        with memory_in(tmp_path / "kept", bytes([number])) as memory:
            memory.call(named, "a")
            assert memory.run.total() == 1
    with memory_in(tmp_path / "kept", bytes([1])) as memory:
        assert memory.call(named, "a") == Named("a")
        assert memory.run.total() == 0


def test_all_of_the_package_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code and data, what a file is called, what is installed beside it."""
    package = tmp_path / "sitegen"
    package.mkdir()
    monkeypatch.setattr("sitegen.make._PACKAGE", package)
    seen = {basis()}
    for name, text in (("a.py", "1"), ("a.py", "2"), ("guards.yaml", "1"), ("b.py", "2")):
        (package / name).write_text(text, "utf-8")
        seen.add(basis())
    (package / "a.cpython-311.pyc").write_text("", "utf-8")
    assert len(seen) == 5
    assert basis() in seen


def test_long_builds_do_not_keep_all_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits to be stored is stored when there is much of it."""
    monkeypatch.setattr("sitegen.archive._TOGETHER", 10)
    with memory_in(tmp_path / "kept") as memory, memory_in(tmp_path / "kept") as other:
        memory.call(named, "a" * 20)
        assert other.call(named, "a" * 20) == Named("a" * 20)
        assert other.run.total() == 0


def built(root: Path, into: Path, seed: str) -> int:
    """How many stages a build runs whose sets have another order."""
    command = [sys.executable, OWN / "build.py", "build", "--profile", "--root", root, "--into", into]
    ended = subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    return sum(int(row[1]) for row in re.findall(r"^[\w.]+ +(\d+) +(\d+) ", ended.stdout, re.MULTILINE))


def test_the_order_of_sets_is_no_part_of_a_value(tmp_path: Path) -> None:
    """Another process orders sets otherwise, and runs no stage again."""
    root = lay_out(tmp_path / "site")
    assert built(root, tmp_path / "out", "1") > 100
    assert built(root, tmp_path / "out", "2") == 0


@pytest.mark.usefixtures("keeping")
def test_check_remembers_what_build_made(tmp_path: Path) -> None:
    """And says the same as a clean one."""
    root = lay_out(tmp_path / "site")
    first = run("check", "--root", root)
    second = run("check", "--root", root)
    assert (second.exit_code, second.output) == (first.exit_code, first.output)
    assert (root / CACHE / "memory.sqlite").stat().st_size > 10_000
