"""The guards over OpenCC: what their file may hold, how a pattern finds its place, families of words.

In the sentences a form in braces stands behind the character that it is for: 讲明了{了} must come out with
了, 里{裡/裏} with 裡 in Taiwan and 裏 in Hong Kong.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import opencc
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.read.yaml.documents import parse_yaml
from sitegen.text.characters import is_han
from sitegen.text.script import guards
from sitegen.text.script.conversion import PROFILES, converter
from sitegen.text.script.guards import Pattern, compile_patterns, load_guards

CONDITIONS = ("before", "not_before", "after", "not_after")
BACK = {"s2hk": "hk2s", "s2tw": "tw2s"}
# Whoever collects tests reads this large file.
DATA = yaml.load(guards.FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
every_profile = pytest.mark.parametrize("profile", PROFILES)


@cache
def back(profile: str) -> opencc.OpenCC:
    """What makes Simplified Chinese of a profile’s characters."""
    return opencc.OpenCC(BACK[profile])


# The file


def families() -> Iterator[Mapping[str, object]]:
    """Every family of the file."""
    yield from DATA["phrases"]
    yield from DATA["patterns"]
    for profile in DATA["words"].values():
        yield from profile


def test_the_file_is_plain_yaml() -> None:
    """No key stands twice and nothing is an anchor, a tag or a stray text."""
    document = parse_yaml("guards.yaml", guards.FILE.read_text(encoding="utf-8"))
    assert document.diagnostics == ()
    assert set(DATA) == {"phrases", "patterns", "words"}
    assert set(DATA["words"]) == set(PROFILES)


def test_every_family_has_a_name_and_a_reason() -> None:
    """Who meets a guard can read why it is there."""
    for family in families():
        assert all(str(family.get(name, "")).strip() for name in ("family", "reason")), family


def test_families_have_known_keys_only() -> None:
    """A misspelt condition would be no condition."""
    for family in [*DATA["phrases"], *(each for words in DATA["words"].values() for each in words)]:
        assert set(family) == {"family", "reason", "words"}
    for family in DATA["patterns"]:
        assert {"family", "reason", "char", "write"} <= set(family)
        assert set(family) <= {"family", "reason", "char", "write", *CONDITIONS}
        assert set(family) & set(CONDITIONS), family
        if isinstance(family["write"], dict):
            assert set(family["write"]) == set(PROFILES)


@every_profile
def test_guards_keep_the_length(profile: str) -> None:
    """What is written and what is meant have the same number of characters; a pattern writes one."""
    found = load_guards(profile)
    for written, meant in [*found.phrases.items(), *found.words.items()]:
        assert len(written) == len(meant) > 0
    for pattern in found.patterns:
        assert len(pattern.char) == 1
        assert len(pattern.write) <= 1


@every_profile
def test_guards_change_the_script_alone(profile: str) -> None:
    """Converting back what a phrase or a pattern writes gives the Simplified characters."""
    simplified, plain = back(profile), opencc.OpenCC("t2s")
    found = load_guards(profile)
    for written, meant in found.phrases.items():
        assert plain.convert(meant) == written
    for pattern in found.patterns:
        # By themselves these stand in Simplified too: 瞭望, 覆盖.
        assert pattern.write in ("瞭", "覆", "甦", "藉") or simplified.convert(pattern.write) in (
            "",
            pattern.char,
        )


@every_profile
def test_words_of_newspapers_come_back_as_the_same_words(profile: str) -> None:
    """What a region prints in the place of another form goes back to the same Simplified words."""
    simplified = back(profile)
    for word, printed in load_guards(profile).words.items():
        assert simplified.convert(word) == simplified.convert(printed), word


@every_profile
def test_every_pattern_compiles(profile: str) -> None:
    """Each pattern by itself is an expression, and its words are Chinese, marks, digits, ＊ or ^ alone."""
    for pattern in load_guards(profile).patterns:
        compile_patterns([pattern])
        for name in CONDITIONS:
            for word in getattr(pattern, name):
                assert word
                assert "^" not in word or word == "^", (pattern, word)


@pytest.fixture
def other_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A file in the place of the package's own."""
    file = tmp_path / "guards.yaml"
    monkeypatch.setattr(guards, "FILE", file)
    caches = (guards.load_guards, guards._read_file)
    for cached in caches:
        cached.cache_clear()
    yield file
    for cached in caches:
        cached.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "phrases: [{words: {发展: 發展了}}]\npatterns: []\nwords: {s2tw: []}\n",
        "phrases: []\npatterns: []\nwords: {s2tw: [{words: {發佈: 發}}]}\n",
    ],
    ids=["phrases", "words"],
)
def test_a_guard_of_another_length_is_refused(other_file: Path, text: str) -> None:
    """A guard that changes the number of characters is never loaded."""
    other_file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="differ in length"):
        load_guards("s2tw")


