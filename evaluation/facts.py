"""From rows to what the report says, in the language that is active."""

from collections import defaultdict

from django.db.models import Count, Q

from placements.models import Placement

from . import report
from .models import Report


def placements():
    """Placements with what a report needs of them, in one question to the database."""
    return Placement.objects.named().select_related(
        "application__background__profession", "evaluation__form", "evaluation__by"
    )


def of(placement, version=1) -> report.ReportFacts:
    """What the report of an evaluated placement says; take the placement from `placements()`."""
    held = placement.evaluation
    sessions = list(placement.language_sessions.order_by("on", "pk"))
    written = list(placement.log.order_by("on", "pk"))
    goals = [_goal(goal) for goal in placement.goals.all()]
    return report.ReportFacts(
        **_who(placement),
        version=version,
        as_of=held.at.date(),
        language_minutes=sum(session.minutes for session in sessions),
        log_days=len({row.on for row in [*sessions, *written]}),
        onboarding=_done(placement),
        danish_arrival=placement.application.languages.oral,
        danish_needed=placement.site.min_oral,
        danish_leaving=held.danish_oral,
        conclusion=held.conclusion,
        ahead=held.plan_ahead,
        can_now=[goal.text for goal in goals if goal.met],
        goals=goals,
        sessions=[_session(session) for session in sessions],
        log=sorted([*_told(sessions), *map(_entry, written)], key=lambda entry: entry.day),
        answers=_answers(held),
    )


def version(issued: Report) -> int:
    """The first report of a placement in its language is version 1; one made after a correction is 2."""
    before = Q(placement=issued.placement_id, language=issued.language, pk__lte=issued.pk)
    return Report.objects.filter(before).count()


def _who(placement):
    application, site = placement.application, placement.site
    background = application.background
    return {
        "reference": application.reference,
        "name": placement.person,
        "called": application.about.given_name or placement.person,
        "profession": background.profession_other or str(background.profession).lower(),
        "country": background.deciding.country_name,
        "site": site.name,
        "department": site.department.name,
        "supervisor": str(placement.supervisor),
        "starts": placement.starts,
        "ends": placement.ends,
        "hours": placement.weekly_hours,
    }


def _done(placement) -> int | None:
    """How much of the introduction is done, in per cent; None where there was no plan."""
    counts = placement.plan.aggregate(all=Count("pk"), done=Count("pk", filter=Q(done_at__isnull=False)))
    return round(100 * counts["done"] / counts["all"]) if counts["all"] else None


def _goal(goal):
    return report.Goal(goal.text, goal.start, goal.now, goal.target, goal.progress, goal.met)


def _session(row):
    kind, situation = row.get_activity_display(), row.get_situation_display()
    return report.Session(row.on, kind, situation, row.minutes, row.level)


def _told(sessions):
    """The sessions that somebody wrote a word about are part of the log."""
    return [
        report.Entry(row.on, row.get_activity_display(), row.note, row.minutes)
        for row in sessions
        if row.note
    ]


def _entry(row):
    return report.Entry(row.on, row.get_kind_display(), row.note or row.get_mood_display() or "")


def _answers(held):
    """The answers in the order of the form, those of one area together."""
    areas = defaultdict(list)
    for answer in held.answers.select_related("question").order_by("question__order", "question_id"):
        question = answer.question
        areas[question.get_domain_display()].append(
            report.Answer(question.get_domain_display(), question.text, answer.value)
        )
    return [answer for area in areas.values() for answer in area]
