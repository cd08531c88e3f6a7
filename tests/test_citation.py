"""References as GB/T 7714 and APA 7 write them, in the words of each edition."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from small_site import GOOD, HEAD, PAGE, SOURCE, page, read, write_site

from sitegen.plan import plan
from sitegen.plan.pages.citation import Work, apa, gbt, in_order
from sitegen.views import Article, Citation, DocumentPage

DAY = datetime.date(2021, 6, 2)
URL = "https://example.org/a"
WORK = Work("上海某部门", "城市的规矩", DAY, URL, "某网站")
SITE = Work("A Small Site", "City spirit: what it is", datetime.date(2026, 11, 21), "https://example.org/en/")


def joined(citation: Citation, accessed: str = "…") -> str:
    """The whole reference as a reader copies it."""
    day = accessed if citation.accessed else ""
    return f"{citation.lead}{citation.title}{citation.tail}{day}{citation.end}"


@pytest.mark.parametrize(
    ("work", "reference"),
    [
        (WORK, f"上海某部门. 城市的规矩[EB/OL]. (2021-06-02)[…]. {URL}."),
        (
            SITE,
            "A Small Site. City spirit: what it is[EB/OL]. (2026-11-21)[…]. https://example.org/en/.",
        ),
        (replace(WORK, date=None), f"上海某部门. 城市的规矩[EB/OL]. […]. {URL}."),
        (replace(WORK, author=""), f"城市的规矩[EB/OL]. (2021-06-02)[…]. {URL}."),
        (replace(WORK, author="Acme Inc."), f"Acme Inc. 城市的规矩[EB/OL]. (2021-06-02)[…]. {URL}."),
        (replace(WORK, title="为什么？"), f"上海某部门. 为什么？[EB/OL]. (2021-06-02)[…]. {URL}."),
        (replace(WORK, address=""), "上海某部门. 城市的规矩[Z]. 某网站, 2021-06-02."),
        (replace(WORK, address="", publisher="上海某部门"), "上海某部门. 城市的规矩[Z]. 2021-06-02."),
        (replace(WORK, address="", date=None), "上海某部门. 城市的规矩[Z]. 某网站."),
        (replace(WORK, address="", date=None, publisher=""), "上海某部门. 城市的规矩[Z]."),
    ],
)
def test_gbt(work: Work, reference: str) -> None:
    """Author, title with its kind, day of change, day of access, address; each with a full stop."""
    assert joined(gbt(work)) == reference
    assert gbt(work).accessed == ("iso" if work.address else "")


@pytest.mark.parametrize(
    ("work", "reference"),
    [
        (WORK, f"上海某部门. (2021, June 2). 城市的规矩. 某网站. Retrieved …, from {URL}"),
        (
            SITE,
            "A Small Site. (2026, November 21). City spirit: what it is. Retrieved …, from https://example.org/en/",
        ),
        (
            replace(WORK, author="An Office", publisher="Somewhere", translation="Rules of the City"),
            f"An Office. (2021, June 2). 城市的规矩 [Rules of the City]. Somewhere. Retrieved …, from {URL}",
        ),
        (replace(WORK, date=None), f"上海某部门. (n.d.). 城市的规矩. 某网站. Retrieved …, from {URL}"),
        (
            replace(WORK, author="Acme Inc.", title="Why now?", publisher="Acme Inc."),
            f"Acme Inc. (2021, June 2). Why now? Retrieved …, from {URL}",
        ),
        (replace(WORK, address=""), "上海某部门. (2021, June 2). 城市的规矩. 某网站."),
        (replace(WORK, address="", publisher=""), "上海某部门. (2021, June 2). 城市的规矩."),
    ],
)
def test_apa(work: Work, reference: str) -> None:
    """Author, date, title, site where that is not the author, day of access, address without a full stop."""
    assert joined(apa(work)) == reference
    assert apa(work).accessed == ("long" if work.address else "")


@pytest.mark.parametrize("month", range(1, 13))
def test_months(month: int) -> None:
    """Months are in English words for APA and numbers of two digits for GB/T 7714."""
    day = datetime.date(2026, month, 9)
    assert f"({day.year}, {day:%B} 9)" in apa(replace(WORK, date=day)).lead
    assert f"(2026-{month:02}-09)" in gbt(replace(WORK, date=day)).tail


def test_order() -> None:
    """Readers of Chinese find theirs first, all others APA; no site has a style that nobody there uses."""

    def styles(*languages: str) -> list[str]:
        return [each.style for each in in_order(languages, gbt_work=WORK, apa_work=WORK)]

    assert styles("zh", "zh", "en") == ["GB/T 7714", "APA 7"]
    assert styles("en", "zh", "en") == ["APA 7", "GB/T 7714"]
    assert styles("en", "en") == styles("fr", "ja", "fr") == ["APA 7"]


def test_only_apa_sets_titles_in_italics() -> None:
    """GB/T 7714 knows no italics."""
    assert [each.is_italic for each in in_order(["zh"], gbt_work=WORK, apa_work=WORK)] == [False, True]


@pytest.fixture(scope="module")
def references(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[str]]:
    """The references of each page of a site, by edition and key."""
    site = GOOD["content/site.yaml"].replace("{zh: 小站, en", "{zh: 简单的小站, en")
    source = GOOD[SOURCE].replace(
        "publisher:", "issuer: {zh: 发文机关, en: The Office}\nurl: https://e.org/x\npublisher:"
    )
    files = {
        "content/site.yaml": site,
        SOURCE: source.replace("zh: 全名", "zh: 关于发展的意见"),
        "content/sources/bare.yaml": source.replace("url: https://e.org/x\n", "")
        .replace("prefix: O", "prefix: R")
        .replace("O-2", "R-2")
        .replace("issuer: {zh: 发文机关, en: The Office}\n", ""),
        PAGE: page("正文。", f"{HEAD}\nupdated: 2026-11-21"),
    }
    library = read(write_site(Path(tmp_path_factory.mktemp("site")), files))
    return {
        (str(each.address.edition.tag), each.address.key): [joined(cited) for cited in each.citations]
        for each in plan(library, drafts=False).pages
        if isinstance(each, Article | DocumentPage)
    }


EXPECTED = {
    ("zh-Hans", "city"): [
        "简单的小站. 城市[EB/OL]. (2026-11-21)[…]. https://example.org/zh-hans/city/.",
        "简单的小站. (2026, November 21). 城市. Retrieved …, from https://example.org/zh-hans/city/",
    ],
    ("zh-Hant-TW", "city"): [
        "簡單的小站. 城市[EB/OL]. (2026-11-21)[…]. https://example.org/zh-hant-tw/city/.",
        "簡單的小站. (2026, November 21). 城市. Retrieved …, from https://example.org/zh-hant-tw/city/",
    ],
    ("en", "city"): [
        "Small site. (n.d.). City. Retrieved …, from https://example.org/en/city/",
        "Small site. City[EB/OL]. […]. https://example.org/en/city/.",
    ],
    ("zh-Hant-TW", "sources/opinions"): [
        "發文機關. 關於發展的意見[EB/OL]. (2021-06-22)[…]. https://e.org/x.",
        "發文機關. (2021, June 22). 關於發展的意見. 某人. Retrieved …, from https://e.org/x",
    ],
    ("en", "sources/opinions"): [
        "The Office. (2021, June 22). 关于发展的意见 [The Opinions in full]. Somebody. "
        "Retrieved …, from https://e.org/x",
        "发文机关. 关于发展的意见[EB/OL]. (2021-06-22)[…]. https://e.org/x.",
    ],
    ("en", "sources/bare"): [
        "Somebody. (2021, June 22). 全名 [The Opinions in full].",
        "某人. 全名[Z]. 2021-06-22.",
    ],
}


@pytest.mark.parametrize(("edition", "key"), EXPECTED, ids="-".join)
def test_editions(references: dict[tuple[str, str], list[str]], edition: str, key: str) -> None:
    """A page is cited as its edition writes it; a document in its own language, with its English for APA."""
    assert references[edition, key] == EXPECTED[edition, key]
