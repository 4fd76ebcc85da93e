"""The stage in Django's registry."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "evaluation"
