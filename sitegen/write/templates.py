"""Templates: loaded whole and checked before anything is rendered."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import lru_cache
from typing import Any

from jinja2 import (
    Environment,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2 import nodes as jinja

from sitegen.expressions import lazy_regex
from sitegen.memory import Forgetful, Memory
from sitegen.model import Diagnostic, Place
from sitegen.read.standing import why
from sitegen.rules import (
    BROKEN_TEMPLATE,
    MISSING_ASSET,
    MISSING_TEMPLATE,
    MISSING_WORD,
    NOT_UTF8,
    TEMPLATE,
    UNREADABLE_FILE,
)
from sitegen.text.languages import HAN_TAG
from sitegen.text.nearest import nearest
from sitegen.values import dataclass
from sitegen.write.assets import FOLDER, AssetFolders
from sitegen.write.compiled import MANY, Code, Compiled, UncompiledError, compile_template, make_environment
from sitegen.write.loader import TEMPLATES, Loader

# Templates that refer to others by a constant name.
_REFERENCES = (jinja.Extends, jinja.Include, jinja.Import, jinja.FromImport)
# Stands for whatever a template names by a value.
_ANY = "*"
_OURS = lazy_regex(r"'sitegen[.\w]* object'")


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a site: its own, and the project's for what it lacks."""

    environment: Environment
    assets: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    # What of `frame` and of a page's `ways` they read: some leads to files that are printed only if one does.
    read: frozenset[str] = frozenset()
    # The templates that can be needed, by name, as they are written; what each of them names of the others.
    sources: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Let memory know templates by what is written in them: an environment cannot be pickled."""
        return dict, (self.sources,)

    def needed_by(self, *names: str) -> Templates:
        """Return the templates that those called `names` can come to: these alone decide what they print.

        All of them, where one names another by a value.
        """
        found: set[str] = set()
        waiting = [*names]
        while waiting:
            name = waiting.pop()
            if _ANY in self.named.get(name, ()):
                return self
            if name not in found:
                found.add(name)
                waiting += self.named.get(name, ())
        return replace(self, sources={name: each for name, each in self.sources.items() if name in found})

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """Return the output of a template; raises TemplateFailedError with the place where it went wrong."""
        try:
            return self.environment.get_template(name).render(values)
        except Exception as error:
            # Anything that a template does wrong is its author's to mend, not a defect of the generator.
            raise TemplateFailedError(_diagnose(name, error)) from error


class TemplateFailedError(Exception):
    """A template could not be rendered; `diagnostic` says where and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic.place))
        self.diagnostic = diagnostic


def load_templates(
    needed: Mapping[str, Place],
    words: Iterable[str],
    folders: AssetFolders,
    led_to: Mapping[str, str] | None = None,
    han: str = HAN_TAG,
    memory: Memory | None = None,
) -> Templates:
    """Return the templates of `folders` (first wins, file by file), checked as far as they are needed.

    `needed` gives the templates that will be rendered, each with the place that asks for it; `words` are
    the keys of the interface words. What a template names, another template, an asset or a word, must exist.
    `led_to` gives, by a fact of a frame or of a page's ways that leads to a page, its template: needed where
    the fact is read. `han` is the tag with which filters mark ideographs.
    """
    compiled = Compiled()
    loader = Loader([root / TEMPLATES for root in folders.roots])
    environment = make_environment(loader=loader, bytecode_cache=compiled)
    environment.extend(han=han)
    reader = _Reader(folders, frozenset(words), led_to or {}, memory or Forgetful())
    reader.faults.extend(loader.faults())
    waiting = dict(needed)
    seen: set[str] = set()
    while waiting:
        name, asked = waiting.popitem()
        if name in seen:
            continue
        seen.add(name)
        found = _read(environment, name, asked, reader)
        if found is not None:
            source, code = found
            compiled.put(name, source, code)
            for other, place in reader.read(name, source):
                waiting.setdefault(other, place)
    return Templates(
        environment,
        frozenset(reader.assets),
        tuple(reader.faults),
        frozenset(reader.facts),
        dict(sorted(reader.sources.items())),
        dict(sorted(reader.named.items())),
    )


# What a template names, and the line where it does.
_Named = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a template names: other templates, facts of a frame or of a page's ways, assets, words."""

    templates: _Named
    facts: _Named
    assets: _Named
    words: _Named
    # Whether it names a template by a value, which nobody knows before it is printed.
    names_by_value: bool


@lru_cache(MANY)
def _say(source: str) -> _Said:
    """Return what the template with this `source` names; raises TemplateSyntaxError."""
    tree = make_environment().parse(source)
    return _Said(
        tuple(_references(tree)),
        (*_attributes(tree, "frame"), *_attributes(tree, "ways")),
        tuple(_assets(tree)),
        tuple(_attributes(tree, "words")),
        any(not isinstance(_template_of(node), str) for node in tree.find_all(_REFERENCES)),
    )


