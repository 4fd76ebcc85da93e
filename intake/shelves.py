"""The documents of an application as a page shows them: a shelf for each kind, in the order we ask."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models.documents import AT_INTAKE, MOST_OF_A_KIND, Kind, Scan, asked_of

HINTS = {
    Kind.CV: _("Where you have worked and studied, in a language you choose."),
    Kind.STPS_LETTER: _("Only if you have one: the answer to your application for authorisation."),
    Kind.LANGUAGE_CERT: _("Only if you have one: for example from Prøve i Dansk."),
}


@dataclass
class Shelf:
    """One kind of document: what we have, whether we wait for one, whether there is room for more."""

    kind: Kind
    hint: str | Promise = ""
    asked: bool = False
    wanted: bool = False  # it is asked for now, by the form or by a person
    documents: list = field(default_factory=list)

    @property
    def label(self):
        return self.kind.label

    @property
    def room(self) -> bool:
        return sum(document.scan != Scan.REFUSED for document in self.documents) < MOST_OF_A_KIND


def shelves(application, reader=None) -> list[Shelf]:
    """What the form asks for, what we asked for, and what is there already, as far as `reader` may see it."""
    asked = dict.fromkeys(AT_INTAKE, False)
    for one in asked_of(application):
        asked[Kind(one["kind"])] = asked.get(one["kind"], False) or one["answered_at"] is None
    found = {kind: Shelf(kind, HINTS.get(kind, ""), now, wanted=True) for kind, now in asked.items()}
    rows = application.documents
    for document in rows.visible_to(reader) if reader else rows.all():
        document.application = application
        found.setdefault(Kind(document.kind), Shelf(Kind(document.kind))).documents.append(document)
    return list(found.values())


def state(shown) -> str:
    """How the section stands in the list of parts; it is never missing, because nobody has to send anything."""
    files = [document for shelf in shown for document in shelf.documents]
    if any(shelf.asked for shelf in shown):
        return "started"
    return "done" if any(f.scan != Scan.REFUSED for f in files) else "optional"
