"""Languages that pages are written in and no edition uses, and editions without pages: built, or said."""

from pathlib import Path

import pytest
import yaml
from small_site import GOOD, PAGE, SITE, page, run, write_site

from sitegen.make import make_site
from sitegen.model import Severity

# A page of all that a page may have.
BODY = """\
文“互联网的‘大门’”[O-2](source:O-2)，互联网 [词](term:hu-lian-wang)，三个 12 月 5 日，
half past three，[x](lang:fr)。

## 来历 {#origin}

::: only
“Text”，见[页](index.zh.md)、[Home](index.en.md)[^1]。
:::

| 甲 | 乙 |
| --- | --- |
| 1 | 2 |

[^1]: 注 1.5 %。
"""
GLOSSARY = """\
groups:
  - id: words
    title: {zh: 名字, en: Words}
    terms:
      - id: hu-lian-wang
        zh: 互联网
        pinyin: hùliánwǎng
        en: internet
        explanation: {zh: 互联网。, en: Explanation.}
        avoid: {zh: [网路], en: [web]}
        also: {en: [net]}
"""
STYLE = "loaded: {zh: [好], en: [good]}\nlongest_sentence: {zh: 5, en: 5}\nspelling: {en: {colour: color}}\n"
EDITIONS = yaml.safe_load(GOOD[SITE])["editions"]


def site(root: Path, editions: list[dict[str, str]], titles: tuple[str, ...], third: str) -> Path:
    """The good site in these editions, with titles in these languages, and with pages in a third language."""
    settings = yaml.safe_load(GOOD[SITE]) | {"editions": editions, "severities": {}}
    del settings["x_default"]
    for key in ("title", "description"):
        settings[key] = dict.fromkeys(titles, "T")
    files = {
        SITE: yaml.safe_dump(settings, allow_unicode=True, sort_keys=False),
        "content/glossary.yaml": GLOSSARY,
        "content/style.yaml": STYLE,
        PAGE: page(BODY),
        "content/pages/city.en.md": page(BODY, "title: City\nsummary: S."),
        "content/made_from/city.en.yaml": "language: zh\nsections: {origin: [文]}\n",
        "content/idioms.yaml": "zh: [一定]\nen: [one day]\n",
    }
    if third:
        files |= {f"content/pages/{key}.{third}.md": page(BODY) for key in ("city", "index", "glossary")}
        files[f"content/made_from/city.{third}.yaml"] = "language: zh\nsections: {origin: [文]}\n"
    return write_site(root, files)


@pytest.mark.parametrize("third", ["", "fr", "ja", "ar", "ko", "xx"])
@pytest.mark.parametrize("used", ["zh", "en", "zh en", "third", "none"])
@pytest.mark.parametrize("is_titled", [True, False])
def test_languages(third: str, used: str, is_titled: bool, tmp_path: Path) -> None:
    """Whatever is written and whatever is asked for, there is a site or an error, and commands answer."""
    editions = [each for each in EDITIONS if each["language"] in used.split()]
    if used == "third" and third:
        editions = [{"tag": third, "prefix": third, "label": "L", "language": third}]
    languages = tuple(dict.fromkeys(each["language"] for each in editions))
    titles = tuple(dict.fromkeys((*("zh", "en", third), *languages) if is_titled else languages))
    root = site(tmp_path, editions, tuple(filter(None, titles)) or ("zh",), third)
    for is_preview in (True, False):
        made = make_site(root, is_preview=is_preview, with_gates=True)
        is_wrong = any(each.severity is Severity.ERROR for each in made.diagnostics)
        assert is_preview or bool(made.outputs) != is_wrong
    for command in (("stamp",), ("stamp", "--all"), ("audit",)):
        assert run(*command, "--root", root).exit_code in (0, 1, 2)
