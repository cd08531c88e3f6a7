"""What pages say of themselves to search engines and to programs that show cards (schema.org, Open Graph)."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from crawl import Site, strings
from small_site import page, read, run, write_site

from sitegen.model import Library
from sitegen.plan import Plan, plan
from sitegen.plan.sharing.reports import locale, report_address

REQUIRED = {
    "Article": {"headline", "description", "inLanguage", "isPartOf", "mainEntityOfPage", "license", "url"},
    "WebSite": {"name", "description", "inLanguage", "license", "url"},
    "DefinedTermSet": {"name", "description", "inLanguage", "isPartOf", "license", "hasDefinedTerm", "url"},
    "CollectionPage": {"name", "description", "inLanguage", "isPartOf", "url"},
    "WebPage": {"name", "description", "inLanguage", "isPartOf", "license", "mainEntity", "url"},
    "BreadcrumbList": {"itemListElement"},
    "DefinedTerm": {"name", "url"},
    "ListItem": {"position", "name", "item"},
}


Works = dict[str, dict[str, Any]]


class Head(HTMLParser):
    """Linked data and cards of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.data = ""
        self.cards: list[tuple[str, str]] = []
        self.in_data = False
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        self.in_data = named.get("type") == "application/ld+json"
        name = named.get("property", named.get("name", ""))
        if tag == "meta" and name.partition(":")[0] in ("og", "twitter", "article"):
            self.cards.append((name, named["content"]))

    def handle_data(self, data: str) -> None:
        if self.in_data:
            self.data += data
            self.in_data = False


@pytest.fixture(scope="module")
def heads(built_site: Site) -> dict[str, Head]:
    """What each page with linked data has in its head, by file."""
    read_all = {}
    for file in sorted(built_site.documents):
        head, end, _ = (built_site.folder / file).read_text(encoding="utf-8").partition("</head>")
        assert end, file
        read_all[file] = Head(head)
    return {file: head for file, head in read_all.items() if head.data}


@pytest.fixture(scope="module")
def works(heads: dict[str, Head]) -> Works:
    """The work that each page shows, by file."""
    return {file: json.loads(head.data)["@graph"][0] for file, head in heads.items()}


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every typed value in linked data."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


def test_pages_say_what_they_are(built_site: Site, heads: dict[str, Head], works: Works) -> None:
    """Home, glossary, contents and other pages have their kind in every edition, and a way down to them."""
    for prefix in built_site.editions:
        kinds = {file: work["@type"] for file, work in works.items() if file.startswith(f"{prefix}/")}
        assert kinds.pop(f"{prefix}/index.html") == "WebSite"
        assert kinds.pop(f"{prefix}/glossary/index.html") == "DefinedTermSet"
        for listing in ("contents", "glossary/references", "changes"):
            assert kinds.pop(f"{prefix}/{listing}/index.html") == "CollectionPage"
        assert {f"{prefix}/city-spirit/index.html", f"{prefix}/sources/opinions/index.html"} <= kinds.keys()
        both = {file for file, kind in kinds.items() if kind == "WebPage"}
        assert both == {file for file in kinds if built_site.documents[file].is_beside}
        assert set(kinds.values()) - {"WebPage"} == {"Article"}
    for file, head in heads.items():
        graph = json.loads(head.data)["@graph"]
        is_home = file.count("/") == 1
        assert [node["@type"] for node in graph[1:]] == ([] if is_home else ["BreadcrumbList"]), file


def test_required_properties(heads: dict[str, Head]) -> None:
    """What search engines ask for is there, and nothing is empty; works of the site have all of it."""
    for file, head in heads.items():
        data = json.loads(head.data)
        assert data["@context"] == "https://schema.org"
        assert "<" not in head.data
        for node in [*data["@graph"], *nodes(data["@graph"][0].get("hasDefinedTerm", []))]:
            assert REQUIRED[node["@type"]] <= node.keys(), file
            assert all(node.values()), file
        for step in nodes(data["@graph"][1:]):
            assert REQUIRED[step["@type"]] <= step.keys(), file


def test_articles_have_an_author_and_the_picture_of_their_card(
    built_site: Site, heads: dict[str, Head], works: Works
) -> None:
    """Nobody signs them: that is the site, by the name that it has in the edition."""
    articles = {file: work for file, work in works.items() if work["@type"] == "Article"}
    assert articles
    for file, work in articles.items():
        home = f"{built_site.base_url}{built_site.prefix(file)}/"
        assert work["author"] == {"@type": "Organization", "name": work["isPartOf"]["name"], "url": home}
    for file, head in heads.items():
        pictures = [value for name, value in head.cards if name == "og:image"]
        assert [works[file][name] for name in ("image",) if name in works[file]] == pictures, file
    assert all("image" in work for work in articles.values())


