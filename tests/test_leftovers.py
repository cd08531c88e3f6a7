"""Marks that Markdown does not understand: each is named at its place, mended where that is safe, and no other."""
# ruff: noqa: E501 (in the tables a case is a line)

from dataclasses import replace
from pathlib import Path

import pytest
import small_site
from checked import checked
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import MARK
from small_site import HEAD

from sitegen.checks.prose.leftovers import check_indents, check_leftovers, check_rows
from sitegen.checks.prose.plain_text import check_plain_text
from sitegen.edit.fix import fix
from sitegen.make import OWN
from sitegen.model import Diagnostic, Library, Severity
from sitegen.read.files import FileText
from sitegen.read.page import read_page
from sitegen.rules.catalogue import say
from sitegen.text.chinese import render_chinese
from sitegen.text.slips import dialects
from sitegen.text.slips.plain_marks import find_plain_marks

RULES = (check_leftovers, check_rows, check_indents, check_plain_text)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A small good site, in which O-2 is a paragraph that may be cited."""
    return small_site.read(small_site.write_site(tmp_path_factory.mktemp("site")))


def diagnose(library: Library, body: str, language: str = "zh", head: str = HEAD) -> list[Diagnostic]:
    """What reading a page with this body, and the rules about its marks, say."""
    page, faults = read_page(
        FileText(f"content/pages/city.{language}.md", small_site.page(body, head)), language
    )
    assert page is not None
    only = replace(library, pages={("city", language): page}, files=frozenset())
    return sorted([*faults, *(each for rule in RULES for each in checked(rule, only))])


def said(library: Library, body: str, language: str = "zh") -> list[str]:
    """What is said of the body: rule and place, lines counted from the body's first."""
    found = diagnose(library, body, language)
    return [f"{each.rule.name} {each.place.line - 5}:{each.place.column}" for each in found]


# --- Code and escapes are no markup ---

CODE = (
    "`[^abc]` 匹配别的字符。",
    "`:::` 是盒子的记号。",
    "- `:::`\n- `::: note` 开始",
    "> `:::` 和 `::: tip`",
    "| 写法 | 意思 |\n|---|---|\n| `[^a-z]` | `:::` |\n| `{#id}` | `：：：` |",
    "### 关于 `[^1]` 和 `{#x}` {#about}",
    "[看 `[^1]`](index.zh.md)",
    r"\[^1] 是记号，[^\]1] 也不是。",
    r"\::: 是记号。",
    "&#58;:: 是记号。",
    "```\n[^1]: 这是脚注的写法\n::: tip\n> [!NOTE]\n{{< x >}}\n- [ ] 甲\n：：：\n<!-- 注 -->\n```",
    "    [^1]: 缩进的代码\n    ::: tip\n    <b>",
    "甲[^1]。\n\n[^1]: 真的。\n\n```\n[^1]: 代码里的。\n[^2]: 代码里的。\n```",
    "::: note\n```\n:::\n[^1]: 甲\n```\n说明。\n:::",
    ":::: note\n~~~\n:::\n::::\n~~~\n::::",
    "- 列表\n\n  ```\n  ::: tip\n  ｜甲｜\n  ```",
    "甲[^1]\n\n[^1]: 脚注里的 `[^2]` 和 `:::`",
    "词\n: `:::` 的解释",
    "`[出租车](write:計程車)` 和 `[邻里](keep:)`",
    "`<!-- 注释 -->` 和 `<br>`",
    "``a ` b``",
    "`＊＊粗＊＊`、`［文］（url.md）`、`｛#id｝`、`1、`",
)


@pytest.mark.parametrize("body", CODE)
def test_code_and_escapes_are_no_markup(library: Library, body: str) -> None:
    """Nothing is said of what stands in code, nor of what a backslash makes text."""
    assert diagnose(library, body) == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("::: note\n```\n:::\n```\n又\n:::\n\n外", "<pre><code>:::\n</code></pre>\n<p>又</p>\n</aside>\n<p>外</p>"),
        ("::: note\n````\n```\n:::\n````\n:::\n\n外", "<code>```\n:::\n</code></pre>\n</aside>\n<p>外</p>"),
        ("::: note\n~~~\n:::\n```\n~~~\n:::\n外", "<code>:::\n```\n</code></pre>\n</aside>\n<p>外</p>"),
        ("::: note\n```\n:::\n外", "<pre><code></code></pre>\n</aside>\n<p>外</p>"),
        ("### 甲 \\\\{#b}", '<h3 id="b">甲 \\</h3>'),
        ("### 甲 \\{#b}", "<h3>甲 {#b}</h3>"),
        ("### 甲 `{#b}`", "<h3>甲 <code>{#b}</code></h3>"),
    ],
)  # fmt: skip
def test_what_is_written_is_shown(written: str, shown: str) -> None:
    """Code within a box does not end it, and an id is one only where nothing makes it text."""
    assert shown in str(render_chinese(written))


