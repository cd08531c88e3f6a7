"""YAML to values that know their places, and the parts of YAML that are not used here."""

import datetime

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.model import Place, Words
from sitegen.read.yaml.documents import Document, parse_yaml, text_values


def read(text: str) -> Document:
    """What `text` says in the file x.yaml."""
    return parse_yaml("x.yaml", text)


def faults(text: str) -> list[str]:
    """What is wrong with `text`: place and rule."""
    return [f"{fault.place} {fault.rule.name}" for fault in read(text).diagnostics]


PLACES = """\
# A comment
title: 海纳  # another
"quoted": "a: b"

groups:
  - id: one
    names: {zh: 一, en: 'on''e'}
  - - inner
    -
      1
folded: >-
  the first
  the second
nothing:
"""


@pytest.mark.parametrize(
    ("at", "line", "column"),
    [
        ((), 2, 1),
        (("title", ""), 2, 1),
        (("title",), 2, 8),
        (("quoted", ""), 3, 1),
        (("quoted",), 3, 11),
        (("groups",), 6, 3),
        (("groups", 0), 6, 5),
        (("groups", 0, "id", ""), 6, 5),
        (("groups", 0, "id"), 6, 9),
        (("groups", 0, "names"), 7, 12),
        (("groups", 0, "names", "zh"), 7, 17),
        (("groups", 0, "names", "en", ""), 7, 20),
        (("groups", 0, "names", "en"), 7, 24),
        (("groups", 1), 8, 5),
        (("groups", 1, 0), 8, 7),
        (("groups", 1, 1), 10, 7),
        (("folded",), 11, 9),
        (("nothing", ""), 14, 1),
    ],
)
def test_places(at: tuple[str | int, ...], line: int, column: int) -> None:
    """Keys and values stand where an editor's cursor finds them, counted in characters from 1."""
    document = read(PLACES)
    assert document.diagnostics == ()
    assert document.places[at] == Place("x.yaml", line, column)


def test_words_know_their_place() -> None:
    """Every text in the value carries the place that the document has for it."""
    document = read(PLACES)
    assert [(str(words), words.place.line) for words in text_values(document.value)] == [
        ("海纳", 2),
        ("a: b", 3),
        ("one", 6),
        ("一", 7),
        ("on'e", 7),
        ("inner", 8),
        ("the first the second", 11),
    ]


@pytest.mark.parametrize(
    ("at", "line"),
    [(("groups", 0, "missing"), 6), (("groups", 0, "names", "zh", "x", 3), 7), (("missing",), 2)],
)
def test_nearest_place(at: tuple[str | int, ...], line: int) -> None:
    """What is missing stands where that stands which should hold it."""
    assert read(PLACES).place(at).line == line


