"""Plain text to a text: paragraphs, and what its writer made look like headings and lists."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

from sitegen.exchange.documents.model import Block, Heading, Listed, Paragraph, Text
from sitegen.exchange.faults import RefusedError, fault
from sitegen.exchange.received import MOST_BYTES
from sitegen.expressions import lazy_regex
from sitegen.model import Place
from sitegen.read.encodings import guess_encoding
from sitegen.text.characters import joins_without_space

_LONGEST_HEADING = 40
_ENDS = "。．.！？!?；;，,、：:…”』」"
# First-level and second-level headings of Chinese documents, and those of English ones.
_FIRST = lazy_regex(
    r"第[一二三四五六七八九十百零〇0-9]{1,6}[章节條条部编篇]|[一二三四五六七八九十]{1,3}、"
    r"|(?:Chapter|Part|Section|Article) +[0-9IVXLC]+\b"
)
_SECOND = lazy_regex(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_DOT = lazy_regex(r"[ \t]*[-*•·●○▪◦–][ \t\u3000]+(?=\S)")
_NUMBER = lazy_regex(r"[ \t]*(\d{1,3})(?:[.)．）、][ \t\u3000]*)(?=\D)")
_UNDERLINE = lazy_regex(r"(=|-){3,}[ \t]*")
_BLANK = lazy_regex(r"\n[ \t\u3000]*\n")
_INDENT = " \t\u3000"


def read_plain(path: str, data: bytes, language: str) -> Text:
    """Return the text of a file in any encoding that can be told; raises RefusedError for no text."""
    lines = decoded(path, data).replace("\r\n", "\n").replace("\r", "\n")
    parts = [part.strip("\n") for part in _BLANK.split(lines) if part.strip()]
    return Text("", tuple(_blocks(parts, language)))


def decoded(path: str, data: bytes) -> str:
    """Return the words of a file, in UTF-8 or what it seems to be in; raises RefusedError where none fits."""
    if len(data) > MOST_BYTES:
        raise RefusedError([fault(Place(path), "large", most=MOST_BYTES // 1_000_000)])
    guessed = guess_encoding(data) if b"\0" in data or not _is_utf8(data) else "utf-8-sig"
    try:
        name = codecs.lookup((guessed or "").partition(" (")[0]).name
        text = data.decode("utf-8-sig" if name == "utf-8" else name)
    except (LookupError, UnicodeDecodeError):
        raise RefusedError([fault(Place(path), "encoding")]) from None
    if "\0" in text:
        raise RefusedError([fault(Place(path), "encoding")])
    return text.removeprefix("\ufeff")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _blocks(parts: Sequence[str], language: str) -> Iterator[Block]:
    for number, part in enumerate(parts):
        lines = part.split("\n")
        if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1]) and lines[0].strip():
            yield Heading(1 if lines[1][0] == "=" else 2, (lines[0].strip(),))
            lines = lines[2:]
        elif not number and _is_heading(part):
            yield Heading(1, (part.strip(),))
            continue
        yield from _inside(lines, language)


def _inside(lines: Sequence[str], language: str) -> Iterator[Block]:
    """Yield the blocks of lines that no empty line parts."""
    if lines and all(map(_DOT.match, lines)):
        yield Listed(None, tuple((Paragraph((_DOT.sub("", line, count=1).strip(),)),) for line in lines))
        return
    numbers = [_NUMBER.match(line) for line in lines]
    known = [int(each[1]) for each in numbers if each]
    if len(known) == len(lines) > 1 and known == [*range(known[0], known[0] + len(known))]:
        items = (line[each.end() :].strip() for line, each in zip(lines, numbers, strict=True) if each)
        yield Listed(known[0], tuple((Paragraph((words,)),) for words in items))
        return
    gathered: list[str] = []
    for line in lines:
        level = _level(line)
        # A Chinese paragraph begins with two blanks, whether or not a line is empty before it.
        if (level or line.startswith("\u3000")) and gathered:
            yield Paragraph((_joined(gathered, language),))
            gathered = []
        if level:
            yield Heading(level, (line.strip(_INDENT),))
        elif line.strip(_INDENT):
            gathered.append(line.strip(_INDENT))
    if gathered:
        yield Paragraph((_joined(gathered, language),))


def _level(line: str) -> int:
    words = line.strip(_INDENT)
    if not _is_heading(words):
        return 0
    return 2 if _FIRST.match(words) else 3 if _SECOND.match(words) else 0


def _is_heading(words: str) -> bool:
    words = words.strip(_INDENT)
    is_short = "\n" not in words and 0 < len(words) <= _LONGEST_HEADING * (1 + words.isascii())
    return is_short and words[-1] not in _ENDS and not _DOT.match(words)


def _joined(lines: Sequence[str], language: str) -> str:
    text = lines[0]
    for line in lines[1:]:
        text += line if joins_without_space(text[-1], line[0], language) else f" {line}"
    return text
