"""Rules of the intake that need no rows: ways to authorisation, promised answer day, Danish tests, programmes."""

from dataclasses import dataclass
from datetime import date, timedelta

# Directive 2005/36/EC counts EU, EEA and Switzerland; the Nordic countries follow the same rules since 2020.
# fmt: off
EU_EEA_CH = frozenset({
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
})
# fmt: on
REALM = frozenset({"GL", "FO"})  # Greenland and the Faroe Islands have a way of their own
EU_PRACTICE = 36  # months of work in the European country that recognised a diploma from elsewhere

DRAFT_KEPT = timedelta(days=90)  # a draft that is never sent, from the last time it was saved
TRACKS = ("DK", "NORDIC_EU_EEA", "THIRD_COUNTRY", "GL_FO", "NOT_REGULATED", "UNCLEAR")


def track(citizenships, education_country: str, requires_authorisation: bool = True) -> str:
    """The likely path to Danish authorisation, one of `TRACKS`, from ISO 3166-1 alpha-2 codes.

    Advice only: the Danish Patient Safety Authority decides. Both citizenship and education must be European
    for the European rules; a European citizen with a diploma from elsewhere may have either, so that is unclear.
    """
    if not requires_authorisation:
        return "NOT_REGULATED"
    if not citizenships or not education_country:
        return "UNCLEAR"
    if education_country == "DK":
        return "DK"
    if EU_EEA_CH.isdisjoint(citizenships):
        return "THIRD_COUNTRY"
    if education_country in REALM:
        return "GL_FO"
    return "NORDIC_EU_EEA" if education_country in EU_EEA_CH else "UNCLEAR"


def clearer(found: str, recognised: str, practice_months: int | None) -> str:
    """An unclear track once she has told whether another European country recognised her diploma."""
    if found != "UNCLEAR" or recognised not in {"yes", "no"}:
        return found
    if recognised == "no":
        return "THIRD_COUNTRY"
    return "NORDIC_EU_EEA" if (practice_months or 0) >= EU_PRACTICE else "UNCLEAR"


# The stages on the way to authorisation, in order, and the tracks that never meet some of them.
STAGES = (
    *("not_started", "preparing", "applied", "awaiting_documents", "education_approved"),
    *("language_pending", "language_passed", "professional_tests", "seeking_evaluation"),
    *("evaluation_authorised", "in_evaluation", "evaluation_extended"),
    *("authorised", "rejected", "rejected_quota", "expired", "unknown"),
)
ONLY_FROM_ELSEWHERE = frozenset(STAGES[4:12]) | {"rejected_quota"}
EVALUATING = frozenset({"evaluation_authorised", "in_evaluation", "evaluation_extended"})
APPLIED = frozenset(STAGES[2:13]) | {"rejected", "rejected_quota", "expired"}
APPROVED = frozenset(STAGES[4:12])  # the education is approved, and the three years are running


def stages(found: str, professional_tests: bool = False) -> list[str]:
    """The stages somebody on this track can be at, in order; those with professional tests have one more."""
    if found == "NOT_REGULATED":
        return ["not_applicable"]
    never = ONLY_FROM_ELSEWHERE if found in {"DK", "NORDIC_EU_EEA", "GL_FO"} else frozenset()
    never |= frozenset() if professional_tests else {"professional_tests"}
    return [stage for stage in STAGES if stage not in never]


def follow_ups(found: str, stage: str, told: bool = True) -> list[str]:
    """The questions that follow from a track and a stage, in the order they are asked.

    `told` is off while citizenship or education are missing: then the track is unclear for that reason alone.
    """
    asked = ["recognised_in_eu", "eu_practice_months"] if found == "UNCLEAR" and told else []
    if found == "NOT_REGULATED":
        return asked
    asked += ["applied_on"] if stage in APPLIED else []
    asked += ["education_approved_on"] if stage in APPROVED and found in {"THIRD_COUNTRY", "UNCLEAR"} else []
    asked += ["evaluation_from", "evaluation_to"] if stage in EVALUATING else []
    return asked + (["authorisation_id"] if stage == "authorised" else [])


def three_years_after(day: date | None) -> date | None:
    """The day the way to authorisation must be walked by, three years after the education was approved."""
    if day is None:
        return None
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 3, day=28 if leap else day.day)


def three_years_before(day: date) -> date:
    """The last day of approval whose three years are over by a day; the turn of `three_years_after`."""
    eve = date(day.year - 3, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
    later = eve + timedelta(days=1)
    return later if three_years_after(later) <= day else eve


def answer_by(received: date, promised_days: int) -> date:
    """The last day we promised to answer; a weekend moves it to the Monday after."""
    day = received + timedelta(days=promised_days)
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() >= 5 else 0)


CATCH_UP = 7  # days in which a reminder is still sent that could not be sent on its own day


