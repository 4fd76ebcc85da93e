"""The columns of the two files: their names in English and Danish, how a cell is read, what it means.

A column whose name is a fact's goes there as it is; the others are made into facts in gather.py.
"""

from typing import Any, NamedTuple

from django.utils.translation import get_language

from ..matching.codes import Legal, Work
from ..matching.facts import ALWAYS, NEVER
from . import vocabulary
from .cells import any_of, clock, day, degrees, level, name, one_of, own_name, postcode, whole, words, yes

EVALUATION = 1 << Legal.EVALUATION
ALL_BUT_EVALUATION = sum(1 << kind for kind in Legal) & ~EVALUATION


class Column(NamedTuple):
    """English and Danish name, reader of a cell, the value of an empty cell, whether it must be there."""

    name: str
    danish: str
    read: callable
    empty: Any = None
    required: bool = False

    @property
    def called(self):
        """Its name in the language of whoever reads."""
        return self.danish if get_language() == "da" else self.name


APPLICANTS = [
    Column("id", "nr", own_name, required=True),
    Column("profession", "fag", one_of(vocabulary.PROFESSIONS, bits=True), required=True),
    Column("oral", "dansk_mundtlig", level, required=True),
    Column("written", "dansk_skriftlig", level, 0),
    Column("language_plan", "sprogplan", yes, False),
    Column("stage", "autorisation", one_of(vocabulary.STAGES), 0),
    Column("evaluation_from", "evaluering_fra", day, NEVER),
    Column("evaluation_to", "evaluering_til", day, NEVER),
    Column("legal", "praktikform", one_of(vocabulary.LEGALS), 0),
    Column("work", "arbejdsret", one_of(vocabulary.WORK), Work.NEEDS_CHECK),
    Column("permit_to", "opholdstilladelse_til", day, ALWAYS),
    Column("hours_limit", "timeloft", whole(0, 80), 48),
    Column("free_from", "kan_fra", day, NEVER),
    Column("free_to", "kan_til", day, ALWAYS),
    Column("start_by", "senest_start", day, ALWAYS),
    Column("weeks", "uger", whole(0, 520), 0),
    Column("hours", "timer", whole(0, 80), 37),
    Column("shifts", "vagter", any_of(vocabulary.SHIFTS), 1),
    Column("settings", "steder", any_of(vocabulary.SETTINGS, bits=True), 0),
    Column("districts", "bydele", words, ()),
    Column("languages", "sprog", words, ()),
    Column("experience", "erfaring", words, ()),
    Column("goals", "vil_lære", words, ()),
    Column("associations", "foreninger", words, ()),
    Column("tie_site", "frivillig_på", name, ""),
    Column("travel_limit", "rejsetid", whole(0, 600), 0),
    Column("postcode", "postnummer", postcode, ""),
    Column("latitude", "breddegrad", degrees(54, 58)),
    Column("longitude", "længdegrad", degrees(7, 16)),
    Column("own_transport", "egen_transport", yes, False),
    Column("earliest", "tidligst", clock, 0),
    Column("latest", "senest", clock, 1440),
    Column("unsure_at_seven", "usikker_kl_7", yes, False),
    Column("waiting_since", "venter_siden", day, ALWAYS),
    Column("covered", "har_været", any_of(vocabulary.SETTINGS, bits=True), 0),
    Column("checks", "attester", any_of(vocabulary.CHECKS), 0),
    Column("barred", "attester_afvist", any_of(vocabulary.CHECKS), 0),
]
SITES = [
    Column("id", "nr", name, required=True),
    Column("department", "forvaltning", name, required=True),
    Column("setting", "type", one_of(vocabulary.SETTINGS, bits=True), required=True),
    Column("site", "sted", name, ""),
    Column("district", "bydel", name, ""),
    Column("professions", "fag", any_of(vocabulary.PROFESSIONS, bits=True), 2**32 - 1),
    Column("min_oral", "mindst_mundtlig", level, 20),
    Column("min_written", "mindst_skriftlig", level, 0),
    Column("good_oral", "gerne_mundtlig", level, 30),
    Column("good_written", "gerne_skriftlig", level, 0),
    Column("language_support", "sprogstøtte", yes, False),
    Column("opens", "åbner", day, NEVER),
    Column("closes", "lukker", day, ALWAYS),
    Column("min_weeks", "mindst_uger", whole(0, 520), 0),
    Column("max_weeks", "højst_uger", whole(1, 520), 520),
    Column("min_hours", "mindst_timer", whole(0, 80), 0),
    Column("shifts", "vagter", any_of(vocabulary.SHIFTS), 1),
    Column("needed_checks", "attester", any_of(vocabulary.CHECKS), 0),
    Column("hosts", "praktikformer", any_of(vocabulary.LEGALS, bits=True), ALL_BUT_EVALUATION),
    Column("asks", "spørg_først", any_of(vocabulary.LEGALS, bits=True), EVALUATION),
    Column("places", "pladser", whole(0, 10_000), 1),
    Column("room", "vejlederplads", whole(0, 10_000)),
    Column("trained", "uddannet_vejleder", yes, True),
    Column("fresh_until", "bekræftet_til", day),
    Column("languages", "sprog", words, ()),
    Column("strengths", "styrker", words, ()),
    Column("teaches", "lærer_fra_sig", words, ()),
    Column("partners", "foreninger", words, ()),
    Column("begins", "møder", clock, 420),
    Column("ends", "slutter", clock, 900),
    Column("first_bus", "første_bus", clock, 0),
    Column("postcode", "postnummer", postcode, ""),
    Column("latitude", "breddegrad", degrees(54, 58)),
    Column("longitude", "længdegrad", degrees(7, 16)),
]
IN_ORDER = [  # pairs of columns of which the first can't be greater
    ("free_from", "free_to"),
    ("free_from", "start_by"),
    ("evaluation_from", "evaluation_to"),
    ("earliest", "latest"),
    ("opens", "closes"),
    ("min_weeks", "max_weeks"),
    ("min_hours", "weekly_hours"),
    ("begins", "ends"),
]
NEVER_USED = {  # what the matching has no fact for, and shall not have
    *("nationality", "nationalitet", "citizenship", "statsborgerskab", "country", "land", "oprindelse"),
    *("sex", "gender", "køn", "age", "alder", "birth_date", "date_of_birth", "fødselsdato", "fødselsdag"),
    *("fødeland", "country_of_birth", "birth_year", "fødselsår", "cpr", "cpr_number", "cpr-nummer"),
    *("religion", "tro", "ethnicity", "etnicitet", "race"),
}
