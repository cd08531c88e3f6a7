"""Every page of the built site, at its own address and at one below the root of a host.

Each test lists all that is wrong with the whole site, so that one run is enough to mend it.
"""

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from crawl import Document, Reference, Site
from opencc import OpenCC
from static_server import serving

CHINESE_IN_TRADITIONAL = {"zh-Hant-HK": "s2hk", "zh-Hant-TW": "s2tw"}

# Nothing in the site leads to these: robots, web servers and the next build know them by name.
KNOWN_BY_NAME = {"robots.txt", "sitemap.xml", "_headers", ".nojekyll", ".sitegen-files"}


@pytest.fixture(scope="module", params=["built_site", "moved_site"])
def site(request: pytest.FixtureRequest) -> Site:
    """The site at its own address, then at https://example.org/a/b/."""
    return request.getfixturevalue(request.param)


def none_of(faults: Iterator[str]) -> None:
    """Fail with the whole list."""
    listed = list(faults)
    assert not listed, f"{len(listed)} found:\n" + "\n".join(listed[:50])


def references(site: Site) -> Iterator[tuple[str, Reference]]:
    """Everything that any file refers to."""
    for file, document in site.documents.items():
        yield from ((file, reference) for reference in document.references)
    for file, fetched in site.style_references.items():
        yield from ((file, reference) for reference in fetched)


def renditions(site: Site, key: str) -> dict[str, str]:
    """The address of each edition's rendition of a page, by tag."""
    return {
        tag: f"{site.base_url}{prefix}/{key}"
        for prefix, tag in site.editions.items()
        if f"{prefix}/{key}index.html" in site.documents
        and not site.documents[f"{prefix}/{key}index.html"].moved
    }


def published(site: Site) -> list[Document]:
    """The pages that have an address of their own: all but the 404 pages and former addresses."""
    return [document for document in site.documents.values() if not document.is_404 and not document.moved]


def test_there_is_a_site(site: Site) -> None:
    """The other tests would find no fault in an empty folder."""
    homes = {f"{prefix}/index.html" for prefix in site.editions}
    missing_pages = {f"{prefix}/404.html" for prefix in site.editions}
    assert len(site.editions) == (2 if site.base_path == "/a/b/" else 4)
    assert site.documents.keys() > homes | missing_pages | {"index.html", "404.html"}


def test_links_and_assets_resolve(site: Site) -> None:
    """Each internal address names a file of the output, and each fragment an id in it."""

    def faults() -> Iterator[str]:
        for file, reference in references(site):
            place = f"{file}:{reference.line}: <{reference.tag}> {reference.value}"
            if not reference.value.strip():
                yield f"{place}: empty, which leads to the page itself"
            if (found := site.find(file, reference.value)) is None:
                continue
            name, fragment = found
            if name not in site.files:
                yield f"{place}: there is no {name}"
            elif fragment and name in site.ids and fragment not in site.ids[name]:
                yield f"{place}: no element of {name} has this id"

    none_of(faults())


def test_nothing_comes_from_elsewhere(site: Site) -> None:
    """Whatever a browser fetches by itself, it fetches from this site."""

    def faults() -> Iterator[str]:
        for file, reference in references(site):
            if reference.fetched and site.find(file, reference.value) is None:
                yield f"{file}:{reference.line}: <{reference.tag}> {reference.value}"

    none_of(faults())


def test_404_pages_work_at_any_depth(site: Site) -> None:
    """A relative address on a 404 page would mean something else wherever the page is shown."""

    def faults() -> Iterator[str]:
        for document in site.documents.values():
            for reference in document.references:
                relative = not re.match(r"/|#|[a-z][a-z0-9+.-]*:", reference.value)
                if document.is_404 and relative:
                    yield f"{document.file}:{reference.line}: {reference.value}"

    none_of(faults())


def test_nothing_is_stale(site: Site) -> None:
    """From the chooser and the 404 pages a reader or a browser comes to every file of the output."""
    links: dict[str, set[str]] = {}
    for file, reference in references(site):
        if found := site.find(file, reference.value):
            links.setdefault(file, set()).add(found[0])
    # Nobody leads to former addresses: readers bring them along.
    entries = (document.file for document in site.documents.values() if document.is_404 or document.moved)
    waiting = ["index.html", *entries]
    reached = set(waiting)
    while waiting:
        fresh = links.get(waiting.pop(), set()) - reached
        reached |= fresh
        waiting += fresh

    def faults() -> Iterator[str]:
        for file in site.files:
            plain = re.sub(r"\.(br|gz)$", "", file)
            name = plain.rpartition("/")[2]
            if plain not in reached | KNOWN_BY_NAME and name not in site.names_in_code:
                yield file

    none_of(faults())


def test_asset_names_hold_a_digest(site: Site) -> None:
    """Assets are cached for a year, so different contents must have different names."""

    def faults() -> Iterator[str]:
        for file in site.files:
            if file.startswith("assets/") and not re.search(r"[.-][0-9a-z]{8,}\.", file):
                yield file

    none_of(faults())


def test_ids_are_unique(site: Site) -> None:
    """Two elements with one id leave a link no place to lead to."""

    def faults() -> Iterator[str]:
        for document in site.documents.values():
            yield from (f"{document.file}: {name}" for name, count in document.ids.items() if count > 1)

    none_of(faults())


def test_nothing_is_inline(site: Site) -> None:
    """The Content-Security-Policy allows no style attribute, inline script or event attribute."""
    none_of(fault for document in site.documents.values() for fault in document.inline)


def test_linked_data_is_json(site: Site) -> None:
    """Search engines leave out, without a word, linked data that they cannot read."""
    none_of(fault for document in site.documents.values() for fault in document.broken_data)


