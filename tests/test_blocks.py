"""A page as a tree of blocks, section by section."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.text.body.blocks import Block, Only, inner, kind_of, runs_in, walk
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.body.parse import parse_body
from sitegen.text.body.rewrite import without_only


def body(text: str) -> Body:
    """What a Chinese text says, without what its language alone needs."""
    return without_only(parse_body(text, "zh")[0])


def tree(block: Block) -> object:
    """A block as its kind, or as its kind with what is inside."""
    return (kind_of(block), [tree(child) for child in inner(block)]) if inner(block) else kind_of(block)


def trees(text: str) -> list[object]:
    """The outermost blocks of a text."""
    return [tree(block) for block in body(text).blocks]


def texts(text: str) -> list[list[str]]:
    """What the inline runs of each section say."""
    found = body(text).whole_sections
    return [[plain_text(run.items) for run in runs_in(section.all_blocks)] for section in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("甲\n\n乙", ["paragraph", "paragraph"]),
        ("- 甲\n- 乙", [("list", [("item", ["paragraph"]), ("item", ["paragraph"])])]),
        ("- 甲\n\n- 乙", [("list", [("item", ["paragraph"]), ("item", ["paragraph"])])]),
        (
            "- 甲\n\n  1. 乙\n  2. 丙",
            [
                (
                    "list",
                    [
                        (
                            "item",
                            [
                                "paragraph",
                                ("numbered list", [("item", ["paragraph"]), ("item", ["paragraph"])]),
                            ],
                        )
                    ],
                )
            ],
        ),
        ("> 甲\n>\n> - 乙", [("block quotation", ["paragraph", ("list", [("item", ["paragraph"])])])]),
        (
            "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |",
            [
                (
                    "table",
                    [
                        ("table head", [("row", ["cell", "cell"])]),
                        ("table body", [("row", ["cell", "cell"])]),
                    ],
                )
            ],
        ),
        ("甲\n: 乙\n: 丙", [("definition list", ["defined word", *[("definition", ["paragraph"])] * 2])]),
        ("甲\n\n***\n\n```\n码\n```\n\n    码", ["paragraph", "rule", "code", "code"]),
        (
            "::: note 题\n甲\n:::\n\n::: outside\n乙\n:::",
            [("note", ["paragraph"]), ("outside", ["paragraph"])],
        ),
        ("## 甲 {#a}\n\n### 乙 {#b}", ["heading", "heading"]),
        ("甲[^1]\n\n[^1]: 乙", ["paragraph", ("footnotes", [("footnote", ["paragraph"])])]),
        ("::: only\n甲\n\n- 乙\n:::\n\n丙", ["paragraph"]),
        (":::: note\n甲\n\n::: only\n乙\n:::\n\n::::", [("note", ["paragraph"])]),
        ("- 甲\n\n  ::: only\n  乙\n  :::", [("list", [("item", ["paragraph"])])]),
        (":::: only\n甲\n\n::: only\n乙\n:::\n\n丙\n\n::::\n\n丁", ["paragraph"]),
    ],
    ids=[
        "nothing",
        "paragraphs",
        "list",
        "loose-list",
        "nested-lists",
        "block-quotation",
        "table",
        "definition-list",
        "leaves",
        "boxes",
        "headings",
        "footnote",
        "only",
        "only-in-a-box",
        "only-in-a-list",
        "only-in-only",
    ],
)
def test_kinds(text: str, expected: list[object]) -> None:
    """Each block has its name and holds the blocks inside it; what one language alone needs is no block."""
    assert trees(text) == expected


def test_sections_begin_at_headings_with_ids() -> None:
    """What stands before the first heading is a section too, and headings without ids begin none."""
    found = body("甲\n\n## 乙 {#b}\n\n丙\n\n#### 丁\n\n戊\n\n### 己 {#f}").whole_sections
    assert [(section.id, [*map(kind_of, section.all_blocks)]) for section in found] == [
        ("", ["paragraph"]),
        ("b", ["heading", "paragraph", "heading", "paragraph"]),
        ("f", ["heading"]),
    ]


def test_headings_inside_a_box_begin_no_section() -> None:
    """A box is not torn apart."""
    found = body("## 甲 {#a}\n\n::: note\n### 乙 {#b}\n\n丙\n:::\n\n丁").whole_sections
    assert [section.id for section in found] == ["", "a"]


@pytest.mark.parametrize("text", ["", "## 甲 {#a}"])
def test_the_first_section_is_always_there(text: str) -> None:
    """Sections compare by their place in a page, also where nothing stands before the first heading."""
    first = body(text).whole_sections[0]
    assert (first.id, first.all_blocks) == ("", ())


def test_runs_of_a_section() -> None:
    """The runs of a section are those of all its blocks in order, but for what one language alone needs."""
    box = ":::: note\n戊\n\n::: only\n己\n:::\n\n::::"
    text = f"甲\n\n## 乙 {{#b}}\n\n- 丙\n  - 丁\n\n{box}\n\n| 庚 |\n|---|\n| 辛 |"
    assert texts(text) == [["甲"], ["乙", "丙", "丁", "戊", "庚", "辛"]]


def test_lines() -> None:
    """A block knows the line on which it begins, as an editor counts."""
    text = "甲\n\n- 乙\n- 丙\n\n  丁\n\n| 戊 |\n|---|\n| 己 |\n\n[^1]: 庚\n\n辛[^1]"
    said, places = parse_body(text, "zh")

    def lines(blocks: Iterable[Block]) -> list[int]:
        return [places.block(block.number).line for block in blocks]

    found = said.blocks
    assert lines(found) == [1, 3, 8, 14, 12]
    items = inner(found[1])
    assert lines(items) == [3, 4]
    assert lines(inner(items[1])) == [4, 6]
    assert lines(inner(found[2])) == [8, 10]


PARTS = st.lists(
    st.sampled_from(
        [
            "甲\n\n",
            "- 乙\n",
            "1. 丙\n",
            "> 丁\n\n",
            "::: note\n",
            "::: only\n",
            ":::\n\n",
            "## 戊 {#e}\n\n",
            "#### 己\n\n",
            "| 庚 |\n|---|\n| 辛 |\n\n",
            "    ",
            "壬[^1]\n\n[^1]: 癸\n\n",
            "```\n",
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=200)
@given(PARTS)
def test_nothing_is_lost(text: str) -> None:
    """Whatever the page, its sections hold each run once, in order; only those of `only` are missing."""
    said, _ = parse_body(text, "zh")
    alone = {run.number for block in walk(said.blocks) if isinstance(block, Only) for run in runs_in([block])}
    expected = [run.number for run in said.runs() if run.number not in alone]
    found = [run for section in without_only(said).whole_sections for run in runs_in(section.all_blocks)]
    assert [run.number for run in found] == expected
