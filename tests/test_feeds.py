"""One feed for each edition (RFC 4287)."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from crawl import Site
from small_site import GOOD, SITE, changed, page, run, write_site

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")
FEEDS = "templates/page.html"


def only(element: ET.Element, name: str) -> str:
    """The text of the one child of this name."""
    (child,) = element.findall(f"{ATOM}{name}")
    return child.text or ""


def links(element: ET.Element, rel: str) -> dict[str, str]:
    """Addresses by language, or by type where a link has none."""
    found = [link.attrib for link in element.findall(f"{ATOM}link") if link.attrib["rel"] == rel]
    by_language = {each.get("hreflang", each["type"]): each["href"] for each in found}
    assert len(by_language) == len(found), "two links that differ in nothing but their address"
    return by_language


@pytest.fixture
def feeds(built_site: Site) -> dict[str, ET.Element]:
    """The feed of each edition by prefix."""
    return {
        prefix: ET.parse(built_site.folder / prefix / "feed.xml").getroot() for prefix in built_site.editions
    }


def test_feeds_have_what_they_must_have(built_site: Site, feeds: dict[str, ET.Element]) -> None:
    """Id, title and moment, once each; an author; a link to itself and to what it is a feed of."""
    ids = []
    for prefix, feed in feeds.items():
        tag = built_site.editions[prefix]
        address = f"{built_site.base_url}{prefix}/feed.xml"
        assert (feed.tag, feed.attrib[LANGUAGE]) == (f"{ATOM}feed", tag)
        assert links(feed, "self") == {"application/atom+xml": address}
        assert links(feed, "alternate") == {tag: f"{built_site.base_url}{prefix}/"}
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        assert only(feed, "updated") == max(only(entry, "updated") for entry in feed.iter(f"{ATOM}entry"))
        for each in (feed, *feed.iter(f"{ATOM}entry")):
            assert only(each, "title")
            assert MOMENT.fullmatch(only(each, "updated"))
            assert only(each, "id").startswith(built_site.base_url)
            ids.append(only(each, "id"))
    assert len(ids) == len(set(ids))


def test_entries_are_the_dated_pages(built_site: Site, feeds: dict[str, ET.Element]) -> None:
    """Each dated page is an entry with its summary, its address and those of its other editions."""
    sitemap = (built_site.folder / "sitemap.xml").read_text(encoding="utf-8")
    dated = re.findall(r"<loc>([^<]+)</loc>\s*<lastmod>([^<]+)<", sitemap)
    for prefix, feed in feeds.items():
        entries = feed.findall(f"{ATOM}entry")
        own = f"{built_site.base_url}{prefix}/"
        # The same page with another beside it is no news.
        expected = {
            (address, f"{day}T00:00:00Z")
            for address, day in dated
            if address.startswith(own) and not re.search(r"/(bilingual[^/]*|changes)/$", address)
        }
        moments = [only(entry, "updated") for entry in entries]
        assert moments == sorted(moments, reverse=True)
        # What changed on the site has its day on a page of its own.
        entries = [entry for entry in entries if "#" not in only(entry, "id")]
        assert {(only(entry, "id"), only(entry, "updated")) for entry in entries} == expected
        for entry in entries:
            file, _ = built_site.find("index.html", only(entry, "id")) or ("", "")
            alternates = dict(built_site.documents[file].alternates)
            alternates.pop("x-default")
            assert links(entry, "alternate") == alternates
            assert only(entry, "summary")


def test_pages_lead_to_the_feed_of_their_edition(built_site: Site) -> None:
    """Browsers and feed readers find it in every head, readers where they are told what changed."""
    for file, document in built_site.documents.items():
        prefix = built_site.prefix(file)
        if not prefix or not document.is_indexed:
            continue
        tags = [
            reference.tag
            for reference in document.references
            if (built_site.find(file, reference.value) or ("", ""))[0] == f"{prefix}/feed.xml"
        ]
        assert "link" in tags, file
        assert ("a" in tags) == file.endswith("/changes/index.html"), file


def build(tmp_path: Path, files: dict[str, str]) -> Path:
    """Build the small site, changed by `files`; give its output folder."""
    result = run("build", "--root", write_site(tmp_path / "root", files), "--into", tmp_path / "site")
    more = [line for line in result.stderr.splitlines() if ": note: " not in line and line[:4] != "    "]
    assert (result.exit_code, more) == (0, [])
    return tmp_path / "site"


LEADS_TO_FEED = {FEEDS: "{% if frame.feed_url %}{{ frame.feed_url }}{% endif %}"}
DATED = {"content/pages/city.en.md": page("Text.", "title: A & B\nsummary: One <b>.\nupdated: 2026-01-02")}


def test_only_editions_with_dates_have_a_feed(tmp_path: Path) -> None:
    """No date is made up: pages without one are no entries, editions without any have no feed."""
    site = build(tmp_path, {**LEADS_TO_FEED, **DATED})
    assert [path.parent.name for path in site.rglob("feed.xml")] == ["en"]
    feed = ET.parse(site / "en" / "feed.xml").getroot()
    (entry,) = feed.findall(f"{ATOM}entry")
    assert (only(entry, "title"), only(entry, "summary")) == ("A & B", "One <b>.")
    assert only(feed, "updated") == only(entry, "updated") == "2026-01-02T00:00:00Z"
    assert (site / "en" / "city" / "index.html").read_text(encoding="utf-8") == "/en/feed.xml"


def test_no_feed_that_no_template_leads_to(tmp_path: Path) -> None:
    """What nobody can find is not written: neither the feed nor the list of all pages."""
    site = build(tmp_path, DATED)
    assert list(site.rglob("feed.xml")) == []
    assert not (site / "en" / "contents").exists()
    assert "contents" not in (site / "sitemap.xml").read_text(encoding="utf-8")


# Pages that the navigation does not name are no fault here.
UNLISTED = changed(SITE, "severities: {", "severities: {not-in-navigation: off, ")
LEADS_TO_LIST = {
    FEEDS: GOOD[FEEDS] + "{{ frame.contents_url }}\n",
    "templates/contents.html": """\
{{ page.title }}
{% for run in page.groups %}
{{ run.title }}:{% for each in run.pages %} {{ each.title }} {{ each.url }} {{ each.minutes }}{% endfor %} /
{% endfor %}""",
}


def test_the_list_of_all_pages(tmp_path: Path) -> None:
    """Every page by group of the navigation, then those outside it, then the source documents."""
    outside = {
        f"content/pages/extra.{language}.md": page("Text.", "title: Extra\nsummary: One.")
        for language in ("zh", "en")
    }
    outside |= UNLISTED
    words = {
        "content/interface.yaml": "en: {contents_title: List, contents_other: Other, documents: Texts}\n"
    }
    site = build(tmp_path, {**LEADS_TO_LIST, **outside, **words})
    assert (site / "en" / "contents" / "index.html").read_text(encoding="utf-8").splitlines() == [
        "List",
        "All: Home /en/ 1 City /en/city/ 1 Glossary /en/glossary/ 0 /",
        "Other: Extra /en/extra/ 1 /",
        "Texts: The Opinions /en/sources/opinions/ 0 /",
    ]
    assert "https://example.org/zh-hans/contents/" in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_a_page_called_contents_takes_the_place_of_the_list(tmp_path: Path) -> None:
    """What an author writes wins."""
    own = {f"content/pages/contents.{language}.md": page("Mine.") for language in ("zh", "en")}
    site = build(tmp_path, {**LEADS_TO_LIST, **UNLISTED, **own})
    assert "<p>Mine.</p>" in (site / "en" / "contents" / "index.html").read_text(encoding="utf-8")


def test_a_list_without_a_template_is_reported_where_it_is_led_to(tmp_path: Path) -> None:
    """As any template that another one names."""
    files = {**changed(FEEDS, "{{ body }}\n", "{{ body }}{{ frame.contents_url }}\n")}
    files["templates/contents.html"] = "{% include 'partials/listing.html' %}"
    result = run("build", "--root", write_site(tmp_path / "root", files), "--into", tmp_path / "site")
    assert "templates/contents.html:1:1: error: there is no template `partials/listing.html`" in result.stderr
