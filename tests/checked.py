"""What one generator of the checks finds in a library."""

from collections.abc import Callable, Iterator

from sitegen.checks import CHECKS
from sitegen.facts.index import Index
from sitegen.model import Diagnostic, Library


def checked(generator: Callable[..., Iterator[Diagnostic]], library: Library) -> list[Diagnostic]:
    """Run a generator of `CHECKS` on its slices of a library."""
    (check,) = (each for each in CHECKS if each.generator is generator)
    return list(check.run(Index(library)))
