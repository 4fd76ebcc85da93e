"""The documents of an application inside the pages of others."""

from django import template

from intake.forms.documents import AnotherForm, AskForm
from intake.shelves import shelves

register = template.Library()


@register.inclusion_tag("admin/intake/application/documents.html", takes_context=True)
def documents_to_review(context, application):
    """The block of a coordinator's page: each file with its buttons, and a way to ask for more."""
    return {
        "application": application,
        "shelves": shelves(application),
        "another": AnotherForm(),
        "ask": AskForm(auto_id="ask_%s"),
        "csrf_token": context["csrf_token"],
    }


@register.inclusion_tag("intake/documents.html")
def her_documents(application):
    """The block of her own pages: what she has sent, and what we ask for."""
    return {"application": application, "shelves": shelves(application)}
