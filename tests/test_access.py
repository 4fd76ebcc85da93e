"""Every address as every persona and as a stranger, held against a table that somebody reads."""

import re
from copy import deepcopy
from datetime import date
from difflib import unified_diff
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from evaluation.models import Report
from intake.models import Application, Document, Identity, VolunteerWork
from mentoring.models import PlanItem
from placements.models import Placement, Seat, State
from portal.models import User
from portal.sample import year

# pages whose number is a site's
OF_A_SITE = {"agreement", "copy_period", "seats", "still_true", "placements_site_timeline"}
TABLE = Path(__file__).with_name("access.txt")
SITE = "Botilbuddet Kragelund"  # Mette's and Birgitte's; Lars and Søren are strangers there
COLUMNS = {
    "nobody": None,
    "Ana": "ana@example.org",
    "Mette": "mette@example.dk",
    "Lars": "lars@example.dk",
    "Birgitte": "birgitte@example.dk",
    "Søren": "soren@example.dk",
    "Kirsten": "kirsten@example.dk",
    "Hanne": "hanne@example.dk",
    "Peter": "peter@example.dk",
    "Signe": "signe@example.dk",
}
SUPPORT = {
    **{"kind": "retention", "asked_by": "site", "asked_on": date(2026, 11, 19)},
    **{"consent_on": date(2026, 11, 19), "token": uuid4()},
}
ACTED_ON_BY_DJANGO = re.compile(r"^(admin:jsi18n|admin:autocomplete|admin:view_on_site)$")


def addresses(resolver=None, space=()):
    """Every named pattern: its full name and the names of its arguments."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*space, pattern.namespace) if pattern.namespace else space
            yield from addresses(pattern, inner)
        elif pattern.name:
            arguments = pattern.pattern.converters or pattern.pattern.regex.groupindex
            yield ":".join([*space, pattern.name]), tuple(arguments)


def subject(name):
    """The row an address is tried with: something of Kragelund's."""
    state = State.EVALUATED if name.startswith(("evaluation:report", "evaluation:ask")) else State.ACTIVE
    placement = Placement.objects.filter(seat__site__name=SITE, status=state).first()
    if "workbench" in name:
        return Application.objects.matchable().first()
    if name.startswith("evaluation:report"):
        return Report.objects.get_or_create(placement=placement, language="da", inputs="0" * 64)[0]
    if "seat" in name:
        return Seat.objects.filter(site__name=SITE).first()
    if "tick" in name or "item" in name:
        return PlanItem.objects.filter(placement=placement).first()
    if name == "intake:voucher":
        return VolunteerWork.objects.filter(
            volunteering__application__applicant__email=COLUMNS["Ana"], verified_on=None
        ).first()
    if name == "placements:withdraw":
        return Seat.objects.filter(site__name=SITE).first()
    if name == "placements:supervisor":
        return Placement.objects.filter(seat__site__name=SITE, status=State.CONFIRMED).first() or placement
    if name == "placements:decide":
        return Placement.objects.filter(seat__site__name=SITE, status=State.PROPOSED).first()
    return placement


def papers():
    """Ana's CV, of which the sample year has one."""
    return Document.objects.filter(application__applicant__email="ana@example.org").first()


def argument(name, argument_name):
    """A value for an argument of an address."""
    fixed = {
        "slug": "about",
        "programme": "TASTER",
        "kind": "language",
        "app_label": "intake",
        "url": "x",
        "token": "forged",
        "uidb36": "1",
        "key": "forged",
        "content_type_id": 1,
        "extra_context": "",
    }
    if name.startswith("intake:") and name.endswith("document"):
        found = papers()
        return found.key if argument_name == "key" else found.application.reference
    if name.startswith("intake:") and name.endswith("_cpr"):
        return Identity.objects.first().applicant.applications.get().reference
    if argument_name == "item":
        return subject("item").pk
    if name.startswith("mentoring:support") and argument_name == "pk":
        return subject(name).application_id
    if argument_name == "referral":
        return subject(name).application.support.create(**SUPPORT).pk
    if argument_name == "entry":
        return subject("placement").language_sessions.first().pk
    if name == "admin:placements_seat_export":
        return "csv"
    if argument_name == "pk" and name.rpartition(":")[2] in OF_A_SITE:
        return subject("placement").seat.site_id
    if argument_name in fixed and "workbench" not in name:
        return fixed[argument_name]
    if name.startswith("admin:") and argument_name == "object_id":
        label, model = name.removeprefix("admin:").rsplit("_", 1)[0].split("_", 1)
        from django.apps import apps

        row = apps.get_model(label, model)._base_manager.order_by("pk").last()
        return row.pk if row else 1
    return subject(name).pk


def answer(client, method, url):
    """The status of an answer; what it changed is taken back."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        found = getattr(client, method)(url)
        code = found.status_code
        if found.streaming:
            found.getvalue()  # read to its end, so that the file is closed
        transaction.set_rollback(True)
    client.cookies = cookies  # logging out takes them away
    return code


@pytest.fixture
def city(db, settings):
    settings.DEMO = True
    year.build(seed=7, applicants=60, sites=8, today=date(2026, 11, 20))


def signed_in(email):
    """A client of their own; an empty address is nobody's."""
    client = Client()
    if email:
        client.force_login(User.objects.get(email=email))
    return client


@pytest.mark.promise("budget-11")
@pytest.mark.promise("mso-05")
def test_every_address_answers_everybody_as_the_table_says(city):
    found = [f"{'address':46} method  " + " ".join(f"{name:>8}" for name in COLUMNS)]
    clients = [signed_in(email) for email in COLUMNS.values()]
    for name, arguments in sorted(set(addresses())):
        if ACTED_ON_BY_DJANGO.match(name):
            continue
        url = reverse(name, kwargs={a: argument(name, a) for a in arguments})
        for method in ("get", "post"):
            codes = [answer(client, method, url) for client in clients]
            found.append(f"{name:46} {method:6}  " + " ".join(f"{code:>8}" for code in codes))
    found = [line.rstrip() for line in found]
    known = TABLE.read_text().splitlines() if TABLE.exists() else []
    if found != known:
        TABLE.with_suffix(".found").write_text("\n".join(found) + "\n")
    assert found == known, "\n".join(
        unified_diff(known, found, "tests/access.txt", "found", lineterm="", n=0)
    )
