"""Addresses of the stage."""

app_name = "mentoring"
urlpatterns: list = []
