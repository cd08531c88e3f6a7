"""Emphasis beside Chinese, Japanese and Korean, clause by clause, and beside everything else as ever."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from sitegen.text.markdown.emphasis import cjk_friendly
from sitegen.text.markdown.tokens import plain_text

PLAIN = MarkdownIt("commonmark").enable("strikethrough")
FRIENDLY = MarkdownIt("commonmark").enable("strikethrough").use(cjk_friendly)
# Variation selectors, which no editor shows: half-width or old form, full-width form, Sibe, text, picture.
HALF, FULL, SIBE, TEXT, PICTURE = "\ufe00", "\ufe01", "\ufe02", "\ufe0e", "\ufe0f"
IDEOGRAPHIC = "\U000e0101"

# Each clause as the specification numbers it. What is not taken for emphasis comes out as it was written.
LEFT_FLANKING = [
    # (1) Never before a space, be it a full-width one.
    ("大家** 一起来**", "大家** 一起来**"),
    ("大家**\u3000一起来**", "大家**\u3000一起来**"),
    # (2a) Before a mark of these scripts, also behind a letter.
    ("BRICS**《宣言》**发表", "BRICS<strong>《宣言》</strong>发表"),
    ("Tokyo**「駅」**", "Tokyo<strong>「駅」</strong>"),
    ("v2*（新）*", "v2<em>（新）</em>"),
    # (2bα) Before another mark, behind a space.
    ("见 **(附件)**", "见 <strong>(附件)</strong>"),
    # (2bβ) Before another mark, behind another mark, which a selector does not change.
    ("等等!**(完)**", "等等!<strong>(完)</strong>"),
    (f"wait!{HALF}**(over)**", f"wait!{HALF}<strong>(over)</strong>"),
    # (2bγ) Before another mark, behind a character of these scripts, which a selector does not change either.
    ("宪法**(全文)**", "宪法<strong>(全文)</strong>"),
    ("提出**“两步走”**", "提出<strong>“两步走”</strong>"),
    ("みかん**(果物)**", "みかん<strong>(果物)</strong>"),
    ("ｱｲｽ**(ice)**", "ｱｲｽ<strong>(ice)</strong>"),
    (f"海{HALF}**(compatibility form)**", f"海{HALF}<strong>(compatibility form)</strong>"),
    (f"㊗{TEXT}**(festive)**", f"㊗{TEXT}<strong>(festive)</strong>"),
    # (2bδ) Before another mark, behind the selector of an ideograph's variant.
    (f"辻{IDEOGRAPHIC}**(one dot)**", f"辻{IDEOGRAPHIC}<strong>(one dot)</strong>"),
    # Otherwise not: behind a letter, whether or not a selector follows it.
    ("law**(in full)**", "law**(in full)**"),
    (f"law{HALF}**(in full)**", f"law{HALF}**(in full)**"),
]
RIGHT_FLANKING = [
    # (1) Never behind a space, be it a full-width one.
    ("**大家 **一起来", "**大家 **一起来"),
    ("**大家\u3000**一起来", "**大家\u3000**一起来"),
    # (2a) Behind a mark of these scripts, whatever follows.
    ("**历经十年，**年年如此", "<strong>历经十年，</strong>年年如此"),
    ("*历经十年，*年年如此", "<em>历经十年，</em>年年如此"),
    ("***历经十年，***年年如此", "<em><strong>历经十年，</strong></em>年年如此"),
    ("**まず、**Pythonを入れる", "<strong>まず、</strong>Pythonを入れる"),
    ("**（注）**note", "<strong>（注）</strong>note"),
    ("**100￥**each", "<strong>100￥</strong>each"),
    (f"**完。{HALF}**Over", f"<strong>完。{HALF}</strong>Over"),
    (f"**㊙{TEXT}**top", f"<strong>㊙{TEXT}</strong>top"),
    # (2bα), (2bβ) Behind another mark, before a space or before another mark.
    ("**“四个自信”** 的", "<strong>“四个自信”</strong> 的"),
    ("（**“四个自信”**…", "（<strong>“四个自信”</strong>…"),
    # (2bγ) Behind another mark, before a character of these scripts.
    ("**“四个自信”**的内涵", "<strong>“四个自信”</strong>的内涵"),
    ("增长**6.5%**左右", "增长<strong>6.5%</strong>左右"),
    ("**等等……**都算", "<strong>等等……</strong>都算"),
    ("**破折号——**之后", "<strong>破折号——</strong>之后"),
    ("**“Oui”**と言う", "<strong>“Oui”</strong>と言う"),
    ("**(see)**「上」", "<strong>(see)</strong>「上」"),
    # Otherwise not: before a letter.
    ("**“四个自信”**is", "**“四个自信”**is"),
    ("**Say “hi”**to", "**Say “hi”**to"),
    (f"**wait!{HALF}**more", f"**wait!{HALF}**more"),
]
KOREAN = [
    ("**서울(Seoul)**은 크다.", "<strong>서울(Seoul)</strong>은 크다."),
    ("경복궁**(景福宮)**과", "경복궁<strong>(景福宮)</strong>과"),
    # Of the letters that make up a syllable only the initials are wide; and a modern final, an old one.
    ("ᆷ**(m)**ᆫ", "ᆷ<strong>(m)</strong>ᆫ"),
    ("ퟻ**(old)**", "ퟻ<strong>(old)</strong>"),
    ("ﾡ**(half)**ﾡ", "ﾡ<strong>(half)</strong>ﾡ"),
    ("**100₩**each", "<strong>100₩</strong>each"),
]
QUOTATION_MARKS = [
    # With U+FE01 these four are full-width, and marks of these scripts wherever they stand.
    (f"**“{FULL}重点”{FULL}**is", f"<strong>“{FULL}重点”{FULL}</strong>is"),
    (f"**‘{FULL}重点’{FULL}**is", f"<strong>‘{FULL}重点’{FULL}</strong>is"),
    (f"“{FULL}重点”{FULL}__key__", f"“{FULL}重点”{FULL}<strong>key</strong>"),
    # An opening one is not: the clauses for what follows look at one character.
    (f"is**“{FULL}重点”{FULL}**", f"is**“{FULL}重点”{FULL}**"),
    # Nor with other selectors, nor other marks with this one.
    (f"**“重点”{HALF}**is", f"**“重点”{HALF}**is"),
    (f"**“重点”{SIBE}**is", f"**“重点”{SIBE}**is"),
    (f"**«重点»{FULL}**is", f"**«重点»{FULL}**is"),
    (f"**重点…{FULL}**is", f"**重点…{FULL}**is"),
]
UNDERSCORES = [
    # Rules 2 and 6: one that stands within a word opens only behind a mark, which a selector does not change.
    ("说明：_十年_，", "说明：<em>十年</em>，"),
    ("说明：__十年__。", "说明：<strong>十年</strong>。"),
    (f"完。{FULL}_Over_", f"完。{FULL}<em>Over</em>"),
    (f"完。{FULL}__Over__", f"完。{FULL}<strong>Over</strong>"),
    (f"wait!{HALF}_over_", f"wait!{HALF}<em>over</em>"),
    ("_十年，_年年如此", "_十年，_年年如此"),
    ("__“四个自信”__的", "__“四个自信”__的"),
    ("历经_十年_之后", "历经_十年_之后"),
    ("宪法__(全文)__", "宪法__(全文)__"),
    # The rules for closing ones are as they were.
    ("__注意__：施工", "<strong>注意</strong>：施工"),
    ("_注意_施工", "_注意_施工"),
    ("snake_case_名", "snake_case_名"),
]
STRIKETHROUGH = [
    ("~~旧版。~~新版", "<s>旧版。</s>新版"),
    ("改~~(旧)~~新", "改<s>(旧)</s>新"),
    ("~~旧.~~새것", "<s>旧.</s>새것"),
    ("old~~(er)~~new", "old~~(er)~~new"),
    ("改~~ 旧~~", "改~~ 旧~~"),
]
PICTURES = [
    # What is shown as a picture by default is another mark, however wide, with whatever selector.
    ("**很好👍**的", "<strong>很好👍</strong>的"),
    ("good**👍**news", "good**👍**news"),
    ("good**⭐**news", "good**⭐**news"),
    ("good**🈵**news", "good**🈵**news"),
    (f"good**⚡{TEXT}**news", f"good**⚡{TEXT}**news"),
    (f"good**⚡{PICTURE}**news", f"good**⚡{PICTURE}**news"),
    # What is shown as text by default, and can become a picture, is of these scripts.
    ("good**🈂**news", "good<strong>🈂</strong>news"),
    ("good**〽**news", "good<strong>〽</strong>news"),
    (f"good**㊗{PICTURE}好**news", f"good<strong>㊗{PICTURE}好</strong>news"),
    # And so are squared ideographs that no telephone has a picture of.
    ("good**🈐**news", "good<strong>🈐</strong>news"),
]
UNICODE = [
    # Known as wide only since Unicode 16, or not assigned in Python's tables: an ideograph of Unicode 15.
    ("good**☰**news", "good<strong>☰</strong>news"),
    ("good**䷀**news", "good<strong>䷀</strong>news"),
    ("\U00031350**(new)**", "\U00031350<strong>(new)</strong>"),
    # Wide by default, before Unicode puts an ideograph there; and not wide, because nothing stands there.
    ("\U00033fff**(later)**", "\U00033fff<strong>(later)</strong>"),
    ("\u0378**(never)**", "\u0378**(never)**"),
]
ENTITIES = [
    # As in CommonMark, what counts is how an entity begins and ends, and that is a mark.
    ("**他说&ldquo;好&rdquo;**的", "<strong>他说“好”</strong>的"),
    ("宪法**&quot;全文&quot;**", "宪法<strong>&quot;全文&quot;</strong>"),
    ("**好，**&#22909;", "<strong>好，</strong>好"),
    ("**“四个自信”**&#30340;", "<strong>“四个自信”</strong>的"),
    ("&#23466;**好**", "宪<strong>好</strong>"),
    ("law**&#65288;全文）**", "law**（全文）**"),
]
OTHER_MARKUP = [
    ("**[宪法](law)**的规定", '<strong><a href="law">宪法</a></strong>的规定'),
    ("[**重点。**](law)的规定", '<a href="law"><strong>重点。</strong></a>的规定'),
    ("运行**`make`**即可", "运行<strong><code>make</code></strong>即可"),
    ("**“甲”**和**“乙”**都是", "<strong>“甲”</strong>和<strong>“乙”</strong>都是"),
    ("**“甲”\n**的", "**“甲”\n**的"),
    ("**第一行。**\n第二行", "<strong>第一行。</strong>\n第二行"),
    (r"\**不是“强调”**的", r"**不是“强调”**的"),
]
CASES = [
    *LEFT_FLANKING,
    *RIGHT_FLANKING,
    *KOREAN,
    *QUOTATION_MARKS,
    *UNDERSCORES,
    *STRIKETHROUGH,
    *PICTURES,
    *UNICODE,
    *ENTITIES,
    *OTHER_MARKUP,
]


@pytest.mark.parametrize(("written", "expected"), CASES)
def test_clause(written: str, expected: str) -> None:
    """Each example of a clause gives the HTML that stands beside it."""
    assert FRIENDLY.renderInline(written) == expected


def is_possibly_wide(character: str) -> bool:
    """Tell whether some version of Unicode may hold a character for wide, or for a part of Hangul."""
    return (
        unicodedata.east_asian_width(character) in "FHW"
        or unicodedata.name(character, "").startswith(("HANGUL", "TRIGRAM", "DIGRAM", "MONOGRAM"))
        or unicodedata.category(character) in ("Cn", "Cs")
    )


# Letters, marks, symbols and spaces of all scripts that have no part in this, and pictures.
ELSEWHERE = st.one_of(
    st.characters(max_codepoint=0x10FF),
    st.characters(min_codepoint=0x1200, max_codepoint=0x2E7F).filter(lambda each: not is_possibly_wide(each)),
    st.characters(min_codepoint=0x1D400, max_codepoint=0x1F1FF).filter(
        lambda each: not is_possibly_wide(each)
    ),
    st.characters(min_codepoint=0x1F300, max_codepoint=0x1FAFF),
    st.sampled_from(["⌚", "⏰", "⚡", "⭐", "🀄", "🈁", "🈚", "🉐", PICTURE]),
)
MARKUP = st.sampled_from(
    [*'*_~`[!()"“”.\\ aé\n', "**", "***", "__", "~~", "](x)", "&amp;", "\n\n", "\n> ", "\n- "]
)


@settings(max_examples=300)
@given(st.lists(st.one_of(MARKUP, MARKUP, ELSEWHERE), max_size=40).map("".join))
def test_elsewhere_as_ever(written: str) -> None:
    """Without Chinese, Japanese or Korean, and without variation selectors, nothing changes."""
    assert FRIENDLY.render(written) == PLAIN.render(written)


ANYTHING = st.one_of(
    MARKUP,
    st.characters(),
    st.sampled_from([*"汉字，。“”（）かな한ᆫ", HALF, FULL, TEXT, IDEOGRAPHIC, "\0", "\ud800", "\udfff"]),
)


@given(st.lists(ANYTHING, max_size=40).map("".join))
def test_no_word_changes(written: str) -> None:
    """Whatever is written can be parsed, and emphasis takes nothing from it but its own signs."""

    def said(parser: MarkdownIt) -> str:
        words = plain_text(parser.parseInline(written)[0].children or ())
        return words.translate(dict.fromkeys(map(ord, "*_~")))

    assert said(FRIENDLY) == said(PLAIN)


def test_disabled() -> None:
    """What a parser does not know, it does not learn: CommonMark has no strikethrough."""
    parser = MarkdownIt("commonmark").use(cjk_friendly)
    assert parser.renderInline("~~旧版。~~**新版。**的") == "~~旧版。~~<strong>新版。</strong>的"


def test_single_tildes() -> None:
    """The option for strikethrough with one tilde goes on as it was."""
    parser = MarkdownIt("commonmark", {"strikethrough_single_tilde": True}).enable("strikethrough")
    parser.use(cjk_friendly)
    assert parser.renderInline("~旧版。~新版") == "<s>旧版。</s>新版"
    assert parser.renderInline("~~~旧版。~~~新版") == "~~~旧版。~~~新版"


def test_twice() -> None:
    """To use the plugin twice is to use it once."""
    parser = MarkdownIt("commonmark").use(cjk_friendly).use(cjk_friendly)
    assert parser.renderInline("**“四个自信”**的") == "<strong>“四个自信”</strong>的"


def test_other_state() -> None:
    """A parser may have its own class of state, and other rules of its own."""

    class OwnState(StateInline):
        pass

    class OwnParser(ParserInline):
        def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
            state = OwnState(src, md, env, tokens)
            self.tokenize(state)
            for rule in self.ruler2.getRules(""):
                rule(state)
            return state.tokens

    def surprise(state: StateInline, silent: bool) -> bool:
        if not state.src.startswith("!", state.pos):
            return False
        assert isinstance(state, OwnState)
        if not silent:
            state.push("text", "", 0).content = "！"
        state.pos += 1
        return True

    parser = MarkdownIt("commonmark")
    parser.inline = OwnParser()
    parser.configure("commonmark").use(cjk_friendly)
    parser.inline.ruler.before("emphasis", "surprise", surprise)
    assert parser.renderInline("**“四个自信!”**的") == "<strong>“四个自信！”</strong>的"
