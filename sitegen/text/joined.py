"""What stands in the joined text of a run, and what may be done to its characters."""

from __future__ import annotations

# Stands in a joined run for what is no text of the run, so that no word is seen across it.
ATOM = "\ufffc"
# What may be done to a character: nothing at all; nothing but the change of script; nothing but what its own
# `write:` span says.
FROZEN, QUOTED, SPANNED = 1, 2, 4