# --- What is legitimate ---

FINE_CHINESE = (
    "甲：乙；丙（丁）。", "《书名》是一本书。", "说：\n《书名》在前。", "（一）总则", "（一）总则\n\n（二）分则",
    "1、总则", "1．总则", "１．总则\n\n２．分则", "一、总则", "第一条　总则", "见（一）和（二）。", "共1、2、3三项，包括1、\n2、3。",
    "C#和F#是语言。", "#话题#很热。", "＃号键", "卡尔·马克思和弗里德里希·恩格斯", "*号是必填项。", "*注：见下。", "带*的和带*的。",
    "5 * 3 = 15，2*3*4", "2**3 = 8", "张**女士和李**先生", "某**公司", "138****1234", "价格$5和$10。", "从$5到$10，US$3。",
    "时间10:30:20。", "比例3:2:1", "a == b，a==b==c，x != y", "i++ 和 ++i，C++和Java++", "笑:)，:-D，^_^，^o^，T_T", "据[sic]原文。",
    "见[1]、[2]和[1][2]。", "[按]这是按语。", "【文】（说明）", "【重要】（见下）", "［注］（一）", "甲｜乙", "上海｜简介\n北京｜简介",
    "snake_case_name 和 __init__、_id", "第_页，共_页", "姓名：＿＿＿＿", "＿＿年＿＿月", "＊必填　＊选填", "3＊4＊5", "標＊的和标＊＊的",
    "气温－5度，＞60岁，＞ 5", "你好～～再见", "1~2天，3~5天", "绝对值|x|和|y|", "|x|+|y|", "｛甲，乙｝是集合", "{a, b} 和 {x | x > 0}",
    "100%的人", "%d%%", "~/.bashrc 和 ~user", "a < b > c", "A->B，=>，<=", "注意!!!", "什么???", "x@y.org", "@用户", "甲\\\n乙",
    "1、甲\\\n2、乙", "甲  \n• 乙  \n• 丙", "——鲁迅", "“——”是破折号。\n——这是对话。\n——这也是。", "省略……", "1. 甲\n2. 乙\n3. 丙", "1. 甲\n1. 乙\n1. 丙",
    "3. 丙\n4. 丁", "- 甲\n  - 乙", "1. 甲\n   - 乙\n2. 丙", "| 甲 | 乙 |\n|---|---|\n| a\\|b | `c\\|d` |\n| 丙 | |", "甲 | 乙\n---|---\n丙 | 丁",
    "<https://example.org/a_b?c=d>", "[https://example.org](https://example.org)", "网址http://localhost:8000/。", "<!-- more -->\n正文", "正文\n\n---\n\n正文",
    "import 是关键字。", "export 的用法", "「引用」", "⚠️ 注意", "H₂O 和 m²", "版本2.0.1", "1.5倍\n2.5倍", "（1）甲；（2）乙；（3）丙。", "①甲②乙③丙", "见①\n和②。",
    "[甲]: https://example.org\n\n见[甲]。", "[//]: # (注释)", "文字^1", "2^10", "\\*\\*甲", "\\`甲", "词\n: 解释", "甲：\n乙",
    "::: note 标题：甲\n正文\n:::", "问：什么？\n答：这个。", "A · B", "- \n- 甲", "反引号（`）", "它说'`'和 ` 。",
    "“引文”[O-2](source:O-2)", "[海纳](pinyin:hǎi-nà)", "[出租车](write:tw=計程車;hk=的士)",
)  # fmt: skip
FINE_ENGLISH = (
    "It cost $5 and $10, or $5-$10.", "At 10:30:20 :) it was 3:2.", "a == b and a != b; i++ and ++i", "He said [sic] it [1].", "C# and #1 and #hashtag",
    "5 * 3 * 2 = 30", "* a footnote", "snake_case and __init__ and **kwargs", "In the year\n1984. Then more.", "It was in 1999\n– a good year –\nand so on",
    "a -> b, x >= y", "e.g. {a, b} and {x}", "Item (1) and (2)", "f(x)[0] and a[i]", "~5 days, 1~2", "50% and 100%%", "“quoted” – and — dashes", "Well...", "@user wrote to a@b.org",
    "import goods and export goods", "Is it? No!!! Why???", "A | B", "Mr. *Smith* and _Jones_", "e^x and 2^10", "well-known\n-ing forms", "1. one\n2. two", "| a | b |\n|---|---|\n| c | d |",
    "See RFC 2119 <https://example.org/>.", "the ` key", "a/b and/or ~/x", "key: value", "U+0041", "<!-- a -->", "O'Neill's 5'6\"",
)  # fmt: skip


