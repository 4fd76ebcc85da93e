"""Addresses of the stage."""

from django.urls import path

from . import views
from .views import consents, documents, identity, paper, programmes, questions, rights, vouching

app_name = "intake"
urlpatterns = [
    path("", views.tasks, name="tasks"),
    path("check/", views.check, name="check"),
    path("submit/", views.submit, name="submit"),
    path("receipt/", views.receipt, name="receipt"),
    path("status/", views.status, name="status"),
    path("withdraw/", views.withdraw, name="withdraw"),
    path("answers/", views.copy, name="copy"),
    path("contact-details/", rights.contact, name="contact_details"),
    path("contact-details/e-mail/", rights.email, name="email"),
    path("contact-details/e-mail/code/", rights.email_code, name="email_code"),
    path("my-data/", rights.my_data, name="my_data"),
    path("erase/", rights.erase, name="erase"),
    path("answers.pdf", paper.answers, name="answers_pdf"),
    path("consent/", consents.consents, name="consents"),
    path("consent/<slug:code>/", consents.decide, name="consent"),
    path("programmes/", programmes.index, name="programmes"),
    path("programmes/age/", programmes.age, name="programmes_age"),
    path("programmes/<slug:programme>/", programmes.programme, name="programme"),
    path("programmes/<slug:programme>/choose/", programmes.choose, name="choose_programme"),
    path("voucher/<int:pk>/", vouching.voucher, name="voucher"),
    path("statement.pdf", vouching.statement, name="statement"),
    path("questions/", questions.questions, name="questions"),
    path("documents/", documents.shelf, name="documents"),
    path("documents/ask/<slug:reference>/", documents.ask, name="ask_document"),
    path("documents/<uuid:key>/", documents.document, name="document"),
    path("documents/<uuid:key>/remove/", documents.remove, name="remove_document"),
    path("documents/<uuid:key>/review/", documents.review, name="review_document"),
    path("cpr/", identity.cpr, name="cpr"),
    path("cpr/remove/", identity.remove, name="remove_cpr"),
    path("cpr/<slug:reference>/", identity.write, name="write_cpr"),
    path("cpr/<slug:reference>/show/", identity.show, name="show_cpr"),
    path("<slug:slug>/", views.section, name="section"),
]
