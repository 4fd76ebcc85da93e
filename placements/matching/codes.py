"""The codes of the facts: what a number or a bit of a mask stands for."""

from enum import IntEnum, IntFlag


class Profession(IntEnum):
    """A person's profession; a seat takes a mask of them."""

    NURSE = 0
    SOSU_ASSISTANT = 1
    SOSU_HELPER = 2
    DOCTOR = 3
    PT = 4
    OT = 5
    BIOANALYST = 6
    MIDWIFE = 7
    PEDAGOGUE = 8
    SOCIAL_WORKER = 9
    DIETITIAN = 10
    PHARMACIST = 11
    OTHER = 12
    TEACHER = 13


class Setting(IntEnum):
    """The type of a site; wishes and rotations are masks of them."""

    CARE_HOME = 0
    DEMENTIA_CARE_HOME = 1
    HOME_CARE = 2
    ACUTE_SHORT_STAY = 3
    REHABILITATION = 4
    DAY_CENTRE = 5
    RESIDENTIAL_DISABILITY = 6
    RESIDENTIAL_PSYCHIATRY_TEMP = 7
    RESIDENTIAL_PSYCHIATRY_LONG = 8
    SHARED_HOUSING = 9
    SHELTER = 10
    SUBSTANCE_TREATMENT = 11
    OUTREACH_SUPPORT = 12
    OTHER = 13


class Legal(IntEnum):
    """The legal kind of a placement; a seat hosts one mask of them and asks about another."""

    UNDECIDED = 0
    COMPANY_PLACEMENT = 1
    WAGE_SUBSIDY = 2
    INTEGRATION_PLACEMENT = 3
    STUDENT_PLACEMENT = 4
    UNPAID_INTRO = 5
    VOLUNTEER = 6
    EVALUATION = 7
    ORDINARY_JOB = 8


class Stage(IntEnum):
    """How far the Danish authorisation is."""

    NOT_APPLICABLE = 0
    NOT_STARTED = 1
    PREPARING = 2
    APPLIED = 3
    AWAITING_DOCUMENTS = 4
    EDUCATION_APPROVED = 5
    LANGUAGE_PENDING = 6
    LANGUAGE_PASSED = 7
    PROFESSIONAL_TESTS = 8
    SEEKING_EVALUATION = 9
    EVALUATION_AUTHORISED = 10
    IN_EVALUATION = 11
    EVALUATION_EXTENDED = 12
    AUTHORISED = 13
    REJECTED = 14
    REJECTED_QUOTA = 15
    EXPIRED = 16


class Work(IntEnum):
    """The right to work."""

    UNRESTRICTED = 0
    HOURS_LIMITED = 1
    EMPLOYER_TIED = 2
    NEEDS_CHECK = 3
    NONE = 4


class Shift(IntFlag):
    """The shifts a person can take or a seat works in."""

    DAY = 1
    EVENING = 2
    NIGHT = 4
    WEEKEND = 8
    SPLIT = 16
    SLEEP_IN = 32
    LONG = 64


class Check(IntFlag):
    """What must be in order before the first day."""

    CRIMINAL_RECORD = 1
    CHILD_CERTIFICATE = 2
    MRSA = 4
    CONFIDENTIALITY = 8
    DRIVING_LICENCE = 16


def mask(*codes):
    """The mask of some codes: bit k for code k."""
    bits = 0
    for code in codes:
        bits |= 1 << code
    return bits