def test_a_misspelt_condition_is_refused(other_file: Path) -> None:
    """A condition that is not known would make its row hold everywhere."""
    row = "{family: 里, char: 里, befor: [心], write: 裡}"
    other_file.write_text(f"phrases: []\npatterns: [{row}]\nwords: {{s2tw: []}}\n", "utf-8")
    with pytest.raises(ValueError, match="befor is not known"):
        load_guards("s2tw")


def test_a_row_may_hold_several_characters_and_a_form_a_profile(other_file: Path) -> None:
    """`char` is one pattern for each of its characters; `write` is for all profiles or for each its own."""
    row = "{char: 里面, after: [边], write: {s2tw: 甲, s2hk: 乙}}"
    empty = "{char: 里, write: null}"
    other_file.write_text(
        f"phrases: []\npatterns: [{row}, {empty}]\nwords: {{s2tw: [], s2hk: []}}\n", "utf-8"
    )
    assert load_guards("s2tw").patterns == (
        Pattern("里", "甲", after=("边",)),
        Pattern("面", "甲", after=("边",)),
        Pattern("里", ""),
    )
    assert [pattern.write for pattern in load_guards("s2hk").patterns] == ["乙", "乙", ""]


# Patterns


def rewrite(text: str, *patterns: Pattern) -> str:
    """Rewrite a text that OpenCC left as it was."""
    return compile_patterns(patterns)(text, text)


@pytest.mark.parametrize(
    ("pattern", "text", "written"),
    [
        (Pattern("发", "髮"), "发a发", "髮a髮"),
        (Pattern("发", "髮", before=("头", "黑头")), "头发发，发头", "头髮发，发头"),
        (Pattern("发", "髮", before=("甲乙丙", "丁")), "甲乙丙发乙丙发丁发", "甲乙丙髮乙丙发丁髮"),
        (Pattern("发", "髮", not_before=("出", "开头")), "发出发开头发头发", "髮出发开头发头髮"),
        (Pattern("发", "髮", after=("型", "型师")), "发型发", "髮型发"),
        (Pattern("发", "髮", not_after=("展", "明了")), "发展发明发明了", "发展髮明发明了"),
        (Pattern("发", "髮", before=("头",), not_after=("现",)), "头发现头发", "头发现头髮"),
        # ＊ is any one ideograph, and nothing else.
        (Pattern("发", "髮", after=("＊型",)), "发大型发型发，型发a型", "髮大型发型发，型发a型"),
        (Pattern("发", "髮", before=("长＊",)), "长头发长发长，发长𠀾发", "长头髮长发长，发长𠀾髮"),
        # ^ is the edge of a run: the end of the text, a mark, a digit, a Latin letter.
        (Pattern("发", "髮", after=("^",)), "发甲发，发1发a发", "发甲髮，髮1髮a髮"),
        (Pattern("发", "髮", before=("^",)), "发甲发，发1发a发", "髮甲发，髮1髮a髮"),
        (Pattern("发", "髮", before=("^", "甲")), "发甲发乙发", "髮甲髮乙发"),
        (Pattern("发", "髮", not_before=("^",)), "发甲发，发", "发甲髮，发"),
        (Pattern("发", "髮", not_after=("^",)), "发甲发，发", "髮甲发，发"),
        (Pattern("发", "髮", after=("^", "型")), "发型发展发", "髮型发展髮"),
        # What has a meaning in expressions has none here.
        (Pattern("发", "髮", after=("(", ".", "]")), "发(发.发]发a", "髮(髮.髮]发a"),
    ],
)
def test_pattern(pattern: Pattern, text: str, written: str) -> None:
    """A character is rewritten where all conditions hold, and nowhere else."""
    assert rewrite(text, pattern) == written


