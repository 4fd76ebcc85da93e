"""Applicants of the sample year, with their answers."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from intake.models import (
    About,
    Application,
    Authorisation,
    Background,
    Category,
    ConsentRecord,
    Consents,
    District,
    Languages,
    Profession,
    PurposeText,
    Residence,
    Setting,
    Status,
    Volunteering,
    Wishes,
)
from intake.rules import answer_by
from portal.models import User
from portal.roles import Role

from . import volunteer
from .answers import (
    about,
    authorisation,
    background,
    consents,
    languages,
    residence,
    schooling,
    wishes,
    work,
)
from .names import invent, reads