def test_each_page_has_one_main_heading(site: Site) -> None:
    """One h1 says what a page is, to search engines and to screen readers."""

    def faults() -> Iterator[str]:
        for document in site.documents.values():
            if document.headings["h1"] != 1:
                yield f"{document.file}: {document.headings['h1']} h1 elements"

    none_of(faults())


def test_images_have_a_text_and_a_size(site: Site) -> None:
    """A picture can be heard, and does not push the text down when it arrives."""
    none_of(image for document in site.documents.values() for image in document.bare_images)


def test_pages_say_their_language(site: Site) -> None:
    """The language of a page is the tag of its edition."""

    def faults() -> Iterator[str]:
        for file, document in site.documents.items():
            tag = site.editions.get(site.prefix(file), "")
            if not document.lang or (tag and document.lang != tag):
                yield f"{file}: lang is {document.lang!r}"

    none_of(faults())


def test_pages_name_their_own_address(site: Site) -> None:
    """Each edition is an original to search engines, not a copy of another one."""

    def faults() -> Iterator[str]:
        for document in published(site):
            if document.canonical != [site.base_url + document.address]:
                yield f"{document.file}: canonical is {document.canonical}"

    none_of(faults())


def test_alternates_are_mutual(site: Site) -> None:
    """A page names each edition that has it, itself included, and where readers of other languages go.

    The chooser leads to all homes and is where they send everybody else, so it names the same as they do.
    """

    def faults() -> Iterator[str]:
        for document in published(site):
            key = site.key(document)
            expected = renditions(site, key)
            fallback = expected.get("en") or expected.get("zh-Hans")
            expected["x-default"] = fallback if key else site.base_url
            if sorted(document.alternates) != sorted(expected.items()):
                yield f"{document.file}: {sorted(document.alternates)}, not {sorted(expected.items())}"

    none_of(faults())


def test_sitemap_lists_the_pages(site: Site) -> None:
    """The sitemap has each page that search engines may show, once, and nothing else."""
    sitemap = ElementTree.parse(site.folder / "sitemap.xml")
    listed = [element.text for element in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    expected = [site.base_url + document.address for document in published(site) if document.is_indexed]
    assert sorted(listed) == sorted(expected)


def test_robots_find_the_sitemap(site: Site) -> None:
    """The sitemap has no other place where it is announced."""
    lines = (site.folder / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert f"Sitemap: {site.base_url}sitemap.xml" in lines


def test_missing_pages_are_answered_in_their_edition(site: Site) -> None:
    """An address that does not exist gets the 404 page of its edition, any other the common one."""
    with serving(site) as address:
        place = urlsplit(address)
        connection = HTTPConnection(place.netloc)
        for prefix in ("", *(f"{prefix}/" for prefix in site.editions)):
            connection.request("GET", f"{place.path}{prefix}no/such/page/")
            answer = connection.getresponse()
            assert answer.status == 404
            assert answer.read() == (site.folder / prefix / "404.html").read_bytes()
        connection.close()


def test_traditional_pages_are_traditional(built_site: Site) -> None:
    """No run of Traditional text holds a character that only Simplified Chinese has.

    Some characters belong to both scripts (后, 里, 台). Those that Big5 counts among the frequent ones, in
    its first level, are taken for right wherever they stand.
    """
    simplified: dict[str, set[str]] = {}
    for tag, profile in CHINESE_IN_TRADITIONAL.items():
        converter = OpenCC(profile)
        runs = [run for document in built_site.documents.values() for run in document.runs if run[1] == tag]
        characters = {character for _, _, text in runs for character in text}
        simplified[tag] = {c for c in characters if converter.convert(c) != c and not is_frequent_in_big5(c)}

    def faults() -> Iterator[str]:
        for document in built_site.documents.values():
            for line, lang, text in document.runs:
                if found := simplified.get(lang, set()) & set(text):
                    yield f"{document.file}:{line}: {''.join(sorted(found))} in {text.strip()[:60]}"

    none_of(faults())


def is_frequent_in_big5(character: str) -> bool:
    """Big5 orders its characters by use: its first level, up to 0xC67E, has the 5,401 frequent ones."""
    code = character.encode("big5", errors="ignore")
    return b"\xa4\x40" <= code <= b"\xc6\x7e"


def test_same_content_gives_same_bytes(built_site: Site, rebuilt_site: Site) -> None:
    """Neither the folder, the clock, the locale nor the order of hashes shows in the output."""
    differences = built_site.files.items() ^ rebuilt_site.files.items()
    assert not differences, "\n".join(sorted({file for file, _ in differences}))


def test_marks_are_explained_where_they_stand(built_site: Site) -> None:
    """A page that marks paragraphs of the sources says at its end what the letters of the marks mean."""
    letters = {}
    for document in built_site.documents.values():
        text = (built_site.folder / document.file).read_text(encoding="utf-8")
        if re.search(r'<body class="(home|page)', text) and re.search(
            r'<a class="source" href="[^#"]+#', text
        ):
            end = text.rpartition('<p class="marks">')[2]
            letters[document.file] = re.findall(r'<span class="source">(\w+)</span>', end)
    # Source pages and lists of references are themselves what the marks lead to.
    authored = {
        file: found
        for file, found in letters.items()
        if "/sources/" not in file or file.endswith("/sources/index.html")
    }
    assert len(authored) >= 70
    assert {file: found for file, found in authored.items() if found != ["O", "C", "R"]} == {}


def test_the_front_page_leads_on(built_site: Site) -> None:
    """A newcomer who has read the front page finds the next one below it."""
    for prefix in built_site.editions:
        text = (built_site.folder / prefix / "index.html").read_text(encoding="utf-8")
        assert f'class="next" href="/{prefix}/background/" rel="next"' in text