@pytest.mark.parametrize("body", FINE_CHINESE)
def test_nothing_is_said_of_chinese_that_is_meant(library: Library, body: str) -> None:
    """Chinese punctuation, names, numbers, prices and emoticons are no left-over markup."""
    assert said(library, body) == []


@pytest.mark.parametrize("body", FINE_ENGLISH)
def test_nothing_is_said_of_english_that_is_meant(library: Library, body: str) -> None:
    """The same for English."""
    assert said(library, body, "en") == []


# --- What is named, and what is made of it ---

# A body, ▸ before each place that is named; what `check --fix` makes of it, None where it leaves it alone.
WIDE = (
    ("▸＃＃ 标题 {#b}", "## 标题 {#b}"),
    ("▸＃＃标题｛＃b｝", "## 标题{#b}"),
    ("▸##　标题 {#b}", "## 标题 {#b}"),
    ("▸##\u00a0标题 {#b}", "## 标题 {#b}"),
    ("▸＃#　标题（#b）", "## 标题{#b}"),
    ("文字\n▸＃＃＃ 小标题", "文字\n### 小标题"),
    ("### 标题 ▸｛#b｝", "### 标题 {#b}"),
    ("## 标题▸{＃b}", "## 标题{#b}"),
    ("## 标题▸｛＃b｝", "## 标题{#b}"),
    ("▸-　甲\n-　乙", "- 甲\n- 乙"),
    ("▸-\u00a0甲", "- 甲"),
    ("▸*\u3000甲\n*\u3000乙", "* 甲\n* 乙"),
    ("▸－ 甲\n－ 乙", "- 甲\n- 乙"),
    ("▸＊　甲\n＊　乙", "- 甲\n- 乙"),
    ("▸1.\u00a0甲\n2.\u00a0乙", "1. 甲\n2. 乙"),
    ("▸1.　甲\n2.　乙", "1. 甲\n2. 乙"),
    ("> ▸-　甲", "> - 甲"),
    ("▸＊＊粗＊＊的", "**粗**的"),
    ("这是▸＊＊粗＊＊和▸＊＊重＊＊", "这是**粗**和**重**"),
    ("▸**粗＊＊的", "**粗**的"),
    ("- 甲▸＊＊粗＊＊", "- 甲**粗**"),
    ("▸＊斜＊，文", "*斜*，文"),
    ("▸｜甲｜乙｜\n｜－｜－｜\n｜丙｜丁｜", "|甲|乙|\n|---|---|\n|丙|丁|"),
    ("▸｜甲｜乙｜\n｜丙｜丁｜", "|甲|乙|\n|---|---|\n|丙|丁|"),
    ("▸｜甲|乙▸｜\n|---|---|\n|丙|丁|", "|甲|乙|\n|---|---|\n|丙|丁|"),
    ("▸［文］（index.zh.md）", "[文](index.zh.md)"),
    ("▸[文]（index.zh.md）", "[文](index.zh.md)"),
    ("▸［文］(index.zh.md#a)", "[文](index.zh.md#a)"),
    ("▸［O-2］（source:O-2）", "[O-2](source:O-2)"),
    ("▸[O-2]（source：O-2）。", "[O-2](source:O-2)。"),
    ("▸［海纳］（term：hu-lian-wang）", "[海纳](term:hu-lian-wang)"),
    ("▸【文】（https://example.org/a）", "[文](https://example.org/a)"),
    ("| 甲 | 乙 |\n|---|---|\n| ▸［文］（index.zh.md） | 丁 |", "| 甲 | 乙 |\n|---|---|\n| [文](index.zh.md) | 丁 |"),
    ("文▸［^1］\n\n[^1]: 注", "文[^1]\n\n[^1]: 注"),
    ("文[^1]\n\n▸[^1]：注", "文[^1]\n\n[^1]: 注"),
    ("文▸［＾1］\n\n▸［^1］：注", "文[^1]\n\n[^1]: 注"),
    ("▸：：：note\n甲\n▸：：：", "::: note\n甲\n:::"),
    ("▸：：： note 标题\n\n甲\n\n:::", "::: note 标题\n\n甲\n\n:::"),
    ("::: note\n甲\n▸：：：", "::: note\n甲\n:::"),
    ("▸：:：outside\n甲\n:::", "::: outside\n甲\n:::"),
    ("▸》引用", "> 引用"),
    ("▸＞ 引用\n＞ 第二行", "> 引用\n> 第二行"),
    ("- ▸＞引用", "- > 引用"),
    ("▸｀code｀和文", "`code`和文"),
    ("▸｀｀｀py\n＃＃ 甲\n▸｀｀｀", "```py\n＃＃ 甲\n```"),
    ("▸｀｀｀py\n甲", None),
    ("▸！[图](map.svg)", "![图](map.svg)"),
    ("▸！［图］（map.svg）", "![图](map.svg)"),
    ("甲\n\n▸－－－\n\n乙", "甲\n\n---\n\n乙"),
    ("▸＊＊＊", "***"),
    ("见▸＜https://example.org/＞", "见<https://example.org/>"),
    ("名字\n▸：解释", "名字\n: 解释"),
    ("▸　　## 标题 {#b}", "## 标题 {#b}"),
    ("▸　　- 甲", "- 甲"),
    ("▸　> 引用", "> 引用"),
)  # fmt: skip
LEFT = (
    ("- ▸[ ] 待办\n- ▸[x] 已办", "- ☐ 待办\n- ☑ 已办"),
    ("1. ▸[X] 已办", "1. ☑ 已办"),
    ("> ▸[!NOTE]\n> 提示。\n> 又。", "::: note\n提示。\n又。\n:::"),
    ("> ▸[!WARNING]\n> 提示。\n>\n> 又。", "::: note 警告\n提示。\n\n又。\n:::"),
    ("> ▸[!TIP] 标题\n> 提示。", "::: note 标题\n提示。\n:::"),
    ("- 甲\n\n  > ▸[!NOTE]\n  > 提示。", None),
    ('▸!!! note "提示"\n    内容。', "::: note 提示\n内容。\n:::"),
    ("▸??? tip\n    内容。", "::: note 提示\n内容。\n:::"),
    ("▸!!! note\n\n文", None),
    ('▸{{< figure src="a.png" >}}', None),
    ("甲▸{{% notice %}}乙", None),
    ("▸{% note %}提示▸{% endnote %}", None),
    ("▸{{ site.title }}和▸{{{ .x }}}", None),
    ("▸[[维基链接]]和▸![[图.png]]", None),
    ("▸[TOC]", ""),
    ("▸[[TOC]]", ""),
    ("目录：▸[[TOC]]", None),
    ("甲▸~~删~~乙", None),
    ("甲▸==亮==乙", None),
    ("▸++新增++", None),
    ("你好▸:smile:", "你好😄"),
    ("m▸^2^的", "m²的"),
    ("the 1▸^st^", "the 1st"),
    ("H▸~2~O", "H₂O"),
    ("式▸$x^2+y^2$和▸$n$和▸$2^{10}$", None),
    ("▸$$\nE = mc\n▸$$", None),
    ("▸{: .note}", None),
    ("甲▸{.red}乙", None),
    ("甲。▸{#id}", None),
    ("▸import Tabs from '@theme/Tabs';", None),
    ("▸export const a = 1", None),
    ("▸%%注释%%", "<!-- 注释 -->"),
    ("▸.. note:: 甲", None),
    ("▸[甲][ref]和▸[乙][]", None),
    ("▸[甲] (https://example.org/)", "[甲](https://example.org/)"),
    ("▸![甲](a b.svg)", "![甲](<a b.svg>)"),
    ("▸[甲](index.zh.md 和", None),
    ("见▸[O-2]。", "见[O-2](source:O-2)。"),
    ("▸[O-2]▸[O-2]", "[O-2](source:O-2)[O-2](source:O-2)"),
    ("▸<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> branch", None),
    ("▸>>>>>>> branch\n甲", None),
    ("▸**未闭合的粗体", None),
    ("文字，▸**未闭合", None),
    ("这里有▸**重点没有闭合。", None),
    ("没有开头。▸**", None),
    ("▸** 加粗 **", "**加粗**"),
    ("▸** 加粗**的", "**加粗**的"),
    ("甲▸**加粗 **的", "甲**加粗**的"),
    ("▸_下划线，_后", "*下划线，*后"),
    ("▸_重要_的", "*重要*的"),
    ("▸__重要__的", "**重要**的"),
    ("▸`未闭合的代码", None),
    ("未开始的代码▸`", None),
    ("▸| 甲 | 乙 |\n| 丙 | 丁 |", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"),
    ("▸| 列 | 数 |\n|---|\n| 丙 | 丁 |", "| 列 | 数 |\n|---|---|\n| 丙 | 丁 |"),
    ("▸| 甲 | 乙 |\n|——|——|\n| 丙 | 丁 |", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"),
    ("▸| 甲 | 乙 |\n|---|---|---|\n| 丙 | 丁 | 戊 |", None),
    ("▸甲 | 乙\n---|---|---\n丙 | 丁", "甲 | 乙\n|---|---|\n丙 | 丁"),
    ("### 标题▸ ## {#b}", "### 标题 {#b}"),
    ("▸##无空格 {#d}", "## 无空格 {#d}"),
    ("▸#无空格 {#d}", None),
    ("1. 一\n2. 二\n  ▸- 两格", "1. 一\n2. 二\n   - 两格"),
    ("1. 一\n\n  ▸- 两格", "1. 一\n\n   - 两格"),
    ("10. 一\n   ▸- 三格\n   - 三格", "10. 一\n    - 三格\n    - 三格"),
    ("1. 一\n2. 二\n▸10. 十", None),
    ("▸[注]: 这是说明", None),
)  # fmt: skip
RUN = (
    ("▸1、甲\n2、乙", "1. 甲\n2. 乙"),
    ("前言：\n▸1、甲\n2、乙", "前言：\n\n1. 甲\n2. 乙"),
    ("▸1．甲\n2．乙\n3．丙", "1. 甲\n2. 乙\n3. 丙"),
    ("▸１．甲\n２．乙", "1. 甲\n2. 乙"),
    ("▸1.甲\n2.乙", "1. 甲\n2. 乙"),
    ("▸1）甲\n2）乙", "1. 甲\n2. 乙"),
    ("▸（1）甲\n（2）乙", "（1）甲\n\n（2）乙"),
    ("▸（一）甲\n（二）乙\n（三）丙", "（一）甲\n\n（二）乙\n\n（三）丙"),
    ("▸一、甲\n二、乙", "一、甲\n\n二、乙"),
    ("▸十、甲\n十一、乙", "十、甲\n\n十一、乙"),
    ("▸第一条　甲\n第二条　乙", "第一条　甲\n\n第二条　乙"),
    ("▸①甲\n②乙", "①甲\n\n②乙"),
    ("▸• 甲\n• 乙", "- 甲\n- 乙"),
    ("前言\n▸·甲\n·乙", "前言\n\n- 甲\n- 乙"),
    ("▸●甲\n●乙", "- 甲\n- 乙"),
    ("▸■ 甲\n■ 乙", "- 甲\n- 乙"),
    ("▸— 甲\n— 乙", "- 甲\n- 乙"),
    ("▸-甲\n-乙", "- 甲\n- 乙"),
    ("> ▸1、甲\n> 2、乙", None),
    ("- ▸• 甲\n  • 乙", None),
    ("::: note\n▸1、甲\n2、乙\n:::", "::: note\n1. 甲\n2. 乙\n:::"),
    ("段落：\n▸2. 乙\n3. 丙", "段落：\n\n2. 乙\n3. 丙"),
    ("正文。\n▸　　又一段。", "正文。\n\n又一段。"),
)
ROWS = (
    "| 甲 | 乙 |\n|---|---|\n▸| 丙 | 丁 | 戊 |", "| 甲 | 乙 |\n|---|---|\n▸| 丙 |", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n▸正文",
    "| 甲 | 乙 |\n|---|---|\n▸| `a|b` | 丁 |", "甲 | 乙\n---|---\n▸丙", "> | 甲 | 乙 |\n> |---|---|\n> ▸| 丙 |",
    "- 甲\n\n  | 甲 | 乙 |\n  |---|---|\n  ▸| 丙 | 丁 | 戊 |", "::: note\n| 甲 | 乙 |\n|---|---|\n▸| 丙 |\n:::",
)  # fmt: skip
ADDRESSES = (
    ("见▸https://example.org/a?b=1。", "见<https://example.org/a?b=1>。"),
    ("See ▸https://example.org/a_(b).", "See <https://example.org/a_(b)>."),
    ("（▸https://example.org/）", "（<https://example.org/>）"),
    ("见▸www.example.org/x。", None),
    ("见▸http://example.org/x。", None),
    ("- ▸https://example.org/", "- <https://example.org/>"),
)
INDENTS = (
    ("▸　　正文。", "正文。"),
    ("▸　　正文。\n\n　　又。", "正文。\n\n又。"),
)


def marked(body: str) -> tuple[str, list[str]]:
    """The body without its marks, and where they stood."""
    places = []
    for number, line in enumerate(body.split("\n"), 1):
        parts = line.split(MARK)
        places += [f"{number}:{len(''.join(parts[:count])) + 1}" for count in range(1, len(parts))]
    return body.replace(MARK, ""), places


def check_named(library: Library, rule: str, body: str) -> None:
    """Nothing but this rule speaks, at each of the marks."""
    written, places = marked(body)
    assert said(library, written) == [f"{rule} {place}" for place in places]


def check_mended(root: Path, body: str, better: str | None) -> None:
    """`check --fix` makes this of the body, and twice the same."""
    written, _ = marked(body)
    small_site.write_site(root, {small_site.PAGE: small_site.page(written)})
    for _ in range(2):
        fix(root, OWN)
        text = (root / small_site.PAGE).read_text(encoding="utf-8")
        assert text == small_site.page(written if better is None else better)


@pytest.mark.parametrize(("body", "better"), WIDE)
def test_full_width_markup(library: Library, tmp_path: Path, body: str, better: str | None) -> None:
    """A slip of a Chinese keyboard is named once, and mended."""
    check_named(library, "full-width-markup", body)
    if "！" not in body:
        check_mended(tmp_path, body, better)


@pytest.mark.parametrize(("body", "better"), LEFT)
def test_leftover_markup(library: Library, tmp_path: Path, body: str, better: str | None) -> None:
    """Other dialects, halves of emphasis, broken links and tables are named once; what is safe is mended."""
    if body.startswith("▸#无空格"):
        better = "# 无空格 {#d}"
    check_named(library, "leftover-markup", body)
    check_mended(tmp_path, body, better)


@pytest.mark.parametrize(("body", "better"), RUN)
def test_run_together(library: Library, tmp_path: Path, body: str, better: str | None) -> None:
    """Lines that would run together are parted: as a list where that says the same, else as paragraphs."""
    check_named(library, "run-together", body)
    check_mended(tmp_path, body, better)


@pytest.mark.parametrize("body", ROWS)
def test_ragged_rows(library: Library, body: str) -> None:
    """A row that has too many cells, or too few, is named, wherever the table stands."""
    check_named(library, "ragged-row", body)


def test_a_row_with_full_width_bars_is_mended(tmp_path: Path) -> None:
    """Where plain bars make as many cells as the head has."""
    table = "| 甲 | 乙 |\n|---|---|\n"
    check_mended(tmp_path, f"{table}｜丙｜丁｜\n| 丙 ｜ 丁 |", f"{table}|丙|丁|\n| 丙 | 丁 |")


@pytest.mark.parametrize(("body", "better"), ADDRESSES)
def test_bare_addresses(library: Library, tmp_path: Path, body: str, better: str | None) -> None:
    """An address in the text is made a link where it is known whole and may be one."""
    check_named(library, "bare-address", body)
    check_mended(tmp_path, body, better)


@pytest.mark.parametrize(("body", "better"), INDENTS)
def test_typed_indents(library: Library, tmp_path: Path, body: str, better: str) -> None:
    """Spaces before a paragraph go; a page is told once."""
    check_named(library, "typed-indent", body)
    check_mended(tmp_path, body, better)


BACKSLASHED = [
    body
    for body, _ in LEFT
    if body.startswith(MARK) and body.count(MARK) == 1 and body[1] in "{[=~+:$%!?_" and "] (" not in body
]


@pytest.mark.parametrize("body", BACKSLASHED)
def test_a_backslash_before_the_first_character_is_enough(library: Library, body: str) -> None:
    """The remedy of many hints, followed to the letter."""
    if body.startswith("▸[注]"):
        body = "▸[注]: 说明"
    assert said(library, body.replace(MARK, "\\")) == []


def test_many_of_a_kind_are_told_once(library: Library) -> None:
    """What only an author can mend, and stands all over a page, is one message with a count."""
    found = diagnose(library, "\n\n".join("式$x^2$。" for _ in range(9)))
    assert len(found) == 1
    assert "8 more of the kind stand below, in lines 8, 10, 12, 14" in say(found[0]).message


# --- English, and rules that were there ---


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("**not closed", ["leftover-markup 1:1"]),
        ("- [ ] to do", ["leftover-markup 1:3"]),
        ("(1) one\n(2) two", ["run-together 1:1"]),
        ("• one\n• two", ["run-together 1:1"]),
        ("～", []),
        ("[O-2]（source:O-2）", ["full-width-markup 1:1"]),
        ("| a | b |\n| c | d |", ["leftover-markup 1:1"]),
        ("See https://example.org/a.", ["bare-address 1:5"]),
    ],
)
def test_english_pages(library: Library, body: str, rules: list[str]) -> None:
    """Pages in English are looked at as those in Chinese are."""
    assert said(library, body, "en") == rules


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("::: code-group\n\n```sh\nls\n```\n:::", ["unknown-container 1:1"]),
        ("::: code-group\n甲\n:::", ["unknown-container 1:1"]),
        ("文字\n::: warning\n甲\n:::", ["unknown-container 2:1"]),
        ("- ::: tip\n  甲\n  :::", ["unknown-container 1:3"]),
        ("甲\n\n:::", ["unknown-container 3:1"]),
        ("::: note\n::: only\n甲\n:::\n:::", ["unknown-container 5:1"]),
        ("甲[^2]。", ["unknown-footnote 1:2"]),
        ("`[^1]`和[^1]。", ["unknown-footnote 1:8"]),
        ("[^1]: 甲\n\n```\n[^1]\n```", ["unused-footnote 1:1"]),
        ("甲[^1]\n\n[^1]: 甲\n\n[^1]: 乙", ["unused-footnote 3:1"]),
        ("标题\n---", ["missing-heading-id 1:1"]),
    ],
)
def test_boxes_and_footnotes(library: Library, body: str, rules: list[str]) -> None:
    """Unknown boxes and footnotes are told from code, and the end of an unknown box is no news."""
    assert said(library, body) == rules


