"""Everything kept about one person, found by following what points at her: whatever stage it is in, nobody lists it.

A table is hers when it leads to her. One that says `by_hand` is handed out by a person, because it may tell of others.
"""

import json
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.template.loader import render_to_string
from django.utils.text import capfirst

from .models import Letter, User

SECRETS = {"password", "seed", "digest", "token"}  # what opens a door is told to nobody


@dataclass
class Shelf:
    """The rows of one table that are about her, each a list of (name, words, value)."""

    title: str
    table: str
    rows: list = field(default_factory=list)


def walk(person):
    """(table, rows) of everything that leads to somebody, herself first and then outwards."""
    seen, ahead = {User}, [(User, [person])]
    while ahead:
        model, rows = ahead.pop(0)
        yield model, rows, seen
        for relation in model._meta.related_objects:
            inner = relation.related_model
            if inner not in seen and is_ours(inner) and not getattr(inner, "by_hand", False):
                seen.add(inner)
                belonging = list(inner._base_manager.filter(**{f"{relation.field.name}__in": rows}))
                ahead += [(inner, belonging)] if belonging else []
    letters = list(Letter.objects.filter(to=person))
    if letters:
        yield Letter, letters, seen


def about(person) -> list[Shelf]:
    """All that is kept about somebody, in words."""
    return [shelf(*found) for found in walk(person)]


def is_ours(model) -> bool:
    """Whether a table belongs to this house rather than to a package."""
    return Path(apps.get_app_config(model._meta.app_label).path).parent == Path(settings.BASE_DIR)


def shelf(model, rows, seen) -> Shelf:
    meta = model._meta
    fields = [each for each in (*meta.concrete_fields, *meta.many_to_many) if tells(each, seen)]
    told = [[(each.name, capfirst(each.verbose_name), spoken(each, row)) for each in fields] for row in rows]
    return Shelf(str(capfirst(meta.verbose_name)), meta.label, told)


def tells(each, seen) -> bool:
    """Whether a field says something about her: not the key, not the way up, not who works here, not a secret."""
    related = each.related_model
    if (
        each.primary_key
        or each.name in ("password", *getattr(each.model, "untold", ()))
        or isinstance(each, models.BinaryField | SearchVectorField)
    ):
        return False
    return related is None or (related not in seen and is_ours(related))


def spoken(each, row) -> str:
    """The value of a field in words."""
    if each.many_to_many:
        return ", ".join(str(one) for one in getattr(row, each.name).all())
    display = getattr(row, f"get_{each.name}_display", None)
    value = display() if display else getattr(row, each.name)
    if value is None or value == "":
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple | set) else str(value)


def files(person):
    """(name in the archive, file) for every file of hers."""
    for model, rows, _seen in walk(person):
        for each in model._meta.concrete_fields:
            if isinstance(each, models.FileField):
                for row in rows:
                    if kept := getattr(row, each.name):
                        yield f"files/{model._meta.model_name}-{row.pk}{Path(kept.name).suffix}", kept


def archive(person) -> bytes:
    """One ZIP with everything: for people as a page, for machines as JSON, and her files."""
    shelves = about(person)
    data = {
        each.table: [{name: value for name, _words, value in row} for row in each.rows] for each in shelves
    }
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as box:
        box.writestr("my-data.html", render_to_string("dossier.html", {"shelves": shelves}))
        box.writestr("my-data.json", json.dumps(data, ensure_ascii=False, indent=1))
        for name, kept in files(person):
            with kept.open("rb") as open_file:
                box.writestr(name, open_file.read())
    return packed.getvalue()
