"""Applications as coordinators meet them: the list, and the page where each step is one button."""

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from portal.flow import Refused
from portal.lists import LongListAdmin
from portal.roles import Act
from portal.text import distance, short_day, tone

from .. import overview, questions, review, twins
from ..forms.review import AskForm, AssessForm, DeclineForm, HoldForm, NoteForm, PapersForm, TrackForm
from ..models import Application, Status
from ..models.application import WAITING_FOR_US
from ..models.card import asked_for
from ..models.desk import BEFORE_A_PLACE
from ..models.documents import with_asked
from ..models.volunteer import with_volunteering
from ..trail import Trail
from .bulk import BulkActs
from .filters import ORDERS, ApplicationFilters
from .lists import ListActs

STEPS = {  # where a button leads, what it does, what it says; in the order of the page
    "ready": (Status.MATCHABLE, review.make_ready, _("Ready to match")),
    "take_in": (Status.SCREENING, review.take_in, _("Take in for review")),
}
TWINS = ("keep_this", "keep_other", "apart")
MERGED = (
    _("Make the two applications one?"),
    _("One is closed and points to the other. They can't be taken apart again."),
    _("Yes, it is one person"),
)
FINAL = {  # asked once more: what is done, what it means, the yes
    "keep_this": MERGED,
    "keep_other": MERGED,
    "decline": (
        _("Decline this application?"),
        _("The application ends, and she gets the letter with the reason. To come again she applies anew."),
        _("Yes, decline and send the letter"),
    ),
}
RESIDENCE = ("papers", "track")  # what only those write who may see it
FORMS = {
    "assess": (AssessForm, review.assess),
    "papers": (PapersForm, review.see_papers),
    "hold": (HoldForm, review.hold),
    "decline": (DeclineForm, review.decline),
    "ask": (AskForm, questions.ask),
    "note": (NoteForm, review.remark),
    "track": (TrackForm, review.rule),
}


@admin.register(Application)
class ApplicationAdmin(BulkActs, ListActs, LongListAdmin):
    """The shared entrance as a coordinator sees it. The page of one application has its own template."""

    sees = (Act.REVIEW,)
    watched = True
    change_list_template = "admin/intake/application/list.html"
    change_form_template = "admin/intake/application/change_form.html"
    list_display = ["reference", "person", "profession", "danish", "standing", "answer"]
    filters = ApplicationFilters
    list_select_related = ["about", "applicant", "background__profession", "languages"]
    list_reads = (
        *["reference", "status", "answer_by", "applicant__email", "about__given_name", "about__family_name"],
        *["background__profession__name_da", "background__profession__name_en"],
        *["languages__danish_oral", "languages__assessed_oral"],
    )
    search_fields = ["card__words"]
    search_help_text = _("Reference, name, e-mail or a language; the beginning is enough")

    def get_queryset(self, request):
        """Each with its card: said so, that PostgreSQL may begin with the cards, which are in order already."""
        return super().get_queryset(request).filter(card__isnull=False)

    def order(self, chosen):
        """A queue begins with whoever waits for the first answer day, the list with the newest."""
        if chosen.get("order"):
            return ORDERS[chosen["order"]][1:]
        return ("card__answer_by", False) if chosen.get("queue") else ("card__received", True)

    def get_search_results(self, request, queryset, search_term):
        words = asked_for(search_term)
        return (queryset.filter(card__words__begin=words) if words else queryset), False

    @admin.display(description=_("name"))
    def person(self, row):
        return row.name

    @admin.display(description=_("profession"))
    def profession(self, row):
        background = row.section("background")
        return background and background.profession

    @admin.display(description=_("Danish"))
    def danish(self, row):
        return overview.danish(row.section("languages"))

    @admin.display(description=_("status"))
    def standing(self, row):
        return overview.tag(row.get_status_display(), tone(row.status))

    @admin.display(description=_("answer by"))
    def answer(self, row):
        if row.status not in WAITING_FOR_US:
            return ""
        return f"{short_day(row.answer_by)} ({distance(row.answer_by)})"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One application: everything at a glance, what to do next, and the places that fit."""
        if request.method == "POST":
            return self.act(request, object_id)
        return self.show(request, self.record(request, object_id))

    def get_object(self, request, object_id, from_field=None):
        rows = with_asked(with_volunteering(self.get_queryset(request).with_sections()))
        return rows.filter(pk=object_id).first() if str(object_id).isdecimal() else None

    def show(self, request, application, status=200, **bound):
        picked = overview.Picked(application)
        forms = {
            "assess": AssessForm(initial=overview.heard(application)),
            "papers": PapersForm(initial=overview.papers(application)),
            "hold": HoldForm(),
            "decline": DeclineForm(),
            "ask": AskForm(),
            "note": NoteForm(),
            "track": TrackForm(initial={"track": application.ruled_track}),
        }
        trail = Trail(application)
        page = self.page(
            request,
            self.change_form_template,
            application.name,
            original=application,
            application=application,
            picked=picked,
            at_a_glance=overview.at_a_glance(application, picked, request.user),
            groups=overview.groups(application, picked, request.user),
            history=trail.history(),
            trail=trail,
            can_ask=application.status in BEFORE_A_PLACE,
            steps=[(name, words) for name, (to, _act, words) in STEPS.items() if application.can(to)],
            is_new=application.status in WAITING_FOR_US,
            can_see_residence=request.user.may(Act.SEE_RESIDENCE),
            can_hold=application.can(Status.ON_HOLD),
            can_decline=application.can(Status.DECLINED),
            forms=forms | bound,
        )
        page.status_code = status
        return page

    def act(self, request, key):
        """Do what a button of the page asks for; what was typed is kept when something is wrong."""
        application = self.get_object(request, key)
        if application is None:
            raise Http404
        name = request.POST.get("act", "")
        if name in RESIDENCE and not request.user.may(Act.SEE_RESIDENCE):
            raise PermissionDenied
        if name in FINAL and self.fit(request, name) and (page := self.unsure(request, *FINAL[name])):
            return page
        try:
            if name in STEPS:
                STEPS[name][1](application, by=request.user)
            elif name == "read":
                questions.read(application, by=request.user)
            elif name in TWINS:
                application = self.decide(request, application, name)
            elif form := self.write(request, application, name):
                return self.show(request, application, status=400, **{name: form})
        except Refused:
            messages.error(request, _("Somebody else was quicker. This is how the application stands now."))
        else:
            messages.success(request, _("Saved: %(status)s.") % {"status": application.get_status_display()})
        return redirect("admin:intake_application_change", application.pk)

    def decide(self, request, application, name):
        """One person or two, and which application stays; gives back the one to show."""
        key = request.POST.get("likeness", "")
        likeness = twins.of(application).filter(pk=key).first() if key.isdecimal() else None
        if likeness is None:
            raise Refused("somebody has decided already")
        other = twins.other_of(likeness, application)
        if name == "apart":
            twins.apart(application, likeness, by=request.user)
            return application
        kept, closed = (application, other) if name == "keep_this" else (other, application)
        return twins.merge(kept, closed, by=request.user)

    def fit(self, request, name):
        """Whether what was typed for an act is right, so far as it needs any."""
        return name not in FORMS or FORMS[name][0](request.POST).is_valid()

    def write(self, request, application, name):
        """Take in one of the forms; gives it back when something in it is wrong."""
        if name not in FORMS:
            raise BadRequest
        form_class, act = FORMS[name]
        form = form_class(request.POST)
        if not form.is_valid():
            return form
        act(application, **form.cleaned_data, by=request.user)
        return None
