"""The lists of the house as bits of a mask, and what to call each bit inside a sentence."""

from collections import defaultdict

from django.db.models import CharField, Value
from django.db.models.functions import Cast

from intake.models import District, Profession, Setting, Tongue
from portal.text import as_noun

from ..matching import codes
from ..models import Speciality, Weight
from ..models.weights import full

BITS = 32
FIRST = BITS - len(Speciality)  # the bit of the first speciality, after those of the settings
ROOM = {"professions": BITS, "settings": FIRST, "districts": BITS}
LISTS = {"professions": Profession, "settings": Setting, "districts": District}


def said(kind):
    return Value(kind, output_field=CharField())


class Lists:
    """Professions, settings and districts: the place of a row among the oldest of its list is its bit.

    The weights of the match come with the same query, as `weights`.
    """

    def __init__(self):
        asked = [
            model.objects.order_by().values_list(said(kind), "pk", "name_da", "name_en")
            for kind, model in LISTS.items()
        ]
        points = Cast("points", CharField())
        asked.append(Weight.objects.newest().values_list(said("weights"), "pk", "name", points))
        self.rows = defaultdict(list)
        for kind, *row in asked[0].union(*asked[1:]).order_by("pk"):
            self.rows[kind].append(row)
        self.weights = full({name: int(points) for _key, name, points in self.rows.pop("weights", ())})
        self.bits = {
            (kind, row[0]): 1 << place
            for kind, rows in self.rows.items()
            for place, row in enumerate(rows[: ROOM[kind]])
        }
        self.bits |= {("tags", each.value): 1 << FIRST + place for place, each in enumerate(Speciality)}

    def mask(self, kind, *keys):
        return sum({self.bits.get((kind, key), 0) for key in keys})

    def choices(self, kind, language):
        """Every row of a list as (key, name), in the order of its names."""
        found = [(key, da if language == "da" else en) for key, da, en in self.rows[kind]]
        return sorted(found, key=lambda row: row[1])

    def labels(self, kind, language):
        """What to call each bit inside a sentence; parts of the city keep their capital."""
        if kind == "tags":  # a setting one knows or teaches, or a speciality
            settings = self.labels("settings", language)[:FIRST]
            return [*settings, *[""] * (FIRST - len(settings)), *(as_noun(each.label) for each in Speciality)]
        names = [da if language == "da" else en for _key, da, en in self.rows[kind][:BITS]]
        return names if kind == "districts" else [as_noun(name) for name in names]


def mask_of(order, chosen):
    """Bits of the chosen; `order` maps each that counts to its place."""
    return sum(1 << order[each] for each in set(chosen) if each in order)


def shift_mask(chosen):
    """Bits of the shifts; nobody who said nothing is asked for nights."""
    return sum({int(codes.Shift[each.upper()]) for each in chosen}) or int(codes.Shift.DAY)


def ordinal(day, otherwise):
    return day.toordinal() if day else otherwise


def minutes(time, otherwise):
    return time.hour * 60 + time.minute if time else otherwise


def language_name(code) -> str:
    """What to call a language inside a sentence; a language nobody has named keeps its code."""
    return Tongue(code).inside if code in Tongue else code
