"""Pages in Cantonese are noticed, once; a word of it in Standard Chinese is not."""

from pathlib import Path

import pytest
from marked import expected, said
from small_site import PAGE, Files, page

RULES = ("cantonese",)
HINT = (
    "Write it in Standard Chinese: Traditional editions would have wrong characters, 系 for 係. "
    "What is to stay as it is goes into [words](keep:)."
)
FAULTS: dict[str, tuple[Files, str]] = {
    "a page": ({PAGE: page("▸佢哋嘅书唔喺呢度，我哋攞咗嚟睇。")}, "佢、哋、嘅、唔、喺、攞、咗、嚟"),
    "two paragraphs": (
        {PAGE: page("呢度有好多人。\n\n▸佢哋今日唔返工，听日先返。\n\n我冇去，唔去。")},
        "佢、哋、唔、冇",
    ),
    "a list": ({PAGE: page("- ▸啲书\n- 嗰啲书\n- 佢嘅书\n- 乜嘢书")}, "啲、嗰、佢、嘅、嘢"),
    "a table": ({PAGE: page("| ▸佢 | 唔好 |\n|---|---|\n| 咁好 | 冇咗 |")}, "佢、唔、咁、冇、咗"),
    "a box": ({PAGE: page("::: note\n▸佢哋嘅嘢唔见咗。\n:::")}, "佢、哋、嘅、嘢、唔、咗"),
}
NEAR_MISSES: dict[str, str] = {
    "a word that is spoken of": "粤语里的“唔”就是“不”。",
    "some words in a long text": "他说“佢哋”“唔好”“嘅”，" + "都是粤语里常见的字词。" * 40,
    "kept words": "[佢哋嘅书唔喺呢度，我哋攞咗嚟睇](keep:)，意思是他们的书不在这里。",
    "words of another language": "[佢哋嘅书唔喺呢度，我哋攞咗嚟睇](lang:yue)，意思是他们的书不在这里。",
    "Standard Chinese": "他们的书不在这里，我们拿来看了。" * 9,
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(tmp_path: Path, name: str) -> None:
    """The first word is the place, and all kinds of them are named."""
    files, words = FAULTS[name]
    message = f"warning: this page seems to be written in Cantonese ({words}) [cantonese] {HINT}"
    assert said(tmp_path, files, RULES) == expected(files, message)


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_miss(tmp_path: Path, name: str) -> None:
    """A few words make no page."""
    assert said(tmp_path, {PAGE: page(NEAR_MISSES[name])}, RULES) == []