def test_the_first_pattern_that_holds_wins() -> None:
    """Of the rows for one character those below the first that holds are not asked."""
    rows = (Pattern("发", "甲", after=("现",)), Pattern("发", "", after=("展",)), Pattern("发", "乙"))
    assert rewrite("发现发展发", *rows) == "甲现发展乙"
    assert rewrite("发现发展发", *rows[::-1]) == "乙现乙展乙"


def test_an_empty_form_leaves_what_opencc_chose() -> None:
    """A row that writes nothing keeps the rows below it from rewriting."""
    rows = (Pattern("发", "", before=("头",)), Pattern("发", "發"))
    assert compile_patterns(rows)("头发发", "頭髮髮") == "頭髮發"


def test_patterns_look_at_the_simplified_text() -> None:
    """Conditions are about what the author wrote, not about what another pattern made of it."""
    rows = (Pattern("头", "頭"), Pattern("发", "髮", before=("头",)))
    assert rewrite("头发", *rows) == "頭髮"


WORDS = st.lists(st.text("甲乙丙，1＊", min_size=1, max_size=3) | st.just("^"), max_size=3).map(tuple)
ROWS = st.builds(
    Pattern,
    char=st.sampled_from("甲乙"),
    write=st.sampled_from(["", "丁", "戊"]),
    before=WORDS,
    not_before=WORDS,
    after=WORDS,
    not_after=WORDS,
)


def stands(word: str, text: str) -> bool:
    return len(word) == len(text) and all(
        is_han(found) if wanted == "＊" else wanted == found for wanted, found in zip(word, text, strict=True)
    )


def holds(row: Pattern, text: str, offset: int) -> bool:
    """Say it a second time, one word after the other."""

    def before(word: str) -> bool:
        if word == "^":
            return not offset or not is_han(text[offset - 1])
        return offset >= len(word) and stands(word, text[offset - len(word) : offset])

    def after(word: str) -> bool:
        if word == "^":
            return offset + 1 == len(text) or not is_han(text[offset + 1])
        return stands(word, text[offset + 1 : offset + 1 + len(word)])

    return (
        (not row.before or any(map(before, row.before)))
        and not any(map(before, row.not_before))
        and (not row.after or any(map(after, row.after)))
        and not any(map(after, row.not_after))
    )


@settings(max_examples=100)
@given(rows=st.lists(ROWS, max_size=4), text=st.text("甲乙丙，1", max_size=12))
def test_one_expression_says_what_the_rows_say(rows: list[Pattern], text: str) -> None:
    """The expression for all rows finds what asking each row at each character finds."""
    expected = [
        next(
            (row.write or character for row in rows if row.char == character and holds(row, text, offset)),
            character,
        )
        for offset, character in enumerate(text)
    ]
    assert rewrite(text, *rows) == "".join(expected)


# Families of words. The first three sentences of each are what the family is about, at the border of two
# words mostly; the others are neighbours that a rule too wide would spoil.

