"""Who asks to come: the lists the form draws on, the application, and its sections."""

from .application import SECTIONS, Application, Category, Status
from .background import Background
from .card import Card
from .catalogue import Department, District, Profession, Setting
from .consents import ConsentRecord, Consents, Purpose, PurposeText
from .desk import Likeness, Question, Remark, SavedFilter
from .documents import Asked, Document
from .identity import Identity
from .partners import Agreement, Contact, Partner, Referral
from .path import Authorisation, Residence
from .programmes import Condition, Interest, Module, Pay, Programme
from .rights import DataRequest, Delay
from .sections import About, Languages, Wishes
from .tongues import Tongue
from .volunteer import Volunteering, VolunteerWork
from .vouching import Vouch

__all__ = [
    "SECTIONS",
    "About",
    "Agreement",
    "Application",
    "Asked",
    "Authorisation",
    "Background",
    "Card",
    "Category",
    "Condition",
    "ConsentRecord",
    "Consents",
    "Contact",
    "DataRequest",
    "Delay",
    "Department",
    "District",
    "Document",
    "Identity",
    "Interest",
    "Languages",
    "Likeness",
    "Module",
    "Partner",
    "Pay",
    "Profession",
    "Programme",
    "Purpose",
    "PurposeText",
    "Question",
    "Referral",
    "Remark",
    "Residence",
    "SavedFilter",
    "Setting",
    "Status",
    "Tongue",
    "VolunteerWork",
    "Volunteering",
    "Vouch",
    "Wishes",
]
