"""What a site is, for all its pages: its editions, its navigation, its ways of writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from sitegen.model.places import Words
from sitegen.values import Shared, dataclass


@dataclass(frozen=True, slots=True)
class Edition(Shared):
    """What readers get: a BCP 47 tag, a URL prefix, and the language and profile it is made with.

    Without a profile the text stands as it was written. Editors leave it out: it is derived from the tag
    when the files are read.
    """

    tag: Words
    prefix: Words
    # What the edition calls itself.
    label: Words
    language: Words
    profile: Words | None = None
    # Which quotation marks it has; without a word, those of its script.
    quotation_marks: Words | None = None

    @property
    def names(self) -> frozenset[str]:
        """What authors may call the edition in the conversion of single words: its tag, or its region."""
        tag = self.tag.lower()
        return frozenset({tag, tag.rpartition("-")[2]})


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    """A titled run of pages, in reading order."""

    title: Mapping[str, Words]
    pages: tuple[Words, ...]


# What says of a field how large its number may be; it is never below 0.
MOST = "most"
# How files can be compressed, by the endings of their names.
COMPRESSIONS = ("br", "gz")


@dataclass(frozen=True, slots=True)
class Publishing:
    """How the site is published, beyond what its pages say."""

    # How text is compressed beside the files themselves: some of `COMPRESSIONS`.
    compressed: tuple[Words, ...] = ()
    # What pages refer to stays for so many days, for pages that are open or cached.
    days: int = field(default=7, metadata={MOST: 365})
    # So many earlier releases are kept, and can be had back.
    releases: int = field(default=10, metadata={MOST: 100})


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of the design, as `#` and six hexadecimal digits, by day and by night."""

    light: Words
    dark: Words


# What the design can show beside the title of a site, and as a band on its front page.
MARKS = ("rivers", "file")
BANDS = ("rivers",)


@dataclass(frozen=True, slots=True)
class Theme:
    """How a site looks, where it looks otherwise than the templates have it."""

    # The colour of whatever leads on, and that of whatever comes from a source.
    accent: Colour | None = None
    second: Colour | None = None
    # What stands beside the title, one of `MARKS` (`file` is `assets/mark.svg`); without one, nothing does.
    mark: Words | None = None
    # What front pages open with and pages end with, one of `BANDS`; without one, a line.
    band: Words | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms by which something may be used: what they are called, and where they stand on the web."""

    name: Words
    url: Words | None = None


@dataclass(frozen=True, slots=True)
class Licences:
    """By which terms the text of a site may be used, and by which its code."""

    text: Licence | None = None
    code: Licence | None = None


# What a site may promise of itself, in the words of the generator: that it knows nothing of its readers, and
# that everybody can read it. Both are true of the templates that come with it.
PROMISES = ("privacy", "accessibility")


@dataclass(frozen=True, slots=True)
class Site:
    """`content/site.yaml`: the only configuration."""

    # What the site is called and what it is, by language.
    title: Mapping[str, Words]
    description: Mapping[str, Words]
    # Where the site stands, with a slash at the end; where readers write to.
    base_url: Words
    contact: Words
    # What readers get, in the order in which it is offered.
    editions: tuple[Edition, ...]
    # Titled groups of pages, in reading order.
    navigation: tuple[NavigationGroup, ...] = ()
    # Tags of the editions that the root offers first.
    x_default: tuple[Words, ...] = ()
    # The usage in which Chinese is written, where that is not the first edition without a profile.
    written_in: Words | None = None
    # How much a rule weighs here, where the generator thinks otherwise: error, gate, warning, note or off.
    severities: Mapping[Words, Words] = field(default_factory=dict)
    # Whether each edition, and each two that stand side by side, are published as books (EPUB) too.
    books: bool = False
    # Whether what readers have read can be read again without a network. Where it once could and no longer
    # shall, false: what they have of it is removed.
    offline: bool | None = None
    # Who publishes it, by language; without one, it is named by its own title.
    publisher: Mapping[str, Words] = field(default_factory=dict)
    # Whether it speaks for an institution; without a word, pages say nothing of that.
    official: bool | None = None
    # By which terms its text and its code may be used; without any, pages name none.
    licences: Licences = field(default_factory=Licences)
    # The language whose text holds where those of several differ.
    authoritative: Words | None = None
    # How much may be quoted of its sources at a time, by language, where the law or whoever wrote them allows
    # more or less than is usual: in characters for Chinese, in words for other languages.
    longest_phrase: Mapping[str, int] = field(default_factory=dict)
    # How it looks.
    theme: Theme = field(default_factory=Theme)
    # What it promises its readers: some of `PROMISES`.
    promises: tuple[Words, ...] = ()
    # "notice" where a page that is not written in a language yet has a page there that says so.
    untranslated: Literal["notice"] | None = None
    # How it is published.
    publishing: Publishing = field(default_factory=Publishing)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that authors write, in the order of the editions."""
        return tuple(dict.fromkeys(str(edition.language) for edition in self.editions))

    @property
    def written(self) -> tuple[str, ...]:
        """The languages in which the site has a title or a description."""
        return tuple(dict.fromkeys([*self.title, *self.description]))


@dataclass(frozen=True, slots=True)
class Conversion:
    """`conversion.yaml`: phrases that win over OpenCC's, for all or some editions; glyphs by profile."""

    phrases: Mapping[str, Words] = field(default_factory=dict)
    editions: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)
    glyphs: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Texture:
    """How pages of a language are to read; what is not given is not looked at."""

    # The longest main line, in characters for Chinese, in words for other languages.
    length: int | None = None
    # The most citations for a thousand of these.
    marks: int | None = None
    # The most sentences in a hundred that say what is not, and the words by which they are known.
    denials: int | None = None
    denying: tuple[Words, ...] = ()
    # The most quotations in the script of another language in one paragraph.
    quotations: int | None = None
    # The most sentences that begin alike, one behind the other.
    alike: int | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """`style.yaml`: how pages of this site are worded."""

    # Words that praise or blame, and spellings with what to write instead.
    loaded: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    spelling: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)
    # In characters for Chinese, in words for other languages.
    longest_sentence: Mapping[str, int] = field(default_factory=dict)
    # How pages read, by language.
    texture: Mapping[str, Texture] = field(default_factory=dict)
    # The keys of pages that are looked up and not read through: their length and their marks are free.
    looked_up: tuple[Words, ...] = ()
