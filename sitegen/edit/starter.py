"""A small complete site to begin with, on a neutral subject, in whatever languages are asked for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2

from sitegen import __version__
from sitegen.edit.pages.together import write_together
from sitegen.expressions import lazy_regex
from sitegen.model import Words
from sitegen.own import PACKAGE
from sitegen.rules.catalogue import read_catalogue
from sitegen.text.languages import language_of
from sitegen.text.script.conversion import converter
from sitegen.text.script.usages import find_usage
from sitegen.text.tables import read_table
from sitegen.values import dataclass

_STARTER = Path(PACKAGE) / "starter"
_FILES = _STARTER / "files"
# In the name of a file that each language has one of.
_EACH = "LANGUAGE"
# Other languages begin with its words.
_SPARE = "en"
# A link to a page, which names a file of the same language.
_LINK = lazy_regex(r"\.(?:en|zh)\.md")
# What is written as it stands: it has braces of its own.
_AS_IT_STANDS = (".svg", ".png", ".yml")
CHINESE = "zh"
EDITIONS = ("zh-Hans", "zh-Hant-HK", "zh-Hant-TW", "en")
_LABELS = {
    "zh-Hans": "简体",
    "zh-Hant": "繁體",
    "zh-Hant-HK": "繁體（香港）",
    "zh-Hant-TW": "繁體（台灣）",
    "en": "English",
}
# The interface words of a new site in a language for which there are none.
INTERFACE = "content/interface.yaml"


class NotEmptyError(ValueError):
    """The folder for a new site has files that this would write; the message names the first of them."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What was asked for: the tags of the editions in their order, and titles by language."""

    tags: Sequence[str]
    titles: Mapping[str, str]


def begin(folder: Path, begun: Begun, general: Mapping[str, Mapping[str, Words]], said: str) -> list[str]:
    """Write a new site into `folder` and return the paths of its files.

    The first edition of a language is the one that is written. `general` are the interface words of the
    generator; languages that they lack get a file with the English ones, to be translated. `said` is the
    language of the comments. Raises NotEmptyError, and OSError where the disk refuses.
    """
    files = {path: text.encode() if isinstance(text, str) else text for path, text in _made(begun, said)}
    lacking = [each for each in _languages(begun.tags) if each not in general]
    if lacking:
        files[INTERFACE] = _interface(lacking, general[_SPARE], said).encode()
    there = next((path for path in files if (folder / path).exists()), None)
    if there is not None:
        raise NotEmptyError(there)
    write_together(folder, files)
    return sorted(files)


def _languages(tags: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.split("-")[0].lower() for tag in tags))


def _made(begun: Begun, said: str) -> Iterator[tuple[str, str | bytes]]:
    languages = _languages(begun.tags)
    written = {
        language: next(tag for tag in begun.tags if _languages([tag]) == (language,))
        for language in languages
    }
    words = {language: _words(language, tag) for language, tag in written.items()}
    titles = {each: begun.titles.get(each) or words[each]["title"] for each in languages}
    # What it writes is Markdown and YAML, which escape otherwise.
    environment = jinja2.Environment(
        autoescape=False,  # noqa: S701
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        # A heading has its id in braces with a #.
        comment_start_string="{##",
        comment_end_string="##}",
    )
    environment.filters["yaml"] = _scalar
    common = {
        "languages": languages,
        "titles": titles,
        # By what a language shows how its words are read, if its writing does not.
        "readings": {
            each: reading.name if (reading := language_of(each).reading) else "" for each in languages
        },
        "words": words,
        "editions": [_edition(tag, written) for tag in begun.tags],
        "comments": read_catalogue(said)["starter"],
        "version": __version__,
        "today": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }
    for path in sorted(_FILES.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(_FILES).as_posix()
        if PurePosixPath(name).suffix in _AS_IT_STANDS:
            yield name, path.read_bytes()
            continue
        template = environment.from_string(path.read_text("utf-8"))
        if _EACH in name:
            for language in languages:
                text = template.render(**common, language=language, page=words[language])
                yield name.replace(_EACH, language), _LINK.sub(f".{language}.md", text)
        else:
            yield name, template.render(**common)


def _edition(tag: str, written: Mapping[str, str]) -> Mapping[str, object]:
    language = _languages([tag])[0]
    return {
        "tag": tag,
        "prefix": tag.lower(),
        "label": _LABELS.get(tag) or language_of(language).name or tag,
        "language": language,
        "is_converted": written[language] != tag,
        "is_traditional": "-Hant" in tag,
    }


def _words(language: str, tag: str) -> Mapping[str, Any]:
    """What the starter says in a language, in the script in which it is written."""
    table: Mapping[str, Any] = read_table(_STARTER / "words.yaml")
    words: Mapping[str, Any] = table.get(language, table[_SPARE])
    usage = find_usage(tag) if language == CHINESE else None
    if usage is None or not usage.is_traditional:
        return words
    return {key: _converted(each, f"s2{usage.forms}") for key, each in words.items()}


def _converted(value: Any, profile: str) -> Any:
    if isinstance(value, str):
        return converter(profile)(value)
    if isinstance(value, Mapping):
        return {key: _converted(each, profile) for key, each in value.items()}
    return [_converted(each, profile) for each in value]


def _scalar(words: str) -> str:
    """Words as YAML has them, in quotation marks where they need any."""
    begins_plain = words[:1] not in "'\"[]{}&*!|>%@`#-?: " and not words.endswith(":")
    is_plain = begins_plain and not any(each in words for each in (": ", " #", *"{}[],"))
    return words if is_plain else _quoted(words)


def _interface(languages: Sequence[str], english: Mapping[str, Words], said: str) -> str:
    """The file in which the words of the templates are to be translated, with the English ones."""
    lines = [f"# {read_catalogue(said)['starter']['interface']}"]
    for language in languages:
        lines += ["", f"{language}:"]
        lines += [f"  {key}: {_quoted(str(words))}" for key, words in english.items()]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
