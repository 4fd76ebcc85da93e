"""Addresses of the stage."""

from django.urls import path

from . import views

app_name = "placements"
urlpatterns = [
    path("", views.home, name="home"),
    path("worth/", views.worth_of_sharing, name="worth"),
    path("answer/<str:token>/", views.answer, name="answer"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("sites/<int:pk>/still-true/", views.still_true, name="still_true"),
]
