"""Authors' files as a command is about to leave them: nothing is written before all of it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sitegen.edit.pages.edits import LINE_END, Edit, apply, line_starts
from sitegen.edit.pages.together import write_together
from sitegen.expressions import lazy_regex
from sitegen.model import Place
from sitegen.read.yaml.documents import Document, parse_yaml
from sitegen.read.yaml.documents import Path as Steps

_PLAIN = lazy_regex(r"[A-Za-z][A-Za-z0-9_/-]*(?:#[A-Za-z0-9_-]+)?")
_NO_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_MARKS = ("'", '"')
FENCE = "---"


class ChangedFileError(ValueError):
    """A file is not what was read of it; the message is its path."""


class Draft:
    """Changes of files below a folder, gathered before any of them is made."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._texts: dict[str, str] = {}
        self._edits: dict[str, list[Edit]] = {}
        self._new: dict[str, bytes] = {}
        # Where files go, and those that go away.
        self.moved: dict[str, str] = {}
        self.removed: list[str] = []

    # Files

    def create(self, path: str, text: str) -> None:
        """Let there be a new file."""
        self._new[path] = text.encode("utf-8")

    def move(self, path: str, to: str) -> None:
        """Let a file stand elsewhere."""
        self.moved[path] = to

    def remove(self, path: str) -> None:
        """Let a file go."""
        self.removed.append(path)

    @property
    def edited(self) -> Mapping[str, int]:
        """How many edits there are in each file, by its path now."""
        return {path: len(edits) for path, edits in sorted(self._edits.items())}

    @property
    def created(self) -> tuple[str, ...]:
        """The paths of new files."""
        return tuple(self._new)

    def write(self) -> None:
        """Make all changes; raises OSError, and leaves all as it was then.

        Raises ChangedFileError before that, where a file would not be YAML any more.
        """
        files: dict[str, bytes | None] = dict.fromkeys([*self.removed, *self.moved])
        for path, to in self.moved.items():
            files[to] = (self.root / path).read_bytes()
        for path in self._edits:
            if path.endswith(".yaml") and parse_yaml(path, self.result(path)).diagnostics:
                raise ChangedFileError(path)
            files[self.moved.get(path, path)] = self.result(path).encode("utf-8")
        write_together(self.root, {**files, **self._new})

    # Texts

    def text(self, path: str) -> str:
        """Return what a file holds, before all edits."""
        if path not in self._texts:
            try:
                self._texts[path] = (self.root / path).read_bytes().decode("utf-8")
            except UnicodeDecodeError as error:
                raise ChangedFileError(path) from error
        return self._texts[path]

    def result(self, path: str) -> str:
        """Return what a file will hold."""
        return apply(self.text(path), self._edits.get(path, ()))

    def offset(self, place: Place) -> int:
        """Return which character of its file a place is."""
        starts = line_starts(self.text(place.path))
        if place.line > len(starts):
            raise ChangedFileError(place.path)
        return starts[place.line - 1] + place.column - 1

    def line(self, place: Place) -> str:
        """Return the line of a place, as it is now."""
        begin, over = self._line(place.path, self.offset(place))
        return self.text(place.path)[begin:over]

    def put(self, path: str, start: int, end: int, better: str) -> None:
        """Put other words in the place of some; what was to be put there already is put there once."""
        edit = Edit(start, end, better.replace("\n", self._line_end(path)))
        if edit not in self._edits.setdefault(path, []):
            self._edits[path].append(edit)

    def _line_end(self, path: str) -> str:
        found = LINE_END.search(self.text(path))
        return found[0] if found else "\n"

    def rewrite(self, place: Place, written: str, better: str) -> None:
        """Put `better` in the place of what is `written` at a place; raises ChangedFileError if it is not."""
        start = self.offset(place)
        if not self.text(place.path).startswith(written, start):
            raise ChangedFileError(place.path)
        self.put(place.path, start, start + len(written), better)

    # YAML

    def document(self, path: str) -> Document:
        """Return what a YAML file, or the head of a page, says, with the place of each value."""
        lines = LINE_END.split(self.text(path).removeprefix("\ufeff"))
        if path.endswith(".md"):
            end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), len(lines))
            lines = ["", *lines[1:end]]
        return parse_yaml(path, "\n".join(lines))

    def rename_word(self, place: Place, written: str, better: str) -> None:
        """Write another word where a word of YAML stands: a value, or a key, with marks around it or not."""
        text, start = self.text(place.path), self.offset(place)
        if text[start : start + 1] in _MARKS:
            start += 1
        is_quoted = text[start - 1 : start] in _MARKS
        if not text.startswith(written, start):
            raise ChangedFileError(place.path)
        self.put(place.path, start, start + len(written), better if is_quoted else yaml_word(better))

    def append(self, document: Document, at: Steps, word: str, behind: int | None = None) -> None:
        """Put a word behind an item of the list at `at`, the last if no other is named."""
        path, spans = document.path, [*self._spans(document, at)]
        start = self.offset(document.place(at))
        if not spans:
            self.put(path, start + 1, start + 1, yaml_word(word))
            return
        first, end = spans[-1 if behind is None else behind]
        if self.text(path)[start] == "[":
            self.put(path, end, end, f", {yaml_word(word)}")
            return
        begin, over = self._line(path, first)
        self.put(path, over, over, f"\n{self.text(path)[begin:first]}{yaml_word(word)}")

    def take_out(self, document: Document, at: Steps, index: int) -> None:
        """Take an item out of the list at `at`."""
        path, spans = document.path, [*self._spans(document, at)]
        (first, end), text = spans[index], self.text(path)
        if text[self.offset(document.place(at))] == "[":
            if index + 1 < len(spans):
                end = spans[index + 1][0]
            elif index:
                first = spans[index - 1][1]
            self.put(path, first, end, "")
            return
        begin, over = self._line(path, first)
        self.put(path, begin, over + len(self._line_end(path)), "")
        if len(spans) == 1:
            key = self.offset(document.place((*at, "")))
            colon = text.index(":", key) + 1
            self.put(path, colon, colon, " []")

    def take_out_entry(self, document: Document, key: str) -> None:
        """Take an entry that stands on a line of its own out of a file that is one mapping."""
        start, text = self.offset(document.place((key, ""))), self.text(document.path)
        begin, over = self._line(document.path, start)
        if text[begin:start].strip():
            # Others stand on the line too.
            raise ChangedFileError(document.path)
        self.put(document.path, begin, min(over + len(self._line_end(document.path)), len(text)), "")

    def _spans(self, document: Document, at: Steps) -> Iterator[tuple[int, int]]:
        """Yield from where to where each word of a list goes, marks around it included."""
        value = document.value
        for step in at:
            value = value[step]  # type: ignore[index]
        for index, word in enumerate(value if isinstance(value, list) else ()):
            start, text = self.offset(document.place((*at, index))), self.text(document.path)
            is_quoted = text[start] in _MARKS
            yield start, text.index(text[start], start + 1) + 1 if is_quoted else start + len(str(word))

    def _line(self, path: str, at: int) -> tuple[int, int]:
        """Return where the line of a character begins and ends."""
        text = self.text(path)
        begin = max(start for start in line_starts(text) if start <= at)
        found = LINE_END.search(text, at)
        return begin, found.start() if found else len(text)


def yaml_word(word: str) -> str:
    """Return a word as YAML takes it for one.

    >>> yaml_word("city/goals"), yaml_word("2021"), yaml_word("true")
    ('city/goals', "'2021'", "'true'")
    """
    is_plain = _PLAIN.fullmatch(word) and word.lower() not in _NO_WORDS
    return word if is_plain else f"'{word}'"
