"""Addresses of the stage."""

from django.urls import path

from . import views
from .views import agreement, capacity, site_seats

app_name = "placements"
urlpatterns = [
    path("", views.home, name="home"),
    path("worth/", views.worth_of_sharing, name="worth"),
    path("capacity/", capacity.capacity, name="capacity"),
    path("answer/<str:token>/", views.answer, name="answer"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/supervisor/", views.supervisor, name="supervisor"),
    path("sites/<int:pk>/still-true/", views.still_true, name="still_true"),
    path("sites/<int:pk>/seats/", site_seats.of_site, name="seats"),
    path("sites/<int:pk>/copy/", site_seats.copy_period, name="copy_period"),
    path("sites/<int:pk>/agreement/", agreement.agreement, name="agreement"),
    path("seats/<int:pk>/withdraw/", site_seats.withdraw, name="withdraw"),
    path("seats/<str:token>/", site_seats.by_letter, name="seats_by_letter"),
]
