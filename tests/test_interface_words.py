"""Interface words of single editions: those of Taiwan and Hong Kong, and what only the mainland says."""

from pathlib import Path

import pytest
import yaml
from checked import checked
from small_site import GOOD, OWN, write_site
from told import told

from sitegen.checks.prose.conversion import check_mainland_words
from sitegen.checks.settings import check_own_words
from sitegen.facts.voices.voice import Voice, make_voices
from sitegen.model import Library
from sitegen.read.library import read_library
from sitegen.text.script.conversion import simplify_characters
from sitegen.text.script.mainland import FILE

WORDS = "content/interface.yaml"
SITE = "content/site.yaml"
MACAU = "  - {tag: zh-MO, prefix: mo, label: 澳門, language: zh}\n  - {tag: en,"


def read(root: Path, files: dict[str, str]) -> Library:
    """What is read of a small site with these files."""
    library, _ = read_library(write_site(root, files), OWN)
    assert library is not None
    return library


def words(**sets: dict[str, str]) -> dict[str, str]:
    """The file of interface words; `_` in the name of a set is a hyphen."""
    known = yaml.safe_load(GOOD[WORDS])
    known["zh"] |= sets.pop("zh", {})
    named = {name.replace("_", "-"): said for name, said in sets.items()}
    return {WORDS: yaml.safe_dump({**known, **named}, allow_unicode=True)}


def voice(library: Library, tag: str) -> Voice:
    """How an edition speaks."""
    terms, documents = library.terms.values(), library.documents.values()
    voices = make_voices(library.site, library.interface, library.conversion, terms, documents)
    (edition,) = (each for each in library.site.editions if each.tag == tag)
    return voices.of(edition)


def test_an_edition_says_single_words_otherwise(tmp_path: Path) -> None:
    """They are not converted; all others are, and what all fill in comes from the edition's own words."""
    library = read(
        tmp_path,
        words(
            zh={
                "search": "搜索",
                "home": "首页",
                "original": "本页的{original}版",
                "written_hans": "简体中文",
            },
            zh_Hant={"search": "搜尋", "home": "頁"},
            zh_hant_tw={"home": "首頁后", "written_hans": "簡體字"},
        ),
    )
    taiwan, hong_kong = voice(library, "zh-Hant-TW").words, voice(library, "zh-Hant-HK").words
    assert (taiwan["search"], taiwan["home"], taiwan["original"]) == ("搜尋", "首頁后", "本頁的簡體字版")
    assert (hong_kong["search"], hong_kong["home"], hong_kong["original"]) == (
        "搜尋",
        "頁",
        "本頁的簡體中文版",
    )
    assert voice(library, "zh-Hans").words["search"] == "搜索"


def test_the_words_of_the_project_serve_other_sites(tmp_path: Path) -> None:
    """They go to the editions of the same usage, but for words that the site says itself."""
    site = GOOD[SITE].replace("  - {tag: en,", MACAU, 1).replace("zh-Hant-TW", "zh-TW")
    library = read(tmp_path, {SITE: site, WORDS: "zh: {licence_code: 代码}\n"})
    assert voice(library, "zh-TW").words["search_label"] == "搜尋本站"
    assert voice(library, "zh-MO").words["footnote_back"] == "返回正文的註{number}"
    assert voice(library, "zh-TW").words["licence_code"] == "代碼"
    assert checked(check_own_words, library) == []


def test_a_site_that_is_written_in_traditional(tmp_path: Path) -> None:
    """Its own edition has them too; what is derived in Simplified is not touched."""
    site = """\
title: {zh: 站}
description: {zh: 站。}
base_url: https://example.org/
contact: mailto:editor@example.org
editions:
  - {tag: zh-Hant-TW, prefix: tw, label: 臺, language: zh}
  - {tag: zh-Hans, prefix: hans, label: 简, language: zh}
"""
    library = read(tmp_path, {SITE: site, WORDS: "fr: {home: Accueil}\n"})
    assert voice(library, "zh-Hant-TW").words["search_label"] == "搜尋本站"
    assert voice(library, "zh-Hans").words["search_label"] == "搜索本站"