def a_month_later(day: date) -> date:
    """The same day of the next month, or its last day: how long we have to answer about her data."""
    first = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    last = date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)


def reminder(ends: date, today: date, steps: list[int]) -> int | None:
    """Which of the reminders, in days before the end, is due for something that ends on a day; mostly none."""
    left = (ends - today).days
    return next((step for step in steps if step - CATCH_UP < left <= step), None)


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


def weighted(reading: int, writing: int, oral: int) -> float:
    """The average of Prøve i Dansk 3, where the spoken part counts double."""
    return (reading + writing + 2 * oral) / 4


# --- programmes: who may enter ---------------------------------------------------------------------------
MET, MISSING, UNKNOWN = "met", "missing", "unknown"
OPEN, ASK, CLOSED = "open", "ask", "closed"  # a programme as she meets it
LEVELS = {
    **{"A1": 10, "A2": 20, "A2+": 25, "B1": 30, "B1+": 35, "B2": 40, "B2+": 45, "C1": 50, "C2": 60},
}
DONT_KNOW = {"", "unknown", "needs_check", "UNCLEAR"}


@dataclass(frozen=True)
class Facts:
    """What a condition may ask about a person. Nationality, sex and religion are not among them."""

    profession: str = ""
    authorisation: bool | None = None  # whether her profession needs Danish authorisation
    track: str = ""
    stage: str = ""
    danish: int | None = None
    work_right: str = ""
    residence: str = ""
    education: bool | None = None
    volunteer: bool | None = None
    age: int | None = None


def judge(kind: str, parameter: str, facts: Facts) -> str:
    """Whether a person meets one condition of a programme: met, missing or unknown."""
    if kind == "talk":
        return UNKNOWN
    fact = getattr(facts, "age" if kind.startswith("age_") else kind)
    if fact is None or fact in DONT_KNOW:
        return UNKNOWN
    return MET if suits(kind, parameter, fact) else MISSING


def suits(kind: str, parameter: str, fact) -> bool:
    """Whether a known fact is what the condition asks for."""
    if kind == "danish":
        return fact >= LEVELS[parameter]
    if kind == "age_over":  # over 25 begins on the 26th birthday
        return fact > int(parameter)
    if kind == "age_under":
        return fact < int(parameter)
    if isinstance(fact, bool):
        return fact == (parameter == "yes")
    return fact in listed(parameter)


def can_be_asked(kind: str, parameter: str) -> bool:
    """Whether a condition's parameter is one that `judge` can compare with."""
    if kind == "talk":
        return True
    if kind == "danish":
        return parameter in LEVELS
    if kind.startswith("age_"):
        return parameter.isdecimal() and parameter.isascii()
    if kind in {"authorisation", "education", "volunteer"}:
        return parameter in {"yes", "no"}
    return bool(listed(parameter))


def listed(parameter: str) -> list[str]:
    return [code.strip() for code in parameter.split(",") if code.strip()]


def verdict(answers) -> str:
    """How open a programme is, from the answers to its conditions."""
    found = set(answers)
    return CLOSED if MISSING in found else ASK if UNKNOWN in found else OPEN


def age_on(born: date | None, day: date) -> int | None:
    """Whole years of somebody on a day."""
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def pay_for(age: int | None, texts):
    """The text on pay that holds at an age: the one with the highest `from_age` she has reached."""
    reached = [text for text in texts if age is not None and text.from_age <= age]
    return max(reached, key=lambda text: text.from_age, default=None)


# --- programmes: how long --------------------------------------------------------------------------------
def length(module) -> int:
    """Days of a module from its weeks and the days besides."""
    return module.weeks * 7 + module.days


def blocks(modules) -> list[tuple]:
    """Each whole with its parts, in order; a part with no whole before it stands under None."""
    found = []
    for module in modules:
        if not module.part:
            found.append((module, []))
        elif found:
            found[-1][1].append(module)
        else:
            found.append((None, [module]))
    return found


def wrong_sums(modules):
    """(code, whole, days found, days wanted) for each whole whose parts don't add up."""
    for head, parts in blocks(modules):
        if head is None:
            yield "head", parts[0], 0, 0
            continue
        together = sum(map(length, parts))
        if parts and together != length(head):
            yield "whole", head, together, length(head)
        placed = sum(length(part) for part in parts if part.kind == "placement")
        if head.placement_weeks is not None and placed != head.placement_weeks * 7:
            yield "placement", head, placed, head.placement_weeks * 7


def calendar(modules, starts: date) -> list[tuple]:
    """(module, first day, last day) for all modules of a programme that begins on `starts`."""
    found, free = [], starts
    for head, parts in blocks(modules):
        inside, after = free, free + timedelta(days=length(head))
        found.append((head, free, after - timedelta(days=1)))
        for part in parts:
            found.append((part, inside, inside + timedelta(days=length(part) - 1)))
            inside += timedelta(days=length(part))
        free = after
    return found