@pytest.mark.parametrize(
    ("body", "better"),
    [
        ("::: tip\n甲\n:::", "::: note 提示\n甲\n:::"),
        ("::: warning 当心\n甲\n:::", "::: note 当心\n甲\n:::"),
        ("::: {.note}\n甲\n:::", "::: note\n甲\n:::"),
        ("::: note　标题\n甲\n:::", "::: note 标题\n甲\n:::"),
        (":::info\n甲\n:::", "::: note\n甲\n:::"),
        ("：：：tip\n甲\n：：：", "::: note 提示\n甲\n:::"),
        ("::: details\n甲\n:::", None),
        ("甲<br>\n乙", "甲\\\n乙"),
        ("甲<br/>乙", "甲\\\n乙"),
        ("甲<BR>", "甲"),
        ("| 甲 | 乙 |\n|---|---|\n| 丙<br>丁 | 戊 |", "| 甲 | 乙 |\n|---|---|\n| 丙\\ 丁 | 戊 |"),
        ("- 甲<br>乙", None),
        ("甲<b>乙</b>", None),
    ],
)
def test_boxes_and_breaks_are_mended(tmp_path: Path, body: str, better: str | None) -> None:
    """Boxes of other dialects become notes, `<br>` a backslash; what else is HTML stays for the author."""
    check_mended(tmp_path, body, better)