def test_the_root_is_shared_in_every_language(built_site: Site) -> None:
    """By all its names, and with a picture of them; what is lost there is not shared."""
    cards = dict(Head((built_site.folder / "index.html").read_text(encoding="utf-8")).cards)
    first = next(iter(built_site.editions))
    home = dict(Head((built_site.folder / first / "index.html").read_text(encoding="utf-8")).cards)
    english = dict(Head((built_site.folder / "en" / "index.html").read_text(encoding="utf-8")).cards)
    assert re.fullmatch(r".*/assets/cards/root\.\w+\.png", cards["og:image"])
    assert cards["og:image:alt"] == cards["og:title"]
    assert cards["og:title"] == f"{home['og:title']} · {english['og:title']}"
    assert cards["og:url"] == built_site.base_url
    assert Head((built_site.folder / "404.html").read_text(encoding="utf-8")).cards == []


def test_addresses_are_absolute_and_resolve(built_site: Site, heads: dict[str, Head]) -> None:
    """Each address has a host; those of the site lead to a page of it, and an article to its own."""
    for file, head in heads.items():
        data = json.loads(head.data)
        for node in nodes(data):
            named = {name: node[name] for name in ("@id", "url", "item") if name in node}
            assert all(value.startswith("https://") for value in named.values()), (file, named)
        for value in strings(data):
            if value.startswith(built_site.base_url):
                target, _ = built_site.find(file, value.partition("#")[0]) or ("", "")
                assert target in built_site.files, (file, value)
        own = built_site.base_url + built_site.documents[file].address
        assert data["@graph"][0]["url"] == own
        assert data["@graph"][0].get("mainEntityOfPage", own) == own


def test_editions_refer_to_one_another(built_site: Site, works: Works) -> None:
    """What says that it was made from another edition is named there as made from it, and back."""
    # The list of all pages is no work of its own, and pages with two editions show works of others.
    found = {file: work for file, work in works.items() if "Page" not in work["@type"]}
    by_id = {work["@id"]: work for work in found.values()}
    assert len(by_id) == len(found)
    made = {
        (work["@id"], work["translationOfWork"]["@id"])
        for work in found.values()
        if "translationOfWork" in work
    }
    named = {
        (each["@id"], work["@id"]) for work in found.values() for each in work.get("workTranslation", [])
    }
    assert made == named
    assert {id_ for pair in made for id_ in pair} <= by_id.keys()
    # Each page has one original, and it is in Simplified Chinese.
    originals = [work["inLanguage"] for work in found.values() if "translationOfWork" not in work]
    assert set(originals) == {"zh-Hans"}
    assert len(originals) * len(built_site.editions) == len(found)


def test_both_editions_on_a_page_are_named(built_site: Site, works: Works) -> None:
    """A bilingual page is in two languages, and shows works that have pages of their own."""
    ids = {work["@id"] for work in works.values()}
    for file, work in works.items():
        if work["@type"] == "WebPage":
            own = built_site.editions[built_site.prefix(file)]
            # In English the address says which edition stands beside it.
            other = file.split("/")[-2].removeprefix("bilingual").removeprefix("-")
            assert work["inLanguage"] == [own, built_site.editions.get(other, "en")], file
            assert {each["@id"] for each in work["mainEntity"]} <= ids


def test_articles_name_their_sources(built_site: Site, works: Works) -> None:
    """An article is based on the documents that it cites, the same in all editions."""
    for prefix in built_site.editions:
        work = works[f"{prefix}/city-spirit/index.html"]
        addresses = [each["url"] for each in work["isBasedOn"]]
        ids = [address.rstrip("/").rpartition("/")[2] for address in addresses]
        assert sorted(ids) == ["communique", "opinions", "resolution"]
        assert all(address.startswith(f"{built_site.base_url}{prefix}/sources/") for address in addresses)
    own = works["en/sources/opinions/index.html"]["isBasedOn"]
    assert [each["url"] for each in own] == [f"{built_site.base_url}en/sources/opinions/"]


