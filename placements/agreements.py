"""The quality agreement: sites are asked to accept it and to say every year how it stands with them."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from portal import mail
from portal.audit import Event, note
from portal.flow import Refused

from .models import QualityAgreement, Site, SiteAgreement, SiteTask
from .models.agreement import A_YEAR, WARN_BEFORE

AT_ONCE = 200  # sites asked in one tick of the clock


def current(on):
    """The version in force on that day, or None before the first."""
    return QualityAgreement.objects.current(on)


@transaction.atomic
def ask_all(today=None):
    """Ask each site for which a new version or a new year has come, once. Safe to run twice."""
    on = today or timezone.localdate()
    agreement = current(on)
    if agreement is None:
        return
    kind, own = SiteTask.Kind.AGREEMENT, {"site": OuterRef("pk")}
    enough = SiteAgreement.objects.filter(**own, agreement=agreement, on__gt=on + WARN_BEFORE - A_YEAR)
    since = max(agreement.valid_from, on - A_YEAR + WARN_BEFORE)
    asked = SiteTask.objects.filter(**own, kind=kind, asked_on__gte=since)
    due = Site.objects.exclude(Exists(enough)).exclude(Exists(asked)).order_by("pk")
    for site in due.select_related("area").select_for_update(of=["self"], skip_locked=True)[:AT_ONCE]:
        _task, new = SiteTask.objects.get_or_create(site=site, kind=kind, asked_on=on)
        for manager in site.managers() if new else ():
            key = f"{site.pk}-{manager.pk}-{on}"
            mail.send("placements/agreement_asked_site", manager, key=key, site=site, agreement=agreement)


@transaction.atomic
def accept(site, agreement, answers, differs, *, by, today=None) -> SiteAgreement:
    """The site accepts this version and says point by point how it stands; that holds for a year."""
    on = today or timezone.localdate()
    if agreement != current(on):
        raise Refused(f"{agreement} is not the version in force")
    row = SiteAgreement.objects.create(
        site=site, agreement=agreement, on=on, by=by, answers=answers, differs=differs
    )
    site.tasks.filter(kind=SiteTask.Kind.AGREEMENT, done_on=None).update(done_on=on)
    note(by, Event.Act.CHANGE, site, purpose="agreement-accepted")
    return row


def states(sites, on) -> dict:
    """How it stands with each of these sites: (its newest answer that counts, whether something has to be done)."""
    agreement = current(on)
    valid = {}
    for row in (
        SiteAgreement.objects.valid(on)
        .filter(site__in=sites)
        .select_related("agreement")
        .order_by("on", "pk")
    ):
        valid[row.site_id] = row
    return {site.pk: standing(valid.get(site.pk), agreement, on) for site in sites}


def standing(row, agreement, on):
    """The pair of `states` for one site; without any version there is nothing to do."""
    if agreement is None:
        return row, False
    return row, row is None or row.agreement_id != agreement.pk or row.valid_to < on + WARN_BEFORE
