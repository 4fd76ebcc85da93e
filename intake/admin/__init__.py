"""Applications, partners and the lists of the form, as coordinators and the administrator meet them."""

from .applications import ApplicationAdmin
from .catalogue import PlainListAdmin, ProfessionAdmin, SettingAdmin
from .partners import PartnerAdmin

__all__ = ["ApplicationAdmin", "PartnerAdmin", "PlainListAdmin", "ProfessionAdmin", "SettingAdmin"]
