"""Addresses of the stage."""

app_name = "placements"
urlpatterns: list = []
