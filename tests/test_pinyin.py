"""The pinyin of the term base and of the pages is held against a second opinion."""

import re
import unicodedata
from pathlib import Path

import yaml
from pypinyin import Style, lazy_pinyin, load_phrases_dict

CONTENT = Path(__file__).parents[1] / "content"
GLOSSARY = CONTENT / "glossary.yaml"
PINYIN = re.compile(r"\[([^\]]+)\]\(lang:pinyin\)")
# It stands behind the characters that it spells, in brackets, in the next cell, behind a colon or the numbers
# of paragraphs; or below a heading of which it says how that is read.
SPELLED = re.compile(
    r"([\u4e00-\u9fff](?:[\u4e00-\u9fff，、…—·“”‘’]*[\u4e00-\u9fff…])?)[”’]?"
    r"(?:\[[A-Z]+-\d+\]\(source:[^)]*\)|\]\([a-z]+:[^)]*\)|[ ,，:：|(（\\])*(?: \{#[\w-]+\}\n+读作)?$"
)

# What pypinyin reads wrongly in these terms: one character of several readings, or a change of tone that
# pinyin does not write.
READINGS = {
    "长三角": [["cháng"], ["sān"], ["jiǎo"]],
    "数字之都": [["shù"], ["zì"], ["zhī"], ["dū"]],
    "大都市": [["dà"], ["dū"], ["shì"]],
    "澎湃": [["péng"], ["pài"]],
    "一百年": [["yī"], ["bǎi"], ["nián"]],
    "一百": [["yī"], ["bǎi"]],
    "一流": [["yī"], ["liú"]],
    "干一行": [["gàn"], ["yī"], ["háng"]],
    "爱一行": [["ài"], ["yī"], ["háng"]],
    "钻一行": [["zuān"], ["yī"], ["háng"]],
    "精一行": [["jīng"], ["yī"], ["háng"]],
    "人人参与": [["rén"], ["rén"], ["cān"], ["yù"]],
    "任务": [["rèn"], ["wu"]],
    "队伍": [["duì"], ["wu"]],
    "城市故事": [["chéng"], ["shì"], ["gù"], ["shi"]],
    "无处不在": [["wú"], ["chù"], ["bù"], ["zài"]],
    "同行": [["tóng"], ["xíng"]],
    "敢为天下先": [["gǎn"], ["wéi"], ["tiān"], ["xià"], ["xiān"]],
    "看似": [["kàn"], ["sì"]],
    "久久为功": [["jiǔ"], ["jiǔ"], ["wéi"], ["gōng"]],
    "标识": [["biāo"], ["zhì"]],
    "未到过": [["wèi"], ["dào"], ["guo"]],
    "来过": [["lái"], ["guo"]],
    "没来过": [["méi"], ["lái"], ["guo"]],
    "在这儿的": [["zài"], ["zhè"], ["r"], ["de"]],
    "为指导": [["wéi"], ["zhǐ"], ["dǎo"]],
    "接种": [["jiē"], ["zhòng"]],
}

# What no dictionary of phrases can hold: a frame into which words are put.
FRAMES = {"以……为……": "yǐ … wéi …"}


def letters(pinyin: str) -> str:
    """The letters with their tones, without the spaces, marks and capitals in which spellings differ."""
    return re.sub(r"[^\w\u0300-\u036f]", "", unicodedata.normalize("NFD", pinyin.lower()))


def test_pinyin() -> None:
    """Every term is spelled as pypinyin spells it, but for readings that are known to be its mistakes."""
    load_phrases_dict(READINGS)
    terms = [
        term for group in yaml.safe_load(GLOSSARY.read_text("utf-8"))["groups"] for term in group["terms"]
    ]
    spelled = {term["zh"]: letters(term["pinyin"]) for term in terms}
    expected = {
        zh: letters("".join(lazy_pinyin(re.sub(r"（.*?）", "", zh), style=Style.TONE, v_to_u=True)))
        for zh in spelled
    }
    differing = {
        zh: (spelled[zh], expected[zh]) for zh in spelled if not spelled[zh].startswith(expected[zh])
    }
    assert not differing


def as_pypinyin(zh: str) -> str:
    """How pypinyin spells words of a page."""
    return letters(FRAMES.get(zh) or "".join(lazy_pinyin(zh, style=Style.TONE, v_to_u=True)))


def test_pinyin_of_quotations() -> None:
    """On pages pinyin is that of the characters before it."""
    load_phrases_dict(READINGS)
    found = [
        (path.name, SPELLED.search(text, max(0, mark.start() - 200), mark.start()), mark[1])
        for path in sorted((CONTENT / "pages").glob("*.md"))
        for text in [path.read_text("utf-8")]
        for mark in PINYIN.finditer(text)
    ]
    assert {name.split(".")[1] for name, _, _ in found} == {"en", "zh"}
    differing = [
        (name, zh and zh[1], pinyin)
        for name, zh, pinyin in found
        if not zh or letters(pinyin) != as_pypinyin(zh[1])
    ]
    assert not differing
