"""Two applications of one person: found when one is sent, decided by a coordinator, made one without losing a line."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext

from portal import mail
from portal.audit import Event, note
from portal.flow import Refused

from .models import Application, Card, Likeness, Remark, Status, Volunteering, VolunteerWork
from .models.desk import BEFORE_A_PLACE

MOST = 10  # of one application; a number more people share says nothing


def find(application):
    """Write down which open applications of others have her phone, or her name with the same education."""
    card = Card.objects.get(pk=application.pk)
    country = application.background.deciding.country
    others = Card.objects.filter(status__in=[*BEFORE_A_PLACE, Status.PROPOSED, Status.PLACED]).exclude(
        application__applicant=application.applicant_id
    )
    alike = Q(
        name=card.name, profession=card.profession_id, application__background__educations__0__country=country
    )
    same_phone = others.filter(phone=card.phone).values_list("pk", flat=True) if card.phone else []
    same_name = others.filter(alike).exclude(name="").values_list("pk", flat=True)
    found = dict.fromkeys(same_name[:MOST], Likeness.Because.NAME)
    found |= dict.fromkeys(same_phone[:MOST], Likeness.Because.PHONE)
    Likeness.objects.bulk_create(
        [
            Likeness(first_id=min(card.pk, other), second_id=max(card.pk, other), because=because)
            for other, because in found.items()
        ],
        ignore_conflicts=True,
    )


def of(application):
    """The undecided likenesses of an application."""
    pair = Q(first=application) | Q(second=application)
    return Likeness.objects.undecided().filter(pair).select_related("first__about", "second__about")


def other_of(likeness, application):
    return likeness.second if likeness.first_id == application.pk else likeness.first


@transaction.atomic
def apart(application, likeness, *, by):
    """They are two people; nobody is asked again."""
    decide(likeness, Likeness.Decision.APART, by)
    for one, two in [(likeness.first, likeness.second), (likeness.second, likeness.first)]:
        Remark.objects.create(application=one, kind=Remark.Kind.APART, text=two.reference, by=by)
    note(by, Event.Act.CHANGE, application, purpose="not-a-duplicate")


@transaction.atomic
def merge(kept, closed, *, by):
    """Go on with `kept`. The other is closed and points to it; both keep their answers and their history."""
    rows = Application.objects.select_for_update().filter(pk__in=[kept.pk, closed.pk]).order_by("pk")
    now = {row.pk: row for row in rows}
    kept, closed = now[kept.pk], now[closed.pk]
    if kept.ended or kept.is_draft or closed.status not in BEFORE_A_PLACE:
        raise Refused(f"{closed} is {closed.status}, {kept} is {kept.status}")
    brought = {
        "questions": closed.questions.filter(answered_at=None).update(application=kept),
        "documents": bring_documents(kept, closed),
        "works": bring_volunteer_work(kept, closed),
    }
    closed.move(Status.MERGED, by=by, merged_into=kept)
    mail.send("intake/merged", closed.applicant, key=closed.pk)
    pair = Likeness.objects.filter(first=min(now), second=max(now), decided="").first()
    if pair:
        decide(pair, Likeness.Decision.SAME, by)
    said = gettext(
        "%(reference)s was closed; we go on with this one. Brought along: documents %(documents)s, "
        "open questions %(questions)s, pieces of volunteer work %(works)s."
    )
    text = said % {"reference": closed.reference, **brought}
    Remark.objects.create(application=kept, kind=Remark.Kind.MERGED, text=text, by=by)
    note(by, Event.Act.CHANGE, kept, purpose="merged")
    note(by, Event.Act.CHANGE, closed, purpose="merged-into-another")
    return kept


def bring_documents(kept, closed) -> int:
    """The files and what we still wait for; what the other has already stays where it is."""
    had = kept.documents.kept().filter(kind=OuterRef("kind"), sha256=OuterRef("sha256"))
    waits = kept.asked.filter(kind=OuterRef("kind"), answered_at=None)
    closed.asked.filter(~Exists(waits), answered_at=None).update(application=kept)
    return closed.documents.filter(~Exists(had)).update(application=kept)


def bring_volunteer_work(kept, closed) -> int:
    """Each place with whoever was asked there; not one where she would answer herself from her other address."""
    section, _new = Volunteering.objects.get_or_create(application=kept)
    hers = [kept.applicant.email, closed.applicant.email]
    works = VolunteerWork.objects.filter(volunteering__application=closed).exclude(
        Q(contact_email__in=hers) | Q(vouches__email__in=hers)
    )
    told = {work.organisation.lower() for work in section.works.all()}
    new = [work.pk for work in works if work.asked_id or work.organisation.lower() not in told]
    return VolunteerWork.objects.filter(pk__in=new).update(
        volunteering=section, order=F("order") + section.works.count()
    )


def decide(likeness, decision, by):
    if likeness.decided:
        raise Refused(f"{likeness} is decided")
    likeness.decided, likeness.decided_at, likeness.decided_by = decision, timezone.now(), by
    likeness.save()