def test_place_of_nothing() -> None:
    """A file that says nothing has a place all the same, and no value."""
    document = read("# only a comment\n")
    assert (document.value, document.diagnostics) == (None, ())
    assert document.place(("a", 0)) == Place("x.yaml")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("海纳", "海纳"),
        ("'1'", "1"),
        ('"true"', "true"),
        ('"\\u6d77\\n"', "海\n"),
        ("|\n  a\n  b\n", "a\nb\n"),
        ("1", 1),
        ("-1.5", -1.5),
        ("true", True),
        ("FALSE", False),
        ("no", "no"),
        ("off", "off"),
        ("null", None),
        ("~", None),
        ("", None),
        ("2026-11-21", datetime.date(2026, 11, 21)),
        ("2021-02-30", "2021-02-30"),
        ("2026-11-21 25:00:00", "2026-11-21 25:00:00"),
        ("2026-11-21T10:00:00+99:00", "2026-11-21T10:00:00+99:00"),
        ("0x_", "0x_"),
        ("9" * 5000, "9" * 5000),
        ("1" + ":59" * 200 + ".0", "1" + ":59" * 200 + ".0"),
        ("a: b", {"a": "b"}),
        ("[]", []),
        ("{}", {}),
        ("[a, [b, {c: 1}], {}]", ["a", ["b", {"c": 1}], {}]),
    ],
)
def test_types(written: str, value: object) -> None:
    """Plain values have YAML's types; what only looks like one, or is quoted, is text."""
    document = read(f"key: {written}" if ": " not in written or written[0] in "[{" else f"key:\n  {written}")
    assert document.diagnostics == ()
    assert document.value == {"key": value}
    assert isinstance(document.value, dict)
    assert type(document.value["key"]) is (Words if isinstance(value, str) else type(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ["x.yaml:3:1 duplicate-key"]),
        ("a: 1\n'a': 3\n\"a\": 4\n", ["x.yaml:2:1 duplicate-key", "x.yaml:3:1 duplicate-key"]),
        ("- {海: 1, 海: 3}\n", ["x.yaml:1:10 duplicate-key"]),
        ("a: {b: 1}\nc: {b: 1}\nb: {b: 1}\n", []),
        ("1: a\n'1': b\n", ["x.yaml:2:1 duplicate-key"]),
    ],
)
def test_duplicate_keys(text: str, expected: list[str]) -> None:
    """A key that stands twice in one group is reported where it stands again."""
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: &x 1\n", "1:4"),
        ("a: 1\nb: &x {c: 1}\n", "2:4"),
        ("- &x [1]\n", "1:3"),
        ("&x a: 1\n", "1:1"),
        ("a: *x\n", "1:4"),
        ("- 1\n- *x\n", "2:3"),
        ("a: 1\n<<: *x\n", "2:5"),
        ("&x [*x]\n", "1:1"),
    ],
)
def test_aliases(text: str, place: str) -> None:
    """Anchors and aliases are refused at the first, and the file gives no value."""
    assert faults(text) == [f"x.yaml:{place} yaml-alias"]
    assert read(text).value is None


def test_alias_bomb() -> None:
    """A file that would stand for billions of values is refused at its first anchor."""
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 40)
    )
    assert faults(bomb) == ["x.yaml:1:5 yaml-alias"]


def test_depth() -> None:
    """What is nested a little is read; what is nested too deeply is refused where it goes too deep."""
    assert faults("[" * 20 + "]" * 20) == []
    assert faults("[" * 21 + "]" * 21) == ["x.yaml:1:21 yaml-depth"]
    assert faults("{a: " * 100_000) == ["x.yaml:1:81 yaml-depth"]
    assert faults("- " * 5_000) == ["x.yaml:1:41 yaml-depth"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: !!python/object/apply:os.system [ls]\n", "1:4"),
        ("a: !!python/name:os.system ''\n", "1:4"),
        ("- !own x\n", "1:3"),
        ("a: ! 12\n", "1:4"),
        ("a: !!binary aGk=\n", "1:4"),
        ("a: !!str 12\n", "1:4"),
        ("a: !!set {x, y}\n", "1:4"),
        ("a: !own [x]\n", "1:4"),
        ("!own a: x\n", "1:1"),
        ("a: !!int ''\n", "1:4"),
        ("a: !!float ''\n", "1:4"),
        ("a: !!bool maybe\n", "1:4"),
        ("a: !!timestamp soon\n", "1:4"),
        ("a: !!null x\n", "1:4"),
    ],
)
def test_tags(text: str, place: str) -> None:
    """A tag is refused where it stands, on whatever it stands."""
    assert faults(text) == [f"x.yaml:{place} yaml-tag"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("? [a]\n: b\n", "1:3"),
        ("? {a: b}\n: c\n", "1:3"),
        ("x: 1\n? [a]\n: b\n? [c]\n: b\n", "2:3"),
        ("{[a]: b}\n", "1:2"),
    ],
)
def test_keys_that_are_no_words(text: str, place: str) -> None:
    """A list or a group as a key is reported, without faults that only follow from it."""
    assert [fault for fault in faults(text) if "duplicate" in fault] == []
    assert faults(text)[0] == f"x.yaml:{place} yaml-key"


