"""What stands in the joined text of a run, and what may be done to its characters."""

from __future__ import annotations

import re

from sitegen.expressions import lazy_regex

# Stands in a joined run for what is no text of the run, so that no word is seen across it.
ATOM = "\ufffc"
# A word of another language that begins and ends with a Latin letter or a figure: spaces around it are those
# around a letter.
LATIN_ENDS = lazy_regex(r"[0-9A-Za-zÀ-ɏḀ-ỿ](?:.*[0-9A-Za-zÀ-ɏḀ-ỿ\u0300-\u036f]|[\u0300-\u036f]+)?", re.DOTALL)
# What may be done to a character: nothing at all; nothing but the change of script; nothing but what its own
# `write:` span says.
FROZEN, QUOTED, SPANNED = 1, 2, 4
