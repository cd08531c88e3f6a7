"""What authors may write, and the HTML that it becomes: tests/fixtures/<subject>.<language>.md."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from sitegen.text.body.body import Body
from sitegen.text.body.inline import Text
from sitegen.text.body.parse import parse_body
from sitegen.text.html.blocks import body_html
from sitegen.text.html.runs import Side
from sitegen.text.markdown.parse import parse_markdown

FILES = sorted((Path(__file__).parent / "fixtures").glob("*.md"))
WORDS = {
    "zh": {
        "footnote": "注{number}",
        "footnote_back": "回到注{number}",
        "footnotes": "注释",
        "outside": "不在原文中",
        "table": "表格",
    },
    "en": {
        "footnote": "Note {number}",
        "footnote_back": "Back to note {number}",
        "footnotes": "Notes",
        "outside": "Not in the sources",
        "table": "Table",
    },
}


@dataclass(frozen=True)
class Picture:
    """A published picture."""

    url: str
    size: tuple[int, int] | None


PICTURES = {
    "map.svg": Picture("/assets/map.1.svg", (640, 480)),
    "river.avif": Picture("/a&b/river.avif", None),
}
CASES = [
    pytest.param(file.suffixes[0][1:], *texts, id=f"{file.name}:{line}: {title}")
    for file in FILES
    for line, title, *texts in read_fixture_file(file)
]


def html(body: Body) -> str:
    """A body as HTML, with the words and pictures of these tests."""
    language = body.language
    return str(body_html(body, Side(language, language, WORDS[language], PICTURES)))


@pytest.mark.parametrize(("language", "written", "expected"), CASES)
def test_fixture(language: str, written: str, expected: str) -> None:
    """Each example of tests/fixtures gives the HTML that stands below it."""
    body, _ = parse_body(written, language)
    assert html(body) == expected


@pytest.mark.parametrize(("language", "written", "expected"), CASES)
def test_offsets(language: str, written: str, expected: str) -> None:
    """Text, links and pictures know where they stand in the text of their block."""
    for inline in parse_markdown(written, language)[0]:
        for token in inline.children or ():
            beginning = inline.content[token.meta["at"] :] if "at" in token.meta else None
            match token.type:
                case "text" if token.content:
                    assert beginning is not None
                    # Escapes, entities and addresses in brackets begin with a sign that they do not leave.
                    assert beginning.startswith((token.content, "\\", "&", "<"))
                case "image":
                    assert beginning is not None
                    assert beginning.startswith("!")
                case "quotation_open":
                    assert beginning is not None
                    assert beginning.startswith(("“", "「", '"', "*"))


# What the rules of this dialect look at, to be thrown together.
PIECES = st.one_of(
    st.sampled_from([*"海纳，“”‘’…a1*`[]()|\\ \n", "**", "![", "](lang:de)", "](source:O-1)", "](term:a)"]),
    st.sampled_from(["<!--", "-->", "<b>", "\n\n", "\\ ", "\n## ", " {#a}", "[^a]", "\n[^a]: ", "\n: "]),
    st.sampled_from(["\n::: note\n", "\n:::\n", "\n|-|\n"]),
    st.text(max_size=3),
)


@pytest.mark.parametrize("language", ["zh", "en"])
@given(pieces=st.lists(PIECES, max_size=20))
def test_anything_is_markdown(language: str, pieces: list[str]) -> None:
    """Whatever an author writes can be parsed and rendered."""
    body, _ = parse_body("".join(pieces), language)
    html(body)


@given(words=st.text(alphabet="海纳百川，。“”… ab1", min_size=1), at=st.data())
def test_marks_are_no_words(words: str, at: st.DataObject) -> None:
    """Where an author breaks a line, or emphasises, no word is gained or lost."""
    marked = list(words)
    for _ in range(3):
        marked.insert(at.draw(st.integers(0, len(marked))), at.draw(st.sampled_from(["\n", "**", "_"])))
    for language in ("zh", "en"):
        body, _ = parse_body("".join(marked), language)
        items = (item for run in body.runs() for item in run.items)
        texts = [item.text for item in items if isinstance(item, Text)]
        said = "".join(texts).translate(dict.fromkeys(map(ord, "*_")))
        assert "".join(said.split()) == "".join(words.split())
