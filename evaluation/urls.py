"""Addresses of the stage."""

app_name = "evaluation"
urlpatterns: list = []
