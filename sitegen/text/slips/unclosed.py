"""Emphasis, code and links that do not close, or that a space keeps from being any.

A mark that stands alone may be meant as itself (5 * 3, a name with stars, `snake_case`, a footnote's star),
so only runs are named that open or close what nothing else closes or opens.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sitegen.expressions import lazy_regex
from sitegen.text.characters import CHINESE_MARKS, HAN
from sitegen.text.joined import ATOM
from sitegen.text.slips.bare import BareRun, Found, LineChange

_STARS = lazy_regex(r"(?<![*])\*{2,3}(?![*])")
_LINE = lazy_regex(r"(?<![_\w])(_{1,2})(?=[^\s_])([^_\n]{1,200})(?<=[^\s_])\1(?![_A-Za-z0-9])")
_HAN = lazy_regex(f"[{HAN}]")
# Before the stars that stand for the rest of a name: a surname, “a certain”.
_HIDDEN = lazy_regex(
    "[某王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
    "卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]$"
)
# How far what stands around a mark is looked at.
_NEAR = 40
_TICK = lazy_regex(r"(?<!`)`{1,3}(?!`)")
_MARKS = rf"{CHINESE_MARKS}“”‘’—…·\s.,;:!?()\[\]{{}}\"'/|<>\-"
_WORDS = r"\[([^\[\]\n]{1,200})\]"
_LINK = lazy_regex(rf"!?{_WORDS}\(([^()\n]{{1,300}})\)?")
_APART = lazy_regex(
    rf"!?{_WORDS}[ \t]+\(((?:https?://|mailto:|source:|term:|#)[^()\s]{{1,300}}|[\w./-]{{1,120}}\.(?:md|svg|png|jpe?g)(?:#[\w-]+)?)\)"
)
_CITED = lazy_regex(r"(?<!!)\[([^\[\]\n]{1,20})\](?![(（])")
# Servers of a reader's own machine or house are spoken of, not led to.
_LOCAL = lazy_regex(r"https?://(?:localhost|[\w-]+\.local|127\.|10\.|192\.168\.|0\.0\.0\.0)", re.IGNORECASE)
_SHORTEST = len("www.a.de")
_REFERENCE = lazy_regex(rf"(?<!\]){_WORDS}\[([^\[\]\n]{{0,100}})\](?![\[(])")
_ADDRESS = lazy_regex(
    rf"(?<![A-Za-z0-9_/@.-])(?:https?://|www\.(?=[a-z0-9-]+\.))[^\s<>\"'`|\\^{{}}{HAN}{CHINESE_MARKS}“”‘’—…{ATOM}]+",
    re.IGNORECASE,
)


def find_unclosed(run: BareRun) -> Iterator[Found]:
    """Yield emphasis and code that is none, because half of it is missing or a space is in the way."""
    yield from _stars(run)
    for found in _LINE.finditer(run.bare):
        if _HAN.search(found[2]) and "、" not in found[2] and "，" not in found[2][:-1]:
            width, stars = len(found[1]), "*" * len(found[1])
            changes = (
                LineChange(found.start(), found[1], stars),
                LineChange(found.end() - width, found[1], stars),
            )
            yield Found("underscores", *found.span(), changes, run.written[found.start() : found.end()])
    ticks = list(_TICK.finditer(run.bare))
    for found in ticks:
        before, after = _beside(run.bare, found)
        # A tick between two marks or spaces is one that is spoken of.
        if not (re.match(f"[{_MARKS}]|$", before) and re.match(f"[{_MARKS}]|$", after)):
            yield Found("lone-backtick", *found.span(), says=_words(run, found))
            return


def _stars(run: BareRun) -> Iterator[Found]:
    runs = list(_STARS.finditer(run.bare))
    skipped = -1
    for index, found in enumerate(runs):
        if index <= skipped:
            continue
        partner = runs[index + 1] if index + 1 < len(runs) else None
        if partner is not None and (spaced := _spaced_pair(run, found, partner)):
            yield spaced
            skipped = index + 1
        elif _opens(run.bare, found) or _closes(run.bare, found):
            yield Found("unclosed-emphasis", *found.span(), says=_words(run, found))


def _spaced_pair(run: BareRun, first: re.Match[str], second: re.Match[str]) -> Found | None:
    """Return two runs of stars with words between them that spaces keep from being emphasised."""
    inside = run.bare[first.end() : second.start()]
    words = inside.strip()
    if (
        first[0] != second[0]
        or not words
        or "\n" in inside
        or inside == words
        or not _HAN.search(words + "一")
    ):
        return None
    before, after = _beside(run.bare, first)[0], _beside(run.bare, second)[1]
    if re.match("[A-Za-z0-9]", before) or re.match("[A-Za-z0-9]", after) or _is_sum(words):
        return None
    left = inside[: len(inside) - len(inside.lstrip())]
    right = inside[len(inside.rstrip()) :]
    changes = [
        LineChange(first.end(), left, "") if left else None,
        LineChange(second.start() - len(right), right, "") if right else None,
    ]
    return Found(
        "spaced-emphasis",
        first.start(),
        second.end(),
        tuple(change for change in changes if change is not None),
        run.written[first.start() : second.end()],
    )


def _is_sum(words: str) -> bool:
    return re.fullmatch(r"[\d\s.+\-*/=()]+", words) is not None


def _opens(bare: str, found: re.Match[str]) -> bool:
    """Tell whether stars could only open emphasis: they stand before a word and behind none."""
    before, after = _beside(bare, found)
    if not re.match(rf"[{HAN}A-Za-z“‘《（「]", after):
        return False
    behind = bare[found.end() : found.end() + _NEAR]
    if re.match(rf"[{_MARKS}]|$", before):
        # Not keyword arguments: **kwargs.
        return bool(_HAN.search(behind)) or " " in behind.strip()
    goes_on = re.match(f"[{HAN}]{{2}}", behind)
    hides = _HIDDEN.search(bare, max(0, found.start() - 1), found.start())
    return bool(_HAN.match(before)) and bool(goes_on) and not hides


def _closes(bare: str, found: re.Match[str]) -> bool:
    """Tell whether stars could only close emphasis: they stand behind a mark of a sentence's end."""
    before, after = _beside(bare, found)
    return bool(re.match("[。！？”’」）.!?:：]", before)) and not re.match(r"\w", after)


