"""What the search tries: a small site with some of its files changed, and how one becomes another."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.hostile import DATA, HEADS, PAGES
from tests.small_site import GOOD

SITES = Path(__file__).parents[1] / "sites"
# The good site of the tests is one more.
SMALL = "small"
ENDINGS = (".md", ".yaml")
# Longer files find nothing that shorter ones do not, and take longer.
LONGEST = 20_000
# Files that a site may be given, if it has none.
MORE = ("content/interface.yaml", "content/idioms.yaml", *(path for path, _ in DATA.values()))
_RECORD, _UNIT = "\x1e", "\x1f"

# What files of this dialect are made of.
TOKENS = (
    *("\n", "\n\n", " ", "  ", "\t", "    ", "\\", "\\ ", "# ", "## ", "### ", "#### ", " {#a}"),
    *(" {#origin}", "{#", "}", "- ", "* ", "+ ", "1. ", "2) ", "> ", ": ", "::: note\n"),
    *("::: outside\n", "::: only\n", ":::\n", ":::: note\n", "::::\n", "```\n", "~~~\n", "`", "``"),
    *("*", "**", "***", "_", "__", "~~", "===", "---\n", "***\n", "| ", " |", "|---|---|\n", "\\|"),
    *("[", "]", "](", ")", "![", "[^1]", "[^a]", "[^", "\n\n[^1]: ", "\n\n[a]: ", "[a]", "<", ">"),
    *("<!-- ", " -->", "<b>", "<br>", "<https://example.org/>", "&amp;", "&#8203;", "&#0;", "&nbsp;"),
    *("https://example.org/", "http:", "mailto:a@b.example", "//", "#a", "source:O-2"),
    *("[O-2](source:O-2)", "source:", "term:a", "[a](term:a)", "lang:en", "[a](lang:en)"),
    *("[海纳](pinyin:hǎi-nà)", "pinyin:", "[发](keep:)", "[发](write:髮)", "write:"),
    *("“[甲](unquoted:)”", "picture:a", "![甲](picture:a)", '![甲](a.png "乙")', "a.zh.md"),
    *("index.en.md", "../", "./", "/", "“", "”", "‘", "’", "「", "」", "『", "』", '"', "'", "（"),
    *("）", "《", "》", "，", "。", "、", "：", "；", "？", "！", "……", "——", "–", "－", "＃", "＊"),
    *("［", "］", "｜", "｀", "＜", "＞", "\u3000", "：：：", "·", "甲", "发", "干", "后", "里"),
    *("台湾", "城市精神", "海纳百川", "互联网", "一", "二", "三十", "百", "万", "亿", "第", "年"),
    *("月", "日", "〇", "零", "两", "半", "几", "多", "余", "分之", "百分之", "%", "％", "1", "23"),
    *("4,567", "2021", "2021-06-22", "2021年6月", "22 June 2021", "twenty-three", "hundred"),
    *("million", "one in three", "\u200b", "\u00a0", "\u202e", "\u2066", "\u00ad", "\ufeff", "️"),
    *("́", "\u2028", "�", "\u0000", "\u0001", "\u0085", "\ue000", "😀", "𠀀", "\ud7ff", "\uffff"),
    *("ʼ", "ß", "ﬁ", "İ", "Å", "あ", "한", "title: ", "summary: ", "label: ", "draft: true\n"),
    *("date: 2021-06-22\n", "aliases: [a]\n", "template: a\n", "zh: ", "en: ", "- id: a\n", "id: "),
    *("null", "true", "~", "[]", "{}", "|\n", ">\n", "&a ", "*a", "!!str ", "? ", "#", "%YAML 1.2\n"),
    *("...\n", "\ufffe", "1e9", "0x1F", ".inf", "1:30", "yes", "no", "''", '""'),
)


@dataclass(frozen=True, slots=True)
class Input:
    """A site, and those of its files that are not as it has them."""

    # The name of a folder of tests/sites, or SMALL.
    site: str
    # By their paths below the site.
    files: Mapping[str, str]

    def write(self) -> bytes:
        """Return the input as bytes, from which `read` makes it again."""
        parts = [self.site, *(f"{path}{_UNIT}{text}" for path, text in sorted(self.files.items()))]
        return _RECORD.join(parts).encode("utf-8", "surrogatepass")


def read(data: bytes) -> Input | None:
    """Return the input that was written as `data`; None for what is none of a site that is known."""
    site, *records = data.decode("utf-8", "replace").split(_RECORD)
    if site not in sites():
        return None
    known = {*sites()[site], *MORE}
    parts = (record.partition(_UNIT) for record in records)
    return Input(site, {path: text[:LONGEST] for path, _, text in parts if path in known})


@cache
def sites() -> Mapping[str, Mapping[str, str]]:
    """Return what authors write of each site, by name and path."""
    found: dict[str, Mapping[str, str]] = {SMALL: {**GOOD}}
    for root in sorted(path for path in SITES.iterdir() if path.is_dir()):
        paths = (path for path in sorted((root / "content").rglob("*")) if path.suffix in ENDINGS)
        texts = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
        found[root.name] = {path: text.decode("utf-8", "replace") for path, text in texts.items()}
    return found


def lay_out(site: str, root: Path) -> None:
    """Write the files of a site, other than those that say what is expected of it, below `root`."""
    if site != SMALL:
        shutil.copytree(SITES / site, root, ignore=shutil.ignore_patterns("expected*"))
        return
    for path, text in sites()[SMALL].items():
        put(root, path, text)


def put(root: Path, path: str, text: str) -> None:
    """Write a file below `root`."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text.encode("utf-8", "surrogatepass"))


