"""Addresses of the stage."""

app_name = "intake"
urlpatterns: list = []
