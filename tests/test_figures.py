"""Figures: numbers, dates and times in Chinese and English are the same values, and words are no figures."""

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.text.numbers.figures import Date, NumberValue, Time, find_figures, unanswered
from sitegen.text.numbers.idioms import load_idioms
from sitegen.text.numbers.numerals import chinese_values, english_value


def written(value: NumberValue) -> str:
    """A value in one word."""
    match value:
        case Date(year, month, day):
            return f"{year or '?'}-{month:02}-{f'{day:02}' if day else '?'}"
        case Time(hour, minute):
            return f"{hour:02}:{minute:02}"
        case number:
            return str(number)


def read(text: str, language: str, words: tuple[str, ...] = ()) -> str:
    """The figures of a text; behind ~ those that only answer."""
    found = find_figures(text, language, words)
    for figure in found:
        assert text[figure.start : figure.end] == figure.text
    return " ".join(f"{'' if each.is_firm else '~'}{each.text}={written(each.value)}" for each in found)


# What is written, and what is read: figure=value, those that only answer behind ~.
CHINESE = {
    # Dates
    "二〇二一年六月二十二日": "二〇二一年六月二十二日=2021-06-22",
    "二零二一年六月二十二日": "二零二一年六月二十二日=2021-06-22",
    "2021年6月22日": "2021年6月22日=2021-06-22",
    "２０２１年６月２２日": "２０２１年６月２２日=2021-06-22",
    "2021年06月22日": "2021年06月22日=2021-06-22",
    "2021-06-22": "2021-06-22=2021-06-22",
    "2021/6/22": "2021/6/22=2021-06-22",
    "6月22日": "6月22日=?-06-22",
    "六月二十二号": "六月二十二号=?-06-22",
    "2021年6月": "2021年6月=2021-06-?",
    "六月份": "六月份=?-06-?",
    "十二月": "十二月=?-12-?",
    "6月21日至22日": "6月21日=?-06-21 22日=?-06-22",
    "2021年6月21日和22日": "2021年6月21日=2021-06-21 22日=2021-06-22",
    "2018年和2021年": "2018=2018 2021=2021",
    "二〇〇七年": "二〇〇七=2007",
    "13月": "13=13",
    # Times
    "21:43": "21:43=21:43",
    "21：43": "21：43=21:43",
    "21时43分": "21时43分=21:43",
    "晚上九点四十三分": "晚上九点四十三分=21:43",
    "下午三点": "下午三点=15:00",
    "下午三点半": "下午三点半=15:30",
    "9点整": "9点整=09:00",
    "21时": "21时=21:00",
    "20时代": "20=20",
    "说了三点": "三=3",
    "25:10": "25=25 10=10",
    # Numbers
    "五个": "五=5",
    "79人": "79=79",
    "79+2": "79=79 2=2",
    "七十九": "七十九=79",
    "十": "十=10",
    "十一": "十一=11",
    "一百零五": "一百零五=105",
    "一百五": "一百五=150",
    "三万五": "三万五=35000",
    "三万零五": "三万零五=30005",
    "一千零一": "一千零一=1001",
    "两千": "两千=2000",
    "1.4亿": "1.4亿=140000000",
    "十四亿": "十四亿=1400000000",
    "3,000": "3,000=3000",
    "3，000": "3=3 000=0",
    "两个": "两=2",
    "三四个": "三四=3 三四=4",
    "十五六岁": "十五六=15 十五六=16",
    "三四十人": "三四十=30 三四十=40",
    "三至五项": "三=3 五=5",
    "3—5": "3=3 5=5",
    "4.0": "4.0=4",
    "三点一四": "三点一四=157/50",
    # Ordinals
    "第一": "第一=1",
    "第十一次": "第十一=11",
    "第11届": "第11=11",
    "首届": "~首届=1",
    "前一个和后一个": "~前一=1 ~后一=2",
    "前一百名": "一百=100",
    "二十一世纪": "二十一=21",
    "20世纪80年代": "20世纪80年代=1980",
    "二十世纪八十年代": "二十世纪八十年代=1980",
    "二分之一": "二分之一=1/2",
    # Parts
    "百分之五十": "百分之五十=1/2",
    "50%": "50%=1/2",
    "５０％": "５０％=1/2",
    "千分之三": "千分之三=3/1000",
    "百分之三点五": "百分之三点五=7/200",
    "2个百分点": "2个百分点=1/50",
    "三分之二": "三分之二=2/3",
    "三成": "三成=3/10",
    "三成功": "三=3",
    "一半": "一半=1/2",
    "半句": "~半=1/2",
    "三年半": "三年半=7/2",
    "两个半": "两个半=5/2",
    # What asks for nothing
    "一个": "~一=1",
    "一、共性": "~一=1",
    "零散": "~零=0",
    "上百条": "~百=100",
    "数十人": "~十=10",
    "百姓": "~百=100",
    "万众": "~万=10000",
    "一两句": "~一两=1 ~一两=2",
    "双方": "~双=2",
    "这四个字": "~四=4",
    "统一": "~一=1",
    "统一三个": "~一=1 三=3",
    "统一十二项": "~一=1 十二=12",
    "十分重要": "~十=10",
    "四十分": "四十=40",
    "十分之一": "十分之一=1/10",
    "三万一千": "三万一千=31000",
    "四面八方": "~四=4 ~八=8",
    "长江三角洲": "~三=3",
    "星期三": "~三=3",
    "千千万万": "",
    "百千": "",
    # No figures
    "R-0": "",
    "5G": "",
    "COVID-19": "",
    "CO2": "",
    "版本3.11.2": "",
    "见www.yunbaogao.cn/report?reportId=11_4521": "",
    "见example.org/2021/6。": "",
    "": "",
}
ENGLISH = {
    # Dates
    "22 June 2021": "22 June 2021=2021-06-22",
    "22nd of June 2021": "22nd of June 2021=2021-06-22",
    "22 June, 2021": "22 June, 2021=2021-06-22",
    "June 22, 2021": "June 22, 2021=2021-06-22",
    "June 22nd": "June 22nd=?-06-22",
    "22 Jun. 2021": "22 Jun. 2021=2021-06-22",
    "Sept. 3": "Sept. 3=?-09-03",
    "2021-06-22": "2021-06-22=2021-06-22",
    "June 2021": "June 2021=2021-06-?",
    "In June": "June=?-06-?",
    "21–22 June 2021": "21=2021-06-21 22 June 2021=2021-06-22",
    "June 21 to 22": "June 21=?-06-21 22=?-06-22",
    "in May": "May=?-05-?",
    "5 May": "5 May=?-05-05",
    "May 2007": "May 2007=2007-05-?",
    "May we": "",
    "a March": "",
    "2018 and 2021": "2018=2018 2021=2021",
    # Times
    "21:43": "21:43=21:43",
    "9:43 p.m.": "9:43 p.m.=21:43",
    "9.43 pm": "9.43 pm=21:43",
    "12 a.m.": "12 a.m.=00:00",
    "nine": "nine=9",
    "9 o’clock": "9 o’clock=09:00",
    # Numbers
    "five": "five=5",
    "79 members": "79=79",
    "79 + 2": "79=79 2=2",
    "seventy-nine": "seventy-nine=79",
    "Twenty one": "Twenty one=21",
    "one hundred and five": "one hundred and five=105",
    "three thousand and one": "three thousand and one=3001",
    "two million three hundred thousand": "two million three hundred thousand=2300000",
    "1.4 billion": "1.4 billion=1400000000",
    "3,000": "3,000=3000",
    "a hundred rivers": "a hundred=100",
    "six and three": "six=6 three=3",
    "fifty-five-year-old": "fifty-five=55",
    "four-fold": "four=4",
    "twice": "twice=2",
    "4.0": "4.0=4",
    # Ordinals
    "11th": "11th=11",
    "eleventh": "eleventh=11",
    "the twenty-first": "twenty-first=21",
    "the hundredth year": "hundredth=100",
    "the two hundredth year": "two hundredth=200",
    "the two hundred": "two hundred=200",
    "the hundred and first": "~hundred=100 ~first=1",
    "two hundred and third": "two hundred and third=203",
    "the first": "~first=1",
    "the second": "second=2",
    "ten seconds": "ten=10",
    "21st-century": "21st=21 ~century=100",
    "the 1980s": "1980s=1980",
    "the ’80s": "’80s=80",
    # Parts
    "50%": "50%=1/2",
    "50 per cent": "50 per cent=1/2",
    "fifty percent": "fifty percent=1/2",
    "2 percentage points": "2 percentage points=1/50",
    "two thirds": "two thirds=2/3",
    "one-fifth": "one-fifth=1/5",
    "three quarters": "three quarters=3/4",
    "a third of": "~a third=1/3",
    "half": "~half=1/2",
    "two and a half": "two and a half=5/2",
    # What asks for nothing
    "one": "~one=1",
    "both": "~both=2",
    "three pairs": "three=3 ~pairs=2",
    "hundreds": "~hundreds=100",
    "decades": "~decades=10",
    "the last four characters": "~four=4",
    "first of all": "~first=1",
    "one by one": "~one=1 ~one=1",
    "the second half of 2021": "~second=2 ~half=1/2 2021=2021",
    "once": "~once=1",
    # No figures
    "often, someone, attention, weighty": "",
    "R-0": "",
    "5G": "",
    "COVID-19": "",
    "mid-2021": "2021=2021",
    "version 3.11.2": "",
    "at www.example.org/11_4521": "",
    "ese.hust.edu.cn/info/1013/2558.htm": "",
}


