"""Characters that XML, JSON and readers cannot bear: none comes through, whatever text it is written in."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from small_site import GOOD, PAGE, SITE, SOURCE, page, write_site
from test_characters_unseen import rules
from told import told

from sitegen.make import make_site
from sitegen.memory import Memory
from sitegen.model import Severity

ARABIC = "مرحبا"
# Noncharacters, controls, what turns the text around.
REFUSED = [
    "\uffff",
    "\ufffe",
    "\ufdd0",
    "\U0001fffe",
    "\U0010ffff",
    "\x01",
    "\x1b",
    "\x7f",
    "\x9f",
    "\u202e",
    "\u2067",
]
GLOSSARY = """\
groups:
  - id: words
    title: {zh: 名字, en: Words}
    terms:
      - id: hu-lian-wang
        zh: 互联网
        pinyin: hùliánwǎng
        en: internet
        explanation: {zh: 解释网, en: Explanation.}
        forms: {tw: 網際網路}
        also: {en: [net]}
        avoid: {en: [web]}
        common: true
"""
PICTURE = """\
kind: timeline
description: {zh: 图说, en: Picture}
marks: {full: {zh: 写明, en: stated}}
groups:
  - events:
      - {date: "2001", when: {zh: 甲时, en: A}, what: {zh: 乙事, en: B}, mark: full}
"""
FILES = {
    **{path: text for path, text in GOOD.items() if not path.startswith("templates/")},
    "content/glossary.yaml": GLOSSARY,
    "content/pictures/line.yaml": PICTURE,
    "content/conversion.yaml": "phrases: {互联网: 互聯網}\n",
    "content/style.yaml": "loaded: {zh: [好的], en: [good]}\nspelling: {en: {colour: color}}\n",
    "content/made_from/city.en.yaml": "language: zh\nsections: {origin: [文]}\n",
    "content/pages/map.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
    PAGE: page(
        "![替代](map.svg '标题')文[^a]、`码`。\n\n![图](picture:line)\n\n[^a]: 脚注\n\n"
        "| 表头 | 乙 |\n| - | - |\n| 单元 | 丁 |",
        "title: 城市\nsummary: 摘要\nlabel: 短名\nupdated: 2026-01-01\nconversion: {keep: [文]}",
    ),
}
# The end of a word in each kind of text.
SPOTS = [
    *(
        (PAGE, word)
        for word in ("城市", "摘要", "短名", "keep: [文", "替代", "标题", "脚注", "码", "表头", "单元")
    ),
    *((SITE, word) for word in ("小站", "全站", "label: English")),
    *(
        ("content/glossary.yaml", word)
        for word in ("名字", "互联网", "解释网", "网際網路"[1:], "[net", "[web")
    ),
    *((SOURCE, word) for word in ("全名", "Somebody", "大意。", "全文", "互联网的“大门”")),
    *(("content/pictures/line.yaml", word) for word in ("图说", "甲时", "乙事")),
    *(("content/interface.yaml", word) for word in ("search: 字", "navigation: 字")),
    *(("content/conversion.yaml", word) for word in ("互联网", "互聯網")),
    *(("content/style.yaml", word) for word in ("好的", "colour", "color")),
    ("content/made_from/city.en.yaml", "[文"),
]


@pytest.fixture(name="memory", scope="module")
def fixture_memory() -> Memory:
    """One for all sites, which have the rest in common."""
    return Memory()


@pytest.mark.parametrize(("path", "word"), SPOTS)
def test_none_comes_through(path: str, word: str, tmp_path: Path, memory: Memory) -> None:
    """Raw, as an escape or as an entity: an error, and nothing is built."""
    text = FILES[path]
    at = text.index(word) + len(word)
    start = max(text.rfind(mark, 0, at) for mark in ("[", " ", "{", "\n")) + 1
    is_body = path == PAGE and at > text.index("\n---\n", 4)
    # Two in each, the second in another guise: all in all of them.
    first = SPOTS.index((path, word)) * 2
    one, other = (REFUSED[number % len(REFUSED)] for number in (first, first + 1))
    code = f"&#x{ord(other):x};" if is_body else f"\\U{ord(other):08x}"
    escaped = f"{text[:at]}{code}" if is_body else f'{text[:start]}"{text[start:at]}{code}"'
    for each, written in ((one, f"{text[:at]}{one}{text[at:]}"), (other, escaped + text[at:])):
        made = make_site(write_site(tmp_path, {**FILES, path: written}), memory)
        found = {fault.rule.name for fault in made.diagnostics if fault.severity is Severity.ERROR}
        if is_body and each == other and not found:
            # In code, and where it names no character in a title, it is shown as it is typed.
            pages = [output.data for output in made.outputs if output.path.endswith(".html")]
            assert pages
            assert all(each.encode() not in page for page in pages)
        else:
            assert found & {"control-character", "bidi-control"}, (ascii(each), told(made.diagnostics[0]))
            assert made.outputs == ()


def test_what_is_built_is_well_formed(tmp_path: Path, memory: Memory) -> None:
    """Where all is well, feeds, maps and data are read by parsers."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        is_words = path == "content/interface.yaml"
        (tmp_path / path).write_text(text.replace(" 字", " a<b>&'\"]]>c") if is_words else text, "utf-8")
    made = make_site(tmp_path, memory)
    parsed = set()
    for output in made.outputs:
        if output.path.endswith(".xml"):
            parsed.add(ET.fromstring(output.data).tag.rpartition("}")[2])
        elif output.path.endswith(".json"):
            parsed.add(type(json.loads(output.data)).__name__)
    assert parsed == {"feed", "urlset", "dict"}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f"文\u2068{ARABIC}\u2069字", []),
        (f"文\u2067{ARABIC} \u2066abc\u2069\u2069字", []),
        (f"文\u202b{ARABIC}\u202c字", []),
        (f"{ARABIC}\u200e!", []),
        (f"文\u2068{ARABIC}字", ["bidi-control"]),
        (f"文\u2069{ARABIC}\u2068字", ["bidi-control"] * 2),
        (f"文\u202b\u2067{ARABIC}\u202c\u2069字", ["bidi-control"] * 4),
        (f"文\u2067{ARABIC}\u202c字", ["bidi-control"] * 2),
        (f"\u202e{ARABIC}\u202c", ["bidi-control"] * 2),
    ],
)
def test_directions(line: str, found: list[str]) -> None:
    """What a line begins it ends, in the order in which it began, and nothing is overridden."""
    assert [rule for _, rule, _, _ in rules(line)] == found


@pytest.mark.parametrize("code", ["202e", "202d", "202b", "2067"])
@pytest.mark.parametrize(
    "text", ["文{}字", f"{ARABIC}{{}}字", "[文](https://example.org/){}", "| 甲{} |\n| - |\n| 乙 |"]
)
def test_entities_that_turn(text: str, code: str, tmp_path: Path) -> None:
    """An entity hides what it does from nobody but its author."""
    body = text.format(f"&#x{code};")
    made = make_site(write_site(tmp_path, {PAGE: page(body)}))
    assert [each.rule.name for each in made.diagnostics] == ["bidi-control"]
    column = re.search("&", body.partition("\n")[0])
    assert column is not None
    assert told(made.diagnostics[0]).startswith(f"{PAGE}:6:{column.start() + 1} ")
