"""The page behind a partner's own link: refer somebody, and see how many have come."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.access import public
from portal.limits import limited

from .. import partners
from ..forms.partners import ReferForm

SHOWN = 100  # of those referred, the newest


@public
@limited("secret_link")
@require_http_methods(["GET", "HEAD", "POST"])
def partner(request, token):
    """Whoever has the link refers for the partner. It shows numbers and no persons."""
    found = partners.behind(token)
    if found is None:
        return render(request, "intake/partner_gone.html", status=404)
    form = ReferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _refer(request, found, form)
    reference = request.GET.get("receipt", "")
    context = {
        "partner": found,
        "form": form,
        "counts": found.counts(),
        "referrals": found.referrals.with_received()[:SHOWN],
        "programmes": found.programmes.filter(active=True),
        "receipt": found.referrals.filter(reference=reference).first(),
    }
    return render(request, "intake/partner.html", context)


def _refer(request, found, form):
    try:
        referral = partners.refer(found, form.cleaned_data["email"], form.cleaned_data["language"])
    except partners.TooMany:
        return render(request, "intake/partner_full.html", {"partner": found}, status=429)
    here = reverse("door:partner", args=[request.resolver_match.kwargs["token"]])
    return redirect(f"{here}?receipt={referral.reference}")