@pytest.mark.parametrize(("text", "figures"), CHINESE.items())
def test_chinese(text: str, figures: str) -> None:
    """Chinese figures, as numerals and as digits."""
    assert read(text, "zh") == figures


@pytest.mark.parametrize(("text", "figures"), ENGLISH.items())
def test_english(text: str, figures: str) -> None:
    """English figures, as words and as digits."""
    assert read(text, "en") == figures


def test_other_languages_have_no_figures() -> None:
    """In a language whose numerals are not known, digits alone would compare badly."""
    assert read("5 Ziele", "de") == ""


@pytest.mark.parametrize(
    ("text", "language", "word", "figures"),
    [
        ("四史和五史", "zh", "四史", "~四=4 五=5"),
        ("十四史", "zh", "四史", "十四=14"),
        ("第四史", "zh", "四史", "第四=4"),
        ("the Four Histories and four", "en", "Four Histories", "~Four=4 four=4"),
        ("forty-four histories", "en", "Four Histories", "forty-four=44"),
        ("four historiesque", "en", "four histories", "four=4"),
    ],
)
def test_words_of_a_site(text: str, language: str, word: str, figures: str) -> None:
    """Words of a site ask for nothing, where they are not part of another."""
    assert read(text, language, (word,)) == figures


def test_the_longer_word_wins() -> None:
    """两个大局 is not 两个 and a rest."""
    assert read("四个两个", "zh", ("四个", "四个两个")) == "~四=4 ~两=2"