def seeds() -> list[Input]:
    """Return where the search begins: each site as it stands, and with each kind of hostile text in it."""
    found = [Input(site, {}) for site in sites()]
    for site, files in sites().items():
        found += [Input(site, {path: text}) for path, text in files.items() if len(text) < LONGEST]
    page = next(path for path in sites()[SMALL] if path.endswith(".md"))
    head = "---\ntitle: {}\nsummary: 一句。\n---\n\n"
    found += [Input(SMALL, {page: f"{head.format('甲')}{text(60)}\n"}) for text in PAGES.values()]
    found += [Input(SMALL, {page: f"{head.format(text(60))}甲。\n"}) for text in HEADS.values()]
    found += [Input(SMALL, {path: text(60)}) for path, text in DATA.values()]
    return found


def mutate(data: bytes, seed: int) -> bytes:
    """Return another input made of one, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - it hides nothing
    before = read(data) or Input(chance.choice([*sites()]), {})
    known = sites()[before.site]
    # Often from the site as it stands: what has many faults is refused before much of it is looked at.
    files = {} if chance.random() < 0.5 else dict(before.files)
    for _ in range(chance.choice((1, 1, 1, 2))):
        among = [*files] if files and chance.random() < 0.8 else [*known]
        path = chance.choice(among if chance.random() < 0.95 else MORE)
        text = files.get(path, known.get(path, ""))
        for _ in range(chance.choice((1, 1, 1, 2))):
            text = _changed(text, chance, [*known.values()])[:LONGEST]
        files[path] = text
    return Input(before.site, files).write()


def _changed(text: str, chance: random.Random, others: Sequence[str]) -> str:
    at, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    if chance.random() < 0.7:
        end = min(end, at + chance.choice((1, 1, 2, 5, 20)))
    match chance.randrange(9):
        case 0 | 1 | 2:
            return text[:at] + chance.choice(TOKENS) + text[at:]
        case 3:
            return text[:at] + text[end:]
        case 4:
            return text[:at] + chance.choice(TOKENS) + text[end:]
        case 5:
            return text[:end] + text[at:end] * chance.choice((1, 1, 2, 30, 120)) + text[end:]
        case 6:
            return _moved(text, chance)
        case 7:
            other = chance.choice(others)
            begin = chance.randrange(len(other) + 1)
            return text[:at] + other[begin : begin + chance.choice((10, 50, 200))] + text[at:]
        case _:
            hostile = chance.choice([*PAGES.values()])
            return text[:at] + hostile(chance.choice((2, 10, 60))) + text[end:]


def _moved(text: str, chance: random.Random) -> str:
    """Take a line away, put it elsewhere, or change its indentation."""
    lines = text.split("\n")
    line = lines.pop(chance.randrange(len(lines)))
    match chance.randrange(4):
        case 0:
            return "\n".join(lines)
        case 1:
            line = chance.choice(("  ", "    ", "> ", "- ")) + line
        case 2:
            line = line.strip()
    lines.insert(chance.randrange(len(lines) + 1), line)
    return "\n".join(lines)
