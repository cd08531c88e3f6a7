"""How the net of the audit is learned: what counts, what is left out, and that order does not matter."""

from pathlib import Path

import pytest

from benchmarks.learn_contexts import add_words, count, examples, prune, write_contexts
from benchmarks.open_text import is_held_out, read_gazette, read_law, read_machine_translation, read_markdown
from sitegen.text.script.contexts import Character, Contexts


@pytest.mark.parametrize(
    ("line", "rights"),
    [
        ("他發表演說，頭髮很長。", {"发": ["發", "髮"], "表": ["表"]}),
        ("村裡的里長", {"里": ["裏", "里"]}),
        ("機關系統與聯繫", {"系": ["系", "繫"]}),
        ("臺上有三隻雞", {"台": ["臺"], "只": ["隻"]}),
        ("沒有可選的字", {}),
    ],
)
def test_what_a_line_teaches(line: str, rights: dict[str, list[str]]) -> None:
    """The forms of a Traditional line are those that it has, whatever our conversion would write."""
    found: dict[str, list[str]] = {}
    for example in examples(line):
        found.setdefault(example.choice.character, []).append(example.right)
    assert {key: found.get(key) for key in rights} == rights


@pytest.mark.parametrize(
    ("line", "character", "is_free"),
    [
        ("他佔領了城市", "占", False),
        ("他占領了城市", "占", True),
        ("我瞭解他", "了", True),
        ("雇主與工人", "雇", True),
        ("頭髮很長", "发", False),
    ],
)
def test_free_choices_teach_nothing(line: str, character: str, is_free: bool) -> None:
    """What writers do either way, and ours does the other way, is not held against the conversion."""
    (example,) = [each for each in examples(line) if each.choice.character == character]
    assert example.is_free is is_free


def test_windows_that_recur_count_once() -> None:
    """A phrase that a whole book repeats is one place."""
    once = count(["本辦法自發布日施行。"])
    assert count(["本辦法自發布日施行。"] * 50) == once
    assert once["发"]["自_"] == [1, 0]


def test_a_word_of_a_dictionary_is_no_edge() -> None:
    """Words teach what stands inside them, and nothing of what would stand around them."""
    table = count([])
    words = add_words(table, [("長髮", 3), ("發表", 2)])
    assert words["发"] == {"长发": "髮", "发表": "發"}
    assert table["发"] == {"": [1, 1], "长_": [0, 3], "_表": [2, 0]}


def test_pruning() -> None:
    """What a shorter context says already is left out; what tells a word from its look-alike stays."""
    contexts = {
        "长_": [60, 40],
        "校长_": [30, 0],
        "_表": [500, 0],
        "他_表": [3, 0],
        "甲_": [1, 0],
    }
    known = Character("发", "發髮", [900, 100], contexts, {"长发": "髮"})
    assert sorted(prune(known).contexts) == ["_表", "校长_", "长_"]


def test_the_result_does_not_depend_on_order() -> None:
    """The same lines in another order give the same file."""
    lines = ["他發表演說。", "頭髮很長。", "校長發言。", "理髮店在街上。"]
    words = [("長髮", 3), ("發表", 2)]
    written = []
    for order in (1, -1):
        table = count(lines[::order])
        written.append(write_contexts(table, add_words(table, words[::order])))
    assert written[0] == written[1]
    assert Contexts(written[0]).judge("发表", 0, "發").is_known


@pytest.mark.parametrize(
    ("read", "text", "lines"),
    [
        (read_law, '{"法規內容": [{"條文內容": "甲乙，\\r\\n  丙丁。"}]}', ["甲乙，丙丁。"]),
        (read_law, "not JSON", []),
        (
            read_gazette,
            "<HTMLContent><![CDATA[<p>本辦法自發布日施行。</p><p>王大明</p>]]></HTMLContent>",
            ["本辦法自發布日施行。"],
        ),
        (read_markdown, "---\ntitle: 甲\n---\n**乙** `丙`[丁](a.md)", ["乙 A丁"]),
        (read_machine_translation, "適用于\n適用於", ["適用於"]),
    ],
)
def test_reading(read: object, text: str, lines: list[str]) -> None:
    """What is no sentence of the authors is left out."""
    assert callable(read)
    assert [line for line in read(text) if line.strip()] == lines


def test_a_twentieth_is_kept_apart() -> None:
    """Which files are kept apart is told by their names alone."""
    names = [str(Path("laws") / f"{number}.json") for number in range(10_000)]
    assert 400 < sum(map(is_held_out, names)) < 600
