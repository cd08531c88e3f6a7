"""The commands of `build.py`: words in, the same functions as the tests call, words and an exit code out."""

from sitegen.commands.group import main

__all__ = ["main"]
