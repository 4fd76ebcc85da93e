"""Applications, partners, programmes and the lists of the form, as those who work here meet them."""

from .applications import ApplicationAdmin
from .catalogue import PlainListAdmin, ProfessionAdmin, SettingAdmin
from .consents import PurposeAdmin
from .dated_rules import DatedRuleAdmin
from .partners import PartnerAdmin
from .programmes import ProgrammeAdmin
from .rights import DataRequestAdmin

__all__ = [
    "ApplicationAdmin",
    "DataRequestAdmin",
    "DatedRuleAdmin",
    "PartnerAdmin",
    "PlainListAdmin",
    "ProfessionAdmin",
    "ProgrammeAdmin",
    "PurposeAdmin",
    "SettingAdmin",
]
