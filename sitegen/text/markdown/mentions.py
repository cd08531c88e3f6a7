"""Where running text mentions names of a list, as `text.words` finds it."""

from sitegen.text.words import Names

__all__ = ["Names"]
