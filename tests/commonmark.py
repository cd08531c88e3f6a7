"""Compare what we make of CommonMark with the examples of its specification.

    PYTHONPATH=. .venv/bin/python tests/commonmark.py FILE [NUMBER ...]

FILE is the specification, spec.txt, or its examples, spec.json: https://spec.commonmark.org/ has both, and
`npm pack commonmark-spec` brings the former. It stays out of this project, and this out of its tests, because
the specification's licence (CC BY-SA) is not ours. Without numbers, the examples that come out otherwise are
listed by theirs: with `cjk_friendly` alone there must be none (exit code 1), and for our dialect there should
be no other than its own rules make. Bodies must say of every example what tokens say of it (exit code 1).
With numbers, those examples are shown as wanted and as made.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click
from markdown_it import MarkdownIt

from sitegen.text.body.inline import Closing, Item, Link, Opening
from sitegen.text.body.parse import parse_body
from sitegen.text.body.rewrite import change_items, change_runs
from sitegen.text.html.blocks import body_html
from sitegen.text.html.runs import Side
from sitegen.text.markdown.emphasis import cjk_friendly
from sitegen.text.markdown.parse import parse_markdown
from sitegen.text.markdown.tokens import walk
from sitegen.text.web import encode_address

COMMONMARK = MarkdownIt("commonmark")
CJK_FRIENDLY = MarkdownIt("commonmark").use(cjk_friendly)
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)


class Example(NamedTuple):
    """A piece of Markdown and the HTML that it stands for."""

    number: int
    markdown: str
    html: str


def read_examples(file: Path) -> list[Example]:
    """Read the examples of spec.txt or spec.json; in the former, an arrow stands for a tab."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        return [Example(entry["example"], entry["markdown"], entry["html"]) for entry in json.loads(text)]
    pairs = EXAMPLE.findall(text.replace("→", "\t"))
    return [Example(number, *pair) for number, pair in enumerate(pairs, start=1)]


def render_dialect(markdown: str) -> str:
    """Render the tokens of our dialect as CommonMark, with the addresses as `plan` would write them."""
    tokens, env = parse_markdown(markdown, "en")
    for token in walk(tokens):
        for name in token.attrs.keys() & {"href", "src"}:
            token.attrs[name] = encode_address(str(token.attrs[name]))
    return str(COMMONMARK.renderer.render(tokens, COMMONMARK.options, env))


def render_body(markdown: str) -> str:
    """Render a body, with the addresses as readers get them; it has no pictures."""
    body, _ = parse_body(markdown, "en")
    led = change_runs(body, lambda run: change_items(run, lambda items: map(_encoded, items)))
    return str(body_html(led, Side("en")))


def _encoded(item: Item) -> Item:
    if isinstance(item, Opening | Closing) and isinstance(item.mark, Link):
        return type(item)(replace(item.mark, address=encode_address(item.mark.address)))
    return item


RENDERERS: dict[str, Callable[[str], str]] = {
    "markdown-it-py": COMMONMARK.render,
    "cjk_friendly": CJK_FRIENDLY.render,
    "our dialect": render_dialect,
    "our bodies": render_body,
}


def normal(html: str) -> str:
    """Take no notice of a line break in an empty quotation: the specification's own comparison takes none."""
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")


@click.command(help=__doc__)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("numbers", type=int, nargs=-1, metavar="[NUMBER ...]")
def main(file: Path, numbers: tuple[int, ...]) -> None:
    examples = read_examples(file)
    if not examples:
        raise click.ClickException(f"{file}: no example found; is it CommonMark's spec.txt or spec.json?")
    for example in examples:
        if example.number in numbers:
            click.echo(f"{example.number}: {example.markdown!r}\n  wanted: {example.html!r}")
            for name, render in RENDERERS.items():
                click.echo(f"  {name}: {render(example.markdown)!r}")
    if numbers:
        return
    click.echo(f"{len(examples)} examples")
    deviations = {
        name: [
            example.number for example in examples if normal(render(example.markdown)) != normal(example.html)
        ]
        for name, render in RENDERERS.items()
    }
    for name, deviating in deviations.items():
        click.echo(f"{name}: {len(deviating)} otherwise {' '.join(map(str, deviating))}".rstrip())
    if deviations["cjk_friendly"]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