def test_a_break_in_html_has_its_own_hint(library: Library) -> None:
    """The hint says how a line is broken, in a table too."""
    found = diagnose(library, "甲<br>乙")
    assert [say(each).hint for each in found] == [
        "Write a backslash at the end of the line; in a table, a backslash before a space."
    ]


def test_a_heading_that_is_meant_has_its_id(library: Library) -> None:
    """A link to it, and its partner, are not accused besides."""
    page, _ = read_page(
        FileText("content/pages/city.zh.md", small_site.page("＃＃ 标题 ｛#b｝\n\n## 又｛#c｝")), "zh"
    )
    assert page is not None
    assert [(each.level, each.id) for each in page.headings] == [(2, "b"), (2, "c")]


def test_gates_and_notes(library: Library) -> None:
    """What readers would see or lose is a gate, what only could be better a note."""
    body = (
        "＊＊粗＊＊\n\n~~删~~\n\n1、甲\n2、乙\n\n| 甲 | 乙 |\n|---|---|\n| 丙 |\n\n　　https://example.org/"
    )
    weights = {each.rule.name: each.severity for each in diagnose(library, body)}
    assert weights == {
        "full-width-markup": Severity.GATE,
        "leftover-markup": Severity.GATE,
        "run-together": Severity.GATE,
        "ragged-row": Severity.GATE,
        "bare-address": Severity.NOTE,
        "typed-indent": Severity.NOTE,
    }


