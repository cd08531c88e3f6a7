"""The commands of `build.py`: words in, the same functions as the tests call, words and an exit code out."""

from sitegen.commands import content, site
from sitegen.commands.group import main

# Modules whose import adds their commands to the group.
MODULES = (content, site)

__all__ = ["MODULES", "main"]