def test_plain_keys_are_words() -> None:
    """A key is its characters, whatever type they look like."""
    assert read("1: a\ntrue: b\n~: c\n2026-11-21: d\n").value == {
        "1": "a",
        "true": "b",
        "~": "c",
        "2026-11-21": "d",
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 'b\n", "1:4"),
        ("a: b: c\n", "1:5"),
        ("a: 1\n\tb: 2\n", "2:1"),
        ("a: [1, 2\nb: 3\n", "1:4"),
        ("a: 1\n}\n", "2:1"),
        ("a: %x\n", "1:4"),
        ("a: @x\n", "1:4"),
        ("a: 1\n b: 2\n", "2:2"),
        ("- a\nb: 1\n", "2:1"),
        ("a: 海纳\n海: 百: 川\n", "2:5"),
    ],
)
def test_broken_text(text: str, place: str) -> None:
    """Broken YAML gives one fault, where its author made it."""
    assert faults(text) == [f"x.yaml:{place} broken-yaml"]


@pytest.mark.parametrize("text", ["a: \x00", "a: \x07\n", "\ufffe"])
def test_control_characters(text: str) -> None:
    """Characters that YAML does not allow break it too."""
    assert [fault.rule.name for fault in read(text).diagnostics] == ["broken-yaml"]


def test_second_document() -> None:
    """A line --- in the middle does not make what stands before it disappear unseen."""
    assert len(read("---\na: 1\n...\n").diagnostics) == 0
    document = read("a: 1\n---\nb: 2\n")
    assert [str(fault.place) for fault in document.diagnostics] == ["x.yaml:2:1"]


def test_faults_come_together() -> None:
    """All faults that do not break the text are reported in one run."""
    assert faults("a: 1\na: 2\nb: !own x\nb: 3\n") == [
        "x.yaml:2:1 duplicate-key",
        "x.yaml:3:4 yaml-tag",
        "x.yaml:4:1 duplicate-key",
    ]


PIECES = st.one_of(
    st.sampled_from([*"a1海:-?,[]{}#&*!|>'\"%@`~. \n\t\r\ufeff\u2028\x85", ": ", "- ", "? ", "\n  ", "<<: "]),
    st.sampled_from(["!!int ", "!!float ", "!!bool ", "!!timestamp ", "!!null ", "!x ", "!<", "&a ", "*a "]),
    st.sampled_from(["---\n", "...\n", "%YAML 1.2\n", "2021-02-30", "1:59.5", "0x_", "0b_", ".inf", "1e400"]),
    st.text(max_size=4),
)


@settings(max_examples=500)
@given(pieces=st.lists(PIECES, max_size=20))
def test_anything(pieces: list[str]) -> None:
    """Any text is read or reported; whatever was read has its place in the text."""
    text = "".join(pieces)
    document = read(text)
    for words in text_values(document.value):
        assert words.place.path == "x.yaml"
    for place in [*document.places.values(), *(fault.place for fault in document.diagnostics)]:
        assert place.line >= 1
        assert place.column >= 1


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.dates(),
    st.text(alphabet="海纳ab1:-#'\"{}[]!&*%@|> \t~"),
)
VALUES = st.recursive(
    LEAVES,
    lambda inside: st.lists(inside) | st.dictionaries(st.text(alphabet="海ab1:", min_size=1), inside),
    max_leaves=20,
)


class Plain(yaml.SafeDumper):
    """YAML's own writer, without aliases for what is the same twice."""

    def ignore_aliases(self, data: object) -> bool:
        return True


@given(value=VALUES)
def test_what_was_written_is_read(value: object) -> None:
    """A value that YAML's own writer wrote comes back, without a fault."""
    document = read(yaml.dump(value, Dumper=Plain, allow_unicode=True))
    assert document.diagnostics == ()
    assert document.value == value


@pytest.mark.parametrize("text", [PLACES, "a: 1\na: &x 2\n", "a: 'b\n", "a: b: c\n", "a: !x [1]\n"])
def test_without_libyaml(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Where PyYAML comes without libyaml, values, places and rules are the same."""
    fast = read(text)
    monkeypatch.setattr("sitegen.read.yaml.documents._Loader", yaml.SafeLoader)
    slow = read(text)
    assert (slow.value, slow.places) == (fast.value, fast.places)
    assert [(fault.place, fault.rule.name) for fault in slow.diagnostics] == [
        (fault.place, fault.rule.name) for fault in fast.diagnostics
    ]
