"""Rules of mentoring that need no rows: due dates, days of work, and Danish phrases for the situations of the work."""

from datetime import date, timedelta


def due_on(start: date, day_offset: int) -> date:
    """The day an item falls due: `day_offset` days from the first day, negative before it; never on a weekend.

    Before the start a weekend moves back to the Friday, after it forward to the Monday.
    """
    day = start + timedelta(days=day_offset)
    if day.weekday() < 5:
        return day
    return (
        day - timedelta(days=day.weekday() - 4) if day_offset < 0 else day + timedelta(days=7 - day.weekday())
    )


def workdays(first: date, last: date) -> int:
    """The days from Monday to Friday in a period, both ends counted; none when it ends before it begins."""
    days = (last - first).days + 1
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum((first.weekday() + day) % 7 < 5 for day in range(rest))


# What one can say, by situation: Danish, and what it means. Short, polite, and as it is said on a ward.
PHRASES = {
    "handover": [
        ("Hun har sovet godt og spist hele morgenmaden.", "She slept well and ate all her breakfast."),
        ("Han virkede mere træt end i går.", "He seemed more tired than yesterday."),
        ("Må jeg gentage det, så jeg er sikker?", "May I repeat it, so that I am sure?"),
    ],
    "personal_care": [
        ("Nu vasker jeg din ryg. Er vandet varmt nok?", "Now I wash your back. Is the water warm enough?"),
        ("Vil du selv, eller skal jeg hjælpe?", "Would you like to do it yourself, or shall I help?"),
        ("Sig til, hvis det gør ondt.", "Tell me if it hurts."),
    ],
    "phone": [
        ("Jeg er ny her. Hvem taler jeg med?", "I am new here. Who am I speaking to?"),
        ("Vil du tale lidt langsommere?", "Would you speak a little more slowly?"),
        ("Jeg finder en kollega. Vent et øjeblik.", "I will find a colleague. One moment, please."),
    ],
    "documentation": [
        ("Borgeren fik hjælp til bad kl. 9.", "The resident was helped with a bath at 9."),
        ("Jeg så rødme på venstre hæl.", "I saw redness on the left heel."),
        ("Vil du læse det, før jeg gemmer?", "Would you read it before I save?"),
    ],
    "meal": [
        ("Hvad har du lyst til at spise i dag?", "What would you like to eat today?"),
        ("Skal jeg skære brødet for dig?", "Shall I cut the bread for you?"),
        ("Hvor boede du, da du var barn?", "Where did you live as a child?"),
    ],
    "relatives": [
        ("Det må jeg ikke sige. Jeg henter min kollega.", "I may not say that. I will fetch my colleague."),
        ("Din mor har haft en rolig dag.", "Your mother has had a quiet day."),
        ("Jeg kan høre, at du er bekymret.", "I can hear that you are worried."),
    ],
    "conflict": [
        ("Jeg kan se, at du er vred. Jeg bliver her.", "I can see that you are angry. I am staying here."),
        ("Vi tager det stille og roligt.", "We will take it nice and slowly."),
        ("Jeg går lidt væk, så du får ro. Jeg kommer igen.", "I will step away to give you peace. I will come back."),
    ],
    "team": [
        ("Jeg er ikke sikker på, at jeg forstod det sidste.", "I am not sure I understood the last part."),
        ("Må jeg sige, hvad jeg har set?", "May I say what I have seen?"),
        ("Hvem gør hvad i morgen?", "Who does what tomorrow?"),
    ],
}  # fmt: skip
