"""Count what tells how the house is built, for the files as they lie in a folder.

    .venv/bin/python -m benchmarks.house           this project
    .venv/bin/python -m benchmarks.house ../other  another checkout of it, to be compared

What is counted is syntax: names in the tree of each module, comparisons with a language's tag, fields of
dataclasses. Prints one figure a line.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
_TAG = re.compile(r"(zh|en|ja|fr)(-[A-Za-z]+)*")
# Where languages and rules are rows of a table, whose names may stand as strings.
_TABLES = ("sitegen/text/languages.py", "sitegen/rules/")
_RULE_PAGES = "docs/rules"


@click.command()
@click.argument("folder", default=ROOT, type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Print the figures of the house in FOLDER."""
    modules = {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in sorted((folder / "sitegen").rglob("*.py"))
    }
    trees = {path: ast.parse(text) for path, text in modules.items()}
    rules = {path.stem for path in (folder / _RULE_PAGES).glob("*.md")} - {"README"}
    rules = {name.removesuffix(".zh") for name in rules}
    tests = [path.read_text("utf-8") for path in sorted((folder / "tests").rglob("*.py"))]
    templates = [path.read_text("utf-8") for path in sorted((folder / "templates").rglob("*.html"))]
    styles = [path.read_text("utf-8") for path in sorted((folder / "assets").rglob("*.css"))]
    field, fields = max(_largest(trees), key=lambda pair: pair[1])
    for said, count in (
        ("modules", len(modules)),
        ("modules that import the parser's tokens", sum(_knows_tokens(tree) for tree in trees.values())),
        ("functions that take the library", sum(1 for tree in trees.values() for _ in _takers(tree))),
        ("comparisons of a language's tag, Python", _outside(trees)),
        ("comparisons of a language, templates", sum(len(_ASKS.findall(text)) for text in templates)),
        (
            "selectors of a language, style sheets",
            sum(len(_SELECTS.findall(text)) for text in styles),
        ),
        (f"fields of the largest page type ({field})", fields),
        (
            "strings that are the name of a rule",
            sum(_named(*each, rules) for each in trees.items()),
        ),
        ("lines of code", sum(text.count("\n") for text in modules.values())),
        ("lines of tests", sum(text.count("\n") for text in tests)),
    ):
        click.echo(f"{count:7,}  {said}")


_SELECTS = re.compile(r":lang\(|\[lang")
_ASKS = re.compile(r"language\s*(?:==|!=|in\b)")


def _knows_tokens(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and node.module == "markdown_it.token" for node in ast.walk(tree)
    )


def _takers(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            if any(
                isinstance(each.annotation, ast.Name) and each.annotation.id == "Library"
                for each in arguments
            ):
                yield node.name


def _outside(trees: Mapping[str, ast.Module]) -> int:
    """Count the comparisons with a language's tag, or a name for one, outside of the tables."""
    return sum(
        1
        for path, tree in trees.items()
        if not path.startswith(_TABLES)
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare) and any(_is_tag(each) for each in (node.left, *node.comparators))
    )


def _is_tag(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple | ast.Set | ast.List):
        return any(_is_tag(each) for each in node.elts)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(_TAG.fullmatch(node.value))
    return isinstance(node, ast.Name) and node.id in ("CHINESE", "ENGLISH")


def _largest(trees: Mapping[str, ast.Module]) -> Iterator[tuple[str, int]]:
    """Yield the types that templates are given, each with how many fields it has."""
    for path, tree in trees.items():
        if path.startswith("sitegen/views/"):
            for node in tree.body:
                if isinstance(node, ast.ClassDef):
                    yield node.name, sum(isinstance(each, ast.AnnAssign) for each in node.body)


def _named(path: str, tree: ast.Module, rules: set[str]) -> int:
    if path.startswith(_TABLES):
        return 0
    return sum(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value in rules
        and "-" in node.value
        for node in ast.walk(tree)
    )


if __name__ == "__main__":
    main()
