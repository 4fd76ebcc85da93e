"""Addresses of the stage."""

from django.urls import path

from . import views
from .views import support

app_name = "mentoring"
urlpatterns = [
    path("", views.home, name="home"),
    path("<int:pk>/", views.placement, name="placement"),
    path("<int:pk>/begin/", views.begin, name="begin"),
    path("<int:pk>/plan/<int:item>/done/", views.tick_off, name="done"),
    path("<int:pk>/plan/<int:item>/open/", views.untick, name="open"),
    path("<int:pk>/log/<slug:kind>/", views.log, name="log"),
    path("<int:pk>/log/<slug:kind>/<int:entry>/", views.logged, name="logged"),
    path("<int:pk>/goals/", views.goals, name="goals"),
    path("support/<int:pk>/", support.support, name="support"),
    path("support/<int:pk>/<int:referral>/", support.referral, name="support_referral"),
]