@dataclass(frozen=True)
class _Reader:
    """Looks through one template after the other: what they name, what they read, what is wrong with them."""

    folders: AssetFolders
    words: frozenset[str]
    led_to: Mapping[str, str]
    memory: Memory
    assets: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    sources: dict[str, str] = field(default_factory=dict)
    named: dict[str, frozenset[str]] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)

    def read(self, name: str, source: str) -> Iterator[tuple[str, Place]]:
        """Yield the templates that the template `name` needs, each with the place that does."""
        file, said = f"{TEMPLATES}/{name}", self.memory.call(_say, source)
        self.sources[name] = source
        others = (other for other, _ in said.templates)
        self.named[name] = frozenset((*others, _ANY) if said.names_by_value else others)
        for other, line in said.templates:
            yield other, Place(file, line)
        for fact, line in said.facts:
            self.facts.add(fact)
            if fact in self.led_to:
                yield self.led_to[fact], Place(file, line)
        for asset, line in said.assets:
            self.assets.add(asset)
            self._look_for(f"{FOLDER}/{asset}", Place(file, line))
        for word, line in said.words:
            if word not in self.words:
                near = nearest(word, self.words)
                self.faults.append(MISSING_WORD(Place(file, line), name=word, near=near))

    def _look_for(self, path: str, place: Place) -> None:
        try:
            if self.folders.find(path) is None:
                self.faults.append(MISSING_ASSET(place, path=path))
        except OSError:
            # It is there, or may be: to load it says why it cannot be read.
            return


def _read(environment: Environment, name: str, asked: Place, reader: _Reader) -> tuple[str, Code] | None:
    """Return what the template `name` says, and its code; None where its fault is noted."""
    assert environment.loader is not None
    faults, place = reader.faults, Place(f"{TEMPLATES}/{name}")
    try:
        source, file, _ = environment.loader.get_source(environment, name)
        reader.memory.call(_say, source)
        return source, reader.memory.call(compile_template, name, str(file), source)
    except TemplateSyntaxError as error:
        message = (error.message or "").rstrip(".")
        faults.append(BROKEN_TEMPLATE(replace(place, line=error.lineno), "syntax", why=message))
    except TemplateNotFound:
        names = (each for each in environment.list_templates() if each.endswith(".html"))
        known = [each.removesuffix(".html") for each in names]
        near = nearest(name.removesuffix(".html"), known, ".html")
        faults.append(MISSING_TEMPLATE(asked, name=name, near=near))
    except OSError as error:
        faults.append(UNREADABLE_FILE(place, "file", why=why(error)))
    except UnicodeDecodeError:
        faults.append(NOT_UTF8(place, "template"))
    except (RecursionError, UncompiledError):
        faults.append(BROKEN_TEMPLATE(place, "deep"))
    except ValueError as error:
        # A number of thousands of digits, which Python does not read.
        faults.append(BROKEN_TEMPLATE(place, "syntax", why=str(error)))
    return None


def _references(tree: jinja.Template) -> Iterator[tuple[str, int]]:
    for node in tree.find_all(_REFERENCES):
        name = _template_of(node)
        if name is not None:
            yield name, node.lineno


def _template_of(node: jinja.Node) -> str | None:
    """The template that a node names, or None where it does so by a value."""
    name = getattr(node, "template", None)
    return name.value if isinstance(name, jinja.Const) and isinstance(name.value, str) else None


def _assets(tree: jinja.Template) -> Iterator[tuple[str, int]]:
    for call in tree.find_all(jinja.Call):
        if isinstance(call.node, jinja.Name) and call.node.name == "asset" and call.args:
            name = call.args[0]
            if isinstance(name, jinja.Const) and isinstance(name.value, str):
                yield name.value, call.lineno


def _attributes(tree: jinja.Template, of: str) -> Iterator[tuple[str, int]]:
    """Yield what the template reads of the value called `of`, or of an attribute of that name."""
    for attribute in tree.find_all(jinja.Getattr):
        holder = attribute.node
        name = holder.name if isinstance(holder, jinja.Name) else getattr(holder, "attr", "")
        if name == of:
            yield attribute.attr, attribute.lineno


def _diagnose(name: str, error: Exception) -> Diagnostic:
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if f"{TEMPLATES}/" in frame.filename
    ]
    place = Place(f"{TEMPLATES}/{name}")
    if isinstance(error, TemplateSyntaxError):
        place = Place(f"{TEMPLATES}/{error.name or name}", error.lineno)
    elif frames:
        last = frames[-1]
        shown = last.filename.replace("\\", "/").rpartition(f"/{TEMPLATES}/")[2]
        place = Place(f"{TEMPLATES}/{shown}", last.lineno or 1)
    what = error.message or "" if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    # One template prints several kinds of page: its fault is one.
    what = _OURS.sub("what it is given", what)
    if isinstance(error, RecursionError):
        what = "it includes or extends itself"
    return TEMPLATE(place, why=str(what))
