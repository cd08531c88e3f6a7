"""The parser's inline tokens to runs, with the places of what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from sitegen.text.addresses import Target, key_of, read_address
from sitegen.text.body.choices import read_choices
from sitegen.text.body.inline import (
    Break,
    CodeSpan,
    Emphasis,
    FootnoteRef,
    Foreign,
    Html,
    Image,
    Keep,
    Leaf,
    Link,
    Mark,
    Marked,
    Piece,
    Pinyin,
    Quotation,
    Quoted,
    Run,
    Saying,
    Space,
    Strong,
    Syllable,
    Text,
    Unquoted,
    Write,
)
from sitegen.text.body.places import RunPlaces
from sitegen.text.markdown.spaces import TYPED

# Emphasis inside so many other marks is none any more: nobody sees it, and a tree must not be of any depth.
_DEEPEST = 32
# Words of a link behind which its address is looked for.
_LONGEST_LINK = 500
# Between the place of a picture and that of its text stands `![`.
_TO_ALT = len("![")


_NO_PLACES = RunPlaces(0, (), (), 0, ())


@dataclass(frozen=True, slots=True)
class RunSource:
    """The source of a run: its text as written, and where its lines stand; see `RunPlaces`."""

    content: str
    line: int
    starts: tuple[int, ...]
    columns: tuple[int, ...]


def source_of(content: str, line: int, lines: Sequence[str]) -> RunSource:
    """Return the source of the run `content`, which begins on `line` of `lines`, counted from 0."""
    starts, columns, start = [], [], 0
    for number, written in enumerate(content.split("\n"), line):
        starts.append(start)
        columns.append(lines[number].find(written) if number < len(lines) else "".find(written))
        start += len(written) + 1
    return RunSource(content, line + 1, tuple(starts), tuple(columns))


@dataclass(slots=True)
class RunReader:
    """Reads the runs of the page that stands at `path`, and notes the places of each."""

    path: str
    language: str
    places: list[RunPlaces] = field(default_factory=list)
    _targets: dict[str, Target] = field(default_factory=dict)

    def read(self, tokens: Sequence[Token], source: RunSource, start: int = 0) -> Run:
        """Return the run of `tokens`, whose places count from `start` of the source."""
        number = len(self.places)
        self.places.append(_NO_PLACES)
        reading = _Reading(self, source, start)
        for token in tokens:
            reading.take(token)
        self.places[number] = reading.places()
        return Run(number, tuple(reading.levels[0]))

    def target(self, address: str) -> Target:
        """Return what `address` means on the page."""
        if address not in self._targets:
            self._targets[address] = read_address(address, self.path, key_of(self.path), self.language)
        return self._targets[address]


@dataclass(slots=True)
class _Reading:
    """A run that is being read."""

    reader: RunReader
    source: RunSource
    start: int
    levels: list[list[Piece]] = field(default_factory=lambda: [[]])
    offsets: list[int] = field(default_factory=list)
    titles: list[tuple[int, int]] = field(default_factory=list)
    addresses: list[tuple[int, int]] = field(default_factory=list)
    sayings: list[int] = field(default_factory=list)
    # The marks that are open; None for one that is left out.
    _marks: list[Mark | None] = field(default_factory=list)

    def take(self, token: Token) -> None:
        """Take the next token."""
        at = int(token.meta.get("at", -1))
        at = at + self.start if at >= 0 else -1
        if token.nesting > 0:
            self._open(token, at)
        elif token.nesting < 0:
            self._close()
        else:
            self.levels[-1].append(self._leaf(token, at))
            if token.type == "image":
                self._take_title(token, at)
            self.offsets.append(at)

    def places(self) -> RunPlaces:
        """Return the places of what was taken."""
        return RunPlaces(
            self.source.line,
            self.source.starts,
            self.source.columns,
            len(self.source.content),
            tuple(self.offsets),
            tuple(self.titles),
            tuple(self.addresses),
            tuple(self.sayings),
        )

    def _open(self, token: Token, at: int) -> None:
        if len(self.levels) > _DEEPEST and token.type in ("em_open", "strong_open"):
            self._marks.append(None)
            return
        if token.type == "link_open":
            at = max(0, at - (token.markup != "autolink"))
            self._take_title(token, at)
            self._take_address(str(token.attrs["href"]), at)
            mark: Mark = self._link(token)
        elif token.type in ("quotation_open", "quoted_open"):
            found = token.meta["found"]
            self.sayings += (place + self.start for place, _ in found)
            sayings = tuple(Saying(each.words, each.cites, each.near) for _, each in found)
            mark = Quotation(sayings) if token.type == "quotation_open" else Quoted(sayings)
        else:
            # What looks like a link begins with its bracket too.
            at = max(0, at - 1) if at >= 0 and token.type in _SPANS else at
            mark = _MARKS[token.type](token)
        self.offsets.append(at)
        self._marks.append(mark)
        self.levels.append([])

    def _close(self) -> None:
        mark = self._marks.pop()
        if mark is not None:
            pieces = tuple(self.levels.pop())
            self.levels[-1].append(Marked(mark, pieces))
            self.offsets.append(-1)

    def _leaf(self, token: Token, at: int) -> Leaf:
        if token.type == "text":
            if TYPED in token.meta:
                return Space(token.meta[TYPED])
            return Text(token.content, is_literal=token.info in ("escape", "entity"))
        if token.type == "image":
            address = str(token.attrs["src"])
            alt = self.reader.read(token.children or (), self.source, max(at, 0) + _TO_ALT)
            return Image(self.reader.target(address), address, str(token.attrs.get("title", "")), alt)
        return _LEAVES[token.type](token)

    def _link(self, token: Token) -> Link:
        address = str(token.attrs["href"])
        title = str(token.attrs.get("title", ""))
        return Link(self.reader.target(address), address, title, is_automatic=token.info == "auto")

    def _take_title(self, token: Token, at: int) -> None:
        if "title" in token.attrs:
            found = self.source.content.find(str(token.attrs["title"]), max(at, 0))
            self.titles.append((len(self.offsets), found if found >= 0 else at))

    def _take_address(self, address: str, at: int) -> None:
        content = self.source.content
        if content.startswith(f"<{address}>", at):
            self.addresses.append((len(self.offsets), at + 1))
            return
        end = at + _LONGEST_LINK + len(address)
        for sign in ("](", "](<"):
            found = content.find(f"{sign}{address}", at, end) if address else -1
            if found >= 0:
                self.addresses.append((len(self.offsets), found + len(sign)))
                return


def _foreign(token: Token) -> Mark:
    return Foreign(str(token.attrs["lang"]), str(token.meta.get("tag", "")))


def _write(token: Token) -> Mark:
    written = str(token.meta["write"])
    return Write(tuple((read_choices(written) or {}).items()), written)


_SPANS = ("lang_open", "ruby_open", "keep_open", "write_open", "unquoted_open")
_MARKS: dict[str, Callable[[Token], Mark]] = {
    "lang_open": _foreign,
    "ruby_open": lambda token: Pinyin(tuple(str(token.meta["pinyin"]).split("-"))),
    "keep_open": lambda token: Keep(),
    "write_open": _write,
    "unquoted_open": lambda token: Unquoted(str(token.meta["unquoted"])),
    "strong_open": lambda token: Strong(),
    "em_open": lambda token: Emphasis(),
}
_LEAVES: dict[str, Callable[[Token], Leaf]] = {
    "softbreak": lambda token: Break(is_hard=False),
    "hardbreak": lambda token: Break(is_hard=True),
    "code_inline": lambda token: CodeSpan(token.content),
    "html_inline": lambda token: Html(token.content),
    "footnote_ref": lambda token: FootnoteRef(int(token.meta["id"]) + 1, int(token.meta["subId"])),
    "ruby_text": lambda token: Syllable(str(token.meta["pinyin"])),
}
