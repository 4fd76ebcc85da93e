"""Addresses for those who have a link and no account."""

from django.urls import path

from .views import partners, vouching

app_name = "door"
urlpatterns = [
    path("vouch/<slug:token>/", vouching.vouch, name="vouch"),
    path("partner/<slug:token>/", partners.partner, name="partner"),
]
