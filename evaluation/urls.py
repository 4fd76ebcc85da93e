"""Addresses of the stage: a placement is evaluated, a report is read."""

from django.urls import path

from . import views

app_name = "evaluation"
urlpatterns = [
    path("<int:pk>/evaluate/", views.evaluate, name="evaluate"),
    path("<int:pk>/ask/", views.ask, name="ask"),
    path("reports/", views.reports, name="reports"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/state/", views.report_state, name="report_state"),
    path("reports/<int:pk>/again/", views.again, name="again"),
    path("reports/<int:pk>/pdf/", views.report_pdf, name="report_pdf"),
]
