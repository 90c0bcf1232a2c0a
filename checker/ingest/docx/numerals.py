"""Numbers as Word writes them in lists: the number formats of ECMA-376 part 1, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_MOST = 99_999  # beyond, a number is written in figures


def numeral(number: int, format: str, custom: str = "") -> str:
    """`number` in a number format; figures where the format has no sign for it or is not known here.

    `custom` is the pattern of the format `custom` (`001, 002, 003, ...`). `none` and `bullet` give "".
    """
    if format in ("none", "bullet"):
        return ""
    if format == "custom":
        return str(number).zfill(min(len(custom.partition(",")[0].strip()), 9))
    write = _FORMATS.get(format)
    return write(number) if write is not None and 0 < number <= _MOST else str(number)


def _counting(number: int, digits: str = _DIGITS, zero: str = "零", units: tuple[str, ...] = ("", "十", "百", "千"), one_ten: bool = False) -> str:
    """十二, 一百零一; with `one_ten` 一十二."""
    high, low = divmod(number, 10_000)
    written = _counting(high, digits, zero, units, one_ten) + "万" if high else ""
    pending = False
    for power in (3, 2, 1, 0):
        digit = low // 10**power % 10
        if digit:
            written += (zero if pending and written else "") + digits[digit] + units[power]
            pending = False
        else:
            pending = bool(written)
    return written[1:] if not one_ten and written.startswith(digits[1] + units[1]) else written


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _letters(number: int, first: str) -> str:
    times, letter = divmod(number - 1, 26)
    return chr(ord(first) + letter) * (times + 1) if times < 30 else str(number)


def _roman(number: int) -> str:
    if number > 3_999:
        return str(number)
    written = ""
    for size, sign in _ROMAN:
        times, number = divmod(number, size)
        written += sign * times
    return written


def _signs(first: str, count: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _in_circle(number: int) -> str:
    for first, least, most in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if least <= number <= most:
            return chr(ord(first) + number - least)
    return str(number)


def _of(row: str) -> Callable[[int], str]:
    return lambda number: row[number - 1] if number <= len(row) else str(number)


def _legal(digits: str, ten_thousand: tuple[str, ...]) -> Callable[[int], str]:
    return lambda number: _counting(number, digits, "零", ten_thousand, one_ten=True)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _in_circle,
    "decimalEnclosedCircleChinese": _in_circle,
    "decimalEnclosedFullstop": _signs("⒈", 20),
    "decimalEnclosedParen": _signs("⑴", 20),
    "numberInDash": lambda n: f"- {n} -",
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda n: _letters(n, "A"),
    "lowerLetter": lambda n: _letters(n, "a"),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": _legal(_LEGAL, ("", "拾", "佰", "仟")),
    "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL, ("", "拾", "佰", "仟")),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if n <= 60 else str(n),
    "ideographEnclosedCircle": _signs("㊀", 10),
}
