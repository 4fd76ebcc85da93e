"""The documents and the CPR number of an application inside the pages of others."""

from django import template

from intake.forms.documents import AnotherForm, WantForm
from intake.models import Identity
from intake.models.identity import AGREED
from intake.shelves import shelves
from portal.roles import Act

register = template.Library()


@register.inclusion_tag("admin/intake/application/documents.html", takes_context=True)
def documents_to_review(context, application):
    """The block of a coordinator's page: each file with its buttons, and a way to ask for more."""
    return {
        "application": application,
        "shelves": shelves(application, context["request"].user),
        "another": AnotherForm(),
        "ask": WantForm(auto_id="ask_%s"),
        "csrf_token": context["csrf_token"],
    }


@register.inclusion_tag("admin/intake/application/cpr.html", takes_context=True)
def cpr_of(context, application):
    """The block with the CPR number, masked; nothing before a placement is agreed, and nothing for others."""
    if not context["request"].user.may(Act.SEE_CPR) or application.status not in AGREED:
        return {}
    return {
        "application": application,
        "identity": Identity.objects.filter(applicant=application.applicant_id).first(),
        "agreed": True,
        "csrf_token": context["csrf_token"],
    }


@register.inclusion_tag("intake/documents.html")
def her_documents(application):
    """The block of her own pages: what she has sent, and what we ask for."""
    return {"application": application, "shelves": shelves(application)}
