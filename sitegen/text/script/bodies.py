"""Writing the text of a body in one edition: each run as one joined text, cut back at its marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sitegen.text.body.body import Body
from sitegen.text.body.flat import nested
from sitegen.text.body.inline import Closing, Image, Item, Link, Mark, Opening, Run, Text, Write
from sitegen.text.body.rewrite import change_runs
from sitegen.text.body.stretches import Stretch, joined, stretches
from sitegen.text.joined import QUOTED
from sitegen.text.script.writing import Writing, put


def write_body(body: Body, writing: Writing) -> Body:
    """Return `body` with all text that readers see written as `writing` does.

    Code, addresses (also those that are their own words), runs of another language and `keep:` spans stay
    as they are; in quotations only the script changes.
    """
    return change_runs(body, lambda run: _write_run(run, writing), writing.text)


def _write_run(run: Run, writing: Writing) -> Run:
    found = stretches(run)
    text, limits = joined(found)
    levels = [each.level for each in found for _ in each.text]
    cells = writing.cells(text, limits, levels)
    _write_spans(found, cells, levels, writing)
    written: list[Item] = []
    end = 0
    for each in found:
        start, end = end, end + len(each.text)
        if each.is_text and isinstance(each.item, Text):
            written.append(replace(each.item, text="".join(cells[start:end])))
        else:
            written.append(_write_item(each.item, writing))
    return Run(run.number, nested(written))


def _write_spans(run: Sequence[Stretch], cells: list[str], levels: Sequence[int], writing: Writing) -> None:
    """Put what `write:` spans say for this edition in the place of their words."""
    end = opened = 0
    words: str | None = None
    for each in run:
        end += len(each.text)
        if isinstance(each.item, Opening) and isinstance(each.item.mark, Write):
            choices: Mapping[str, str] = dict(each.item.mark.choices)
            named = (choices[name] for name in sorted(writing.names) if name in choices)
            opened, words = end, next(named, choices.get(""))
            # Nothing puts other words into the mouth of a source.
            words = None if each.limits & QUOTED else words
        elif _ends_span(each.item) and words is not None and end > opened:
            put(cells, opened, end, words, levels)


def _ends_span(item: Item) -> bool:
    return isinstance(item, Closing) and isinstance(item.mark, Write)


def _write_item(item: Item, writing: Writing) -> Item:
    if isinstance(item, Opening | Closing):
        mark = _write_mark(item.mark, writing)
        return item if mark is item.mark else type(item)(mark)
    if isinstance(item, Image):
        title = writing.text(item.title) if item.title else ""
        return replace(item, title=title, alt=_write_run(item.alt, writing))
    return item


def _write_mark(mark: Mark, writing: Writing) -> Mark:
    return replace(mark, title=writing.text(mark.title)) if isinstance(mark, Link) and mark.title else mark