FAMILIES: dict[str, tuple[str, str]] = {
    "verb + 明了": (
        "画家点明了{了}主旨 契约载明了{了}期限 路牌标明了{了}方向",
        "文字简洁明了{瞭} 胜负一目了{瞭}然 图表清楚明了{瞭}",
    ),
    "了 + 如何, 如今": (
        "视频演示了{了}如何包饺子 他忘了{了}如今是几月 邮差送来了{了}如此多的贺卡",
        "她对账目了{瞭}如指掌 船长对暗礁了{瞭}如指掌 高下一目了{瞭}然",
    ),
    "人参 + verb": (
        "上千人参{參}赛 两位老人参{參}选 也有人参{參}股",
        "参{參}加合唱 药铺里有人参{參} 他参{參}观了工厂",
    ),
    "征 march": (
        "开启航天新征{征}程 走好自己的长征{征}路 再踏新征{征}途",
        "向读者征{徵}文 红豆象征{徵}思念 税务所征{徵}税",
    ),
    "于 before a name": (
        "经理于{于}志强说 邻居是于{于}女士 医生于{于}佳、王平",
        "他生于{於}武汉 老师忙于{於}备课 散步有益于{於}健康",
    ),
    "被, 获 + 发": (
        "破绽终于被发{發}觉 古墓已被发{發}掘 他获发{發}护照",
        "小狗被剪了毛发{髮} 她的头发{髮}被风吹乱 老人须发{髮}皆白",
    ),
    "person + 发": (
        "会长发{發}表感言 学生发{發}起募捐 院长发{發}了奖状",
        "她留着一头长发{髮} 长发{髮}飘飘 学生要剪短头发{髮}",
    ),
    "一 + 出": (
        "他一出{出}门就下雨 补贴一出{出}台就见效 明星一出{出}现就有掌声",
        "演一出{齣}闹剧 看了一出{齣}京戏 听一出{齣}昆曲",
    ),
    "country + 历史": (
        "他爱读法国历{歷}史 波兰国历{歷}来如此 泰国历{歷}代君主",
        "墙上挂着日历{曆} 农历{曆}八月 公历{曆}与农历{曆}",
    ),
    "准入, 不准": (
        "放宽外资准{准}入 车厢里不准{准}抽烟 病人获准{准}出院",
        "瞄准{準}靶心 这是标准{準}答案 妈妈准{準}备晚饭",
    ),
    "verb + 制造": (
        "他们参与制{製}造火箭 两厂合作制{製}造轮船 电视台联合制{製}作节目",
        "社团制{制}定章程 桥上限制{制}车速 体制{制}改革",
    ),
    "自制": (
        "一辆中国自制{製}的汽车 她自制{製}了果酱 村民自制{製}木筏",
        "孩子缺乏自制{制}力 各国制{制}度不同 法国制{制}定法律",
    ),
    "回归": (
        "候鸟回{回}归湿地 她回{回}归家庭 资金回{回}流",
        "乐团巡回{迴}演出 迂回{迴}前进 峰回{迴}路转",
    ),
    "文 + 采访": (
        "用英文采{採}访 请用中文采{採}写 俄文采{採}编",
        "文采{采}斐然 神采{采}飞扬 兴高采{采}烈",
    ),
    "river + 干流": (
        "珠江干{幹}流 淮河干{幹}流 黑龙江干{幹}流",
        "若干{干}问题 江水干{乾}了 衣服很干{乾}净",
    ),
    "干 do": (
        "他干{幹}得很好 骨干{幹}教师 村干{幹}部",
        "不要干{干}扰他 不相干{干}的人 一块饼干{乾}",
    ),
    "里 inside": (
        "碗里{裡/裏}耳语 抽屉里{裡/裏}有信 果园里{裡/裏}很静",
        "走了三公里{里} 万里{里}长城 荣归故里{里}",
    ),
    "面 word border": (
        "人人和面{面}对他 不满意面{面}试 每一片面{麵}包",
        "各方面{面} 当面{面}谈 湖面{面}很静",
    ),
    "后 after": (
        "看电影后{後}回家 全球后{後}来效仿 唱歌后{後}喝水",
        "皇后{后}驾到 慈禧太后{后} 影后{后}得奖",
    ),
    "只 word border": (
        "权限是只{只}读的 有只{只}要三天的 这只{只}需一天",
        "两只{隻}手套 他只{只}好走 一只{隻}猫",
    ),
    "number + 只": (
        "增至200只{隻} 三十余只{隻}海鸥 数千只{隻}鸟",
        "五只{隻}羊 人数只{只}有三 三人只{只}要一桌",
    ),
    "系 word border": (
        "相关系{系}列讲座 海关系{系}统 有关系{系}列",
        "人际关系{係} 保持联系{繫} 维系{繫}感情",
    ),
    "复": (
        "遇见复{複}杂的题 路上复{複}杂 天上复{複}印",
        "民族复{復}兴 恢复{復}原状 请答复{覆}",
    ),
    "于 word border": (
        "局长于{于}大海 记者于{于}洋 医生于{于}晴说",
        "由于{於}军人 关于{於}军队 属于{於}波段",
    ),
    "范": (
        "范{范}女士来了 作家范{范}小青 范{范}先生",
        "服务范{範}围 行为规范{範} 劳动模范{範}",
    ),
    "余": (
        "余{余}先生 教授余{余}华说 余{余}女士",
        "还余{餘}下两块 剩余{餘}的米 业余{餘}爱好",
    ),
    "谷": (
        "光谷{谷}物流园 药谷{谷}物业 光谷{谷}物价",
        "五谷{穀}丰登 收割稻谷{穀} 谷{穀}物",
    ),
    "表": (
        "号码表{表}示顺序 他对表{表}现满意 屏幕显示表{表}格",
        "修理手表{錶} 一块怀表{錶} 买了名表{錶}",
    ),
    "周": (
        "小桥一周{周}边 街上周{周}围 本周{周}围着他",
        "下周{週/周}见 周{週/周}末 周{周}先生",
    ),
    "布": (
        "公布{布}名单 人口分布{布} 发布{布}会",
        "一块棉布{布} 瀑布{布} 布{布}料",
    ),
    "占": (
        "侵占{佔}人口 只占{佔}人口一成 占{佔}同期一半",
        "占{占}卜 占{占}星术 占{占}卦",
    ),
    "并": (
        "并{並}发出通知 并{並}入选名单 二者不并{並}成",
        "两校合并{併} 他并{並}没有来 吞并{併}邻国",
    ),
    "游": (
        "晚上游{遊}客多 路上游{遊}行 海上游{遊}船",
        "长江上游{游} 游{游}泳池 出门旅游{遊}",
    ),
    "台": (
        "平台{台}风险 舞台{台}风景 站台{台}风格",
        "强台{颱}风 防台{颱}抗汛 台{颱}风天",
    ),
    "松": (
        "放松{鬆}心情 一棵松{松}树 泥土疏松{鬆}",
        "松{松}柏长青 松{松}江区 不要松{鬆}懈",
    ),
    "借": (
        "找借{藉}口 借{藉}此机会 凭借{藉}实力",
        "借{借}书证 借{借}钱 借{借}给我",
    ),
}


