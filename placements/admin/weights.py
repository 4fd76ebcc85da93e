"""What weighs in a match: the sets of weights, and a new one tried before it is kept."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from portal.admin import RoleAdmin
from portal.roles import Act

from ..cohort.weighing import preview
from ..models import Weighting
from ..models.weights import MOST
from ..sheets.titles import title

SHOWN = 100  # changes that are named one by one
WRONG = {
    "required": _("Write a number. 0 means that it doesn't count."),
    "invalid": _("Write a whole number, such as 150."),
    "min_value": _("A weight can't be negative. 0 means that it doesn't count."),
    "max_value": _("Write at most %(limit_value)s."),
}


class WeightForm(forms.Form):
    """One field for each preference, and why they change."""

    why = forms.CharField(
        label=_("Why do the weights change?"),
        max_length=200,
        error_messages={"required": _("Write in a few words why. It is kept in the history.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, now):
        super().__init__(data)
        self.names = list(now)
        for name, points in now.items():
            self.fields[name] = forms.IntegerField(
                label=title(name), min_value=0, max_value=MOST, initial=points, error_messages=WRONG
            )

    def clean(self):
        found = super().clean()
        if all(name in found for name in self.names) and not any(found[name] for name in self.names):
            self.add_error(None, _("Not all weights can be 0: then every place would be as good as another."))
        return found

    @property
    def values(self):
        return {name: self.cleaned_data[name] for name in self.names}

    @property
    def mark(self):
        """These very weights in one word, so that only what was shown can be saved."""
        return "-".join(str(self.cleaned_data[name]) for name in self.names)

    def weights(self):
        return [self[name] for name in self.names]


@admin.register(Weighting)
class WeightingAdmin(RoleAdmin):
    """Coordinators read them and try others; those who keep the rules save them."""

    sees = (Act.PLACE,)
    changes = ()
    adds = (Act.CONFIGURE, Act.PLACE)
    list_display = ["at", "by", "why"]
    list_select_related = ["by"]

    def has_view_permission(self, request, obj=None):
        return self._may(request, (Act.PLACE, Act.CONFIGURE))

    def has_add_permission(self, request):
        return self._may(request, self.adds)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One set, beside the one before it."""
        kept = self.record(request, object_id)
        before = Weighting.objects.visible_to(request.user).filter(pk__lt=kept.pk).first()
        was = before.values() if before else {}
        rows = [
            {"title": title(name), "points": points, "was": was.get(name), "other": was.get(name) != points}
            for name, points in kept.values().items()
        ]
        return self.page(
            request,
            "admin/placements/weights/one.html",
            _("Weights of the match"),
            kept=kept,
            before=before,
            rows=rows,
        )

    def add_view(self, request, form_url="", extra_context=None):
        """Write other weights, see what they would change, and only then save them."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        now = Weighting.objects.visible_to(request.user).now()
        form = WeightForm(request.POST or None, now=now)
        if request.method != "POST" or not form.is_valid():
            return self.show(request, form, status=400 if form.errors else 200)
        if request.POST.get("act") == "save" and form.cleaned_data["seen"] == form.mark:
            return self.save(request, form)
        return self.show(request, form, preview(form.values))

    def save(self, request, form):
        if not self._may(request, (Act.CONFIGURE,)):
            raise PermissionDenied
        kept = Weighting.objects.write(form.values, form.cleaned_data["why"], by=request.user)
        self.log_addition(request, kept, "")
        messages.success(request, _("The new weights hold from now on."))
        return redirect("admin:placements_weighting_changelist")

    def show(self, request, form, found=None, status=200):
        page = self.page(
            request,
            "admin/placements/weights/form.html",
            _("Change the weights of the match"),
            form=form,
            preview=found,
            seen=form.mark if found else "",
            changes=found.changes[:SHOWN] if found else [],
            names=request.user.may(Act.PLACE),
            may_save=request.user.may(Act.CONFIGURE),
        )
        page.status_code = status
        return page
