"""The Danish tests somebody has taken, with their grades."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import rules

STPS = {
    "reading": 7,
    "writing": 7,
    "oral": 10,
}  # what the Danish Patient Safety Authority asks of Prøve i Dansk 3


class ExamKind(models.TextChoices):
    """From the shortest education in Danish to the longest."""

    MODULE = "module", _("A module test")
    PD1 = "pd1", "Prøve i Dansk 1"
    PD2 = "pd2", "Prøve i Dansk 2"
    PD3 = "pd3", "Prøve i Dansk 3"
    SP = "sp", "Studieprøven"
    SCHOOL = "school", _("Danish in a Danish upper secondary school")


class Grade(models.IntegerChoices):
    """The Danish scale of seven grades; 02 is the lowest that passes."""

    MINUS_3 = -3, "-3"
    G00 = 0, "00"
    G02 = 2, "02"
    G4 = 4, "4"
    G7 = 7, "7"
    G10 = 10, "10"
    G12 = 12, "12"


MODULES = [
    (f"du{education}_m{module}", f"Danskuddannelse {education}, modul {module}")
    for education in (1, 2, 3)
    for module in range(1, 7)
]


@dataclass(frozen=True)
class Exam:
    """One Danish test with its grades."""

    kind: str = ""
    module: str = ""
    passed_on: str = ""  # an ISO date
    reading: int | None = None
    writing: int | None = None
    oral: int | None = None

    @property
    def name(self) -> str:
        return dict(MODULES).get(self.module) or str(ExamKind(self.kind).label)

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.passed_on) if self.passed_on else None

    @property
    def grades(self) -> list[str]:
        told = self.reading, self.writing, self.oral
        return [str(Grade(grade).label) for grade in told if grade is not None]

    @property
    def average(self) -> float | None:
        """The average of Prøve i Dansk 3, None while a grade is missing."""
        told = self.reading, self.writing, self.oral
        return rules.weighted(*told) if self.kind == ExamKind.PD3 and None not in told else None

    @property
    def meets_stps(self) -> bool:
        """Whether it meets what the Danish Patient Safety Authority asks, all in one test."""
        met = ((getattr(self, part), least) for part, least in STPS.items())
        return self.kind == ExamKind.PD3 and all(got is not None and got >= least for got, least in met)
