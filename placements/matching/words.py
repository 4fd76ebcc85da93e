"""Words for the values in sentences: levels, days, clocks and the names behind masks."""

from datetime import date

from .codes import Check, Legal, Profession, Setting, Shift, Stage, Work
from .facts import ALWAYS, NEVER
from .sentences import N_

LEVELS = {
    0: N_("beginner"),
    10: "A1",
    20: "A2",
    25: "A2+",
    30: "B1",
    35: "B1+",
    40: "B2",
    45: "B2+",
    50: "C1",
    60: "C2",
    70: N_("first language"),
}
PROFESSIONS = {
    Profession.NURSE: N_("nurse"),
    Profession.SOSU_ASSISTANT: N_("health care assistant"),
    Profession.SOSU_HELPER: N_("care helper"),
    Profession.DOCTOR: N_("doctor"),
    Profession.PT: N_("physiotherapist"),
    Profession.OT: N_("occupational therapist"),
    Profession.BIOANALYST: N_("biomedical analyst"),
    Profession.MIDWIFE: N_("midwife"),
    Profession.PEDAGOGUE: N_("pedagogue"),
    Profession.TEACHER: N_("teacher"),
    Profession.SOCIAL_WORKER: N_("social worker"),
    Profession.DIETITIAN: N_("dietitian"),
    Profession.PHARMACIST: N_("pharmacist"),
    Profession.OTHER: N_("another profession"),
}
SETTINGS = {
    Setting.CARE_HOME: N_("care home"),
    Setting.DEMENTIA_CARE_HOME: N_("care home for people with dementia"),
    Setting.HOME_CARE: N_("home care"),
    Setting.ACUTE_SHORT_STAY: N_("acute and short stay"),
    Setting.REHABILITATION: N_("rehabilitation"),
    Setting.DAY_CENTRE: N_("day centre"),
    Setting.RESIDENTIAL_DISABILITY: N_("residential facility, disability"),
    Setting.RESIDENTIAL_PSYCHIATRY_TEMP: N_("residential facility, social psychiatry, temporary"),
    Setting.RESIDENTIAL_PSYCHIATRY_LONG: N_("residential facility, social psychiatry, long term"),
    Setting.SHARED_HOUSING: N_("shared housing"),
    Setting.SHELTER: N_("shelter"),
    Setting.SUBSTANCE_TREATMENT: N_("substance treatment"),
    Setting.OUTREACH_SUPPORT: N_("support at home"),
    Setting.OTHER: N_("another kind of place"),
}
LEGALS = {
    Legal.UNDECIDED: N_("not decided yet"),
    Legal.COMPANY_PLACEMENT: N_("company placement"),
    Legal.WAGE_SUBSIDY: N_("wage subsidy"),
    Legal.INTEGRATION_PLACEMENT: N_("integration placement"),
    Legal.STUDENT_PLACEMENT: N_("student placement"),
    Legal.UNPAID_INTRO: N_("unpaid introduction days"),
    Legal.VOLUNTEER: N_("volunteer"),
    Legal.EVALUATION: N_("evaluation employment"),
    Legal.ORDINARY_JOB: N_("ordinary job"),
}
STAGES = {
    Stage.NOT_APPLICABLE: N_("no authorisation needed"),
    Stage.NOT_STARTED: N_("not started"),
    Stage.PREPARING: N_("preparing the papers"),
    Stage.APPLIED: N_("applied"),
    Stage.AWAITING_DOCUMENTS: N_("waiting for documents"),
    Stage.EDUCATION_APPROVED: N_("education approved"),
    Stage.LANGUAGE_PENDING: N_("language test to come"),
    Stage.LANGUAGE_PASSED: N_("language test passed"),
    Stage.PROFESSIONAL_TESTS: N_("professional tests"),
    Stage.SEEKING_EVALUATION: N_("looking for evaluation employment"),
    Stage.EVALUATION_AUTHORISED: N_("authorised for evaluation"),
    Stage.IN_EVALUATION: N_("in evaluation employment"),
    Stage.EVALUATION_EXTENDED: N_("evaluation extended"),
    Stage.AUTHORISED: N_("authorised"),
    Stage.REJECTED: N_("rejected"),
    Stage.REJECTED_QUOTA: N_("rejected because of a quota"),
    Stage.EXPIRED: N_("expired"),
}
WORK = {
    Work.UNRESTRICTED: N_("no limits"),
    Work.HOURS_LIMITED: N_("limited hours"),
    Work.EMPLOYER_TIED: N_("tied to one employer"),
    Work.NEEDS_CHECK: N_("nobody has seen the residence card yet"),
    Work.NONE: N_("no right to work"),
}
SHIFTS = {
    Shift.DAY: N_("day"),
    Shift.EVENING: N_("evening"),
    Shift.NIGHT: N_("night"),
    Shift.WEEKEND: N_("weekend"),
    Shift.SPLIT: N_("split shift"),
    Shift.SLEEP_IN: N_("sleep-in"),
    Shift.LONG: N_("24 hours"),
}
CHECKS = {
    Check.CRIMINAL_RECORD: N_("criminal record certificate"),
    Check.CHILD_CERTIFICATE: N_("child certificate"),
    Check.MRSA: N_("MRSA"),
    Check.CONFIDENTIALITY: N_("confidentiality declaration"),
    Check.DRIVING_LICENCE: N_("driving licence"),
}
NOTHING = N_("none")
NO_LIMIT = N_("no end")
NOT_SET = N_("not set")


class Words:
    """Turns a Value into words of the reader's language; call it as Sentence.say's show.

    translate: a message id to text; date: a day to text; names: for "districts", "languages", "tags" and
    "associations" the label of each bit, in order.
    """

    def __init__(self, translate=str, date=date.isoformat, **names):
        self.translate, self.date = translate, date
        self.single = {"level": LEVELS, "legal": LEGALS, "stage": STAGES, "work": WORK}
        self.masks = {
            "professions": {1 << code: label for code, label in PROFESSIONS.items()},
            "settings": {1 << code: label for code, label in SETTINGS.items()},
            "legals": {1 << code: label for code, label in LEGALS.items()},
            "shifts": SHIFTS,
            "checks": CHECKS,
        } | {kind: {1 << bit: label for bit, label in enumerate(labels)} for kind, labels in names.items()}

    def __call__(self, value):
        if value.shown in self.masks:
            return self.listed(value.shown, value.number)
        if value.shown in self.single:
            return self.translate(self.single[value.shown][value.number])
        return getattr(self, f"as_{value.shown}", str)(value.number)

    def listed(self, kind, mask):
        """The labels of the bits that are set, with commas."""
        labels = [self.translate(label) for bit, label in self.masks[kind].items() if mask & bit]
        return ", ".join(labels) or self.translate(NOTHING)

    def as_day(self, ordinal):
        if ordinal >= ALWAYS - 10_000:
            return self.translate(NO_LIMIT)
        return self.translate(NOT_SET) if ordinal <= NEVER else self.date(date.fromordinal(ordinal))

    def as_clock(self, minutes):
        return f"{minutes // 60:02}:{minutes % 60:02}"

    def as_sentence(self, sentence):
        return sentence.say(self.translate, self)
