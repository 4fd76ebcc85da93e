"""Rules of the intake that need no rows: track of authorisation, promised answer day, what a Danish test shows."""

from datetime import date, timedelta

# Directive 2005/36/EC counts EU, EEA and Switzerland; the Nordic countries follow the same rules since 2020.
# fmt: off
EU_EEA_CH = frozenset({
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
})
# fmt: on

DRAFT_KEPT = timedelta(days=90)  # a draft that is never sent, from the last time it was saved
TRACKS = ("DK", "EU_EEA", "THIRD_COUNTRY", "NOT_REGULATED", "UNCLEAR")


def track(citizenship: str, education_country: str, requires_authorisation: bool = True) -> str:
    """The likely path to Danish authorisation, one of `TRACKS`, from two ISO 3166-1 alpha-2 codes.

    Advice only: the Danish Patient Safety Authority decides. Both citizenship and education must be European
    for the European rules; a European citizen with a diploma from elsewhere may have either, so that is unclear.
    """
    if not requires_authorisation:
        return "NOT_REGULATED"
    if not citizenship or not education_country:
        return "UNCLEAR"
    if education_country == "DK":
        return "DK"
    if citizenship in EU_EEA_CH:
        return "EU_EEA" if education_country in EU_EEA_CH else "UNCLEAR"
    return "THIRD_COUNTRY"


def answer_by(received: date, promised_days: int) -> date:
    """The last day we promised to answer; a weekend moves it to the Monday after."""
    day = received + timedelta(days=promised_days)
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() >= 5 else 0)


def working_level(claimed: int | None, assessed: int | None) -> int | None:
    """The level to plan with: the assessed one where there is one, else what she says herself."""
    return assessed if assessed is not None else claimed


OLD_EDUCATION = 6  # years: the 6-year rule of the Danish Patient Safety Authority


def old_education(finished: int | None, today: date) -> bool:
    """Whether an education is so old that recent work is asked for. Only the year is known, so it waits it out."""
    return finished is not None and today.year - finished > OLD_EDUCATION


CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def is_cvr(number: str) -> bool:
    """Whether this can be a number of the Danish business register: eight digits that pass modulus 11."""
    if len(number) != len(CVR_WEIGHTS) or not (number.isascii() and number.isdigit()) or number[0] == "0":
        return False
    return sum(weight * int(digit) for weight, digit in zip(CVR_WEIGHTS, number, strict=True)) % 11 == 0
