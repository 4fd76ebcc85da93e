"""Who asks to come: the lists the form draws on, the application, and its sections."""

from .application import SECTIONS, Application, Status
from .catalogue import Department, District, Profession, Setting
from .sections import About, Authorisation, Background, Languages, Volunteering, Wishes
from .tongues import Tongue

__all__ = [
    "SECTIONS",
    "About",
    "Application",
    "Authorisation",
    "Background",
    "Department",
    "District",
    "Languages",
    "Profession",
    "Setting",
    "Status",
    "Tongue",
    "Volunteering",
    "Wishes",
]
