"""The cast of the demonstration. Nobody here is a real person."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ..roles import Role


@dataclass(frozen=True)
class Persona:
    """Somebody one can be by one click: where they belong is by name, so that the sample year can place them."""

    name: str
    email: str
    role: Role
    says: str
    department: str = ""
    site: str = ""
    language: str = "da"


PERSONAS = [
    Persona(
        "Ana Reyes",
        "ana@example.org",
        Role.APPLICANT,
        _("I am a nurse from the Philippines. I want in."),
        language="en",
    ),
    Persona(
        "Kirsten Holm", "kirsten@example.dk", Role.COORDINATOR, _("I match people in health and care."), "MSO"
    ),
    Persona(
        "Jonas Dahl", "jonas@example.dk", Role.COORDINATOR, _("I match people in social affairs."), "MSB"
    ),
    Persona(
        "Mette Krog",
        "mette@example.dk",
        Role.SUPERVISOR,
        _("I guide trainees at a residential facility."),
        "MSB",
        "kragelund",
    ),
    Persona(
        "Lars Winther",
        "lars@example.dk",
        Role.SUPERVISOR,
        _("I guide trainees at a care home."),
        "MSO",
        "sonderskovhus",
    ),
    Persona(
        "Birgitte Toft",
        "birgitte@example.dk",
        Role.MANAGER,
        _("I lead a residential facility."),
        "MSB",
        "kragelund",
    ),
    Persona("Søren Lund", "soren@example.dk", Role.MANAGER, _("I lead a care home."), "MSO", "sonderskovhus"),
    Persona("Hanne Friis", "hanne@example.dk", Role.HR, _("I hire.")),
    Persona("Peter Bruun", "peter@example.dk", Role.LEADER, _("I answer for the figures.")),
    Persona("Signe Aagaard", "signe@example.dk", Role.ADMINISTRATOR, _("I keep the lists and the rules.")),
]
