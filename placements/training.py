"""Supervisors' training: said in good time before it runs out."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from portal import mail

from .models import Supervisor, Training
from .models.supervision import WARN_DAYS

AT_ONCE = 200


@transaction.atomic
def warn(today=None):
    """Tell supervisors and those who lead their sites, once for each, of training that runs out within 90 days."""
    on = today or timezone.localdate()
    ending = Training.objects.filter(valid_to__range=[on, on + timedelta(days=WARN_DAYS - 1)])
    ending = ending.filter(Q(warned_of=None) | ~Q(warned_of=F("valid_to")))
    ending = ending.filter(supervisor__in=Supervisor.objects.running_out(on))
    found = list(ending.select_for_update(of=["self"], skip_locked=True).order_by("pk")[:AT_ONCE])
    for row in found:
        tell(row)
    Training.objects.filter(pk__in=[row.pk for row in found]).update(warned_of=F("valid_to"))


def tell(row):
    """The letters about one training; they name nobody."""
    guide = row.supervisor
    key = f"{row.pk}-{row.valid_to}"
    mail.send("placements/training_ends_supervisor", guide.user, key=key, day=row.valid_to)
    managers = {
        manager.pk: manager for site in guide.sites.select_related("area") for manager in site.managers()
    }
    for manager in managers.values():
        mail.send("placements/training_ends_site", manager, key=f"{key}-{manager.pk}", day=row.valid_to)