def _beside(bare: str, found: re.Match[str]) -> tuple[str, str]:
    start, end = found.span()
    return bare[max(0, start - 1) : start], bare[end : end + 1]


def _words(run: BareRun, found: re.Match[str]) -> str:
    """Return a mark with the words behind it, to be found again by eye."""
    behind = run.written[found.end() : found.end() + _NEAR].split("\n")[0]
    ahead = run.written[max(0, found.start() - _NEAR) : found.start()].split("\n")[-1]
    return f"{found[0]}{behind[:8]}".rstrip() if behind.strip() else f"{ahead[-8:]}{found[0]}".lstrip()


def find_broken_links(run: BareRun, paragraphs: Collection[str]) -> Iterator[Found]:
    """Yield links and citations that lead nowhere, since a part is missing or not where it should be.

    `paragraphs` are the numbers by which sources are cited.
    """
    bare = run.bare
    for found in _APART.finditer(bare):
        gap = re.compile(r"\]([ \t]+)\(").search(run.written, found.end(1))
        changes = (LineChange(gap.start(1), gap[1], ""),) if gap else ()
        yield Found("link-apart", *found.span(), changes, run.written[found.start() : found.end()])
    for found in _LINK.finditer(bare):
        if run.written[: found.start()].endswith("\\!"):
            continue
        words, target = run.written[found.start(1) : found.end(1)], found[2].strip()
        is_spaced = (
            found[0].endswith(")") and re.search(r"\s", target) and "<" not in target and '"' not in target
        )
        better = f"{'!' * (found[0][0] == '!')}[{words}](<{target}>)"
        changes = (LineChange(found.start(), run.written[slice(*found.span())], better),) if is_spaced else ()
        yield Found("link-broken", *found.span(), changes, run.written[found.start() : found.end()])
    for found in _CITED.finditer(bare):
        if found[1] in paragraphs:
            changes = (LineChange(found.start(), found[0], f"{found[0]}(source:{found[1]})"),)
            yield Found("citation-without-address", *found.span(), changes, found[0])
    for found in _REFERENCE.finditer(bare):
        if re.search("[A-Za-z]", found[2]) or not found[2]:
            yield Found("undefined-reference", *found.span(), says=run.written[found.start() : found.end()])


def find_addresses(run: BareRun) -> Iterator[Found]:
    """Yield addresses of the web that stand in the text without being links."""
    for found in _ADDRESS.finditer(run.unlinked):
        address = _without_end(found[0])
        end = found.start() + len(address)
        # What parts an address may belong to it, and a link to http: is one that pages may not have.
        is_whole = run.bare[end : end + 1] != ATOM and address.startswith("https://")
        changes = (LineChange(found.start(), address, f"<{address}>"),) if is_whole else ()
        if len(address) > _SHORTEST and not _LOCAL.match(address):
            yield Found("bare-address", found.start(), end, changes, address)


def _without_end(address: str) -> str:
    """Return an address without the marks of the sentence behind it, as GitHub takes them off."""
    while address:
        short = address.rstrip(".,;:!?*_~")
        if short.endswith(")") and short.count(")") > short.count("("):
            short = short[:-1]
        if short.endswith("]") and short.count("]") > short.count("["):
            short = short[:-1]
        if short == address:
            break
        address = short
    return address
