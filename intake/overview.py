"""An application as a coordinator reads it: what matters at a glance, the facts in groups, what has happened."""

from collections import defaultdict
from functools import cache

from django.db.models import CharField, Value
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.levels import Level
from portal.text import ICONS, full_day, joined, short_day

from .forms.review import TRACKS
from .models import Background, District, Setting, Tongue, Wishes
from .models.sections import Shift

CHOSEN = [
    ("settings", Setting, Wishes.settings.through, "wishes", "setting_id"),
    ("districts", District, Wishes.districts.through, "wishes", "district_id"),
    ("experience", Setting, Background.experience.through, "background", "setting_id"),
]


def tag(words, tone):
    """A word with its colour and icon, for a cell of a list; each is made once."""
    return _tag(str(words), tone)


@cache
def _tag(words, tone):
    return render_to_string("parts/tag.html", {"words": words, "tone": tone, "icon_name": ICONS[tone]})


def level(value) -> str:
    return "" if value is None else str(Level(value).label)


def danish(languages) -> str:
    """The level we plan with, and whose view it is: B1, or A2+ (assessed)."""
    if languages is None or languages.oral is None:
        return _("not known")
    if languages.assessed_oral is None:
        return _("%(level)s (own view)") % {"level": level(languages.oral)}
    return _("%(level)s (assessed)") % {"level": level(languages.oral)}


def fact(words, value) -> dict:
    return {"words": words, "value": value}


# --- what the forms begin with ---------------------------------------------------------------------------
def heard(application) -> dict:
    row = application.section("languages")
    return {"oral": row.oral, "written": row.written} if row else {}


def papers(application) -> dict:
    row = application.section("authorisation")
    return {"work_right": row.work_right, "permit_to": row.permit_to} if row else {}


# --- the facts -------------------------------------------------------------------------------------------
class Picked:
    """What she chose from the lists, in one query: names for the reader, keys for the matching."""

    def __init__(self, application):
        name = "name_da" if get_language() == "da" else "name_en"
        asked = [
            model.objects.filter(pk__in=through.objects.filter(**{of: application.pk}).values(key))
            .order_by()
            .values_list(Value(kind, output_field=CharField()), "pk", name, "order")
            for kind, model, through, of, key in CHOSEN
        ]
        self.names, self.keys = defaultdict(list), defaultdict(list)
        for kind, key, words, _order in asked[0].union(*asked[1:], all=True).order_by("order"):
            self.names[kind].append(words)
            self.keys[kind, application.pk].append(key)


def at_a_glance(application, picked) -> list[dict]:
    """The lines that decide where she can go; `picked` is what she chose from the lists."""
    background, wishes = application.section("background"), application.section("wishes")
    languages = application.section("languages")
    found = [
        fact(_("Profession"), background and (background.profession_other or background.profession)),
        fact(_("Trained in"), background and background.education_country.name),
        fact(_("Danish, spoken and written"), languages and spoken(languages)),
        fact(_("Wishes"), joined(picked.names["settings"]) or _("Any kind of place")),
        fact(_("Part of the city"), joined(picked.names["districts"]) or _("Anywhere")),
    ]
    interest = application.section("interest")
    if interest and interest.programme:
        found.append(fact(_("Interested in"), interest.programme.name))
    if wishes:
        shifts = joined(Shift(each).label for each in wishes.shifts if each in Shift)
        found += [
            fact(_("Can start"), full_day(wishes.available_from)),
            fact(
                _("Weeks and hours"),
                _("%(weeks)s weeks, %(hours)s hours a week")
                % {"weeks": wishes.weeks or "?", "hours": wishes.weekly_hours or "?"},
            ),
            fact(_("Shifts"), shifts),
        ]
    return found


def spoken(row) -> str:
    """Both levels she claims, and what we heard where we have listened."""
    claimed = f"{level(row.danish_oral) or '?'} / {level(row.danish_written) or '?'}"
    if row.assessed_oral is None and row.assessed_written is None:
        return _("%(levels)s, own view") % {"levels": claimed}
    heard = f"{level(row.assessed_oral) or '?'} / {level(row.assessed_written) or '?'}"
    return _("%(heard)s assessed %(day)s; own view %(levels)s") % {
        "heard": heard,
        "day": short_day(row.assessed_on),
        "levels": claimed,
    }


def groups(application, picked) -> list[dict]:
    """The rest of the facts. The sensitive group stays closed until somebody needs it."""
    return [
        {"title": _("Experience"), "facts": experience(application, picked)},
        {"title": _("Language and volunteer work"), "facts": tongues(application)},
        {"title": _("Contact"), "facts": contact(application)},
        {"title": _("Authorisation and residence"), "facts": residence(application), "sensitive": True},
    ]


def experience(application, picked) -> list[dict]:
    row = application.section("background")
    if row is None:
        return []
    return [
        fact(_("Finished"), row.education_year),
        fact(_("Years of work"), row.years_worked),
        fact(_("Experience from"), joined(picked.names["experience"])),
        fact(_("In her own words"), row.in_own_words),
    ]


def tongues(application) -> list[dict]:
    languages, volunteering = application.section("languages"), application.section("volunteering")
    found = []
    if languages:
        names = joined(Tongue(code).label if code in Tongue else code for code in languages.others)
        found += [
            fact(_("Danish test"), languages.get_danish_test_display()),
            fact(_("Other languages"), names),
        ]
    for work in volunteering.helped if volunteering else ():
        found += [fact(_("Volunteer work"), helped(work)), fact(_("Tasks"), work.tasks)]
        if work.said:
            found.append(fact(_("Said by the organisation"), work.said))
    return found


def helped(work) -> str:
    """Where she helps, how many hours, and whether somebody there has confirmed it."""
    if work.verified_on:
        hours = _("%(hours)s hours, confirmed %(day)s")
        told = hours % {"hours": work.confirmed_hours, "day": short_day(work.verified_on)}
    else:
        told = _("%(hours)s hours, not confirmed") % {"hours": work.hours or "?"}
    return f"{work.organisation}, {told}"


def contact(application) -> list[dict]:
    row = application.section("about")
    phone = row.phone.as_international if row and row.phone else ""
    return [
        fact(_("E-mail"), application.applicant.email),
        fact(_("Phone"), phone),
        fact(_("Postcode"), row and row.postcode),
    ]


def residence(application) -> list[dict]:
    row = application.section("authorisation")
    if row is None:
        return []
    return [
        fact(_("Citizenship"), row.citizenship.name),
        fact(_("Way to authorisation"), way(application, row)),
        fact(_("Authorisation"), row.get_stage_display()),
        fact(_("Evaluation authorisation"), stretch(row.evaluation_from, row.evaluation_to)),
        fact(_("Residence"), row.get_residence_display()),
        fact(_("Permit valid until"), short_day(row.permit_to)),
        fact(_("May work"), row.get_work_right_display()),
    ]


def way(application, row) -> str:
    """The track we go by, and whose view it is."""
    words = TRACKS.get(row.track, row.track)
    return _("%(track)s (set by us)") % {"track": words} if application.ruled_track else str(words)


def stretch(first, last) -> str:
    return f"{short_day(first)} – {short_day(last)}" if first or last else ""
