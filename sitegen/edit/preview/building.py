"""A build of the preview, as who builds sees it: what is looked at meanwhile, and who waits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import field

from sitegen.values import dataclass


def _never() -> bool:
    return False


def _nobody(paths: Sequence[str]) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Building:
    """A build that is asked for."""

    # Whether something was saved since.
    is_late: Callable[[], bool] = _never
    # The output paths of the pages that browsers show: whoever looks at them comes first.
    open: Collection[str] = field(default=())
    # Told that some of these have changed on the disk, it returns once browsers have loaded them anew, or do
    # not for too long.
    show: Callable[[Sequence[str]], None] = _nobody
