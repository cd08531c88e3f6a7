"""What keeps pages from being built, as it is told on the pages of a preview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import Any

from sitegen.edit.excerpt import Excerpt, Lines
from sitegen.edit.report import Told, summary, tell
from sitegen.model import Diagnostic, Severity
from sitegen.rules.catalogue import LANGUAGES, read_catalogue
from sitegen.values import dataclass

_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is to be mended, in words."""

    message: str
    # Where: path, line and column; "" for what stands in no file.
    place: str = ""
    rule: str = ""
    hint: str = ""
    # The line that it is about.
    excerpt: Excerpt | None = None
    # Other places that belong to it.
    see: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield what a terminal would show of it."""
        yield f"{self.place}: {self.message} [{self.rule}]" if self.place else self.message
        if self.excerpt is not None:
            number = str(self.excerpt.number)
            yield f"    {number} | {self.excerpt.text}"
            yield f"    {' ' * len(number)} | {self.excerpt.carets}"
        yield from (f"    {each}" for each in (self.hint, *self.see) if each)

    def value(self) -> Mapping[str, Any]:
        """Return it as the script of the pages is told."""
        return {
            "place": self.place,
            "message": self.message,
            "rule": self.rule,
            "hint": self.hint,
            "excerpt": self.excerpt and [str(self.excerpt.number), *self.excerpt.parts],
            "see": self.see,
        }


@dataclass(frozen=True, slots=True)
class Faults:
    """All that is to be mended before pages can be built, and where it is shown."""

    language: str = LANGUAGES[0]
    faults: tuple[Fault, ...] = ()
    # By the address of a page below the home of the site, the numbers of those that keep it from being built;
    # None where they keep all pages from it.
    at: Mapping[str, tuple[int, ...]] | None = field(default_factory=dict)
    # What else is to be mended, in a few words: it keeps no page from being built.
    besides: str = ""

    def concern(self, address: str) -> bool:
        """Tell whether the page at `address`, or what would be there, cannot be built."""
        return bool(self.faults) if self.at is None else address in self.at

    @property
    def title(self) -> str:
        """How many they are."""
        said: Mapping[str, str] = read_catalogue(self.language)["preview"]["title"]
        return said["one" if len(self.faults) == 1 else "several"].format(count=len(self.faults))

    def value(self) -> dict[str, Any]:
        """Return them as the script of the pages is told."""
        words = read_catalogue(self.language)["preview"]
        filled = {"title": self.title, "besides": self._besides()}
        filled["others"] = words["others"].format(title=self.title)
        told: dict[str, Any] = {
            "language": self.language,
            "words": {**words, **filled},
            "faults": [fault.value() for fault in self.faults],
            "at": self.at,
        }
        return {**told, "id": sha256(repr(told).encode()).hexdigest()[:16]}

    def _besides(self) -> str:
        said: str = read_catalogue(self.language)["preview"]["besides"]
        return said.format(summary=self.besides) if self.besides else ""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has changed, and what it could not build."""

    # Output paths that are not what they were.
    changed: Sequence[str] = ()
    # Where the home of the site is; "" where that cannot be told.
    base_path: str = ""
    faults: Faults = field(default_factory=Faults)


def find_faults(
    diagnostics: Sequence[Diagnostic], held: Mapping[str, tuple[str, ...]] | None, root: Path, language: str
) -> Faults:
    """Return the errors among `diagnostics`, told in `language`; the files that they name lie below `root`.

    `held` are the output paths of the pages that errors keep from being built, each with the files that have
    them; None where nothing could be built.
    """
    lines = Lines(root)
    errors = [each for each in diagnostics if each.severity is Severity.ERROR]
    others = [each for each in diagnostics if each.severity is not Severity.ERROR]
    at = None
    if held is not None:
        at = {
            path.removesuffix(_INDEX): tuple(
                number for number, error in enumerate(errors) if error.place.path in files
            )
            for path, files in held.items()
        }
    return Faults(
        language,
        tuple(_in_words(tell(error, lines, language)) for error in errors),
        at,
        summary(others, language) if others else "",
    )


def _in_words(told: Told) -> Fault:
    place, rule = str(told.diagnostic.place), told.diagnostic.rule.name
    return Fault(told.message, place, rule, told.hint, told.excerpt, told.see)


def broken_off(error: Exception, language: str) -> Faults:
    """Return what is told of a build that `error` has ended: a defect, which no page can be blamed for."""
    words = read_catalogue(language)["preview"]
    message = words["broken"].format(error=f"{type(error).__name__}: {error}")
    return Faults(language, (Fault(message, hint=words["defect"]),), None)
