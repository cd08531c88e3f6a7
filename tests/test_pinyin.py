"""The term base's pinyin is held against a second opinion."""

import re
import unicodedata
from pathlib import Path

import yaml
from pypinyin import Style, lazy_pinyin, load_phrases_dict

GLOSSARY = Path(__file__).parents[1] / "content" / "glossary.yaml"

# What pypinyin reads wrongly in these terms: one character of several readings, or a change of tone that
# pinyin does not write.
READINGS = {
    "长三角": [["cháng"], ["sān"], ["jiǎo"]],
    "数字之都": [["shù"], ["zì"], ["zhī"], ["dū"]],
    "大都市": [["dà"], ["dū"], ["shì"]],
    "澎湃": [["péng"], ["pài"]],
    "一百年": [["yī"], ["bǎi"], ["nián"]],
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
