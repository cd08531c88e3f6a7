"""Slips of the keyboard in Chinese text: what was written, and what Chinese typography has in its stead.

Only what is certain is a slip (GB/T 15834, W3C clreq): addresses, numbers, times, ratios and sentences in a
Latin language are left as they are, and so is a single dash between two words, which Chinese has in ranges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.expressions import lazy_regex
from sitegen.text.characters import CHINESE_MARKS, HAN
from sitegen.text.joined import ATOM
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands at `offset` of a text, what should stand there, and of which kind the slip is.

    Where `is_certain` is not so, it may be meant, and only its author can tell.
    """

    offset: int
    # What stands there, and what should.
    written: str
    better: str
    kind: str
    is_certain: bool = True

    @property
    def length(self) -> int:
        return len(self.written)


# Slips that belong together: two brackets, two quotation marks. Half of them mended is worse than none.
Group = tuple[Slip, ...]

# With the combining accents: é may be two characters.
_LATIN = "0-9A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ\u0300-\u036f"
_CLOSERS = "”’》）】」』〉〕"
_BEFORE = f"(?<=[{HAN}{_CLOSERS}])"
# What may follow a mark in Chinese text: anything but more ASCII punctuation, whose meaning is doubtful.
_GOES_ON = f"{HAN}{CHINESE_MARKS}“”‘’—…{_LATIN}{ATOM}"
_HAN = lazy_regex(f"[{HAN}]")
_SENTENCE = lazy_regex(r"[^。！？\n]+")
_WORD = lazy_regex("[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]{2,}")
_FUNCTION_WORD = lazy_regex(
    r"(?<![^\s(\"“])(?:the|of|and|or|is|are|was|in|to|an|by|for|with|that|which)(?![^\s,.;)\"”])"
)
_ADDRESS = lazy_regex(
    # Each begins where a run of its characters does, or is bounded: no long word is read from each letter on.
    rf"(?:[A-Za-z][A-Za-z0-9+.-]{{0,30}}://|mailto:|www\.)[^\s{HAN}{CHINESE_MARKS}“”‘’]+"
    rf"|(?<![A-Za-z])[A-Za-z]:\\[^\s{HAN}{CHINESE_MARKS}“”‘’]*"
    r"|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    rf"|(?<![A-Za-z0-9-])(?<![A-Za-z0-9-]\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{{2,}}/[^\s{HAN}{CHINESE_MARKS}“”‘’]*"
)

_SPACE = lazy_regex(f"(?<=[{HAN}]) +(?=[{_LATIN}])|(?<=[{_LATIN}]) +(?=[{HAN}])")
# Marks that have their distance in themselves; ｜ and ／ stand between blanks where they part columns.
_SPACED = "、。，．：；！？（）《》〈〉「」『』【】〔〕〖〗"
_SOLID = lazy_regex(
    f"(?<=[{HAN}{_LATIN}%{_SPACED}“”‘’]) +(?=[{_SPACED}])|(?<=[{_SPACED}]) +(?=[{HAN}{_LATIN}“”‘’])"
    f"|(?<=[{HAN}]) +(?=[“‘])|(?<=[”’]) +(?=[{HAN}])"
)
_BETWEEN = lazy_regex(f"(?<=[{HAN}]) +(?=[{HAN}])")
# 第一章 总则 and 第三条 为了 have a blank by rights.
_NUMBERED = lazy_regex(
    r"第[0-9〇零一二三四五六七八九十百千]{1,8}[章条节编款项回集卷讲课篇部期届幕场单元分]{1,2}$"
)
# What no item of a list begins or ends with: 城市 的, 了 but 了解, 的 but 目的.
_BEGINS = lazy_regex(
    "的(?![确士哥])|们|吗|呢|吧|了(?![解结断无然不])|着(?![重力手眼想急装色陆实])|过(?![去程度往于年节路关滤])"
)
_ENDS = lazy_regex("(?<![目标中有])的$")
_LONGEST = 16
_FULL_WIDTH = lazy_regex("[０-９Ａ-Ｚａ-ｚ]+(?:(?<=[０-９])．[０-９]+)*")
_NARROW = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in map(chr, [0xFF0E, *range(0xFF10, 0xFF5B)])}
_NARROW = {wide: narrow for wide, narrow in _NARROW.items() if narrow.isalnum() or narrow == "."}
_ELLIPSIS = lazy_regex(
    f"(?<=[{HAN}{_CLOSERS}])(?:\\.{{3,6}}(?![.\\w/])|\\.{{3,6}}(?=[{HAN}])|…(?![…0-9A-Za-z]))"
    f"|(?<![.…0-9A-Za-z])(?:\\.{{3,6}}|…)(?=[{HAN}])"
    "|(?<!。)。{3,}"
)
_DASH = lazy_regex(
    f"(?<=[{HAN}{_CLOSERS}])(?: *-{{2,3}} *| +[—–] +)(?=[{HAN}“‘《（「『])",
)
_MARKS = (
    lazy_regex(f'{_BEFORE}[,;](?: +(?=[{_GOES_ON}(])|(?=[{_GOES_ON}("\n]|$))'),
    lazy_regex(f'{_BEFORE}[?!]{{1,3}}(?: +(?=[{_GOES_ON}(])|(?=[{_GOES_ON}()"\n]|$))'),
    lazy_regex(f"(?<=[{_LATIN}%]),(?=[{HAN}])"),
    # Not in ratios: 三:一, 男:女=3:2.
    lazy_regex(
        f"(?<![零〇一二三四五六七八九十百千万两])(?<![:：]){_BEFORE}:(?![{HAN}] *[=＝])"
        f'(?: +(?=[{_GOES_ON}])|(?=[{_GOES_ON}"\n]|$))'
    ),
    # Not between two words, as in 约翰.史密斯 and 第一章.引言; not behind the number of a list: 一. 总则.
    lazy_regex(f"(?<![零〇一二三四五六七八九十甲乙丙丁]){_BEFORE}\\.(?: +(?=[{HAN}“《])|(?=[”’」』）\n]|$))"),
)
_WIDE = dict(zip(",.:;?!()", "，。：；？！（）", strict=True))
_BRACKETS = lazy_regex(r"\(([^()\n]*)\)( *)")
_DIGIT_BEFORE = lazy_regex("(?<=[0-9])")
_STRAIGHT = lazy_regex('"([^"\n]*)"')