def test_cards(built_site: Site, heads: dict[str, Head]) -> None:
    """A card has the words, the address and the locale of its page, and the locales of its other editions."""
    locales = {"zh-hans": "zh_CN", "zh-hant-hk": "zh_HK", "zh-hant-tw": "zh_TW", "en": "en_GB"}
    for file, head in heads.items():
        card = dict(head.cards)
        document = built_site.documents[file]
        assert card["og:url"] == document.canonical[0]
        assert card["og:locale"] == locales[built_site.prefix(file)]
        others = sorted(content for name, content in head.cards if name == "og:locale:alternate")
        assert others == sorted(set(locales.values()) - {card["og:locale"]}), file
        assert card["og:type"] == ("website" if file.count("/") == 1 else "article")
        assert {"og:title", "og:description", "og:site_name", "twitter:card"} <= card.keys()
        assert all(card.values()), file


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh-Hans", "zh_CN"),
        ("zh-Hant-HK", "zh_HK"),
        ("zh-hant-mo", "zh_MO"),
        ("zh-Hant", "zh_TW"),
        ("en", "en_GB"),
        ("en-US", "en_US"),
        ("de", "de_DE"),
        ("la", ""),
    ],
)
def test_locales(tag: str, expected: str) -> None:
    """Open Graph wants a territory: that of the tag, or the usual one."""
    assert locale(tag) == expected


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("mailto:a@b.org", "mailto:a@b.org?subject=A%20%26%20B&body=%E7%94%B2%0D%0A"),
        ("mailto:a@b.org?cc=c@d.org", "mailto:a@b.org?cc=c@d.org&subject=A%20%26%20B&body=%E7%94%B2%0D%0A"),
        (
            "https://x.org/o/r/issues/new",
            "https://x.org/o/r/issues/new?title=A%20%26%20B&body=%E7%94%B2%0D%0A",
        ),
        ("https://x.org/contact", "https://x.org/contact"),
    ],
)
def test_reports(contact: str, expected: str) -> None:
    """A mail and an issue are begun; any other address is left as it is."""
    assert report_address(contact, "A & B", ["甲"]) == expected


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A site whose pages have no record of what they were made from."""
    files = {
        "content/pages/only.zh.md": page("正文。", "title: 甲</script>\nsummary: 一句。\nupdated: 2026-01-02")
    }
    return read(write_site(tmp_path_factory.mktemp("small"), files))


@pytest.fixture(scope="module")
def small(library: Library) -> Plan:
    """Its plan."""
    return plan(library, drafts=False)


def work(planned: Plan, prefix: str, key: str) -> dict[str, Any]:
    """The work that a page of a plan shows."""
    found = {(each.address.edition.prefix, each.address.key): each for each in planned.pages}
    node: dict[str, Any] = found[prefix, key].sharing.linked_data["@graph"][0]
    return node


def test_without_a_record_the_first_edition_is_the_original(small: Plan) -> None:
    """Somebody wrote first; where nobody says who, the order of the editions does."""
    home = "https://example.org/zh-hans/#website"
    assert "translationOfWork" not in work(small, "zh-hans", "index")
    for prefix in ("zh-hant-hk", "zh-hant-tw", "en"):
        assert work(small, prefix, "index")["translationOfWork"]["@id"] == home
        assert "workTranslation" not in work(small, prefix, "index")


def test_what_is_not_known_is_left_out(small: Plan) -> None:
    """No sources, no other language, no date: no property, rather than an empty one."""
    only = work(small, "zh-hans", "only")
    assert [each["inLanguage"] for each in only["workTranslation"]] == ["zh-Hant-HK", "zh-Hant-TW"]
    assert only["dateModified"] == "2026-01-02"
    assert not {"isBasedOn", "translationOfWork", "hasDefinedTerm"} & only.keys()
    assert "dateModified" not in work(small, "zh-hans", "city")


def test_names_of_terms(small: Plan) -> None:
    """A term is called what the edition calls it, and has the address of its entry there."""
    for prefix, name in (("zh-hant-tw", "網際網路"), ("en", "internet")):
        (term,) = work(small, prefix, "glossary")["hasDefinedTerm"]
        assert term["name"] == name
        assert term["url"] == f"https://example.org/{prefix}/glossary/#hu-lian-wang"


PICTURE = "templates/page.html"
# The head of a PNG of 1200 by 630, in which nothing follows: enough to be measured.
SIZE = (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + SIZE + b"\x08\2\0\0\0" + bytes(16)


@pytest.fixture
def carded(tmp_path: Path) -> Path:
    """A built site whose templates are the project's in part, with a card for one of its pages."""
    words = "{% include 'partials/sharing.html' %}"
    head = "title: 甲</script>\nsummary: 一句。"
    root = write_site(
        tmp_path / "root",
        {PICTURE: words, "templates/contents.html": "list", "content/pages/city.zh.md": page("正文。", head)},
    )
    card = root / "assets" / "cards" / "en" / "city.png"
    card.parent.mkdir(parents=True)
    card.write_bytes(PNG)
    result = run("build", "--root", root, "--into", tmp_path / "site")
    assert (result.stderr, result.exit_code) == ("", 0)
    return tmp_path / "site"


def test_pictures_of_cards(carded: Path) -> None:
    """A card has a picture where there is one for its page and edition, with size and words."""
    card = dict(Head((carded / "en/city/index.html").read_text(encoding="utf-8")).cards)
    assert re.fullmatch(r"https://example\.org/assets/cards/en/city\.[0-9a-f]{10}\.png", card.pop("og:image"))
    assert (card["og:image:width"], card["og:image:height"]) == ("1200", "630")
    assert (card["og:image:alt"], card["twitter:card"]) == ("City – Small site", "summary_large_image")
    other = dict(Head((carded / "zh-hans/city/index.html").read_text(encoding="utf-8")).cards)
    assert other["twitter:card"] == "summary"
    assert not [name for name in other if name.startswith("og:image")]


def test_linked_data_cannot_end_its_script(carded: Path) -> None:
    """Whatever a title says, the script goes on."""
    text = (carded / "zh-hans/city/index.html").read_text(encoding="utf-8")
    assert text.count("</script>") == 1
    assert json.loads(Head(text).data)["@graph"][0]["headline"] == "甲</script>"


def test_the_same_data_every_time(small: Plan, library: Library) -> None:
    """Neither the order of sets nor what was asked before shows."""
    again = plan(library, drafts=False)
    for one, other in zip(small.pages, again.pages, strict=True):
        assert json.dumps(one.sharing.linked_data) == json.dumps(other.sharing.linked_data)
