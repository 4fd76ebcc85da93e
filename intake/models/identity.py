"""The CPR number of somebody with an agreed placement: sealed, and found again by a mark nobody can read."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal import sealed
from portal.access import Rows
from portal.roles import Act, Role

from .. import cpr
from .application import Status

AGREED = (Status.PLACED, Status.COMPLETED)  # before, nobody asks for it


class IdentityRows(Rows):
    def visible_to(self, user):
        """Her own to the applicant; those of others to who may see CPR numbers."""
        if user.role == Role.APPLICANT:
            return self.filter(applicant=user)
        return self if user.may(Act.SEE_CPR) else self.none()


class Identity(models.Model):
    """One number for each person.

    One that is another person's already is kept without an index. Only a coordinator is told: to the applicant
    it is like any other, or she could try whose numbers we have.
    """

    applicant = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="identity")
    sealed = models.TextField(_("CPR number"))
    index = models.CharField(max_length=64, null=True, unique=True, editable=False)
    taken = models.BooleanField(_("the number is on another person too"), default=False)
    stored_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = IdentityRows.as_manager()
    personal = ["sealed", "index"]
    untold = [
        "index",
        "taken",
    ]  # of what she takes home: the one says nothing, the other tells of somebody else

    class Meta:
        verbose_name = _("CPR number")
        verbose_name_plural = _("CPR numbers")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken=True, index=None) | Q(taken=False, index__isnull=False),
                name="a_number_is_found_once",
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def number(self) -> str:
        """The ten digits. Whoever shows them writes a line in the trail."""
        return sealed.open(self.sealed)

    @property
    def masked(self) -> str:
        return cpr.masked(self.number)

    def get_sealed_display(self) -> str:
        return self.masked

    @property
    def holder(self):
        """The person who had this number first, where it is taken."""
        if not self.taken:
            return None
        found = Identity.objects.filter(index=sealed.mark(self.number)).select_related("applicant").first()
        return found and found.applicant
