"""A generator of bilingual static sites with editions in several scripts."""

__version__ = "0.1.0"