IDIOMS = [(language, word) for language, words in load_idioms().items() for word in words]


@pytest.mark.parametrize(("language", "word"), IDIOMS)
def test_idioms(language: str, word: str) -> None:
    """An idiom asks for nothing, on its own and within a sentence."""
    sentence = f"这是{word}的，" if language == "zh" else f"It is {word}, they say."
    assert [
        figure for text in (word, sentence) for figure in find_figures(text, language) if figure.is_firm
    ] == []


def test_an_idiom_stands_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that stands twice is a slip of whoever added it."""
    monkeypatch.setattr(
        "sitegen.text.numbers.idioms.read_table", lambda file: {"zh": [{"words": ["统一", "统一"]}]}
    )
    with pytest.raises(ValueError, match="统一 stands twice"):
        load_idioms.__wrapped__()


# How a number is written, from its digits: an account of the languages that shares nothing with the reader.
DIGITS = "零一二三四五六七八九"
UNITS = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"} | {
    "nine": "ninth",
    "twelve": "twelfth",
}


def chinese(number: int) -> str:
    """A number below 10^12 in Chinese numerals."""
    for size, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        many, few = divmod(number, size)
        if many:
            head = "" if size == 10 and many == 1 else chinese(many)
            zero = "零" if few and few < size // 10 else ""
            tail = (
                f"一{chinese(few)}" if few and 10 <= few < 20 and size > 10 else chinese(few) if few else ""
            )
            return f"{head}{sign}{zero}{tail}"
    return DIGITS[number]


def english(number: int) -> str:
    """A number below 10^12 in English words."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    for size, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        many, few = divmod(number, size)
        if many:
            joint = " and " if few < 100 else " "
            return f"{english(many)} {word}" + (f"{joint}{english(few)}" if few else "")
    raise AssertionError


