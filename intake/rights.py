"""Her rights in practice: corrected contact details, everything about her in her hands, and erasure."""

from django.db import transaction
from django.db.models import FileField, ProtectedError, Q
from django.utils import timezone

from portal import mail, new_address
from portal.audit import Event, note
from portal.flow import Refused
from portal.models import Letter, Search

from . import identity, rules
from .models import Application, DataRequest, Referral

ERASED, KEPT = DataRequest.Status.DONE, DataRequest.Status.REFUSED


@transaction.atomic
def change_contact(application, form, *, by):
    """Write how she is called and reached, also after the application was sent."""
    form.instance.application = application
    form.keep()
    by.name = form.instance.full_name
    by.language = form.cleaned_data.get("language") or by.language
    by.save(update_fields=["name", "language"])
    note(by, Event.Act.CHANGE, application, purpose="contact-details")


@transaction.atomic
def change_email(applicant, email):
    """Reach her, and let her in, at another address; a referral to the old one is hers still."""
    Referral.objects.filter(email=applicant.email).update(email=email)
    new_address.move(applicant, email)
    note(applicant, Event.Act.CHANGE, applicant, purpose="e-mail-address")


@transaction.atomic
def ask_erasure(applicant) -> DataRequest:
    """Ask once; asking again finds the request that waits."""
    today = timezone.localdate()
    request, new = DataRequest.objects.get_or_create(
        applicant=applicant,
        status=DataRequest.Status.OPEN,
        defaults={"asked_on": today, "due_on": rules.a_month_later(today)},
    )
    if new:
        request.begin(by=applicant)
        mail.send("intake/erasure_asked", applicant, key=request.pk, due_on=request.due_on)
    return request


@transaction.atomic
def refuse(request, why_not, *, by):
    """Keep her data, and tell her why."""
    request.move(KEPT, by=by, why_not=DataRequest.WhyNot(why_not), answered_on=timezone.localdate())
    mail.send("intake/erasure_refused", request.applicant, key=request.pk, why_not=request.why_not)


def erase(request, *, by):
    """Erase everything about her; `Refused` where a later stage keeps something, such as a placement.

    What stays holds nothing about her: this row, the steps and the trail, by number.
    """
    applicant = request.applicant
    try:
        with transaction.atomic():
            mine = Application.objects.filter(applicant=applicant)
            files = list(files_of(mine))
            request.move(ERASED, by=by, answered_on=timezone.localdate())
            note(by, Event.Act.CHANGE, request, purpose="erased")
            goodbye(applicant, request)
            number = identity.index_of(applicant)
            mine.delete()
            Search.objects.all().delete()  # what was searched for may be her name
            Referral.objects.filter(email=applicant.email).update(email="")
            applicant.delete()
            identity.pass_on(number)
            transaction.on_commit(lambda: [each.delete(save=False) for each in files])
    except ProtectedError as error:
        raise Refused(f"{request} can't be carried out: something must be kept") from error


def files_of(applications):
    """Every stored file that belongs to these applications."""
    for relation in Application._meta.related_objects:
        model = relation.related_model
        for each in model._meta.concrete_fields:
            if isinstance(each, FileField):
                rows = model._base_manager.filter(**{f"{relation.field.name}__in": applications})
                yield from (kept for row in rows if (kept := getattr(row, each.name)))


def goodbye(applicant, request):
    """A last letter that it is done. It is the only one that keeps her address, until it has been sent."""
    Letter.objects.filter(Q(to=applicant) | Q(address=applicant.email)).delete()
    mail.post(
        "intake/erased", applicant.email, key=f"intake/erased:{request.pk}", language=applicant.language
    )


def forget_addresses():
    """Take the address from the last letters to people who are erased, once those are sent. Safe to run twice."""
    sent = Letter.objects.filter(name="intake/erased", sent_at__isnull=False).exclude(address="")
    sent.update(address="")
