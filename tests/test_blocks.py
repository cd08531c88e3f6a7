"""A page as a tree of blocks, section by section."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.text.markdown.blocks import Block, blocks, sections
from sitegen.text.markdown.parse import parse_markdown
from sitegen.text.markdown.tokens import plain_text


def tree(block: Block) -> object:
    """A block as its kind, or as its kind with what is inside."""
    return (block.kind, [tree(child) for child in block.children]) if block.children else block.kind


def trees(text: str) -> list[object]:
    """The outermost blocks of a text."""
    tokens, _ = parse_markdown(text, "zh")
    return [tree(block) for block in blocks(tokens)]


def texts(text: str) -> list[list[str]]:
    """What the inline runs of each section say."""
    tokens, _ = parse_markdown(text, "zh")
    return [[plain_text(inline.children or ()) for inline in section.inlines] for section in sections(tokens)]


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
        ("<!-- 注 -->\n\n甲", ["paragraph"]),
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
        "comment",
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
    tokens, _ = parse_markdown("甲\n\n## 乙 {#b}\n\n丙\n\n#### 丁\n\n戊\n\n### 己 {#f}", "zh")
    assert [(section.id, [block.kind for block in section.blocks]) for section in sections(tokens)] == [
        ("", ["paragraph"]),
        ("b", ["heading", "paragraph", "heading", "paragraph"]),
        ("f", ["heading"]),
    ]


def test_headings_inside_a_box_begin_no_section() -> None:
    """A box is not torn apart."""
    tokens, _ = parse_markdown("## 甲 {#a}\n\n::: note\n### 乙 {#b}\n\n丙\n:::\n\n丁", "zh")
    assert [section.id for section in sections(tokens)] == ["", "a"]


@pytest.mark.parametrize("text", ["", "## 甲 {#a}"])
def test_the_first_section_is_always_there(text: str) -> None:
    """Sections compare by their place in a page, also where nothing stands before the first heading."""
    tokens, _ = parse_markdown(text, "zh")
    first = sections(tokens)[0]
    assert (first.id, first.blocks, first.inlines) == ("", (), ())


def test_runs_of_a_section() -> None:
    """The runs of a section are those of all its blocks in order, but for what one language alone needs."""
    box = ":::: note\n戊\n\n::: only\n己\n:::\n\n::::"
    text = f"甲\n\n## 乙 {{#b}}\n\n- 丙\n  - 丁\n\n{box}\n\n| 庚 |\n|---|\n| 辛 |"
    assert texts(text) == [["甲"], ["乙", "丙", "丁", "戊", "庚", "辛"]]


def test_lines() -> None:
    """A block knows the line on which it begins, as an editor counts."""
    text = "甲\n\n- 乙\n- 丙\n\n  丁\n\n| 戊 |\n|---|\n| 己 |\n\n[^1]: 庚\n\n辛[^1]"
    tokens, _ = parse_markdown(text, "zh")
    found = blocks(tokens)
    assert [block.line for block in found] == [1, 3, 8, 14, 12]
    items = found[1].children
    assert [item.line for item in items] == [3, 4]
    assert [child.line for child in items[1].children] == [4, 6]
    assert [part.line for part in found[2].children] == [8, 10]


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
    tokens, _ = parse_markdown(text, "zh")
    depth, expected = 0, []
    for token in tokens:
        if token.type.startswith("container_only_"):
            depth += token.nesting
        elif token.type == "inline" and not depth:
            expected.append(token)
    assert [token for section in sections(tokens) for token in section.inlines] == expected

    def leaves(block: Block) -> list[object]:
        return [leaf for child in block.children for leaf in leaves(child)] or list(block.inlines)

    found = [leaf for section in sections(tokens) for block in section.blocks for leaf in leaves(block)]
    assert found == expected
