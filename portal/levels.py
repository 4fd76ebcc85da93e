"""Levels of language on the CEFR scale, in the steps the field uses, with room between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """A CEFR level as a number that can be compared; the half steps are common in Danish care schools."""

    PRE_A1 = 0, _("Beginner")
    A1 = 10, "A1"
    A2 = 20, "A2"
    A2_PLUS = 25, "A2+"
    B1 = 30, "B1"
    B1_PLUS = 35, "B1+"
    B2 = 40, "B2"
    B2_PLUS = 45, "B2+"
    C1 = 50, "C1"
    C2 = 60, "C2"
    NATIVE = 70, _("First language")