# --- Plain text ---


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("甲**乙**`丙`", [("**乙**", "乙"), ("`丙`", "丙")]),
        ("见[乙](index.zh.md)。", [("[乙](index.zh.md)", "乙")]),
        ("*斜* 和 __粗__", [("__粗__", "粗"), ("*斜*", "斜")]),
        ("甲＊＊乙＊＊", [("＊＊乙＊＊", "乙")]),
        ("A <b>bold</b> word", [("<b>bold</b>", "bold")]),
        ("甲<br>乙", [("<br>", None)]),
        ("A&mdash;B", [("&mdash;", "—")]),
        ("A&amp;B&nbsp;C", [("&amp;", None), ("&nbsp;", None)]),
        ("见<https://example.org/>", [("<https://example.org/>", "https://example.org/")]),
        ("甲[^1]", [("[^1]", None)]),
        ("~~甲~~和:tada:", [("~~甲~~", None), (":tada:", "🎉")]),
        ("{{ page.title }}", [("{{ page.title }}", None)]),
        ("5 * 3 * 2，*号，A&B，List<String>，a[0](x", []),
        ("《甲》：乙（丙）·丁｜戊", []),
        ("“引文”、snake_case、$5、10:30", []),
    ],
)
def test_plain_marks(text: str, marks: list[tuple[str, str | None]]) -> None:
    """Marks in a text that is shown as it stands, with the plain words for them."""
    assert [(each.written, each.better) for each in find_plain_marks(text)] == marks