def find_slips(text: str) -> Iterator[Slip]:
    """Yield what is certainly a slip in one Chinese run, in order; slips do not overlap.

    >>> [(each.offset, each.better) for each in find_slips("你好,世界。")]
    [(2, '，')]
    """
    slips = (slip for group in find_groups(text) for slip in group)
    yield from sorted(slips, key=lambda slip: slip.offset)


def find_groups(text: str, kept: Sequence[bool] = (), marks: str = "“”") -> Iterator[Group]:
    """Yield the slips of one Chinese run, those together that are to be mended together.

    `kept` says for each character whether it must stay: a quotation, a run of another language. `marks` are
    the quotation marks to write instead of straight ones: 「」 in Traditional text.

    >>> [[each.better for each in group] for group in find_groups('他说"好"。')]
    [['“', '”']]
    """
    if not _HAN.search(text):
        return
    taken = list(kept) or [False] * len(text)
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    for start, end in addresses:
        taken[start:end] = [True] * (end - start)
    borders = {border for address in addresses for border in address}
    # Full-width letters and digits are seen as what they stand for.
    seen = _narrowed(text)
    foreign = _in_other_languages(seen)
    for group in _candidates(text, seen, marks):
        covered = [at for slip in group for at in range(slip.offset, slip.offset + slip.length)]
        is_foreign = any(foreign[at] for at in covered) and group[0].kind != "fullwidth-alphanumeric"
        if is_foreign or any(taken[at] for at in covered):
            continue
        if group[0].kind == "han-latin-space" and borders & {covered[0], covered[-1] + 1}:
            continue
        for at in covered:
            taken[at] = True
        yield group


def find_spaces(text: str, kept: Sequence[bool] = ()) -> list[tuple[int, int]]:
    """Return where in one Chinese run the spaces between Han and Latin begin and end.

    >>> find_spaces("用 GPS 定位")
    [(1, 2), (5, 6)]
    """
    if not _SPACE.search(_narrowed(text)):
        return []
    slips = (slip for group in find_groups(text, kept) for slip in group if slip.kind == "han-latin-space")
    return sorted((slip.offset, slip.offset + slip.length) for slip in slips)


def mend(text: str) -> str:
    """Return one Chinese run without slips that are certain, those among them that only mending uncovers.

    >>> mend("你好,用 GPS 定位...")
    '你好，用GPS定位……'
    """
    while slips := [slip for slip in find_slips(text) if slip.is_certain]:
        for slip in reversed(slips):
            text = text[: slip.offset] + slip.better + text[slip.offset + slip.length :]
    return text