def ordinal(number: int) -> str:
    """The ordinal of a number in English words."""
    words = english(number)
    head, last = (
        words[: len(words) - len(words.replace("-", " ").split()[-1])],
        words.replace("-", " ").split()[-1],
    )
    return head + ORDINALS.get(last, f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


NUMBERS = st.integers(2, 10**12 - 1) | st.integers(2, 3000)


@given(NUMBERS)
def test_a_number_is_the_same_however_written(number: int) -> None:
    """Chinese numerals, digits, English words and their ordinals have one value."""
    assert chinese_values(chinese(number)) == (number,)
    assert english_value(english(number)) == number
    for text, language in (
        (f"共{chinese(number)}个", "zh"),
        (f"第{chinese(number)}次", "zh"),
        (f"共{number}个", "zh"),
        (f"some {english(number)} items", "en"),
        (f"the {ordinal(number)} item", "en"),
        (f"{number:,} items", "en"),
    ):
        assert {figure.value for figure in find_figures(text, language)} == {number}, text


@given(st.integers(1, 9999), st.integers(2, 999))
def test_parts_are_the_same(above: int, below: int) -> None:
    """Fractions and percentages have one value in both languages."""
    chinese_text = f"{chinese(below)}分之{chinese(above)}"
    assert {figure.value for figure in find_figures(chinese_text, "zh")} == {Fraction(above, below)}
    values = {
        figure.value
        for text, language in (
            (f"百分之{chinese(above)}", "zh"),
            (f"{above}%", "zh"),
            (f"{above} per cent", "en"),
            (f"{english(above)} per cent", "en"),
        )
        for figure in find_figures(text, language)
    }
    assert values == {Fraction(above, 100)}


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)))
def test_a_date_is_the_same_however_written(date: datetime.date) -> None:
    """Each way to write a date gives its year, month and day."""
    year, month, day = date.year, date.month, date.day
    name = MONTHS[month - 1]
    digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    for text, language in (
        (f"{year}年{month}月{day}日", "zh"),
        (f"{digits}年{chinese(month)}月{chinese(day)}日", "zh"),
        (f"于{date.isoformat()}通过", "zh"),
        (f"on {day} {name} {year}", "en"),
        (f"on {name} {day}, {year}", "en"),
        (f"on {date.isoformat()}", "en"),
    ):
        figures = find_figures(text, language)
        assert [figure.value for figure in figures] == [Date(year, month, day)], text
        assert figures[0].is_firm


@given(st.times())
def test_a_time_is_the_same_however_written(time: datetime.time) -> None:
    """Each way to write a time gives its hour and minute."""
    hour, minute = time.hour, time.minute
    half = f"{hour % 12 or 12}:{minute:02} {'p' if hour >= 12 else 'a'}.m."
    for text, language in (
        (f"{hour:02}:{minute:02}", "zh"),
        (f"{hour}时{minute:02}分", "zh"),
        (f"at {hour:02}:{minute:02}", "en"),
        (f"at {half}", "en"),
    ):
        assert [figure.value for figure in find_figures(text, language)] == [Time(hour, minute)], text


@given(
    st.text("一二三十百千万亿零〇两第年月日时分之点半成%:.,-0129 onetwsixhundrdfthay个A"),
    st.sampled_from(["zh", "en"]),
)
def test_any_text_is_read(text: str, language: str) -> None:
    """Nothing makes the reader fail; figures stand where they say, in order."""
    figures = find_figures(text, language)
    assert all(text[figure.start : figure.end] == figure.text for figure in figures)
    assert [figure.start for figure in figures] == sorted(figure.start for figure in figures)


@pytest.mark.parametrize(
    ("ours", "theirs", "lacking", "lacked"),
    [
        ("五个", "five", "", ""),
        ("五个", "four", "五", "four"),
        ("两个", "both", "", ""),
        ("它们", "both", "", ""),
        ("2021年6月22日", "22 June 2021", "", ""),
        ("2021年6月", "22 June 2021", "", "22 June 2021"),
        ("2021年", "22 June 2021", "", "22 June 2021"),
        ("22日", "22 June", "", "22 June"),
        ("7月22日", "22 June", "7月22日", "22 June"),
        ("2021年6月22日，2021年", "2021, on 22 June 2021", "", ""),
        ("五个，五个", "five", "", ""),
        ("五个，六个", "six, six", "五", "six"),
        ("五个，五个，六个", "five, six", "", ""),
        ("第一个", "the first", "", ""),
        ("它", "the first", "", ""),
        ("第一个", "it", "第一", ""),
        ("八个，八个，八个", "nine", "八", "nine"),
    ],
)
def test_what_is_not_answered(ours: str, theirs: str, lacking: str, lacked: str) -> None:
    """Firm figures want an answer: a fuller date, a looser word; where as many stand, one for each."""
    mine, other = find_figures(ours, "zh"), find_figures(theirs, "en")
    assert " ".join(figure.text for figure in unanswered(mine, other)) == lacking
    assert " ".join(figure.text for figure in unanswered(other, mine)) == lacked