def test_plain_text_is_looked_at_everywhere(tmp_path: Path) -> None:
    """Front matter, titles of boxes and pictures, terms, gists and settings are plain text, and mended."""
    files = {
        small_site.PAGE: small_site.page("::: note 甲**乙**\n丙\n:::", "title: 甲**乙**\nsummary: 见[丙](index.zh.md)。"),
        **small_site.changed(small_site.TERMS, "en: Explanation.", 'en: "An `ex` planation."'),
        **small_site.changed(small_site.SOURCE, "gist: {zh: 大意。,", "gist: {zh: 大**意**。,"),
        **small_site.changed(small_site.SITE, "description: {zh: 小站。,", "description: {zh: 小**站**。,"),
    }  # fmt: skip
    library = small_site.read(small_site.write_site(tmp_path, files))
    found = sorted((str(each.place), each.mends[0].written) for each in checked(check_plain_text, library))
    assert found == [
        ("content/glossary.yaml:9:41", "`ex`"),
        ("content/pages/city.zh.md:2:9", "**乙**"),
        ("content/pages/city.zh.md:3:11", "[丙](index.zh.md)"),
        ("content/pages/city.zh.md:6:11", "**乙**"),
        ("content/site.yaml:2:20", "**站**"),
        ("content/sources/opinions.yaml:11:17", "**意**"),
    ]
    fix(tmp_path, OWN)
    assert checked(check_plain_text, small_site.read(tmp_path)) == []


