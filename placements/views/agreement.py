"""The quality agreement as a site's manager meets it: read, answer each point, accept."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.access import allow
from portal.flow import Refused
from portal.roles import Act

from .. import agreements
from ..forms import AgreementForm
from ..models import Site, SiteAgreement


@allow(Act.DECIDE)
@require_http_methods(["GET", "POST"])
def agreement(request, pk):
    """The version in force with its points; the answers of last year are filled in."""
    site = get_object_or_404(Site.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    current = agreements.current(today)
    if current is None:
        raise Http404
    mine = SiteAgreement.objects.visible_to(request.user).filter(site=site).select_related("agreement", "by")
    before = list(mine[:5])
    same = next((row for row in before if row.agreement_id == current.pk), None)
    form = AgreementForm(request.POST or None, points=current.points.all(), before=same)
    if request.method == "POST" and form.is_valid():
        try:
            agreements.accept(site, current, form.answers, form.cleaned_data["differs"], by=request.user)
        except Refused:
            messages.error(request, _("A new version has come in the meantime. Read it before you accept."))
            return redirect("placements:agreement", pk)
        messages.success(request, _("Thank you. The agreement holds for a year."))
        return redirect("placements:home")
    valid, due = agreements.states([site], today)[site.pk]
    context = {"site": site, "agreement": current, "form": form, "before": before, "valid": valid, "due": due}
    return render(request, "placements/agreement.html", context, status=400 if form.errors else 200)
