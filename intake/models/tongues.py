"""The languages one can say one speaks, by their BCP-47 codes."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.text import as_noun


class Tongue(models.TextChoices):
    """Those most often met first, then by code."""

    EN = "en", _("English")
    UK = "uk", _("Ukrainian")
    AR = "ar", _("Arabic")
    TL = "tl", _("Filipino (Tagalog)")
    FA = "fa", _("Persian")
    PL = "pl", _("Polish")
    DE = "de", _("German")
    ES = "es", _("Spanish")
    RO = "ro", _("Romanian")
    RU = "ru", _("Russian")
    SO = "so", _("Somali")
    TR = "tr", _("Turkish")
    HI = "hi", _("Hindi")
    NE = "ne", _("Nepali")
    FR = "fr", _("French")
    PT = "pt", _("Portuguese")
    BG = "bg", _("Bulgarian")
    EL = "el", _("Greek")
    HU = "hu", _("Hungarian")
    ID = "id", _("Indonesian")
    IS = "is", _("Icelandic")
    IT = "it", _("Italian")
    KL = "kl", _("Greenlandic")
    KU = "ku", _("Kurdish")
    LT = "lt", _("Lithuanian")
    ML = "ml", _("Malayalam")
    NB = "nb", _("Norwegian")
    PRS = "prs", _("Dari")
    PS = "ps", _("Pashto")
    SI = "si", _("Sinhala")
    SV = "sv", _("Swedish")
    SW = "sw", _("Swahili")
    TA = "ta", _("Tamil")
    TH = "th", _("Thai")
    TI = "ti", _("Tigrinya")
    UR = "ur", _("Urdu")
    VI = "vi", _("Vietnamese")
    ZH = "zh", _("Chinese")

    @property
    def inside(self) -> str:
        """What to call it inside a sentence: English keeps the capital of a language, Danish has none."""
        return str(self.label) if get_language() == "en" else as_noun(self.label)
