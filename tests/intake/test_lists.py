"""The coordinator's list: its cards are right, beginnings find a row, and no row is lost between pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake.models import Application, Card, Languages, Status
from intake.models.card import asked_for, plain
from portal import lists

pytestmark = pytest.mark.django_db
LIST = "admin:intake_application_changelist"


@pytest.fixture
def kirsten(client, cast):
    client.force_login(cast.kirsten)
    return client


def send(make, given="Ana", family="Reyes", email=None, status=Status.SUBMITTED, **fields):
    """An application that was sent in by somebody of this name."""
    application = make.ApplicationFactory(status=status, **fields)
    application.about.given_name, application.about.family_name = given, family
    application.about.save()
    if email:
        application.applicant.email = email
        application.applicant.save()
    return application


def found(client, **asked):
    """What the form of the list finds, by way of the address it leads to."""
    page = client.post(reverse(LIST), {"look": "1", **asked}, follow=True)
    return [row.pk for row in page.context["cl"].result_list]


# --- the card --------------------------------------------------------------------------------------------
def test_the_card_follows_every_table_it_is_drawn_from(make):
    application = send(make, "Søren Åge", "Østergård")
    psychiatry = make.SettingFactory(code="PSYCHIATRY", department__code="MSB")
    assert (application.card.name, application.card.departments) == ("soren age ostergard", ["MSO"])
    application.wishes.settings.add(psychiatry)
    application.languages.assessed_oral = 20
    application.languages.save()
    Application.objects.filter(pk=application.pk).update(source="Jobcentret Århus")
    application.move(Status.SCREENING, by=None)
    card = Card.objects.get()
    assert (card.departments, card.danish, card.source, card.status) == (
        ["MSB", "MSO"],
        20,
        "jobcentret arhus",
        "screening",
    )
    application.wishes.settings.clear()
    application.about.delete()
    card.refresh_from_db()
    assert (card.departments, card.name, card.phone) == ([], "", "")
    application.delete()
    assert not Card.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "Søren",
        "ΝΙΚΟΣ",
        "Łukasz Żak",
        "Ünal İpek",
        "Straße",
        "Þórr Ægir",
        "Œuvre",
        "Оксана",
        "ليلى",
        "阮",
        "Đặng",
    ],
)
def test_names_are_made_plain_alike_here_and_in_the_database(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT intake_plain(%s)", [name])
        assert cursor.fetchone() == (plain(name),)


# --- the search ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "words",
    [
        "mari",
        "MARÍA",
        "maria jose",
        "garc",
        "o'b",
        "brien",
        "maria.g@",
        "maria.g@example.org",
        "example",
        "ukrain",
        "tagal",
        "mar uk",
    ],
)
def test_the_beginning_of_a_word_finds_her(kirsten, make, words):
    maria = send(make, "María-José", "O'Brien García", "maria.g@example.org")
    Languages.objects.filter(application=maria).update(others=["uk", "tl"])
    other = send(make, "Bo", "Holm")
    Languages.objects.filter(application=other).update(others=["de"])
    other.applicant.email = "bo@example.net"
    other.applicant.save()
    assert set(found(kirsten, q=words)) == {maria.pk} | ({other.pk} if words == "example" else set())


@pytest.mark.parametrize("words", ["reye ana", "PR-2020-", "  ana   "])
def test_all_words_are_asked_for_in_any_order(kirsten, make, words):
    ana = send(make)
    assert found(kirsten, q=words) == [ana.pk]


@pytest.mark.parametrize(
    "words",
    ["eyes", "ana bo", "'", "\\", "' | 'ana", "!ana", "a:*b", "\u0301", "lang=uk", "%", "(((", "ana & "],
)
def test_what_looks_like_a_query_is_only_words(kirsten, make, words):
    send(make)
    assert found(kirsten, q=words) == ([] if plain(words).strip() else found(kirsten))


def test_the_search_asks_the_index_alone(make):
    words = asked_for("ana rey")
    assert words == "('ana':*) & ('rey':*)"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Card.objects.filter(words__begin=words).explain()
    assert "cards_words" in plan


# --- filters ---------------------------------------------------------------------------------------------
def test_filters_narrow_the_list(kirsten, make):
    wanted = send(make, source="Campaign")
    nurse, midwife = make.ProfessionFactory(), make.ProfessionFactory(code="MIDWIFE")
    others = [send(make, status=Status.SCREENING) for _n in range(2)]
    for other in others:
        other.background.profession = midwife
        other.background.save()
        other.wishes.settings.set([make.SettingFactory(code="PSYCHIATRY", department__code="MSB")])
        other.wishes.available_from = timezone.localdate() + timedelta(days=90)
        other.wishes.save()
        Languages.objects.filter(application=other).update(danish_oral=10)
    soon = (timezone.localdate() + timedelta(days=30)).isoformat()
    asked = [
        {"profession": nurse.pk},
        {"department": "MSO"},
        {"status": "submitted"},
        {"danish": "30"},
        {"starts": soon},
        {"source": "campaign"},
        {"queue": "new"},
    ]
    for one in asked:
        assert found(kirsten, **one) == [wanted.pk], one
    assert len(found(kirsten)) == 3


@pytest.mark.parametrize(
    "query",
    [
        "queue=x",
        "danish=99",
        "starts=never",
        "order=x",
        "applicant__password=a",
        "after=x",
        "before=0",
        "after=9999999999999999999",
        "p=7",
        "all=",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_whole_list(kirsten, make, query):
    ana = send(make)
    response = kirsten.get(f"{reverse(LIST)}?{query}")
    assert [row.pk for row in response.context["cl"].result_list] == [ana.pk]


# --- pages -----------------------------------------------------------------------------------------------
@pytest.fixture
def many(make, monkeypatch):
    """Seven applications, three of them received in the same second; three to a page."""
    from intake.admin import ApplicationAdmin

    monkeypatch.setattr(ApplicationAdmin, "list_per_page", 3)
    second = timezone.now()
    days = [0, 1, 1, 1, 2, 3, 4]
    return [
        send(make, name, submitted_at=second - timedelta(days=day))
        for name, day in zip("abcdefg", days, strict=True)
    ]


def walk(client, step, start, **asked):
    """The pages from an address on, by its links to the next or the previous one."""
    pages, address = [], start
    while address:
        shown = client.get(address).context["cl"]
        pages.append([row.pk for row in shown.result_list])
        address = getattr(shown, step) and reverse(LIST) + getattr(shown, step)
    return pages


@pytest.mark.parametrize("order", ["newest", "oldest", "name"])
def test_pages_forward_and_back_hold_every_row_once_in_one_order(kirsten, many, order):
    start = f"{reverse(LIST)}?order={order}"
    forward = walk(kirsten, "later", start)
    assert [len(page) for page in forward] == [3, 3, 1]
    assert sorted(pk for page in forward for pk in page) == sorted(one.pk for one in many)
    last = kirsten.get(f"{start}&after={forward[1][-1]}").context["cl"]
    back = walk(kirsten, "earlier", reverse(LIST) + last.earlier)
    assert back == [forward[1], forward[0]]
    first = kirsten.get(f"{start}&before={forward[0][1]}").context["cl"]
    assert ([row.pk for row in first.result_list], first.earlier) == (forward[0], "")


def test_an_address_of_a_page_holds_no_personal_data(kirsten, many):
    shown = kirsten.get(reverse(LIST), {"order": "name"}).context["cl"]
    assert shown.later == f"?after={shown.result_list[-1].pk}&order=name"


def test_the_count_stops_where_nobody_counts_on(kirsten, many, monkeypatch):
    monkeypatch.setattr(lists, "MOST", 5)
    response = kirsten.get(reverse(LIST))
    assert response.context["cl"].counted == "5+"
    assert "<strong>5+</strong>" in response.content.decode()
    front = kirsten.get(reverse("admin:index")).content.decode()
    assert '<span class="count">5+</span>' in front
    monkeypatch.setattr(lists, "MOST", 7)
    assert kirsten.get(reverse(LIST)).context["cl"].counted == "7"


def test_the_list_begins_with_the_cards_in_their_order(kirsten, make):
    """Without a filter too: joined the other way round, all rows would be sorted for one page."""
    send(make)
    shown = kirsten.get(reverse(LIST)).context["cl"]
    assert 'INNER JOIN "intake_card"' in str(shown.queryset.query)


def test_ten_rows_and_forty_ask_the_database_equally_often(kirsten, make):
    def asked(number):
        for _n in range(number):
            send(make)
        sent = {"look": "1", "queue": "new", "q": "ana", "order": "newest"}
        address = kirsten.post(reverse(LIST), sent).url
        with CaptureQueriesContext(connection) as queries:
            kirsten.get(address)
        return len(queries)

    few = asked(10)
    assert (few, few <= 12) == (asked(30), True)
