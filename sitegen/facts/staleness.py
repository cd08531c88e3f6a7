"""What a translation was made from, beside what its original says now, as `bodies.staleness` finds it."""

from sitegen.facts.bodies.staleness import (
    FRONT,
    TOP,
    Sections,
    StaleSection,
    find_stale,
    normal,
    original_of,
    words_of,
)

__all__ = ["FRONT", "TOP", "Sections", "StaleSection", "find_stale", "normal", "original_of", "words_of"]
