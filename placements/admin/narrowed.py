"""What the address of a workbench asks for; anything it can't mean is nothing."""

from urllib.parse import urlencode

from intake.models import Department

from ..models import Kind, Speciality

PAIR = 2  # so many are compared side by side


def number(asked, name):
    value = asked.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 18 else None


class Narrowed:
    """The filters of one workbench; `kept` is how an address carries them on."""

    def __init__(self, asked):
        self.kind = asked.get("kind", "") if asked.get("kind", "") in Kind else ""
        self.kinds = Kind.choices
        self.track = asked.get("track", "") if asked.get("track", "") in Speciality else ""
        self.tracks = Speciality.choices
        compared = [int(each) for each in asked.getlist("with") if each.isdecimal() and len(each) < 18]
        self.compared = list(dict.fromkeys(compared))[:PAIR]
        self.read(asked)
        told = ((name, getattr(self, name)) for name in ("kind", "track", *self.names))
        self.told = [(name, value) for name, value in told if value]
        self.kept = urlencode(self.told)

    names: tuple[str, ...] = ()

    def read(self, asked):
        for name in self.names:
            setattr(self, name, number(asked, name))


class Places(Narrowed):
    """Places of one department, of one kind, in one part of the city."""

    names = ("department", "setting", "district")

    def read(self, asked):
        super().read(asked)
        departments = list(Department.objects.all())
        self.departments = [(each.code, f"{each.code} – {each.name}") for each in departments]
        keys = {each.code: each.pk for each in departments}
        self.department = asked.get("department", "") if asked.get("department", "") in keys else ""
        self.department_key = keys.get(self.department)


class People(Narrowed):
    """People of one profession, or those who wish this kind of place."""

    names = ("profession", "wish")
