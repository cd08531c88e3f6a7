"""Ways of writing a quotation: in none of them do wrong words pass, and in none are right words accused."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from checked import checked
from small_site import GOOD, PAGE, SOURCE, TERMS, Files, page, write_site

from sitegen.checks.links import check_links
from sitegen.checks.sources.quotations import check_quotations
from sitegen.make import OWN
from sitegen.read import read_library
from sitegen.rules.catalogue import say

ENGLISH = "content/pages/city.en.md"
TITLE = "title: City\nsummary: One sentence."
FILES: Files = {
    SOURCE: GOOD[SOURCE].replace(
        "    phrases: [互联网的“大门”]\n",
        """\
    phrases: [互联网的“大门”, 海纳百川、追求卓越]
  - id: O-3
    section: {zh: 甲, en: First part}
    gist: {zh: 大意。, en: The gist.}
    phrases: [开明睿智]
""",
    ),
    TERMS: GOOD[TERMS].replace(
        "en: internet", "en: the sea takes in all rivers\n        also: {en: [city spirit]}"
    ),
}

# W: the words in question; R: words that O-2 has; X: words that O-3 has; M and N: marks of O-2 and O-3.
MARKS = {"M": "[O-2](source:O-2)", "N": "[O-3](source:O-3)"}
CHINESE = {
    "directly behind": "“W”M",
    "behind a blank": "“W” M",
    "behind several blanks": "“W”   M",
    "behind a comma": "“W”，M",
    "behind a full stop": "“W”。M",
    "behind a question mark": "“W”？M",
    "behind a dash": "“W”——M",
    "stop inside": "“W。”M",
    "stop inside, then a blank": "“W。” M",
    "in brackets": "“W”（M）",
    "in square brackets": "“W”【M】",
    "mark and words in brackets": "一句话（“W”，M）在后。",
    "corner brackets": "「W」M",
    "double corner brackets": "『W』M",
    "vertical corner brackets": "﹁W﹂M",
    "straight": '"W"M',
    "straight and a blank": '"W" M',
    "single": "‘W’M",
    "straight single": "说'W'M",
    "full-width straight": "＂W＂M",
    "guillemets": "«W»M",
    "low and high": "„W“M",
    "bold around": "**“W”**M",
    "bold inside": "“**W**”M",
    "bold that begins before": "**说“W**”M",
    "bold that ends behind": "“**W”说**M",
    "emphasis around and a blank": "*“W”* M",
    "bold around words and mark": "**“W”M**",
    "in a link": "[“W”](index.zh.md)M",
    "in a link to a term": "[“W”](term:hu-lian-wang)，M",
    "marks around a link": "“[W](index.zh.md)”M",
    "kept": "“[W](keep:)”M",
    "pinyin between": "“W”[hǎi nà](lang:pinyin) M",
    "pinyin in brackets between": "“W”（[hǎi nà](lang:pinyin)）M",
    "pinyin above": "“W”M，[海](pinyin:hǎi)",
    "a footnote between": "“W”[^1]M\n\n[^1]: 注。",
    "a note in code before": "`x`“W”M",
    "the mark inside": "“WM”",
    "the mark in front": "M“W”",
    "the mark in front, a colon": "M：“W”",
    "the mark in front, in brackets": "（M）“W”",
    "named in front": "据M，《意见》说“W”。",
    "first of two": "“W”“R”M",
    "first of two, joined": "“W”和“R”M",
    "first of three": "“W”、“R”以及“R”M",
    "second of two, joined": "“R”与“W”（M）",
    "first of two with a mark each": "“W”M和“X”N",
    "second of two with a mark each": "“X”N，“W”M",
    "two marks": "“W”MN",
    "two marks with a comma": "“W”M、N",
    "two quotations, two marks": "“W”和“X”（M、N）",
    "words between": "《意见》说“W”，又说“R”M。",
    "words between and behind": "《意见》说“W”是这样，M。",
    "words behind": "“W”是原话M。",
    "another kind in the same sentence": "《意见》说「W」，又说“R” M",
    "a title before": "《书名》的“W”M",
    "a line break": "“W”\nM",
    "a hard line break": "“W”\\\nM",
    "words over two lines": "前文\n“W”\nM后文",
    "a second sentence": "第一句。第二句“W” M。第三句。",
    "the last sentence": "第一句N。第二句“W”（M）",
    "a list item": "- “W”。后面还有一句话。M",
    "a list item with paragraphs": "- 说“W”。\n\n  另一段M。",
    "a numbered list": "1. 甲\n2. “W”，M",
    "an inner list": "- 甲\n  - “W” M",
    "a cell": "| 甲 |\n|---|\n| “W” M |",
    "a cell, the mark beside it": "| 甲 | 乙 |\n|---|---|\n| “W” | M |",
    "a head of a table": "| “W” M |\n|---|\n| 甲 |",
    "a block quotation": "> W M",
    "a block quotation with marks": "> “W” M",
    "a block quotation, the mark below": "> W\n>\n> ——《意见》M",
    "a block quotation in a list": "- 甲\n\n  > W M",
    "a box": "::: note\n“W”，M\n:::",
    "a box of what is outside": "::: outside\n“W” M\n:::",
    "a definition": "词\n: “W”（M）",
    "a footnote": "文[^1]。\n\n[^1]: “W” M",
    "no end": "“W M",
    "no end, corners": "「W M",
    "no end, then another": "“W，“R”M",
}
LATIN = {
    "directly behind": "They say “W”M.",
    "behind a blank": "They say “W” M.",
    "comma inside": "They say “W,” M and more.",
    "comma outside": "They say “W”, M.",
    "stop inside": "They say “W.” M",
    "stop outside": "They say “W”. M",
    "semicolon": "They say “W”; M.",
    "in brackets": "They say “W” (M).",
    "in square brackets": "They say “W” [M].",
    "all in brackets": "They say so (“W”, M).",
    "straight": 'They say "W"M.',
    "straight and a blank": 'They say "W" M.',
    "straight, comma inside": 'They say "W," M.',
    "single": "They say ‘W’ M.",
    "straight single": "They say 'W' M.",
    "corner brackets": "They say 「W」 M.",
    "guillemets": "They say « W » M.",
    "low and high": "They say „W“ M.",
    "bold around": "They say **“W”** M.",
    "bold inside": "They say “**W**” M.",
    "emphasis that begins before": "They *say “W*” M.",
    "in a link": "They say [“W”](index.en.md) M.",
    "in a link to a term": "They say [“W”](term:hu-lian-wang), M.",
    "the mark inside": "They say “W M”.",
    "the mark in front": "M “W”.",
    "the mark in front, a colon": "M: “W”.",
    "named in front": "In M, the Opinions say “W”.",
    "first of two": "They say “W” and “R” M.",
    "first of two with a comma": "They say “W”, “R” M.",
    "second of two": "They say “R” or “W” (M).",
    "with its Chinese": "They say “W” (“R”M, [hǎi nà](lang:pinyin)).",
    "pinyin between": "They say “W” ([hǎi nà](lang:pinyin)) M.",
    "two marks": "They say “W” M, N.",
    "two marks, two quotations": "They say “W” and “X” (M, N).",
    "words between": "They say “W”, and later, much later, “R” M.",
    "words behind": "“W” is what they say M.",
    "behind an abbreviation": "They say “W”, e.g. here, cf. p. 3, M.",
    "behind an initial": "They say “W”, with J. Smith M.",
    "a line break": "They say “W”\nM.",
    "a hard line break": "They say “W”\\\nM.",
    "a second sentence": "First. They say “W” M. Third.",
    "behind a plural’s apostrophe": "The cities’ words are “W” M.",
    "a list item": "- They say “W”. Then another sentence. M",
    "a cell": "| A |\n|---|\n| “W” M |",
    "a cell, the mark beside it": "| A | B |\n|---|---|\n| “W” | M |",
    "a block quotation": "> W M",
    "a block quotation with marks": "> “W” M",
    "a block quotation, the mark below": "> W\n>\n> — the Opinions, M",
    "a box": "::: note\nThey say “W” M.\n:::",
    "a definition": "Word\n: They say “W” (M).",
    "a footnote": "Text.[^1]\n\n[^1]: They say “W” M.",
    "no end": "They say “W M.",
    "no end, straight": 'They say "W M.',
}


def body(forms: Mapping[str, str], words: str, other: str, third: str) -> str:
    """A page with each of the forms below a heading of its own."""
    written = []
    for number, form in enumerate(forms.values()):
        # Addresses are put in last: they have letters of their own.
        text = re.sub("[WRX]", lambda found: {"W": words, "R": other, "X": third}[found[0]], form)
        text = re.sub(
            r"(?<![A-Za-z])M(?=N?(?![A-Za-z]))|(?<![A-LO-Za-z])N(?![A-Za-z])",
            lambda found: MARKS[found[0]],
            text,
        )
        written.append(f"## {number} {{#q-{number}}}\n\n{text.replace('[^1]', f'[^{number}]')}\n")
    return "\n".join(written)


def named(root: Path, path: str, head: str, forms: Mapping[str, str], *words: str) -> dict[str, list[str]]:
    """What is said of each form that something is said of."""
    text = page(body(forms, *words), head) if head else page(body(forms, *words))
    library, _ = read_library(write_site(root, {**FILES, path: text}), OWN)
    assert library is not None
    starts = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith("## ")]
    found: dict[str, list[str]] = {}
    for each in [*checked(check_quotations, library), *checked(check_links, library)]:
        index = sum(start <= each.place.line for start in starts) - 1
        found.setdefault(list(forms)[index], []).append(f"{each.rule.name}: {say(each).message}")
    return found


CASES = {
    "Chinese": (PAGE, "", CHINESE, ("海纳百川", "海纳百州"), ("追求卓越", "开明睿智")),
    "Chinese on an English page": (ENGLISH, TITLE, LATIN, ("海纳百川", "海纳百州"), ("追求卓越", "开明睿智")),
    "English": (
        ENGLISH,
        TITLE,
        LATIN,
        ("the sea takes in all rivers", "the sea takes in no rivers"),
        ("city spirit", "city spirit"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_wrong_words_never_pass(case: str, tmp_path: Path) -> None:
    """Whatever marks they stand in, and wherever the citation stands."""
    path, head, forms, (_, wrong), others = CASES[case]
    assert len(forms) >= 40
    found = named(tmp_path, path, head, forms, wrong, *others)
    assert [name for name in forms if not any(wrong in each for each in found.get(name, []))] == []


@pytest.mark.parametrize("case", CASES)
def test_right_words_are_never_accused(case: str, tmp_path: Path) -> None:
    """Neither are the other quotations of the sentence."""
    path, head, forms, (right, _), others = CASES[case]
    assert named(tmp_path, path, head, forms, right, *others) == {}