def forms(marked: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield where a form is given, and the form by profile."""
    removed = 0
    for found in re.finditer(r"\{([^}]*)\}", marked):
        taiwan, _, hong_kong = found[1].partition("/")
        yield found.start() - removed - 1, {"s2tw": taiwan, "s2hk": hong_kong or taiwan}
        removed += len(found[0])


def sentences(which: int) -> list[object]:
    """The marked sentences of each family, those that are guarded or their neighbours."""
    return [
        pytest.param(marked, id=f"{family}: {re.sub(r'[{].*?[}]', '', marked)}")
        for family, both in FAMILIES.items()
        for marked in both[which].split()
    ]


def test_each_family_has_three_sentences_and_three_neighbours() -> None:
    """No family is guarded on the strength of one sentence."""
    assert len(FAMILIES) >= 25
    assert all(len(part.split()) >= 3 for both in FAMILIES.values() for part in both)


@every_profile
@pytest.mark.parametrize("marked", [*sentences(0), *sentences(1)])
def test_sentence(profile: str, marked: str) -> None:
    """Each marked character takes the form that a reader of the place expects."""
    text = re.sub(r"\{[^}]*\}", "", marked)
    converted = converter(profile)(text)
    assert {at: converted[at] for at, _ in forms(marked)} == {
        at: wanted[profile] for at, wanted in forms(marked)
    }, converted


@every_profile
@pytest.mark.parametrize("marked", sentences(1))
def test_neighbour(profile: str, marked: str) -> None:
    """A neighbour reads as by plain OpenCC, but for the glyphs and the words of newspapers."""
    text = re.sub(r"\{[^}]*\}", "", marked)
    guarded, plain = converter(profile), converter(profile, is_guarded=False)
    expected = plain(text)
    for word, printed in load_guards(profile).words.items():
        expected = expected.replace(word, printed)
    assert guarded(text) == guarded.write_glyphs(expected)


@every_profile
@pytest.mark.parametrize(
    "text",
    [
        *(re.sub(r"\{[^}]*\}", "", each.values[0]) for each in [*sentences(0), *sentences(1)]),
        "请复核，请复查",
    ],
)
def test_sentence_comes_back(profile: str, text: str) -> None:
    """Converted back, a sentence has the characters of its author: a quotation may have it."""
    found = back(profile).convert(converter(profile)(text))
    # Taiwan's 帳 is two characters in Simplified, and the check of quotations takes them for one.
    assert found.replace("帐", "账") == text.replace("帐", "账")


# The words that the measurements of OpenCC name, in sentences of our own.


@pytest.mark.parametrize(
    ("simplified", "taiwan", "hong_kong"),
    [
        ("孩子们在博物馆触摸历史", "孩子們在博物館觸摸歷史", "孩子們在博物館觸摸歷史"),
        ("放眼全局，畅通大循环", "放眼全局，暢通大循環", "放眼全局，暢通大循環"),
        ("开放的窗口，精神的内核", "開放的窗口，精神的內核", "開放的窗口，精神的內核"),
        ("这份文件的项目有序运行", "這份文件的項目有序運行", "這份文件的項目有序運行"),
        ("持续优化，集成数据，附上链接", "持續優化，集成數據，附上鏈接", "持續優化，集成數據，附上鏈接"),
        ("法律程序与历史进程", "法律程序與歷史進程", "法律程序與歷史進程"),
        ("支持社区，设置高级课程", "支持社區，設置高級課程", "支持社區，設置高級課程"),
        ("英勇的士兵", "英勇的士兵", "英勇的士兵"),
        ("文章展示了如何写作", "文章展示了如何寫作", "文章展示了如何寫作"),
        ("算法演示", "算法演示", "算法演示"),
        ("干涉与干预，晒干", "干涉與干預，曬乾", "干涉與干預，曬乾"),
        ("数组至少占一页", "數組至少佔一頁", "數組至少佔一頁"),
        ("减少阵列，聚集合群的人", "減少陣列，聚集合群的人", "減少陣列，聚集合群的人"),
        ("着力解决，心系乡亲，令人向往", "著力解決，心繫鄉親，令人嚮往", "着力解決，心繫鄉親，令人嚮往"),
        ("干事干一行爱一行", "幹事幹一行愛一行", "幹事幹一行愛一行"),
        ("制高点上找准方向", "制高點上找準方向", "制高點上找準方向"),
        ("精致的钻石，复制的范例", "精緻的鑽石，複製的範例", "精緻的鑽石，複製的範例"),
        ("才能出众的英才", "才能出眾的英才", "才能出眾的英才"),
        ("群众的山峰", "群眾的山峰", "群眾的山峰"),
        ("喝温水，说真话", "喝溫水，說真話", "喝溫水，說真話"),
        ("吃了面，为了你", "吃了麵，為了你", "吃了麵，為了你"),
        ("核心舞台", "核心舞台", "核心舞台"),
        ("一个中国", "一個中國", "一個中國"),
        ("两国历史，制度与自制", "兩國歷史，制度與自制", "兩國歷史，制度與自制"),
        ("附上链接，加上链条", "附上鏈接，加上鏈條", "附上鏈接，加上鏈條"),
        ("长征胜利，长征收获丰硕", "長征勝利，長征收穫豐碩", "長征勝利，長征收穫豐碩"),
        ("黄河干流与辽河干流", "黃河幹流與遼河幹流", "黃河幹流與遼河幹流"),
    ],
)
def test_what_is_known_to_go_wrong(simplified: str, taiwan: str, hong_kong: str) -> None:
    """Wording stays, and no word is seen across the border of two."""
    assert converter("s2tw")(simplified) == taiwan
    assert converter("s2hk")(simplified) == hong_kong
