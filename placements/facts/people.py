"""Applications with their sections as People: a few columns of each row, turned into arrays a column at a time."""

from collections import defaultdict
from functools import reduce

import numpy as np
from django.utils import timezone

from intake.models import Wishes
from intake.models.path import Settled, Stage, WorkRight
from intake.models.sections import AtSeven
from intake.rules import working_level

from .. import rules
from ..matching.codes import Check, Legal, Work
from ..matching.codes import Stage as Step
from ..matching.facts import ALWAYS, NEVER, People
from .ground import centre, flat
from .lists import mask_of, minutes, ordinal, said, shift_mask

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
COLUMNS = [
    *("pk", "submitted_at", "about__postcode", "background__profession_id", "background__jobs"),
    *("authorisation__stage", "authorisation__evaluation_from", "authorisation__evaluation_to"),
    *("residence__work_right", "residence__permit_to", "residence__hours_limit", "residence__settled"),
    *("languages__danish_oral", "languages__assessed_oral"),
    *("languages__danish_written", "languages__assessed_written", "languages__others"),
    *("wishes__available_from", "wishes__start_until", "wishes__weeks", "wishes__weekly_hours"),
    *("wishes__shifts", "wishes__commute_minutes"),
    *("wishes__at_seven", "wishes__earliest_start", "wishes__latest_end"),
    *("groundwork__plan_on", "groundwork__checks", "groundwork__refused"),
    *("groundwork__knows", "groundwork__goals"),
]
MOST_HOURS = 48  # a week, where the card sets no limit
WEEKS, MONTHS = 52, 12  # in a year
MOVES = {Settled.LICENCE, Settled.CYCLE}  # with these she needs no first bus


def read(applications) -> list[tuple]:
    """The columns of many applications, straight from the database."""
    return list(applications.order_by("pk").values_list(*COLUMNS))


def told(application) -> tuple:
    """The same columns of one that has its sections at hand."""
    return tuple(reduce(_known, name.split("__"), application) for name in COLUMNS)


def _known(row, name):
    return getattr(row, name, None)


def chosen_of(keys):
    """The questions what these applications chose from the lists: (kind, application, key)."""
    return [
        through.objects.filter(**{f"{of}__in": keys}).values_list(said(kind), of, key)
        for kind, through, of, key in CHOSEN
    ]


def chosen(keys):
    """What these applications chose from the lists: (kind, application) to keys, in one query."""
    asked, found = chosen_of(keys), defaultdict(list)
    for kind, of, key in asked[0].union(*asked[1:]):
        found[kind, of].append(key)
    return found


def people(applications, lists, spoken, been, today, kind="", picked=None, ties=None):
    """The People of some applications that have their sections at hand.

    `spoken` orders the languages; `been` maps an application to the settings she has been in; `kind` is the
    legal kind of placement looked for, empty while it is open; `picked` is what `chosen` gives, where it is known;
    `ties` are the Ties that confirmed volunteer work has made.
    """
    rows = [told(each) for each in applications]
    picked = picked or chosen([each.pk for each in applications])
    columns = facts_of(rows, lists, picked, been, today)
    tongues = [row[COLUMNS.index("languages__others")] for row in rows]
    columns["languages"] = [mask_of(spoken, codes or ()) for codes in tongues]
    columns["legal"] = np.full(len(rows), LEGAL[kind])
    if ties:
        tied = [ties.of(each) for each in applications]
        columns |= {name: [row[name] for row in tied] for name in ("associations", "tie_site")}
    return People.of(columns)


def facts_of(rows, lists, picked, been, today) -> dict:
    """What rows of COLUMNS say, as columns of facts; who she stands beside changes none of them."""
    column = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))
    keys = column["pk"]
    return {
        "id": keys,
        "waiting_since": [since(moment) for moment in column["submitted_at"]],
        "settings": [lists.mask("settings", *picked["settings", key]) for key in keys],
        "districts": [lists.mask("districts", *picked["districts", key]) for key in keys],
        "covered": [lists.mask("settings", *been[key]) for key in keys],
        "profession": [lists.mask("professions", key) for key in column["background__profession_id"]],
        **settled(column, lists),
        **papers(column),
        **stay(column),
        **danish(column),
        **available(column, today),
        **lives(column["about__postcode"]),
    }


def since(moment):
    return timezone.localtime(moment).toordinal() if moment else ALWAYS


def known(jobs):
    """The keys of the settings she has worked in."""
    return {job.get("setting") for job in jobs or ()} - {None}


def settled(column, lists):
    """What a coordinator has settled with her, beside what she has written herself."""
    worked = [lists.mask("settings", *known(jobs)) for jobs in column["background__jobs"]]
    tags = {
        name: [lists.mask("tags", *each or ()) for each in column[f"groundwork__{name}"]]
        for name in ("knows", "goals")
    }
    licensed = [
        Check.DRIVING_LICENCE if Settled.LICENCE in (each or ()) else 0
        for each in column["residence__settled"]
    ]
    return {
        "experience": [one | other for one, other in zip(worked, tags["knows"], strict=True)],
        "goals": tags["goals"],
        "language_plan": [day is not None for day in column["groundwork__plan_on"]],
        "checks": [
            one | checked(other) for one, other in zip(licensed, column["groundwork__checks"], strict=True)
        ],
        "barred": [checked(each) for each in column["groundwork__refused"]],
    }


def checked(codes):
    """The mask of some checks."""
    return sum(Check[code.upper()] for code in set(codes or ()))


def papers(column):
    return {
        "stage": [STAGE.get(stage, Step.NOT_STARTED) for stage in column["authorisation__stage"]],
        "evaluation_from": [ordinal(day, NEVER) for day in column["authorisation__evaluation_from"]],
        "evaluation_to": [ordinal(day, NEVER) for day in column["authorisation__evaluation_to"]],
    }


def stay(column):
    return {
        "work": [WORK.get(right, Work.NEEDS_CHECK) for right in column["residence__work_right"]],
        "permit_to": [ordinal(day, ALWAYS) for day in column["residence__permit_to"]],
        "hours_limit": [
            MOST_HOURS if hours is None else min(hours * MONTHS // WEEKS, MOST_HOURS)
            for hours in column["residence__hours_limit"]
        ],
        "own_transport": [bool(MOVES & {*(each or ())}) for each in column["residence__settled"]],
    }


def danish(column):
    return {
        level: [
            working_level(claimed, assessed) or 0
            for claimed, assessed in zip(
                column[f"languages__danish_{level}"], column[f"languages__assessed_{level}"], strict=True
            )
        ]
        for level in ("oral", "written")
    }


def available(column, today):
    return {
        "free_from": [ordinal(day, today.toordinal()) for day in column["wishes__available_from"]],
        "start_by": [ordinal(day, ALWAYS) for day in column["wishes__start_until"]],
        "unsure_at_seven": [answer == AtSeven.UNSURE for answer in column["wishes__at_seven"]],
        "weeks": [weeks or 0 for weeks in column["wishes__weeks"]],
        "hours": [hours or rules.FULL_TIME for hours in column["wishes__weekly_hours"]],
        "shifts": [shift_mask(shifts or ()) for shifts in column["wishes__shifts"]],
        "travel_limit": [most or 0 for most in column["wishes__commute_minutes"]],
        "earliest": [minutes(time, 0) for time in column["wishes__earliest_start"]],
        "latest": [minutes(time, 24 * 60) for time in column["wishes__latest_end"]],
    }


def lives(postcodes):
    places = [flat(*centre(postcode or "")) for postcode in postcodes]
    return {"east": [east for east, _north in places], "north": [north for _east, north in places]}
