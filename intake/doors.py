"""Addresses for those who have a link and no account."""

from django.urls import path

from .views import partners

app_name = "door"
urlpatterns = [
    path("partner/<slug:token>/", partners.partner, name="partner"),
]
