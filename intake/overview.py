"""An application as a coordinator reads it: what matters at a glance, the facts in groups, what has happened."""

from collections import defaultdict
from functools import cache

from django.db.models import CharField, Value
from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django_countries import countries

from portal.levels import Level
from portal.roles import Act
from portal.text import ICONS, full_day, joined, short_day

from .forms.review import TRACKS
from .models import District, Setting, Tongue, Wishes
from .models.path import Settled
from .models.sections import AtSeven, Shift

CHOSEN = [
    ("settings", Setting, Wishes.settings.through, "wishes", "setting_id"),
    ("districts", District, Wishes.districts.through, "wishes", "district_id"),
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
    row = application.section("residence")
    return {"work_right": row.work_right, "permit_to": row.permit_to} if row else {}


# --- the facts -------------------------------------------------------------------------------------------
class Picked:
    """What she chose from the lists, in one query: names for the reader, keys for the matching.

    `settings` names the kinds of places she has worked in.
    """

    def __init__(self, application):
        background = application.section("background")
        known = background.experience if background else []
        chosen = [
            (kind, model, through.objects.filter(**{of: application.pk}).values(key))
            for kind, model, through, of, key in CHOSEN
        ]
        self.names, self.keys, self.settings = defaultdict(list), defaultdict(list), {}
        for kind, key, words, _order in self._named([*chosen, ("experience", Setting, known)]):
            if kind == "experience":
                self.settings[key] = words
            else:
                self.names[kind].append(words)
                self.keys[kind, application.pk].append(key)

    @staticmethod
    def _named(chosen):
        name = "name_da" if get_language() == "da" else "name_en"
        asked = [
            model.objects.filter(pk__in=keys)
            .order_by()
            .values_list(Value(kind, output_field=CharField()), "pk", name, "order")
            for kind, model, keys in chosen
        ]
        return asked[0].union(*asked[1:], all=True).order_by("order")


def at_a_glance(application, picked, user) -> list[dict]:
    """The lines that decide where she can go, as far as `user` may; `picked` is what she chose from the lists."""
    background, wishes = application.section("background"), application.section("wishes")
    languages = application.section("languages")
    found = [
        fact(_("Profession"), background and (background.profession_other or background.profession)),
        fact(_("Trained in"), background and background.deciding.country_name),
        fact(_("Danish, spoken and written"), languages and spoken(languages)),
        fact(_("Wishes"), joined(picked.names["settings"]) or _("Any kind of place")),
        fact(_("Part of the city"), "; ".join(picked.names["districts"]) or _("Anywhere")),
    ]
    interest = application.section("interest")
    if interest and interest.programme:
        found.append(fact(_("Interested in"), interest.programme.name))
    if wishes:
        shifts = joined(Shift(each).label for each in wishes.shifts if each in Shift)
        found += [
            fact(_("Can start"), stretch_of_start(wishes)),
            fact(
                _("Weeks and hours"),
                _("%(weeks)s weeks, %(hours)s hours a week")
                % {"weeks": wishes.weeks or "?", "hours": wishes.weekly_hours or "?"},
            ),
            fact(_("Shifts"), shifts),
            fact(_("Her day"), day(wishes)),
            fact(_("To plan around"), wishes.care if user.may(Act.SEE_SUPPORT) else ""),
            fact(_("Came as the partner of"), wishes.partner_of),
        ]
    return found


def stretch_of_start(wishes) -> str:
    first = full_day(wishes.available_from)
    until = wishes.start_until and _("%(first)s, at the latest %(last)s")
    return until % {"first": first, "last": short_day(wishes.start_until)} if until else first


def day(wishes) -> str:
    """What her day allows: 7 in the morning, and a time to leave."""
    early = AtSeven(wishes.at_seven).label if wishes.at_seven else ""
    begins = wishes.earliest_start and _("from %(time)s") % {"time": f"{wishes.earliest_start:%H:%M}"}
    ends = wishes.latest_end and _("until %(time)s") % {"time": f"{wishes.latest_end:%H:%M}"}
    seven = _("At work at 7: %(answer)s") % {"answer": early} if early else ""
    return ", ".join(filter(None, [seven, begins, ends]))


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


def groups(application, picked, user) -> list[dict]:
    """The rest of the facts. The sensitive group is for those who may, and stays closed until they need it."""
    found = [
        {"title": _("Experience"), "facts": experience(application, picked)},
        {"title": _("Language and volunteer work"), "facts": tongues(application)},
        {"title": _("Contact"), "facts": contact(application)},
    ]
    if user.may(Act.SEE_RESIDENCE):
        facts = residence(application)
        found.append({"title": _("Authorisation and residence"), "facts": facts, "sensitive": True})
    return found


def experience(application, picked) -> list[dict]:
    row = application.section("background")
    if row is None:
        return []
    return [
        *(fact(_("Education"), schooled(each)) for each in row.schooling),
        fact(_("Years of work"), row.years_worked),
        *(fact(_("Work"), worked(each, picked.settings)) for each in row.work),
        fact(_("In her own words"), row.in_own_words),
    ]


def schooled(row) -> str:
    """One education in a line."""
    known = [row.title, row.level_name, row.country_name, row.year]
    return ", ".join(str(each) for each in known if each)


def worked(row, settings) -> str:
    """One piece of work in a line, and what she did; `settings` names the kinds of places."""
    years = (
        ngettext("%(n)s year", "%(n)s years", row.years) % {"n": row.years} if row.years is not None else ""
    )
    hours = _("%(n)s hours a week") % {"n": row.hours} if row.hours else ""
    known = [row.place, settings.get(row.setting), row.country_name, years, hours, row.until_year or ""]
    return "\n".join(filter(None, [", ".join(str(each) for each in known if each), row.tasks]))


def tested(row) -> str:
    """One Danish test with its day and grades."""
    known = [row.name, short_day(row.day), " / ".join(row.grades)]
    return ", ".join(filter(None, known))


def tongues(application) -> list[dict]:
    languages, volunteering = application.section("languages"), application.section("volunteering")
    found = []
    if languages:
        names = joined(tongue(code, languages.others_levels.get(code)) for code in languages.others)
        found += [
            *(fact(_("Danish test"), tested(each)) for each in languages.tests),
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


def tongue(code, known) -> str:
    """A language, and its level where she told it."""
    name = Tongue(code).label if code in Tongue else code
    return f"{name} ({level(known)})" if known else str(name)


def contact(application) -> list[dict]:
    row = application.section("about")
    phone = row.phone.as_international if row and row.phone else ""
    return [
        fact(_("E-mail"), application.applicant.email),
        fact(_("Phone"), phone),
        fact(_("Postcode"), row and row.postcode),
    ]


def residence(application) -> list[dict]:
    """What few may see: citizenship, authorisation, permit and practical matters."""
    return [
        fact(_("Citizenship"), joined(countries.name(code) for code in citizenships(application))),
        *authorised(application, application.section("authorisation")),
        *stays(application.section("residence")),
    ]


def citizenships(application) -> list[str]:
    about = application.section("about")
    return about.citizenships if about else []


def authorised(application, row) -> list[dict]:
    if row is None:
        return []
    return [
        fact(_("Way to authorisation"), way(application, row)),
        fact(_("Authorisation"), row.get_stage_display()),
        fact(_("Applied on"), short_day(row.applied_on)),
        fact(_("Education approved on"), short_day(row.education_approved_on)),
        fact(_("Three years end on"), short_day(row.deadline)),
        fact(_("Evaluation authorisation"), stretch(row.evaluation_from, row.evaluation_to)),
        fact(_("Authorisation ID"), row.authorisation_id),
    ]


def stays(row) -> list[dict]:
    if row is None:
        return []
    return [
        fact(_("Residence"), row.get_basis_display()),
        fact(_("Permit valid until"), short_day(row.permit_to)),
        fact(_("May work"), row.get_work_right_display()),
        fact(_("Most hours a month"), row.hours_limit),
        fact(_("CPR number"), row.get_cpr_status_display()),
        fact("MitID", row.get_mitid_status_display()),
        fact(_("Has"), joined(Settled(each).label for each in row.settled if each in Settled)),
    ]


def way(application, row) -> str:
    """The track we go by, and whose view it is."""
    words = TRACKS.get(row.track, row.track)
    return _("%(track)s (set by us)") % {"track": words} if application.ruled_track else str(words)


def stretch(first, last) -> str:
    return f"{short_day(first)} – {short_day(last)}" if first or last else ""