def _narrowed(text: str) -> str:
    return _FULL_WIDTH.sub(lambda found: found[0].translate(_NARROW), text)


def _candidates(text: str, seen: str, marks: str) -> Iterator[Group]:
    for found in _FULL_WIDTH.finditer(text):
        yield (_slip(found, found[0].translate(_NARROW), "fullwidth-alphanumeric"),)
    for found in _SPACE.finditer(seen):
        yield (_slip(found, "", "han-latin-space"),)
    for found in _SOLID.finditer(seen):
        yield (_slip(found, "", "han-han-space"),)
    for found in _BETWEEN.finditer(seen):
        before = seen[max(found.start() - _LONGEST, 0) : found.start()]
        if not _NUMBERED.search(before):
            is_certain = bool(_BEGINS.match(seen, found.end()) or _ENDS.search(before))
            yield (Slip(found.start(), found[0], "", "han-han-space", is_certain),)
    for found in _ELLIPSIS.finditer(seen):
        yield (_slip(found, "……", "ellipsis"),)
    for found in _DASH.finditer(seen):
        yield (_slip(found, "——", "dash"),)
    yield from _brackets(seen)
    yield from _straight_quotes(seen, marks)
    for each in _MARKS:
        for found in each.finditer(seen):
            wide = "".join(_WIDE[mark] for mark in found[0].rstrip())
            yield (_slip(found, wide, "halfwidth-punctuation"),)


def _slip(found: re.Match[str], better: str, kind: str) -> Slip:
    return Slip(found.start(), found[0], better, kind)


def _brackets(text: str) -> Iterator[Group]:
    """Brackets around Chinese, or behind it and before more of it; not (1), f(x), 报告(终稿).docx."""
    done = 0
    for found in _BRACKETS.finditer(text):
        between = text[done : found.start()]
        spaces = between[len(between.rstrip(" ")) :]
        start, done = found.start() - len(spaces), found.end()
        before, inside, after = text[max(start - 1, 0) : start], found[1].strip(), text[done : done + 2]
        is_behind = bool(re.match(f"[{HAN}{_CLOSERS}，。；：、！？“‘]", before))
        goes_on = not after or bool(re.match(f"[{HAN}{CHINESE_MARKS}“”‘’—…\n]|[,;:?!]|\\.(?!\\w)", after))
        if not inside or re.fullmatch(r"[0-9]{1,3}|[A-Za-z]", inside) or re.match(r"\.\w", after):
            continue
        if _HAN.search(inside):
            is_slip = is_behind or (bool(re.match(f"[{HAN}]", after)) and bool(before))
            is_slip = is_slip or (not before and goes_on)
        else:
            is_slip = bool(_HAN.match(before)) and goes_on
        if is_slip:
            # A full-width bracket has its space in itself.
            ahead = spaces if re.match(f"[{HAN}{_CLOSERS}{_LATIN}]", before) else ""
            behind = found[2] if re.match(f"[{HAN}{CHINESE_MARKS}{_LATIN}“‘]", after) else ""
            end = found.end(1)
            yield (
                Slip(found.start() - len(ahead), f"{ahead}(", "（", "halfwidth-punctuation"),
                Slip(end, f"){behind}", "）", "halfwidth-punctuation"),
            )


def _straight_quotes(text: str, marks: str) -> Iterator[Group]:
    """Straight quotation marks around Chinese, where all of the run are plainly pairs."""
    pairs = list(_STRAIGHT.finditer(text))
    if text.count('"') != 2 * len(pairs) or (pairs and marks[0] in text[: pairs[-1].end()]):
        return
    if any(_DIGIT_BEFORE.match(text, pair.start()) or pair[1] != pair[1].strip() for pair in pairs):
        return
    for pair in pairs:
        if _HAN.search(pair[1]):
            yield (
                Slip(pair.start(), '"', marks[0], "halfwidth-punctuation"),
                Slip(pair.end() - 1, '"', marks[1], "halfwidth-punctuation"),
            )


def _in_other_languages(text: str) -> list[bool]:
    """Tell for each character whether its sentence is a Latin one that only names Chinese words."""
    foreign = [False] * len(text)
    for sentence in _SENTENCE.finditer(text):
        words = len(_WORD.findall(sentence[0]))
        if words > len(_HAN.findall(sentence[0])) or _FUNCTION_WORD.search(sentence[0]):
            foreign[slice(*sentence.span())] = [True] * len(sentence[0])
    return foreign
