"""The consents the house begins with, each with its first text in both languages."""

from django.utils.translation import gettext_noop as N_

from intake.models import Purpose, PurposeText

# code, name and text in Danish, name and text in English
CONSENTS = [
    (
        "PARTNERS",
        "Min forening eller skole må høre nyt",
        "Den, der har henvist mig, må få at vide, hvor min ansøgning står. Ikke andet.",
        N_("My association or school may hear news"),
        N_("Whoever referred me may be told where my application stands. Nothing else."),
    ),
    (
        "POOL",
        "I må skrive til mig om andre pladser",
        "Hvis der ikke er en plads nu, må I gemme min ansøgning i 12 måneder og skrive til mig, når der kommer en.",
        N_("You may write to me about other places"),
        N_("If there is no place now, you may keep my application for 12 months and write to me when there is one."),
    ),
    (
        "RESEARCH",
        "Mine svar må bruges i forskning",
        "Mine svar må bruges i forskning om praktik og sprog, uden noget, der viser, hvem jeg er.",
        N_("My answers may be used in research"),
        N_("My answers may be used in research about placements and language, without anything that shows who I am."),
    ),
]  # fmt: skip


def load():
    """Add the consents that aren't there yet; what somebody has edited stays."""
    for order, (code, name_da, text_da, name_en, text_en) in enumerate(CONSENTS):
        purpose, new = Purpose.objects.get_or_create(
            code=code, defaults={"name_da": name_da, "name_en": name_en, "order": order}
        )
        if new:
            PurposeText.objects.create(purpose=purpose, version=1, text_da=text_da, text_en=text_en)
