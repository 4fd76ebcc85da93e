"""The words a cell may hold, in Danish and English, and the codes they stand for."""

from ..matching.codes import Check, Legal, Profession, Setting, Shift, Stage, Work

PROFESSIONS = {
    Profession.NURSE: "nurse|sygeplejerske",
    Profession.SOSU_ASSISTANT: "health care assistant|social- og sundhedsassistent|sosu-assistent",
    Profession.SOSU_HELPER: "care helper|social- og sundhedshjælper|sosu-hjælper",
    Profession.DOCTOR: "doctor|læge",
    Profession.PT: "physiotherapist|fysioterapeut",
    Profession.OT: "occupational therapist|ergoterapeut",
    Profession.BIOANALYST: "biomedical analyst|bioanalytiker",
    Profession.MIDWIFE: "midwife|jordemoder",
    Profession.PEDAGOGUE: "social educator|pædagog",
    Profession.TEACHER: "teacher|lærer",
    Profession.SOCIAL_WORKER: "social worker|socialrådgiver",
    Profession.DIETITIAN: "dietitian|diætist|klinisk diætist",
    Profession.PHARMACIST: "pharmacist|farmaceut",
    Profession.OTHER: "other|andet|another profession",
}
SETTINGS = {
    Setting.CARE_HOME: "care home|plejehjem",
    Setting.DEMENTIA_CARE_HOME: "dementia care home|demensplejehjem",
    Setting.HOME_CARE: "home care|hjemmepleje",
    Setting.ACUTE_SHORT_STAY: "acute and short stay|akut- og korttidsplads|akutplads",
    Setting.REHABILITATION: "rehabilitation|rehabilitering",
    Setting.DAY_CENTRE: "day centre|dagcenter",
    Setting.RESIDENTIAL_DISABILITY: "home for adults with disabilities|botilbud for voksne med handicap",
    Setting.RESIDENTIAL_PSYCHIATRY_TEMP: "temporary home in psychiatry|midlertidigt botilbud i psykiatrien",
    Setting.RESIDENTIAL_PSYCHIATRY_LONG: "home in social psychiatry|botilbud i socialpsykiatrien",
    Setting.SHARED_HOUSING: "shared housing|bofællesskab",
    Setting.SHELTER: "shelter|forsorgshjem",
    Setting.SUBSTANCE_TREATMENT: "substance treatment|misbrugsbehandling",
    Setting.OUTREACH_SUPPORT: "housing support|bostøtte|outreach bostoette",
    Setting.OTHER: "other|andet|andet tilbud",
}
LEGALS = {
    Legal.UNDECIDED: "not decided|ikke afklaret",
    Legal.COMPANY_PLACEMENT: "company placement|virksomhedspraktik",
    Legal.WAGE_SUBSIDY: "wage subsidy|løntilskud",
    Legal.INTEGRATION_PLACEMENT: "integration placement|integrationspraktik",
    Legal.STUDENT_PLACEMENT: "student placement|elevpraktik|studiepraktik",
    Legal.UNPAID_INTRO: "unpaid introduction|introdage",
    Legal.VOLUNTEER: "volunteer|frivillig",
    Legal.EVALUATION: "evaluation employment|evalueringsansættelse",
    Legal.ORDINARY_JOB: "ordinary job|ordinært job",
}
STAGES = {
    Stage.NOT_APPLICABLE: "not needed|ikke nødvendig",
    Stage.NOT_STARTED: "not started|ikke begyndt",
    Stage.PREPARING: "preparing|i gang med papirer",
    Stage.APPLIED: "applied|ansøgt",
    Stage.AWAITING_DOCUMENTS: "awaiting documents|afventer dokumenter",
    Stage.EDUCATION_APPROVED: "education approved|uddannelse godkendt",
    Stage.LANGUAGE_PENDING: "language pending|sprogprøve mangler",
    Stage.LANGUAGE_PASSED: "language passed|sprogprøve bestået",
    Stage.PROFESSIONAL_TESTS: "professional tests|fagprøver",
    Stage.SEEKING_EVALUATION: "seeking evaluation|søger evalueringsansættelse",
    Stage.EVALUATION_AUTHORISED: "evaluation authorised|autoriseret til evaluering",
    Stage.IN_EVALUATION: "in evaluation|i evaluering",
    Stage.EVALUATION_EXTENDED: "evaluation extended|evaluering forlænget",
    Stage.AUTHORISED: "authorised|autoriseret",
    Stage.REJECTED: "rejected|afslag",
    Stage.REJECTED_QUOTA: "rejected quota|afslag kvote",
    Stage.EXPIRED: "expired|udløbet",
}
WORK = {
    Work.UNRESTRICTED: "no limits|ingen begrænsning|ja|yes",
    Work.HOURS_LIMITED: "limited hours|begrænset timetal",
    Work.EMPLOYER_TIED: "tied to one employer|bundet til arbejdsgiver",
    Work.NEEDS_CHECK: "to be checked|skal tjekkes",
    Work.NONE: "no right to work|ingen arbejdsret|nej|no",
}
SHIFTS = {
    Shift.DAY: "day|dag",
    Shift.EVENING: "evening|aften",
    Shift.NIGHT: "night|nat",
    Shift.WEEKEND: "weekend",
    Shift.SPLIT: "split shift|delt vagt",
    Shift.SLEEP_IN: "sleep-in|sovende vagt",
    Shift.LONG: "24 hours|døgnvagt",
}
CHECKS = {
    Check.CRIMINAL_RECORD: "criminal record|straffeattest",
    Check.CHILD_CERTIFICATE: "child certificate|børneattest",
    Check.MRSA: "mrsa",
    Check.CONFIDENTIALITY: "confidentiality|tavshedserklæring",
    Check.DRIVING_LICENCE: "driving licence|kørekort",
}
LEVELS = {
    0: "beginner|begynder|none|ingen|a0",
    10: "a1",
    20: "a2",
    25: "a2+",
    30: "b1",
    35: "b1+",
    40: "b2",
    45: "b2+",
    50: "c1",
    60: "c2",
    70: "first language|modersmål|native",
}
YES = {True: "yes|ja|true|sand|x|1", False: "no|nej|false|falsk|0"}
MONTHS = {
    number: f"{english}|{danish}|{english[:3]}|{danish[:3]}"
    for number, (english, danish) in enumerate(
        zip(
            [
                "january",
                "february",
                "march",
                "april",
                "may",
                "june",
                "july",
                "august",
                "september",
                "october",
                "november",
                "december",
            ],
            [
                "januar",
                "februar",
                "marts",
                "april",
                "maj",
                "juni",
                "juli",
                "august",
                "september",
                "oktober",
                "november",
                "december",
            ],
            strict=True,
        ),
        start=1,
    )
}


def plain(text):
    """The same word however it is written: case, blanks and underscores make no difference."""
    return " ".join(str(text).casefold().replace("_", " ").split())


def by_word(codes, bits=False):
    """{word: code} of a table above, with the codes' own names; with bits {word: 1 << code}."""
    words = {}
    for code, spellings in codes.items():
        names = [*spellings.split("|"), *([code.name] if hasattr(code, "name") else [])]
        words |= {plain(name): (1 << code if bits else code) for name in names}
    return words
