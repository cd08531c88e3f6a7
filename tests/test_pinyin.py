"""The pinyin of the term base and of the pages is held against a second opinion."""

import re
import unicodedata
from pathlib import Path

import yaml
from pypinyin import Style, lazy_pinyin, load_phrases_dict

CONTENT = Path(__file__).parents[1] / "content"
GLOSSARY = CONTENT / "glossary.yaml"
# On English pages pinyin stands behind the words quoted and the paragraphs that they stand in.
QUOTED = re.compile(
    r"“([^“”]*[\u4e00-\u9fff][^“”]*)”(?:\[[A-Z]+-\d+\]\(source:[^)]*\)[,\s\\(]*)+\[([^\]]+)\]\(lang:pinyin\)"
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
    "接种": [["jiē"], ["zhòng"]],
}


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


def test_pinyin_of_quotations() -> None:
    """On English pages pinyin behind a quotation is that of its characters."""
    load_phrases_dict(READINGS)
    found = [
        (path.name, *match.groups())
        for path in sorted((CONTENT / "pages").glob("*.en.md"))
        for match in QUOTED.finditer(path.read_text("utf-8"))
    ]
    assert found
    differing = [
        (name, zh, pinyin)
        for name, zh, pinyin in found
        if letters(pinyin) != letters("".join(lazy_pinyin(zh, style=Style.TONE, v_to_u=True)))
    ]
    assert not differing