def test_line_ends_of_the_file_are_kept(tmp_path: Path) -> None:
    """What is mended by a new line has the file's own line ends."""
    body = "前言：\n1、甲\n2、乙"
    path = small_site.write_site(tmp_path, {small_site.PAGE: small_site.page(body).replace("\n", "\r\n")})
    fix(path, OWN)
    text = (path / small_site.PAGE).read_bytes().decode("utf-8")
    assert text == small_site.page("前言：\n\n1. 甲\n2. 乙").replace("\n", "\r\n")


@pytest.mark.parametrize(
    "unit",
    ["[", "a`", "~~a", "{{", "|", "-", "［", "_a", "$a", "：", "==a ", "1、a\n2、b\n", "**a ", "｜a\n", "• a\n", "　　a\n", "a [b](", "1.　a\n"],
)  # fmt: skip
def test_long_runs_come_to_an_end(library: Library, unit: str) -> None:
    """No expression goes over a long run again and again."""
    assert len(diagnose(library, unit * 2000)) < 2100


PIECES = st.sampled_from(
    [
        *"{}[]()%<>~=:^+$!?.\"'-_# \n一a1n2",
        *("{{< ", " >}}", "{% ", " %}", "{{", "}}", "[TOC]", "[[_TOC_]]", "[toc]", "{:toc}", "[[", "]]"),
        *(
            "~~",
            "==",
            ":smile:",
            ":+1:",
            "x^2^",
            "1^st^",
            "H~2~",
            "++",
            "$$",
            "$x_1$",
            "{: .a}",
            "{.a}",
            "%%",
        ),
        *("import ", "export ", "const ", " from ", "'a'", "!!! note", "??? note", "@import a", "!include a"),
        *(".. toctree::", "<<<<<<< HEAD", "%% ", " %%"),
    ]
)


@given(st.lists(PIECES, max_size=8).map("".join))
@settings(max_examples=1000, deadline=None)
def test_what_is_looked_for_first_is_in_every_mark(text: str) -> None:
    """No mark is passed over because its text lacks a word that it does not need."""
    for mark in dialects._MARKS:
        if mark.expression.search(text):
            assert any(each in text for each in mark.has), mark.kind
