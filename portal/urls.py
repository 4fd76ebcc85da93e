"""Every address of the house."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from . import demo, doors, figures, gallery, health, home, languages, pages

admin.site.login = secure_admin_login(admin.site.login)

accounts = [
    path("start/", doors.Applicants.as_view(), name="account_request_login_code"),
    path("start/", doors.Applicants.as_view(), name="account_signup"),
    path("code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("login/", doors.Staff.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/<slug:uidb36>-<path:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second-factor/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("apply/", include("intake.urls")),
    path("", include("intake.doors")),
    path("placements/", include("placements.urls")),
    path("mentoring/", include("mentoring.urls")),
    path("evaluation/", include("evaluation.urls")),
    path("figures/", figures.figures, name="figures"),
    path("account/", include(accounts)),
    path("admin/", admin.site.urls),
    path("language/", languages.choose, name="set_language"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("was", pages.was, name="was"),
    path("privacy/", pages.privacy, name="privacy"),
    path("cookies/", pages.cookies, name="cookies"),
    path("contact/", pages.contact, name="contact"),
    path("healthz", health.healthz, name="healthz"),
    path("demo/", demo.personas, name="demo"),
    path("demo/become/", demo.become, name="demo_become"),
    path("demo/outbox/", demo.outbox, name="demo_outbox"),
    path("demo/components/", gallery.components, name="demo_components"),
]
