"""What happens with partners: entered, moved on, given a link, referring somebody, warned about."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from portal import mail
from portal.audit import Event, note
from portal.flow import Refused
from portal.models import User
from portal.numbers import next_reference
from portal.roles import Role

from .models import Agreement, Partner, Referral
from .models.links import hashed

A_DAY = timedelta(days=1)
MOST_A_DAY = 50  # referrals of one partner
KEPT = timedelta(days=90)  # the address of somebody referred, as long as a draft is kept


class TooMany(Refused):
    """A partner has referred more people in a day than a partner does."""


@transaction.atomic
def enter(partner, *, by):
    """Take a partner into the register, with a code that follows those who come from there."""
    partner.code = free_code(partner.name)
    partner.save()
    partner.begin(by=by)


def free_code(name) -> str:
    """A short word for addresses and statistics that no other partner has."""
    stem = slugify(name)[:50] or "partner"
    taken = set(Partner.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(
        code for n in range(1, len(taken) + 2) if (code := f"{stem}-{n}" if n > 1 else stem) not in taken
    )


@transaction.atomic
def renew_link(partner, *, by):
    """A new link to refer by; the old one stops at once."""
    partner.renew_link()
    partner.save(update_fields=["seed", "digest"])
    note(by, Event.Act.CHANGE, partner, purpose="link-renewed")


@transaction.atomic
def revoke_link(partner, *, by):
    """Take the link away."""
    partner.revoke_link()
    partner.save(update_fields=["seed", "digest"])
    note(by, Event.Act.CHANGE, partner, purpose="link-revoked")


def behind(token) -> Partner | None:
    """The partner whose link this is, while it may refer people."""
    return Partner.objects.active().filter(digest=hashed(token)).first()


@transaction.atomic
def refer(partner, email, language) -> Referral:
    """Invite somebody to apply. The same person twice is one referral and one letter."""
    Partner.objects.select_for_update().get(pk=partner.pk)
    email = email.strip().lower()
    known = partner.referrals.filter(email=email).first()
    if known:
        return known
    if partner.referrals.filter(at__gt=timezone.now() - A_DAY).count() >= MOST_A_DAY:
        raise TooMany(f"{partner.code}: {MOST_A_DAY} referrals in a day")
    referral = Referral.objects.create(
        partner=partner, reference=next_reference("HV", Referral), email=email, language=language
    )
    mail.post("intake/referred", email, key=f"referred:{referral.pk}", language=language, partner=partner)
    return referral


def source_of(email) -> str:
    """The code of the partner who referred somebody with this address last."""
    referral = Referral.objects.filter(email=email).select_related("partner").first()
    return referral.partner.code if referral else ""


@transaction.atomic
def forget(now=None):
    """Delete the addresses of those who were referred a while ago; the count stays."""
    Referral.objects.filter(at__lt=(now or timezone.now()) - KEPT).exclude(email="").update(email="")


@transaction.atomic
def warn(today=None):
    """Tell the coordinators, once for each, of agreements that run out within 90 days."""
    ending = Agreement.objects.unwarned(today or timezone.localdate()).select_related("partner")
    found = list(ending.select_for_update(of=["self"], skip_locked=True))
    coordinators = User.objects.filter(role=Role.COORDINATOR, is_active=True) if found else []
    for agreement in found:
        for person in coordinators:
            key = f"{agreement.pk}-{agreement.ends}-{person.pk}"
            mail.send("intake/agreement_runs_out", person, key=key, agreement=agreement)
        Agreement.objects.filter(pk=agreement.pk).update(warned_of=agreement.ends)
