"""What is known of the addresses outside: what the store has, and what servers say where it is too old."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sitegen.edit.outside.ask import BROKEN, RESULTS, Answer, Asker, in_turn
from sitegen.edit.outside.store import keep_answers, read_answers
from sitegen.model import Place
from sitegen.values import dataclass

_DAY = 24 * 60 * 60
# Of so many answers none is lost when somebody ends it.
_KEEP_EACH = 20


@dataclass(frozen=True, slots=True)
class Outside:
    """An address, where it is written, and what came of it; None where nobody has asked."""

    address: str
    places: tuple[Place, ...]
    answer: Answer | None

    @property
    def order(self) -> tuple[int, tuple[Place, ...]]:
        """What is to be mended comes first."""
        return RESULTS.index(self.answer.result) if self.answer else len(RESULTS), self.places


def find_outside(
    root: Path,
    addresses: Mapping[str, Sequence[Place]],
    asker: Asker | None,
    days: float,
    told: Callable[[int, int], None] = lambda done, all_: None,
) -> list[Outside]:
    """Return what is known of `addresses`, which the site at `root` has.

    Answers that are older than so many `days`, or found nothing, are asked for again, by `asker` if there
    is one; it is `told` how many are done. What no page names any more is forgotten. Raises OSError where the
    disk refuses to keep them.
    """
    answers = {address: each for address, each in read_answers(root).items() if address in addresses}
    oldest = time.time() - days * _DAY
    due = [each for each in addresses if not _is_known(answers.get(each), oldest)] if asker else []
    try:
        for count, address in enumerate(in_turn(due)):
            assert asker is not None
            told(count, len(due))
            answers[address] = asker.ask(address)
            if count % _KEEP_EACH == 0:
                keep_answers(root, answers)
    finally:
        if asker:
            keep_answers(root, answers)
    found = [Outside(each, tuple(places), answers.get(each)) for each, places in addresses.items()]
    return sorted(found, key=lambda each: each.order)


def _is_known(answer: Answer | None, oldest: float) -> bool:
    return answer is not None and answer.result != BROKEN and answer.asked >= oldest
