"""Every rule, once: what it weighs, what it stops, who looks for it; a rule called makes a diagnostic.

What rules say stands in the catalogues beside this module, what they mean to editors in docs/rules. All else
that has to do with a rule follows from its value here.
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.model import Rule, Severity, Sought, Stage

# Files and characters
MISSING_FILE = Rule("missing-file")
UNREADABLE_FILE = Rule("unreadable-file", cases="file folder kind")
EMPTY_FILE = Rule("empty-file", cases="bytes nothing")
TOO_LARGE = Rule("too-large", cases="file paragraph parts value asset")
NOT_UTF8 = Rule("not-utf8", cases="byte encoding unknown template")
LINK_OUT = Rule("link-out", cases="outside nowhere")
FILE_NAME = Rule(
    "file-name",
    cases="address device capital language encoding alike signs end form long",
    weights=(("capital", Severity.WARNING),),
)
UNREAD_FILE = Rule(
    "unread-file",
    Severity.WARNING,
    cases="folder ending capital data text unnamed",
    weights=(("unnamed", Severity.NOTE),),
    is_adjustable=True,
)
CONTROL_CHARACTER = Rule(
    "control-character", cases="meant unmeant entity", is_mended=True, is_of_characters=True
)
BIDI_CONTROL = Rule("bidi-control", is_mended=True, is_of_characters=True)
UNREADABLE_CHARACTER = Rule(
    "unreadable-character",
    Severity.GATE,
    cases="lost private",
    is_adjustable=True,
    is_mended=True,
    is_of_characters=True,
)
INVISIBLE_CHARACTER = Rule(
    "invisible-character",
    Severity.WARNING,
    cases="between paragraph annotation entity",
    is_adjustable=True,
    is_mended=True,
    is_of_characters=True,
)
ODD_SPACE = Rule(
    "odd-space",
    Severity.WARNING,
    cases="inside edge",
    is_adjustable=True,
    is_mended=True,
    is_of_characters=True,
)

# YAML and front matter
BROKEN_YAML = Rule(
    "broken-yaml",
    cases="document stopped character end tab wide-colon no-blank no-colon escape unclosed no-dash "
    "indent neither open-bracket behind-mark reserved kept second-colon other-marks wide-comma "
    "behind-bracket comment no-value comma lost",
    is_mended=True,
)
YAML_ALIAS = Rule("yaml-alias")
YAML_TAG = Rule("yaml-tag")
YAML_DEPTH = Rule("yaml-depth")
YAML_KEY = Rule("yaml-key")
DUPLICATE_KEY = Rule("duplicate-key")
EMPTY_VALUE = Rule("empty-value")
MISSING_KEY = Rule("missing-key", cases="any kind reading")
UNKNOWN_KEY = Rule("unknown-key")
WRONG_TYPE = Rule("wrong-type", cases="text truth number bounds list group date nothing other")
NO_FRONT_MATTER = Rule("no-front-matter", cases="before missing nothing lines-above fence", is_mended=True)
UNENDED_FRONT_MATTER = Rule("unended-front-matter", cases="missing fence", is_mended=True)

# Settings
BASE_URL = Rule("base-url", stops=Stage.PLAN)
CONTACT = Rule("contact")
EDITIONS = Rule(
    "editions", cases="none tag-twice prefix-twice language tag prefix written profile way", stops=Stage.GATES
)
X_DEFAULT = Rule("x-default")
MISSING_LANGUAGE = Rule("missing-language", cases="words interface")
INTERFACE_LANGUAGE = Rule("interface-language", Severity.WARNING, is_adjustable=True)
UNKNOWN_LANGUAGE = Rule("unknown-language")
BAD_WORD = Rule("bad-word", cases="brace unknown form key", stops=Stage.PLAN)
UNKNOWN_RULE = Rule("unknown-rule")
UNKNOWN_SEVERITY = Rule("unknown-severity")
PUBLISHING = Rule("publishing", cases="compression")
STATEMENT = Rule("statement", cases="promise language official address")
THEME = Rule("theme", cases="colour mark band")
CONVERSION = Rule("conversion", cases="profile length marks", stops=Stage.GATES)
EDITION_NAME = Rule("edition-name", cases="unknown waiting", weights=(("waiting", Severity.NOTE),))

# Pages and their partners
MISSING_HOME = Rule("missing-home")
NAMED_TWICE = Rule("named-twice")
NOT_IN_NAVIGATION = Rule("not-in-navigation", Severity.WARNING, is_adjustable=True)
MISSING_PARTNER = Rule("missing-partner", Severity.WARNING, is_adjustable=True)
REPLACED_PAGE = Rule("replaced-page", Severity.NOTE, is_adjustable=True)
SAME_ADDRESS = Rule("same-address", cases="source page beside alias file output")
ALIAS = Rule("alias")
FIRST_LEVEL_HEADING = Rule("first-level-heading")
BAD_HEADING_ID = Rule("bad-heading-id")
MISSING_HEADING_ID = Rule("missing-heading-id", cases="heading line", is_mended=True)
DUPLICATE_ID = Rule("duplicate-id", cases="heading paragraph group term")
RESERVED_ID = Rule("reserved-id")
IDS_DIFFER = Rule("ids-differ")
ORDER_DIFFERS = Rule(
    "order-differs", Severity.GATE, cases="level sequence", is_adjustable=True, sought=Sought.CHECK
)
BLOCKS_DIFFER = Rule(
    "blocks-differ",
    Severity.GATE,
    cases="pictures pictures-there kind lone count",
    is_adjustable=True,
    sought=Sought.CHECK,
)
CITATIONS_DIFFER = Rule("citations-differ", Severity.GATE, is_adjustable=True, sought=Sought.CHECK)
TERMS_DIFFER = Rule("terms-differ", Severity.GATE, is_adjustable=True, sought=Sought.CHECK)
FIGURES_DIFFER = Rule("figures-differ", Severity.GATE, is_adjustable=True, sought=Sought.CHECK)
STALE = Rule(
    "stale", Severity.GATE, cases="changed new gone unknown", is_adjustable=True, sought=Sought.CHECK
)
UNRECORDED = Rule("unrecorded", Severity.GATE, is_adjustable=True, sought=Sought.CHECK)
RECORD_LANGUAGE = Rule("record-language")
BOTH_DIRECTIONS = Rule("both-directions")
MISSING_CARD = Rule("missing-card", Severity.WARNING, is_adjustable=True, sought=Sought.CHECK)
STALE_CARD = Rule("stale-card", Severity.WARNING, is_adjustable=True, sought=Sought.CHECK)

# Links and pictures
INSECURE_ADDRESS = Rule("insecure-address", Severity.WARNING, is_adjustable=True)
REFUSED_ADDRESS = Rule("refused-address", cases="link picture-link no-file lead reference", is_mended=True)
UNKNOWN_FILE = Rule("unknown-file", cases="missing capitals", is_mended=True)
UNKNOWN_PAGE = Rule("unknown-page", cases="link capitals navigation key record", is_mended=True)
UNKNOWN_SECTION = Rule("unknown-section", cases="link lead")
UNKNOWN_PARAGRAPH = Rule("unknown-paragraph")
MISLABELLED_CITATION = Rule("mislabelled-citation")
UNKNOWN_TERM = Rule("unknown-term", cases="link lead related no-page")
EMPTY_LINK = Rule("empty-link")
LINK_TO_DRAFT = Rule("link-to-draft")
OTHER_LANGUAGE = Rule("other-language", Severity.WARNING, is_adjustable=True)
MISSING_ALT = Rule("missing-alt")
UNKNOWN_PICTURE = Rule("unknown-picture")
PICTURE_DATA = Rule(
    "picture-data",
    cases="kind mark sign no-items no-words top meaning heads cells coordinates corners beyond "
    "date order dry wordings uncited",
)
PICTURE_IN_TEXT = Rule("picture-in-text", cases="twice among")
UNUSED_PICTURE = Rule("unused-picture", Severity.WARNING, is_adjustable=True)
BROKEN_PICTURE = Rule("broken-picture", cases="format broken")
UNSAFE_PICTURE = Rule("unsafe-picture")

# What Markdown does not understand
RAW_HTML = Rule("raw-html", cases="markup break", is_mended=True)
DEEP_NESTING = Rule("deep-nesting")
UNKNOWN_CONTAINER = Rule("unknown-container", cases="end name", is_mended=True)
UNENDED_CONTAINER = Rule("unended-container")
UNKNOWN_FOOTNOTE = Rule("unknown-footnote")
UNUSED_FOOTNOTE = Rule("unused-footnote", Severity.WARNING, cases="again unused", is_adjustable=True)
BAD_SPAN = Rule("bad-span", cases="write unquoted")
BAD_PINYIN = Rule("bad-pinyin")
BAD_LANGUAGE = Rule("bad-language")
MARKUP_IN_PLAIN_TEXT = Rule("markup-in-plain-text", Severity.GATE, is_adjustable=True, is_mended=True)
RAGGED_ROW = Rule("ragged-row", Severity.GATE, cases="lost line few", is_adjustable=True, is_mended=True)
TYPED_INDENT = Rule("typed-indent", Severity.NOTE, is_adjustable=True, is_mended=True)

# Sources
PARAGRAPH_ID = Rule("paragraph-id")
LONG_PHRASE = Rule("long-phrase", cases="characters words")
LONG_LOCATOR = Rule("long-locator", cases="characters words")
LONG_QUOTATION = Rule("long-quotation", cases="characters words")
MISQUOTED = Rule("misquoted", cases="elsewhere several nowhere")
UNBOUND_QUOTATION = Rule("unbound-quotation", Severity.GATE, cases="known unknown")
UNAPPROVED_ENGLISH = Rule("unapproved-english", is_adjustable=True)
UNCITED_SECTION = Rule("uncited-section", Severity.WARNING, is_adjustable=True)
UNEXPLAINED_PARAGRAPH = Rule(
    "unexplained-paragraph", Severity.GATE, cases="anywhere language", is_adjustable=True, sought=Sought.CHECK
)
UNSUPPORTED_PAGE = Rule("unsupported-page", Severity.GATE, is_adjustable=True, sought=Sought.CHECK)
DOCUMENT_NOT_IN_TEXT = Rule("document-not-in-text", sought=Sought.VERIFY)
NO_LOCATOR = Rule("no-locator", sought=Sought.VERIFY)
LOCATOR_NOT_IN_TEXT = Rule("locator-not-in-text", sought=Sought.VERIFY)
AMBIGUOUS_LOCATOR = Rule("ambiguous-locator", cases="places paragraphs", sought=Sought.VERIFY)
PHRASE_ELSEWHERE = Rule("phrase-elsewhere", cases="paragraphs outside", sought=Sought.VERIFY)
PHRASE_NOT_IN_TEXT = Rule("phrase-not-in-text", sought=Sought.VERIFY)

# Terms
TERM_ID = Rule("term-id")
REFERENCE_ID = Rule("reference-id")
UNKNOWN_REFERENCE = Rule("unknown-reference")
UNREAD_REFERENCE = Rule("unread-reference", Severity.WARNING, is_adjustable=True)
UNUSED_REFERENCE = Rule("unused-reference", Severity.WARNING, is_adjustable=True)
SHARED_NAME = Rule("shared-name")
AVOIDED_AND_APPROVED = Rule("avoided-and-approved")
AVOIDED_WORD = Rule("avoided-word", is_adjustable=True)
UNAPPROVED_RENDERING = Rule("unapproved-rendering", Severity.WARNING, is_adjustable=True)
PINYIN_SPELLING = Rule("pinyin-spelling", cases="glossary count word")
REGIONAL_READING = Rule("regional-reading", cases="bopomofo count jyutping")

# Conversion
UNUSED_WORD = Rule("unused-word", Severity.WARNING, is_adjustable=True)
CANTONESE = Rule("cantonese", Severity.WARNING, is_adjustable=True)
MAINLAND_WORD = Rule(
    "mainland-word",
    Severity.WARNING,
    cases="converted own",
    is_adjustable=True,
    sought=Sought.CHECK,
)
ROUND_TRIP = Rule("round-trip", Severity.GATE, is_adjustable=True, sought=Sought.CHECK)
UNREVIEWED_CHARACTER = Rule(
    "unreviewed-character", Severity.GATE, cases="agreed divided", is_adjustable=True, sought=Sought.CHECK
)

# Language
LOADED_WORD = Rule("loaded-word", Severity.NOTE, is_adjustable=True)
MIXED_SPELLING = Rule("mixed-spelling", Severity.WARNING, is_adjustable=True)
LONG_SENTENCE = Rule("long-sentence", Severity.NOTE, cases="characters words", is_adjustable=True)
HEAVY_READING = Rule(
    "heavy-reading",
    Severity.WARNING,
    cases="length marks denials quotations alike",
    is_adjustable=True,
    sought=Sought.CHECK,
)
UNTITLED_FOLD = Rule("untitled-fold")
UNPAIRED_MARK = Rule("unpaired-mark")
DASH = Rule("dash", Severity.NOTE, is_adjustable=True, is_mended=True)
ELLIPSIS = Rule("ellipsis", Severity.NOTE, is_adjustable=True, is_mended=True)
FULLWIDTH_ALPHANUMERIC = Rule("fullwidth-alphanumeric", Severity.NOTE, is_adjustable=True, is_mended=True)
HALFWIDTH_PUNCTUATION = Rule("halfwidth-punctuation", Severity.NOTE, is_adjustable=True, is_mended=True)
HAN_HAN_SPACE = Rule("han-han-space", Severity.NOTE, is_adjustable=True, is_mended=True)
HAN_LATIN_SPACE = Rule("han-latin-space", Severity.NOTE, is_adjustable=True, is_mended=True)

# Templates
MISSING_ASSET = Rule("missing-asset")
MISSING_WORD = Rule("missing-word")
MISSING_TEMPLATE = Rule("missing-template")
BROKEN_TEMPLATE = Rule("broken-template", cases="syntax deep")
TEMPLATE = Rule("template")

# Marks that Markdown does not understand
FULL_WIDTH_MARKUP = Rule(
    "full-width-markup",
    Severity.GATE,
    cases="full-width-heading hidden-mark full-width-id full-width-list full-width-quote full-width-box "
    "full-width-rule full-width-definition full-width-link full-width-picture full-width-footnote "
    "full-width-emphasis full-width-code full-width-bar full-width-fence full-width-address "
    "full-width-table",
    is_adjustable=True,
    is_mended=True,
)
LEFTOVER_MARKUP = Rule(
    "leftover-markup",
    Severity.GATE,
    cases="table-without-rule table-rule list-beside list-number heading-without-space closed-heading "
    "link-apart link-broken undefined-reference citation-without-address wiki-link "
    "unclosed-emphasis spaced-emphasis underscores lone-backtick task alert admonition shortcode template "
    "contents strikethrough highlight inserted superscript subscript emoji formula attributes "
    "program-line comment include merge-conflict lost-line",
    is_adjustable=True,
    is_mended=True,
)
RUN_TOGETHER = Rule(
    "run-together",
    Severity.GATE,
    cases="pasted-numbers pasted-items pasted-bullets pasted-paragraphs list-below-text",
    is_adjustable=True,
    is_mended=True,
)
BARE_ADDRESS = Rule("bare-address", Severity.NOTE, is_adjustable=True, is_mended=True)

RULES: Mapping[str, Rule] = {each.name: each for each in tuple(vars().values()) if isinstance(each, Rule)}
# Rules that a site may weigh otherwise. All others keep a site whole: without them a page could not be made,
# a link would lead nowhere, or a reader would be shown what no source says.
ADJUSTABLE = frozenset(name for name, rule in RULES.items() if rule.is_adjustable)
