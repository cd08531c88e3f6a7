"""What changed on the site, for readers who come back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sitegen.model.places import Words
from sitegen.values import Shared, dataclass


@dataclass(frozen=True, slots=True)
class Change(Shared):
    """An entry of `content/changes.yaml`: what readers find new or otherwise since a day."""

    # The day from which readers find it so.
    date: datetime.date
    # What changed, in a sentence, by language.
    says: Mapping[str, Words]
    # The keys of the pages on which it did; without any, it is about the whole site.
    pages: tuple[Words, ...] = ()
