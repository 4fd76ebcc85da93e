"""Applications with their sections as People."""

from collections import defaultdict

from django.db.models import CharField, Value
from django.utils import timezone

from intake.models import Wishes
from intake.models.path import Stage, WorkRight

from .. import rules
from ..matching.codes import Legal, Work
from ..matching.codes import Stage as Step
from ..matching.facts import ALWAYS, NEVER, People
from .ground import centre, flat
from .lists import mask_of, minutes, ordinal, shift_mask

CHOSEN = [
    ("settings", Wishes.settings.through, "wishes_id", "setting_id"),
    ("districts", Wishes.districts.through, "wishes_id", "district_id"),
]
LEGAL = {
    "": Legal.UNDECIDED,
    "unpaid_intro": Legal.UNPAID_INTRO,
    "company_placement": Legal.COMPANY_PLACEMENT,
    "evaluation": Legal.EVALUATION,
    "ordinary_job": Legal.ORDINARY_JOB,
}
WORK = {right: Work[right.name] for right in WorkRight}
STAGE = {stage: Step[stage.name] for stage in Stage if stage != Stage.UNKNOWN}


def chosen(keys):
    """What these applications chose from the lists: (kind, application) to keys, in one query."""
    asked = [
        through.objects.filter(**{f"{of}__in": keys}).values_list(
            Value(kind, output_field=CharField()), of, key
        )
        for kind, through, of, key in CHOSEN
    ]
    found = defaultdict(list)
    for kind, of, key in asked[0].union(*asked[1:]):
        found[kind, of].append(key)
    return found


def people(applications, lists, spoken, been, today, kind="", picked=None, ties=None):
    """The People of some applications that have their sections at hand.

    `spoken` orders the languages; `been` maps an application to the settings she has been in; `kind` is the
    legal kind of placement looked for, empty while it is open; `picked` is what `chosen` gives, where it is known;
    `ties` are the Ties that confirmed volunteer work has made.
    """
    picked = picked or chosen([each.pk for each in applications])
    rows = [
        {
            "id": each.pk,
            "legal": LEGAL[kind],
            "covered": lists.mask("settings", *been[each.pk]),
            **wished(each.pk, lists, picked),
            **trained(each, lists),
            **papers(getattr(each, "authorisation", None)),
            **stay(getattr(each, "residence", None)),
            **danish(getattr(each, "languages", None), spoken),
            **available(getattr(each, "wishes", None) or Wishes(), today),
            **lives(getattr(each, "about", None)),
            **(ties.of(each) if ties else {}),
            "waiting_since": since(each.submitted_at),
        }
        for each in applications
    ]
    return People.of({name: [row[name] for row in rows] for name in rows[0]})


def wished(key, lists, picked):
    return {
        "settings": lists.mask("settings", *picked["settings", key]),
        "districts": lists.mask("districts", *picked["districts", key]),
    }


def trained(application, lists):
    background = getattr(application, "background", None)
    return {
        "profession": lists.mask("professions", background.profession_id if background else None),
        "experience": lists.mask("settings", *(background.experience if background else [])),
    }


def papers(row):
    if row is None:
        return {
            "stage": Step.NOT_STARTED,
            "evaluation_from": NEVER,
            "evaluation_to": NEVER,
        }
    return {
        "stage": STAGE.get(row.stage, Step.NOT_STARTED),
        "evaluation_from": ordinal(row.evaluation_from, NEVER),
        "evaluation_to": ordinal(row.evaluation_to, NEVER),
    }


def stay(row):
    return {
        "work": WORK.get(row.work_right, Work.NEEDS_CHECK) if row else Work.NEEDS_CHECK,
        "permit_to": ordinal(row and row.permit_to, ALWAYS),
    }


def danish(row, spoken):
    return {
        "oral": (row and row.oral) or 0,
        "written": (row and row.written) or 0,
        "languages": mask_of(spoken, row.others) if row else 0,
    }


def available(row, today):
    return {
        "free_from": ordinal(row.available_from, today.toordinal()),
        "weeks": row.weeks or 0,
        "hours": row.weekly_hours or rules.FULL_TIME,
        "shifts": shift_mask(row.shifts),
        "travel_limit": row.commute_minutes or 0,
        "earliest": minutes(row.earliest_start, 0),
    }


def lives(row):
    east, north = flat(*centre(row.postcode)) if row else flat(None, None)
    return {"east": east, "north": north}


def since(moment):
    return timezone.localdate(moment).toordinal() if moment else ALWAYS
