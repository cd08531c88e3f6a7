"""Markdown, Chinese and script conversion: text in, text out, no files and no pages."""

from sitegen.text.conversion import Converter, converter
from sitegen.text.html import render_tokens
from sitegen.text.markdown import parse_markdown

__all__ = ["Converter", "converter", "parse_markdown", "render_tokens"]
