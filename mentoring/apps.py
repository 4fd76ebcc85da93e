"""The stage in Django's registry."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "mentoring"
    verbose_name = _("Plans")
