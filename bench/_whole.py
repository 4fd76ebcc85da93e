"""One whole application: typed, handed in and sent by the product, and the same rows written by hand."""

import io
from datetime import date, timedelta

import pikepdf
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from PIL import Image

from intake import actions, documents
from intake.forms import FORMS
from intake.models import Application, Document, Profession
from intake.models.documents import AT_INTAKE, papers
from portal import files
from portal.models import Event, Letter, Step
from portal.sample.journey import ANSWERS

COUNTRIES = {"Philippines": "PH", "Denmark": "DK"}


def typed() -> dict[str, MultiValueDict]:
    """What the applicant of the walk answers, as the pages send it."""
    words = COUNTRIES | {"Nurse": str(Profession.objects.get(code="NURSE").pk)}
    sent = {}
    for part, answers in ANSWERS.items():
        sent[part] = data = MultiValueDict()
        for name, value in answers.items():
            value = timezone.localdate() + timedelta(days=30) if value == "today" else value
            if isinstance(value, date):
                data.update(
                    {f"{name}_{each}": str(getattr(value, each)) for each in ("day", "month", "year")}
                )
            else:
                data.setlist(name, value if isinstance(value, list) else [words.get(value, str(value))])
            if name.count("-") == 2:
                many, row, _field = name.split("-")
                data.setlist(many, sorted({*data.getlist(many), row}))
    return sent


def uploads() -> list[tuple[str, bytes]]:
    """Three files as somebody hands them in: two PDFs and a photograph of a page."""
    paper, photo = io.BytesIO(), io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(paper)
    Image.effect_noise((1240, 1754), 40).save(photo, "JPEG", quality=80)
    return [("cv.pdf", paper.getvalue()), ("letter.jpg", photo.getvalue()), ("proof.pdf", paper.getvalue())]


def ours(person, answers, handed) -> Application:
    """Everything the pages do with a whole application, but for the pages."""
    application = actions.start(person)
    for part, data in answers.items():
        application = Application.objects.with_sections().get(pk=application.pk)
        form = FORMS[part](data, instance=application.section(part), application=application)
        actions.save_section(application, form)
        assert form.is_valid(), form.errors
    for kind, upload in zip(AT_INTAKE, handed, strict=True):
        documents.keep(application, kind, files.look(SimpleUploadedFile(*upload)), by=person)
    return actions.submit(application, by=person, language="en")


class Rows:
    """The rows of a whole application, to be written again for somebody else."""

    def __init__(self, application):
        self.application = Application.objects.get(pk=application.pk)
        self.rows = [(row, many(row)) for row in belongings(self.application)]
        self.works = list(self.application.volunteering.works.all())
        self.letters = list(Letter.objects.filter(to=application.applicant))
        trail = {"of": "intake.application", "row": application.pk}
        self.trail = [*Step.objects.filter(**trail), *Event.objects.filter(**trail)]

    @transaction.atomic
    def written(self, person, number, handed):
        """One INSERT a row and nothing else, plus the reading and keeping of the files."""
        mine = again(self.application, applicant=person, reference=f"BARE-{number}")
        looked = iter([files.look(SimpleUploadedFile(*upload)) for upload in handed])
        for row, lists in self.rows:
            if isinstance(row, Document):
                data = next(looked).data
                name = papers().save(row.file.field.generate_filename(row, ""), ContentFile(data))
                again(row, application=mine, file=name, key=row._meta.get_field("key").get_default())
                continue
            copied = again(row, application=mine)
            for name, keys in lists.items():
                getattr(copied, name).add(*keys)
        for work in self.works:
            again(work, volunteering_id=mine.volunteering.pk)
        for row in self.trail:
            again(row, row=mine.pk)
        for letter in self.letters:
            again(letter, to=person, key=f"{letter.key}-bare-{number}")


def belongings(application):
    """Every row that hangs on the application itself; its card is PostgreSQL's own business."""
    for relation in application._meta.related_objects:
        if relation.field.many_to_many or relation.name == "card":
            continue
        yield from relation.related_model._base_manager.filter(**{relation.field.name: application})


def many(row):
    return {
        field.name: list(getattr(row, field.name).values_list("pk", flat=True))
        for field in row._meta.many_to_many
    }


def again(row, /, **changed):
    """The same row once more, with a number of its own."""
    model = type(row)
    values = {
        field.attname: getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    copy = model(**values)
    for name, value in changed.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    return copy
