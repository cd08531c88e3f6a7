"""Rules for addresses and quotations in pages."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.checks.nearest import did_you_mean
from sitegen.model import Diagnostic, Library, Link, Mend, Page, Severity
from sitegen.plan.addresses import (
    GLOSSARY,
    FileTarget,
    PageTarget,
    ParagraphTarget,
    PictureTarget,
    RefusedTarget,
    TermTarget,
    WebTarget,
    read_address,
)


def check_links(library: Library) -> Iterator[Diagnostic]:
    """Every address is of a kind that pages may hold, and what it names exists."""
    for page in library.pages.values():
        for link in page.links:
            yield from _check_link(library, page, link)


def _check_link(library: Library, page: Page, link: Link) -> Iterator[Diagnostic]:
    match read_address(link.address, page.path, page.key, page.language):
        case RefusedTarget() as refused:
            yield _refused(link, refused)
            return
        case WebTarget(url) if url.lower().startswith("http:") and not link.is_image:
            message = f"`{url}` is not encrypted: it can be read and changed on its way"
            hint = "Write https: if that address has it too."
            yield Diagnostic(link.place, "insecure-address", message, hint, Severity.WARNING)
        case FileTarget(path):
            yield from _check_file(library, link, path)
            return
        case PictureTarget(name) if link.is_image:
            if name not in library.pictures and not library.has_unread(f"content/pictures/{name}."):
                otherwise = "Write the name of a file in content/pictures, without its ending."
                hint = did_you_mean(name, library.pictures, otherwise)
                message = f"there is no picture `{name}`"
                yield Diagnostic(link.place, "unknown-picture", message, hint)
        case PictureTarget(name):
            message = f"the address `{link.address}` is refused: picture: shows a picture, and is no link"
            hint = f"Write an exclamation mark before it: ![…](picture:{name})."
            yield Diagnostic(link.place, "refused-address", message, hint)
        case _ if link.is_image:
            message = f"the picture `{link.address}` is not a file of this site"
            hint = "Put the picture beside the page or below assets/ and write its file name."
            yield Diagnostic(link.place, "refused-address", message, hint)
        case PageTarget() as target:
            yield from _check_page(library, page, link, target)
        case ParagraphTarget(id_) if id_ not in library.paragraphs and not library.has_unread(
            "content/sources/"
        ):
            hint = did_you_mean(id_, library.paragraphs, "Look the number up in content/sources.")
            yield Diagnostic(link.place, "unknown-paragraph", f"no source has the paragraph `{id_}`", hint)
        case ParagraphTarget(id_) if link.text and link.text != id_:
            message = f"the mark `{link.text}` leads to {id_}"
            hint = f"Write the paragraph that you mean in both places: [{id_}](source:{id_})."
            yield Diagnostic(link.place, "mislabelled-citation", message, hint)
        case TermTarget(id_) if id_ not in library.terms and not library.has_unread("content/glossary."):
            hint = did_you_mean(
                id_, library.terms, "Look the id up in content/glossary.yaml, or add the term."
            )
            yield Diagnostic(link.place, "unknown-term", f"the glossary has no term `{id_}`", hint)
        case TermTarget() if (GLOSSARY, page.language) not in library.pages and not library.has_unread(
            f"content/pages/{GLOSSARY}."
        ):
            hint = f"Write content/pages/{GLOSSARY}.{page.language}.md with `template: glossary`."
            yield Diagnostic(
                link.place, "unknown-term", "there is no glossary page for this term to stand on", hint
            )
    if not link.text and not link.is_image:
        message = f"the link to `{link.address}` has no words"
        yield Diagnostic(
            link.place, "empty-link", message, "Write between the brackets what the reader will find."
        )


def _refused(link: Link, refused: RefusedTarget) -> Diagnostic:
    message = f"the address `{link.address}` is refused: {refused.why}"
    hint = refused.hint or "Write https:, mailto: or the name of a file."
    mends: tuple[Mend, ...] = ()
    if refused.meant:
        hint = f"Write `{refused.meant}`."
        if link.address_place is not None and "\n" not in link.address:
            mends = (Mend(link.address_place, link.address, refused.meant, is_markup=True),)
            hint += " `python build.py check --fix` does it."
    return Diagnostic(link.place, "refused-address", message, hint, mends=mends)


def _check_file(library: Library, link: Link, path: str) -> Iterator[Diagnostic]:
    if path in library.files:
        return
    hint = did_you_mean(
        path,
        (each for each in library.files if not each.endswith(".md")),
        "Put the file beside the page or below assets/.",
    )
    if path.endswith(".md"):
        hint = "Name the language too: city-spirit.zh.md, city-spirit.en.md."
    yield Diagnostic(link.place, "unknown-file", f"there is no file `{path}`", hint)


def _check_page(library: Library, page: Page, link: Link, target: PageTarget) -> Iterator[Diagnostic]:
    found = library.pages.get((target.key, target.language))
    if found is None:
        if library.has_unread(f"content/pages/{target.key}.{target.language}."):
            return
        keys = [key for key, language in library.pages if language == target.language]
        otherwise = "Write the name of a file in content/pages."
        hint = did_you_mean(target.key, keys, otherwise, ending=f".{target.language}.md")
        message = f"there is no page `{target.key}.{target.language}.md`"
        yield Diagnostic(link.place, "unknown-page", message, hint)
        return
    if found.front.draft and not page.front.draft:
        message = f"`{target.key}.{target.language}.md` is a draft: readers cannot follow this link"
        yield Diagnostic(link.place, "link-to-draft", message, "Publish that page first, or remove the link.")
    ids = {heading.id for heading in found.headings if heading.id}
    if target.key == GLOSSARY:
        ids |= set(library.terms)
    if target.section and target.section not in ids:
        message = f"`{target.key}.{target.language}.md` has no section `{target.section}`"
        hint = did_you_mean(target.section, ids, "Look at the ids behind that page's headings.")
        yield Diagnostic(link.place, "unknown-section", message, hint)
