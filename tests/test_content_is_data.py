"""What authors write is data: no template language, tag, shell or format in it is ever carried out."""

import html
import re
from pathlib import Path

import pytest
import yaml
from small_site import GOOD, PAGE, SITE, SOURCE, page, write_site
from told import told

from sitegen.make import make_site
from sitegen.model import Severity

# What would become 49, a name, a file or an error, were it carried out.
LIVE = [
    *(
        "{{ 7*7 }}",
        "{% include 'page.html' %}",
        "{% raw %}{{ 7*7 }}",
        "{# 7*7 #}",
        "${7*7}",
        "#{7*7}",
        "<%= 7*7 %>",
    ),
    *(
        "{{ config.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{0.__class__}",
        "{title}",
        "{page.title!r}",
        "%(title)s",
    ),
    *(
        "%s%n%x",
        "$(touch x)",
        "`touch x`",
        "; touch x",
        "| touch x",
        "$HOME",
        "~root",
        "!include x",
        "\\1\\g<0>",
    ),
    *("{{{{", "}}}}", "{%", "%}", "{{", "\\u0041", "\\x41", "&#65;", "&lt;"),
]
SHOWN = """\
<title>{{ page.title }}</title><meta name="description" content="{{ page.summary }}">
<p id="site">{{ frame.title }}|{{ frame.description }}</p>
<p id="word">{{ words.original }}</p>
{% for section in frame.navigation %}<p id="group">{{ section.title }}</p>{% endfor %}
"""
TEMPLATES = {
    "templates/page.html": SHOWN + "{{ body }}",
    "templates/glossary.html": "{% for group in page.groups %}<p id='group'>{{ group.title }}</p>"
    "{% for term in group.terms %}<p id='term'>{{ term.explanation }}</p>{% endfor %}{% endfor %}",
    "templates/source.html": "<h1>{{ page.title }}</h1>"
    "{% for paragraph in page.document.paragraphs %}<p id='gist'>{{ paragraph.gist }}</p>{% endfor %}",
}


def texts_of(source: str) -> dict[str, str]:
    """What stands in each element of a page, by its name and id, as readers see it."""
    found = re.findall(r"<(title|h1|p)(?: id=['\"](\w+)['\"])?>(.*?)</\1>", source, re.DOTALL)
    return {f"{name} {id_}".strip(): html.unescape(text) for name, id_, text in found}


def with_text(live: str) -> dict[str, str]:
    """The good site with these words in settings, terms, sources, interface words and the head of a page."""
    quoted = yaml.safe_dump({"a": f"X {live}"}, width=9999, default_style='"').partition(": ")[2].strip()
    site, terms, source = (yaml.safe_load(GOOD[path]) for path in (SITE, "content/glossary.yaml", SOURCE))
    # PyYAML reads `off` as a truth value.
    del site["severities"]
    site["title"]["en"] = site["description"]["en"] = site["navigation"][0]["title"]["en"] = f"X {live}"
    terms["groups"][0]["title"]["en"] = terms["groups"][0]["terms"][0]["explanation"]["en"] = f"X {live}"
    source["title"]["en"] = source["short_title"]["en"] = source["paragraphs"][0]["gist"]["en"] = f"X {live}"
    words = yaml.safe_load(GOOD["content/interface.yaml"])
    words["en"] = dict.fromkeys(words["zh"], "word") | {"original": f"X {live}"}
    dumped = {
        SITE: site,
        "content/glossary.yaml": terms,
        SOURCE: source,
        "content/interface.yaml": words,
    }
    return {
        **{
            path: yaml.safe_dump(each, allow_unicode=True, width=9999, sort_keys=False)
            for path, each in dumped.items()
        },
        "content/pages/city.en.md": page("Text.", f"title: {quoted}\nsummary: {quoted}"),
    }


@pytest.mark.parametrize("live", LIVE)
def test_every_text_comes_out_as_it_was_written(live: str, tmp_path: Path) -> None:
    """Titles, descriptions, terms, gists and words of the interface."""
    write_site(tmp_path, {**TEMPLATES, **with_text(live)})
    made = make_site(tmp_path)
    errors = [told(each) for each in made.diagnostics if each.severity is Severity.ERROR]
    if "{0.__class__}" in live or "!r}" in live:
        # An interface word may not ask for more than a name.
        assert [each.split(" ")[1] for each in errors] == ["bad-word"]
        return
    assert errors == []
    pages = {each.path: texts_of(each.data.decode()) for each in made.outputs if each.path.startswith("en/")}
    due = f"X {live}"
    city = pages["en/city/index.html"]
    assert (city["title"], city["p site"], city["p word"], city["p group"]) == (due, f"{due}|{due}", due, due)
    assert (pages["en/glossary/index.html"]["p group"], pages["en/glossary/index.html"]["p term"]) == (
        due,
        due,
    )
    source = pages["en/sources/opinions/index.html"]
    assert (source["h1"], source["p gist"]) == (due, due)


@pytest.mark.parametrize(
    "live", ["{{ 7*7 }}", "{% include 'page.html' %}", "{# x #}", "${7*7}", "$(touch x)", "{title}"]
)
def test_bodies(live: str, tmp_path: Path) -> None:
    """Text, code, headings, captions, tables, footnotes."""
    table = f"| {live} |\n| - |\n| {live} |"
    body = f"文{live}字\n\n`{live}`\n\n```\n{live}\n```\n\n{table}\n\n注[^1]。\n\n[^1]: {live}\n"
    made = make_site(write_site(tmp_path, {PAGE: page(body)}))
    (built,) = (each.data.decode() for each in made.outputs if each.path == "zh-hans/city/index.html")
    assert html.unescape(built).count(live) == 6
    assert "49" not in built


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.system ['touch x']",
        "!!python/name:os.system",
        "!!python/object:os.system {}",
        "!!python/module:os",
        "!include /etc/hostname",
        "!!binary aGk=",
        "!!timestamp 2026-01-01",
        "!!set {a}",
        "!<tag:yaml.org,2002:python/tuple> [a]",
        "&a [*a]",
    ],
)
@pytest.mark.parametrize("path", [SITE, "content/glossary.yaml", SOURCE, "content/interface.yaml", PAGE])
def test_tags_of_yaml(path: str, tag: str, tmp_path: Path) -> None:
    """No value is made by what a tag names: tags, anchors and aliases are refused."""
    text = GOOD[path]
    text = text.replace("title: 城市", f"title: {tag}") if path == PAGE else f"{text}odd: {tag}\n"
    made = make_site(write_site(tmp_path, {path: text}))
    assert {"yaml-tag", "yaml-alias"} & {each.rule.name for each in made.diagnostics}
    assert made.outputs == ()
    assert not (tmp_path / "x").exists()
