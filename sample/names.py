"""Invented names: people, counties, towns, villages, schools."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from sample.chance import pick

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
)
FEMALE = "芳娜敏静丽艳娟霞秀燕玲桂兰凤洁梅琳云莲雪荣爱妹香月莺媛瑞佳嘉琼勤珍贞莉欣怡婷雅倩萱颖"
MALE = "伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林博文泽轩子豪铭志远毅"
MIDDLE = "晓小文志建国海玉春秋思雨梓一子天明永德家立振世承景维书清安若亦"

COUNTY_FIRST = "岚沐松云栎澜茗溪"
COUNTY_SECOND = "岫泽汀屿禾川澄"

TOWN_FIRST = "云青石柳白双龙枫槐竹清桃"
TOWN_SECOND = "岭杨塘桥湾溪坪渡"
VILLAGE_FIRST = "上下前后东西南北新老大小中里外"
VILLAGE_SECOND = "松石桥坪塘井湾坡河田岗"


def person_name(rng: random.Random, is_male: bool) -> str:
    """Surname and one or two given characters."""
    given = pick(rng, MALE if is_male else FEMALE)
    middle = pick(rng, MIDDLE) if rng.random() < 0.75 else ""
    return pick(rng, SURNAMES) + middle + given


def county_name(index: int) -> str:
    """The n-th made-up county; numbered from the 57th on."""
    turn, rest = divmod(index, len(COUNTY_FIRST) * len(COUNTY_SECOND))
    # Both characters move at once, so that neighbours in the list do not look alike.
    first = COUNTY_FIRST[rest % len(COUNTY_FIRST)]
    second = COUNTY_SECOND[rest % len(COUNTY_SECOND)]
    return f"{first}{second}{'' if turn == 0 else turn + 1}县"


def town_names(rng: random.Random) -> list[str]:
    """All towns (镇) of a county in a random order."""
    towns = [f"{first}{second}镇" for first in TOWN_FIRST for second in TOWN_SECOND]
    rng.shuffle(towns)
    return towns


def village_names(rng: random.Random) -> list[str]:
    """All villages (村) of a county in a random order."""
    villages = [f"{first}{second}" for first in VILLAGE_FIRST for second in VILLAGE_SECOND]
    rng.shuffle(villages)
    return villages


ORDINALS = "一二三四五六七八九十"


def ordinal(number: int) -> str:
    """1 to 99 as Chinese numerals: 一, 十, 十一, 二十三."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return ORDINALS[ones - 1]
    head = "十" if tens == 1 else ORDINALS[tens - 1] + "十"
    return head + (ORDINALS[ones - 1] if ones else "")


_ONE_OF_ITS_KIND = {
    "twelve": ("育才学校", ("县{}育才学校", "{}育才学校")),
    "complete": ("高级完全中学", ("县{}完全中学",)),
    "private_primary": ("博雅小学", ("{}博雅小学",)),
    "private_nine": ("新航学校", ("{}新航学校",)),
}
"""By kind the name behind that of the county, and other names."""


def school_names(
    rng: random.Random, county: str
) -> Callable[[str, str], tuple[str, tuple[str, ...]]]:
    """The function that gives the next school of a kind, at a 城乡分类, its name and aliases."""
    towns = iter(_endless(town_names(rng)))
    villages = iter(_endless(village_names(rng)))
    numbers: dict[str, int] = {}

    def number(kind: str) -> str:
        numbers[kind] = numbers.get(kind, 0) + 1
        return ordinal(numbers[kind])

    def school_name(kind: str, place: str) -> tuple[str, tuple[str, ...]]:
        if kind == "point":
            stem = f"{next(towns)}{next(villages)}"
            return f"{stem}教学点", (f"{stem}小学教学点",)
        if kind == "senior_host":
            which = number(kind)
            return f"{county}县第{which}高级中学", (f"县{which}高",)
        if kind in _ONE_OF_ITS_KIND:
            name, aliases = _ONE_OF_ITS_KIND[kind]
            which = number(kind)  # a large county has several after all
            again = "" if which == ordinal(1) else f"第{which}"
            return f"{county}县{again}{name}", tuple(alias.format(again) for alias in aliases)
        if place[0] == "1" and place[1] == "1":
            word = "小学" if kind == "primary" else "初级中学" if kind == "junior" else "学校"
            which = number(word)
            return f"{county}县第{which}{word}", (f"县第{which}{word}", f"{which}{word[0]}")
        return _country_name(kind, place, next(towns), villages)

    return school_name


def _country_name(
    kind: str, place: str, town: str, villages: Iterator[str]
) -> tuple[str, tuple[str, ...]]:
    short = town.removesuffix("镇")
    if kind in ("junior", "junior_host"):
        return f"{town}初级中学", (f"{short}中学", f"{short}初中")
    if kind == "nine":
        return f"{town}九年一贯制学校", (f"{short}学校",)
    if kind == "branch":
        return f"{town}{next(villages)}校区", (f"{short}校区",)
    if place[0] == "2":
        village = next(villages)
        return f"{town}{village}村小学", (f"{short}{village}小学",)
    return f"{town}中心小学", (f"{short}中心校", f"{short}小学")


def _endless(names: list[str]) -> Iterator[str]:
    turn = 1
    while True:
        for name in names:
            yield name if turn == 1 else f"{name}{ordinal(turn)}"
        turn += 1
