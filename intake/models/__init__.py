"""Who asks to come: the lists the form draws on, the application, and its sections."""

from .application import Application, Status
from .catalogue import Department, District, Profession, Setting
from .sections import About, Authorisation, Background, Languages, Volunteering, Wishes

__all__ = [
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
    "Volunteering",
    "Wishes",
]
