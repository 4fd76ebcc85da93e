"""The ground in Django's registry."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "portal"
    verbose_name = _("People, rules and the trail")
