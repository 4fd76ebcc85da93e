"""The card of an application: what lists are filtered, sorted and searched by, in one narrow row.

PostgreSQL writes it, by triggers on the tables it is drawn from, so it is right whoever wrote them and however.
Nothing in the code does. The trigger's SQL is in the migration that made the table.
"""

import re
import unicodedata
from functools import cache

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Lookup, Q
from django.utils.translation import override

from .application import WAITING_FOR_US, Application
from .catalogue import Profession
from .tongues import Tongue

ACCENTS = re.compile("[\u0300-\u036f]")
LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ß": "ss"})  # what has no accent to take off, as in the SQL
LIKE = str.maketrans("øđłıþðς", "odlitdσ")
MOST_WORDS = 8


def plain(text) -> str:
    """Small letters without accents; the twin of intake_plain() in the database."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    return ACCENTS.sub("", apart).translate(LIKE)


def asked_for(text) -> str:
    """A tsquery: every word begins a word of the card, or the name of a language she speaks."""
    words = plain(text.replace("\0", "")).split()[:MOST_WORDS]
    return " & ".join(f"({' | '.join(map(_lexeme, [word, *spoken_as(word)]))})" for word in words)


def _lexeme(word):
    kept = word[:200].replace("\\", "\\\\").replace("'", "''")
    return f"'{kept}'" if word.startswith("lang=") else f"'{kept}':*"


def spoken_as(word) -> list[str]:
    """The languages with that code, or a name in Danish or English with a word that begins so."""
    codes = [word] if word in Tongue else []
    if len(word) > 2:
        codes += [code for code, names in _languages().items() if any(n.startswith(word) for n in names)]
    return [f"lang={code}" for code in codes]


@cache
def _languages():
    """Each language with the words of its names."""
    found = {tongue.value: set() for tongue in Tongue}
    for language in ("da", "en"):
        with override(language):
            for tongue in Tongue:
                found[tongue.value] |= set(re.findall(r"\w+", plain(str(tongue.label))))
    return found


class Words(SearchVectorField):
    """Words to be found by their beginnings."""


@Words.register_lookup
class Begin(Lookup):
    """card__words__begin=asked_for("ana rey")"""

    lookup_name = "begin"

    def as_sql(self, compiler, connection):
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} @@ {right}::tsquery", (*left_values, *right_values)


class Card(models.Model):
    """One application in the lists. Read it through `Application.objects.visible_to(user)`."""

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="card", primary_key=True, editable=False
    )
    received = models.DateTimeField()  # when it was sent, or begun where it never was
    status = models.CharField(max_length=20)
    answer_by = models.DateField(null=True)
    profession = models.ForeignKey(
        Profession, models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    danish = models.PositiveSmallIntegerField(null=True)  # oral: assessed, else her own view
    starts = models.DateField(null=True)
    departments = ArrayField(models.CharField(max_length=40), default=list)  # none: she has no wish
    source = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=210, blank=True)  # in small letters without accents
    phone = models.CharField(max_length=128, blank=True)
    words = Words(null=True)
    personal = ["name", "phone", "words", "danish"]

    class Meta:
        indexes = [
            models.Index(fields=["-received", "-application"], name="cards_newest"),
            models.Index(fields=["status", "-received", "-application"], name="cards_by_status"),
            models.Index(fields=["profession", "-received", "-application"], name="cards_by_profession"),
            models.Index(fields=["source", "-received", "-application"], name="cards_by_source"),
            models.Index(fields=["name", "application"], name="cards_by_name"),
            models.Index(fields=["phone"], condition=~Q(phone=""), name="cards_by_phone"),
            models.Index(
                fields=["answer_by", "application"],
                condition=Q(status__in=[str(one) for one in WAITING_FOR_US]),
                name="cards_waiting_for_us",
            ),
            GinIndex(fields=["words"], name="cards_words"),
        ]

    def __str__(self):
        return str(self.application)
