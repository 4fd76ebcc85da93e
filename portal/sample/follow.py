"""What was planned, logged and said of the placements of the sample year."""

from datetime import timedelta

from evaluation.models import Answer, Evaluation, FormVersion
from intake.models import Languages
from mentoring.models import Activity, Goal, LanguageSession, LogEntry, PlanItem, PlanTemplate, Situation
from mentoring.rules import due_on
from placements.models import Placement, State, Supervisor

from .answers import nearest
from .history import at
from .people import BATCH
from .pour import pour

GOALS = [
    ("language", "Give en kort mundtlig overlevering på dansk"),
    ("skill", "Udføre personlig pleje sikkert og med respekt"),
    ("competence", "Handle rigtigt, når en beboer bliver dårlig"),
    ("culture", "Kende husets vaner og de uskrevne regler"),
]
NOTES = [
    "",
    "",
    "Fin kontakt med beboerne.",
    "Spurgte selv om de svære ord.",
    "Telefonen er stadig svær.",
    "God overlevering i dag.",
]
CONCLUSIONS = [
    "Praktikanten er vokset fra uge til uge. Beboerne spørger efter hende, og hun siger til, når hun er i tvivl. Dansk i telefonen skal øves mere.",
    "Et godt forløb. Overleveringen sidder nu, og samarbejdet med teamet er trygt. Vi ser gerne en ansættelse.",
    "Fagligt stærk og rolig i svære situationer. Det skriftlige dansk er det næste skridt.",
]
AHEAD = "Fortsæt danskuddannelsen to aftener om ugen. Samtale med HR om et vikariat. Ny praktik i en anden slags tilbud, hvis det ønskes."


def follow(rng, placements, today) -> int:
    """Plans, logs, goals and evaluations of the placements that began. Returns the number of language sessions."""
    begun = [p for p in placements if p.status in (State.ACTIVE, State.EVALUATED)]
    guides = dict(Supervisor.objects.values_list("pk", "user_id"))
    levels = dict(Languages.objects.values_list("application_id", "danish_oral"))
    plan(
        rng,
        [p for p in placements if p.status in (State.CONFIRMED, State.ACTIVE, State.EVALUATED)],
        guides,
        today,
    )
    sessions, entries, goals = [], [], []
    for p in begun:
        by, start = guides[p.supervisor_id], nearest(levels[p.application_id])
        for day in logged_days(rng, p, today):
            grown = min(50, start + 10 * (day - p.starts).days // max(1, (p.ends - p.starts).days))
            sessions.append(session(rng, p, day, by, grown))
            if rng.random() < 0.5:
                entries.append(entry(rng, p, day, by))
        goals += [goal(rng, p, area, text) for area, text in rng.sample(GOALS, 3)]
    pour(LanguageSession, sessions)
    pour(LogEntry, entries)
    pour(Goal, goals)
    evaluate(rng, [p for p in begun if p.status == State.EVALUATED], guides, levels)
    return len(sessions)


def plan(rng, placements, guides, today):
    templates = PlanTemplate.objects.filter(active=True).prefetch_related("items")
    departments = dict(Placement.objects.values_list("pk", "seat__site__area__department_id"))
    items = []
    for p in placements:
        for template in templates:
            if template.department_id not in (None, departments[p.pk]):
                continue
            items += [plan_item(rng, p, source, guides, today) for source in template.items.all()]
    pour(PlanItem, items)


def plan_item(rng, p, source, guides, today):
    due = due_on(p.starts, source.day_offset)
    done = due < today and (p.status == State.EVALUATED or rng.random() < 0.9)
    return PlanItem(
        placement=p,
        source=source,
        text_da=source.text_da,
        text_en=source.text_en,
        track=source.track,
        responsible=source.responsible,
        day_offset=source.day_offset,
        due_on=due,
        done_at=at(due, 13) if done else None,
        done_by_id=guides[p.supervisor_id] if done else None,
    )


def logged_days(rng, p, today):
    """One or two days a week, up to today."""
    day, last = p.starts + timedelta(days=1), min(p.ends, today)
    while day <= last:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=rng.randint(3, 6))


def session(rng, p, day, by, level):
    return LanguageSession(
        placement=p,
        on=day,
        activity=rng.choices(Activity.values, weights=[4, 4, 2, 2])[0],
        minutes=rng.choice([15, 15, 30, 30, 45, 60]),
        situation=rng.choice(Situation.values),
        level=nearest(max(0, level + rng.choice([-5, 0, 0, 5]))),
        note=rng.choice(NOTES),
        by_id=by,
    )


def entry(rng, p, day, by):
    return LogEntry(
        placement=p,
        on=day,
        kind=rng.choice(LogEntry.Kind.values),
        mood=rng.choices(LogEntry.Mood.values, weights=[1, 4, 4])[0],
        note=rng.choice(NOTES),
        by_id=by,
    )


def goal(rng, p, area, text):
    start, target = rng.randint(1, 2), rng.randint(3, 4)
    now = (
        min(5, start + rng.randint(1, 3))
        if p.status == State.EVALUATED
        else min(5, start + rng.randint(0, 1))
    )
    return Goal(placement=p, area=area, text=text, start=start, target=target, now=now)


def evaluate(rng, placements, guides, levels):
    form = FormVersion.objects.prefetch_related("questions").first()
    questions = list(form.questions.all())
    rows = Evaluation.objects.bulk_create(
        [
            Evaluation(
                placement=p,
                form=form,
                danish_oral=nearest(min(50, levels[p.application_id] + rng.choice([5, 5, 10]))),
                danish_written=nearest(max(0, levels[p.application_id] - rng.choice([0, 5]))),
                conclusion=rng.choice(CONCLUSIONS),
                plan_ahead=AHEAD,
                by_id=guides[p.supervisor_id],
                at=at(p.ends, 14),
            )
            for p in placements
        ],
        batch_size=BATCH,
    )
    pour(
        Answer,
        (
            Answer(
                evaluation=e, question=q, value=rng.choices([None, 2, 3, 4, 5], weights=[1, 1, 3, 6, 4])[0]
            )
            for e in rows
            for q in questions
        ),
    )
