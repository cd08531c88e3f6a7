"""A small good site for the tests of conversion, in which no character has a choice of Traditional forms."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from sitegen.commands import main
from sitegen.make import OWN
from sitegen.model import Library
from sitegen.read import read_library
from sitegen.text.script import ambiguity, contexts

SITE = "content/site.yaml"
TERMS = "content/glossary.yaml"
SOURCE = "content/sources/opinions.yaml"
CONVERSION = "content/conversion.yaml"
REVIEWED = "content/reviewed.yaml"
PAGE = "content/pages/city.zh.md"
HEAD = "title: 城市\nsummary: 一句。"
Files = Mapping[str, str]


def page(body: str, head: str = HEAD) -> str:
    """The text of a page."""
    return f"---\n{head}\n---\n\n{body}\n"


def _neutral_words() -> str:
    """Interface words for all keys that the project has, with nothing in them to convert."""
    words = yaml.safe_load((OWN / "content" / "interface.yaml").read_text(encoding="utf-8"))
    return yaml.safe_dump({"zh": dict.fromkeys(words["zh"], "字")}, allow_unicode=True)


GOOD: dict[str, str] = {
    SITE: """\
title: {zh: 小站, en: Small site}
description: {zh: 小站。, en: A small site.}
base_url: https://example.org/
contact: mailto:editor@example.org
navigation:
  - title: {zh: 全站, en: All}
    pages: [index, city, glossary]
editions:
  - {tag: zh-Hans, prefix: zh-hans, label: 简体, language: zh}
  - {tag: zh-Hant-HK, prefix: zh-hant-hk, label: 香港, language: zh, profile: s2hk, quotation_marks: corner}
  - {tag: zh-Hant-TW, prefix: zh-hant-tw, label: 台灣, language: zh, profile: s2tw, quotation_marks: corner}
  - {tag: en, prefix: en, label: English, language: en}
x_default: [en, zh-Hans]
# Pages that are about other matters need neither cite nor say what their partners say.
severities: {uncited-section: off, unexplained-paragraph: off, unsupported-page: off, \
blocks-differ: off, citations-differ: off, terms-differ: off, figures-differ: off}
""",
    "content/interface.yaml": _neutral_words(),
    TERMS: """\
groups:
  - id: words
    title: {zh: 名字, en: Words}
    terms:
      - id: hu-lian-wang
        zh: 互联网
        pinyin: hùliánwǎng
        en: internet
        explanation: {zh: 互联网。, en: Explanation.}
        forms: {tw: 網際網路}
        common: true
""",
    SOURCE: """\
prefix: O
title: {zh: 全名, en: The Opinions in full}
short_title: {zh: 名, en: the Opinions}
publisher: {zh: 某人, en: Somebody}
date: 2021-06-22
date_basis: {zh: 文中, en: In the text}
state: {zh: [全文], en: [Whole]}
paragraphs:
  - id: O-2
    section: {zh: 甲, en: First part}
    gist: {zh: 大意。, en: The gist.}
    phrases: [互联网的“大门”]
""",
    "content/pages/index.zh.md": page("正文。", "title: 首页\nsummary: 一句。"),
    "content/pages/index.en.md": page("Text.", "title: Home\nsummary: One sentence."),
    PAGE: page("正文。"),
    "content/pages/city.en.md": page("Text.", "title: City\nsummary: One sentence."),
    "content/pages/glossary.zh.md": page("正文。", "title: 名字\nsummary: 一句。\ntemplate: glossary"),
    "content/pages/glossary.en.md": page("Text.", "title: Glossary\nsummary: Words.\ntemplate: glossary"),
    "templates/page.html": """\
<title>{{ page.title }} – {{ frame.title }}</title>
<meta name="description" content="{{ page.summary }}">
<nav aria-label="{{ words.navigation }}">
{% for section in frame.navigation %}
{{ section.title }}:{% for entry in section.entries %} {{ entry.label }}{% endfor %}
{% endfor %}
</nav>
<ol>{% for entry in page.text.contents -%}
<li><a href="#{{ entry.id }}">{{ entry.text }}</a></li>{% endfor %}</ol>
{{ body }}
""",
    "templates/home.html": "{{ body }}\n",
    "templates/glossary.html": """\
{% for group in page.groups %}{{ group.title }}
{% for term in group.terms %}{{ (term.names | selectattr("common") | first).name }}: {{ term.explanation }}
{% endfor %}{% endfor %}{{ body }}
""",
    "templates/source.html": """\
{{ page.title }}
{% for paragraph in page.document.paragraphs %}{{ paragraph.gist }} {{ paragraph.phrases | join(" / ") }}
{% endfor %}""",
    "templates/redirect.html": "{{ page.url }}\n",
    "templates/chooser.html": "{{ page.choices | length }}\n",
    "templates/404.html": "{{ page.address.choices | length }}\n",
    "templates/404-root.html": "{{ page.choices | length }}\n",
}


def write_site(root: Path, files: Files | None = None) -> Path:
    """Write the good site below `root`, with some files of it changed or added; give `root`."""
    for path, text in {**GOOD, **(files or {})}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return root


def changed(path: str, old: str, new: str) -> dict[str, str]:
    """A file of the good site with one thing changed."""
    assert GOOD[path].count(old) == 1, (path, old)
    return {path: GOOD[path].replace(old, new)}


def read(root: Path) -> Library:
    """The library of a site that has no fault."""
    library, diagnostics = read_library(root, OWN)
    assert library is not None
    assert diagnostics == []
    return library


def without_source(said: str) -> str:
    """What a command said, without the lines of files that it showed, and without other places."""
    lines = said.splitlines(keepends=True)
    return "".join(line for line in lines if not re.match(r" {4}(?:[0-9]+| +) \| | {4}(?:see|另见) ", line))


def run(*arguments: str | Path) -> Result:
    """Run a command of build.py; what it did not foresee is raised."""
    return CliRunner(catch_exceptions=False).invoke(main, [str(argument) for argument in arguments])


@cache
def _forms() -> Mapping[str, str]:
    forms: Mapping[str, str] = yaml.safe_load(ambiguity.FILE.read_text(encoding="utf-8"))["forms"]
    return forms


def settle(patch: pytest.MonkeyPatch, settled: ambiguity.Decisions) -> None:
    """Let the package settle these contexts and no others, so that any word serves for an example."""
    forms = _forms()
    patch.setattr(ambiguity, "load_contexts", contexts.Contexts)
    patch.setattr(ambiguity, "_file", lambda: (forms, settled))