@pytest.mark.parametrize(
    ("sets", "says"),
    [
        (
            {"zh_Hant_TV": {"home": "頁"}},
            "edition-name unknown known=zh-Hans,zh-Hant-HK,zh-Hant-TW,en name=zh-Hant-TV",
        ),
        (
            {"zh_Hant_MO": {"home": "頁"}},
            "edition-name waiting known=zh-Hans,zh-Hant-HK,zh-Hant-TW,en name=zh-Hant-MO",
        ),
        ({"zh_Hant_TW": {"hoem": "頁"}}, "bad-word key key=hoem language=zh near=home"),
        ({"zh_Hant_TW": {"home": "頁{count}"}}, "bad-word unknown key=home name=count"),
        ({"zh_Hant_TW": {"home": "頁{a!r}"}}, "bad-word form key=home name=a!r"),
        ({"zh_Hant_TW": {"home": "頁{"}}, "bad-word brace key=home"),
        # Two editions share it, and it is told once.
        ({"zh_Hant": {"hoem": "頁"}}, "bad-word key key=hoem language=zh near=home"),
    ],
)
def test_words_that_cannot_be_said(sets: dict[str, dict[str, str]], says: str, tmp_path: Path) -> None:
    """A name that no edition has, a key that the language lacks, and gaps that it does not fill."""
    library = read(tmp_path, words(**sets))
    (fault,) = checked(check_own_words, library)
    said = told(fault).removeprefix(f"{fault.place} ")
    assert all(part in said for part in says.split(" ")), said
    text = (tmp_path / WORDS).read_text("utf-8").splitlines()
    assert text[fault.place.line - 1][fault.place.column - 1 :].strip("'").startswith("頁")


def test_sets_of_languages_that_no_edition_has(tmp_path: Path) -> None:
    """They may stand there, and wait for one."""
    assert checked(check_own_words, read(tmp_path, words(ja={"home": "家"}))) == []


def test_words_of_the_mainland(tmp_path: Path) -> None:
    """Each is named where its author wrote it, with what the readers of the edition say."""
    library = read(tmp_path, words(zh={"home": "网络与信息"}, zh_Hant_TW={"search": "看屏幕"}))
    text = (tmp_path / WORDS).read_text("utf-8").splitlines()
    found = [
        (
            text[each.place.line - 1][each.place.column - 1 :].partition("\n")[0],
            each.case,
            str(dict(each.values)["edition"]),
            dict(each.values)["instead"],
        )
        for each in checked(check_mainland_words, library)
    ]
    assert sorted(found) == [
        ("信息", "converted", "zh-Hant-HK", ("資訊",)),
        ("信息", "converted", "zh-Hant-TW", ("資訊",)),
        ("屏幕", "own", "zh-Hant-TW", ("螢幕",)),
        ("网络与信息", "converted", "zh-Hant-TW", ("網路",)),
    ]


def test_the_words_of_this_project_are_at_home() -> None:
    """Nothing of the mainland is left in them, and each has the gaps of the word that it stands for."""
    library, _ = read_library(OWN, OWN)
    assert library is not None
    assert [told(each) for each in checked(check_mainland_words, library)] == []
    project = yaml.safe_load((OWN / WORDS).read_text("utf-8"))
    for name in ("zh-Hant-HK", "zh-Hant-TW"):
        for key, said in project[name].items():
            assert said.count("{") == project["zh"][key].count("{"), key
            # What is converted to the same needs no line of its own.
            written = voice(library, name).say(project["zh"][key])
            assert said != written, key


def test_the_list() -> None:
    """It is keyed in Simplified; nothing that it offers is one of its own words for the same place."""
    table = yaml.safe_load(FILE.read_text("utf-8"))
    assert [word for word in (*table["words"], *table["others"]) if simplify_characters(word) != word] == []
    assert len({*table["words"], *table["others"]}) == len(table["words"]) + len(table["others"])
    for word, said in table["words"].items():
        assert said
        assert set(said) <= {"tw", "hk"}
        for forms, instead in said.items():
            barred = {other for other, each in table["words"].items() if forms in each}
            # 文件 is what Taiwan and Hong Kong call a 文档; whole words alone are meant.
            assert not barred & {simplify_characters(each) for each in instead}, word
