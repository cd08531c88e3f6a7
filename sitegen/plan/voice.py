"""How one edition says what authors wrote."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import cached_property

from sitegen.model import Edition, Library, Words
from sitegen.text.conversion import converter
from sitegen.views import DateView


class Voice:
    """Says authors' words in one edition: the right language, converted where the edition is."""

    def __init__(self, library: Library, edition: Edition) -> None:
        self.language = str(edition.language)
        self._interface = library.interface.get(self.language, {})
        self.convert = self._converter(library, edition)

    @staticmethod
    def _converter(library: Library, edition: Edition) -> Callable[[str], str] | None:
        profile = edition.profile
        if profile is None:
            return None
        conversion = library.conversion
        return converter(str(profile), conversion.phrases, conversion.glyphs.get(profile, {}))

    def say(self, words: str) -> str:
        """Return `words` as the edition writes them."""
        return self.convert(words) if self.convert else str(words)

    def choose(self, words: Mapping[str, Words] | None) -> str:
        """Return what is written in the edition's language, or ""."""
        return self.say(words[self.language]) if words and self.language in words else ""

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The interface words of the edition."""
        return {key: self.say(words) for key, words in self._interface.items()}

    def date(self, date: datetime.date) -> DateView:
        """Return `date` as the interface words `date` and `months` say that the language writes it."""
        months = self.words.get("months", "").split()
        words = self.words.get("date", "{year}-{month}-{day}").format_map(
            {
                "year": date.year,
                "month": date.month,
                "day": date.day,
                "month_name": months[date.month - 1] if len(months) == 12 else date.month,
            }
        )
        return DateView(date.isoformat(), words)
