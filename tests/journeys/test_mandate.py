"""What the portal was ordered for first: one entrance, two departments, and a say for those who host."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from django.utils.translation import override

from intake import doors
from intake.forms import FORMS
from intake.models import Status
from mentoring import actions as mentoring
from mentoring.models import LogEntry
from placements import actions
from placements.fits import Fits
from placements.models import Placement, State, WhyNot
from portal.flow import Refused, Step
from tests.factories import (
    ApplicationFactory,
    Cast,
    DatedRuleFactory,
    DepartmentFactory,
    DistrictFactory,
    FacilityFactory,
    LogEntryFactory,
    PlacementFactory,
    PlanTemplateFactory,
    ProfessionFactory,
    SeatFactory,
    SettingFactory,
    SiteFactory,
    SupervisorFactory,
    SupervisorShareFactory,
    TemplateItemFactory,
)

pytestmark = pytest.mark.django_db
FIVE_SETTINGS = ["CARE_HOME", "HOME_CARE", "REHABILITATION", "RESIDENTIAL_PSYCHIATRY_LONG", "SHELTER"]
NAMES = re.compile(
    r"Fælles Indgang|Prøve i Dansk|Studieprøven|Røde Kors Aarhus|Sprogcafé om tirsdagen|Sønderskovhus|Søren"
)


@pytest.fixture
def cast():
    """Ana has sent her application; a site in each department could have her."""
    found = Cast()
    found.application = ApplicationFactory(applicant=found.ana, status=Status.MATCHABLE)
    found.seat = SeatFactory(site=found.kragelund)
    return found


def browser(user=None, language="en"):
    client = Client(headers={"accept-language": language})
    if user:
        client.force_login(user)
    return client


def day(count):
    return timezone.localdate() + timedelta(days=count)


def propose(cast):
    return actions.propose(cast.application, cast.seat, day(20), day(100), 30, by=cast.kirsten)


@pytest.mark.promise("budget-01")
def test_both_departments_see_the_same_record_and_there_is_one_form(cast):
    address = reverse("admin:intake_application_change", args=[cast.application.pk])
    listing = reverse("admin:intake_application_changelist")
    for coordinator in [cast.kirsten, cast.jonas]:
        client = browser(coordinator)
        assert cast.application.reference in client.get(listing).text
        page = client.get(address)
        assert (page.status_code, page.context["application"]) == (200, cast.application)
    forms = [p for p in get_resolver().reverse_dict if getattr(p, "__module__", "") == "intake.views"]
    assert forms == []  # none outside the one entrance
    ways = [str(p.pattern) for p in get_resolver().url_patterns if "intake" in str(p)]
    assert ways == ["apply/", ""]  # the second for those who refer or vouch: nobody applies there
    assert {p.name for p in doors.urlpatterns} == {"partner", "vouch"}


@pytest.mark.promise("budget-01")
def test_a_stranger_sees_neither_the_list_nor_the_record(cast):
    client = browser(cast.lars)
    for name, args in [("changelist", []), ("change", [cast.application.pk])]:
        page = client.get(reverse(f"admin:intake_application_{name}", args=args))
        assert page.status_code in {302, 403, 404}
        assert cast.application.reference not in page.text


@pytest.mark.promise("budget-02")
def test_one_course_goes_through_both_departments_and_each_manager_reads_her_own_part(cast):
    care = PlacementFactory(
        application=cast.application,
        seat=SeatFactory(site=cast.sonderskovhus),
        status=State.CONFIRMED,
        starts=day(10),
        ends=day(51),
    )

    def social(starts):
        return PlacementFactory(
            application=cast.application,
            seat=cast.seat,
            status=State.CONFIRMED,
            starts=starts,
            ends=starts + timedelta(days=41),
        )

    with pytest.raises(IntegrityError, match="one_place_per_person_and_time"), transaction.atomic():
        social(day(51))
    then = social(day(52))
    course = Placement.objects.filter(application=cast.application).order_by("starts")
    assert [each.seat.site.area.department.code for each in course] == ["MSO", "MSB"]
    logs = {each: LogEntryFactory(placement=each) for each in (care, then)}
    assert list(LogEntry.objects.visible_to(cast.soren)) == [logs[care]]
    assert list(LogEntry.objects.visible_to(cast.birgitte)) == [logs[then]]


@pytest.mark.promise("budget-03")
def test_leaders_see_offered_running_and_completed_places_of_each_department_side_by_side(cast):
    """Counted by hand: five seats are running and six completed in social affairs, twelve are offered there."""
    social = [cast.seat, *SeatFactory.create_batch(11, site=cast.kragelund)]
    care = SeatFactory.create_batch(6, site=cast.sonderskovhus)
    SeatFactory(site=cast.kragelund, state="maybe")
    for count, seats, status in [(5, social, State.ACTIVE), (5, care, State.ACTIVE)]:
        for seat in seats[:count]:
            PlacementFactory(seat=seat, status=status, starts=day(-5), ends=day(20))
    for seat in social[5:11]:
        PlacementFactory(seat=seat, status=State.COMPLETED, starts=day(-90), ends=day(-10))
    page = browser(cast.peter).get(reverse("figures"))
    sides = {each.name: (each.seats, each.active, each.done) for each in page.context["departments"]}
    assert sides == {"MSB": (12, 5, 6), "MSO": (6, 5, 0)}
    assert browser(cast.soren).get(reverse("figures")).status_code == 403


@pytest.mark.promise("budget-04")
def test_nothing_is_agreed_without_a_yes_by_somebody_named_at_the_site(cast):
    placement = propose(cast)
    supervisor = SupervisorFactory(sites=[cast.kragelund])
    assert placement.fit > 0
    with pytest.raises(Refused):
        actions.confirm(placement, supervisor, by=cast.kirsten)
    assert Placement.objects.get().status == State.PROPOSED
    answer = reverse("placements:decide", args=[placement.pk])
    browser(cast.birgitte).post(answer, {"answer": "yes"})
    placement.refresh_from_db()
    assert placement.status == State.ACCEPTED
    yes = Step.objects.get(of="placements.placement", row=placement.pk, now=State.ACCEPTED)
    assert yes.by == cast.birgitte
    actions.confirm(placement, supervisor, by=cast.kirsten)
    assert placement.status == State.CONFIRMED


@pytest.mark.promise("budget-04")
def test_a_no_needs_a_reason_from_the_list(cast):
    placement = propose(cast)
    answer = reverse("placements:decide", args=[placement.pk])
    for said in [{"answer": "no"}, {"answer": "because"}, {"answer": ""}, {}]:
        browser(cast.birgitte).post(answer, said)
        placement.refresh_from_db()
        assert (placement.status, placement.why_not) == (State.PROPOSED, "")
    with pytest.raises(ValueError, match="because"):
        actions.decline(placement, "because", by=cast.birgitte)
    browser(cast.birgitte).post(answer, {"answer": WhyNot.PERIOD})
    placement.refresh_from_db()
    assert (placement.status, placement.why_not) == (State.DECLINED, WhyNot.PERIOD)


@pytest.mark.promise("budget-06")
def test_the_search_for_sites_knows_each_of_five_settings(cast):
    for code in FIVE_SETTINGS:
        SiteFactory(name=f"Sted {code}", setting=SettingFactory(code=code))
    for code in FIVE_SETTINGS:
        setting = SettingFactory(code=code)
        rows = browser(cast.kirsten).get(
            reverse("admin:placements_site_changelist"), {"setting__id__exact": setting.pk}
        )
        found = [(site.setting, site.area.department.code) for site in rows.context["cl"].result_list]
        assert len(found) >= 1
        assert {row[0] for row in found} == {setting}
        assert all(department in {"MSO", "MSB"} for _setting, department in found)


@pytest.mark.promise("budget-07")
def test_each_department_has_its_own_plan_and_a_running_one_stays_as_it_was(cast):
    for code, text in [("MSO", "Lifting"), ("MSB", "Alarm")]:
        template = PlanTemplateFactory(department=DepartmentFactory(code=code))
        TemplateItemFactory(template=template, text_en=text)
    running = {}
    for site in [cast.kragelund, cast.sonderskovhus]:
        running[site] = PlacementFactory(seat__site=site)
        mentoring.plan(running[site], by=None)
    TemplateItemFactory(template=template, text_en="Added later")
    for placement in running.values():
        mentoring.plan(placement, by=None)
    assert [item.text_en for item in running[cast.kragelund].plan.all()] == ["Alarm"]
    assert [item.text_en for item in running[cast.sonderskovhus].plan.all()] == ["Lifting"]


@pytest.mark.promise("helsingor-07")
def test_a_supervisor_of_two_sites_sees_the_trainees_of_both_and_nobody_else(cast):
    shared = cast.mette.supervisor
    SupervisorShareFactory(supervisor=shared, site=cast.sonderskovhus, percent=40)
    ours = [
        PlacementFactory(seat__site=site, supervisor=shared) for site in [cast.kragelund, cast.sonderskovhus]
    ]
    others = PlacementFactory(seat__site=cast.sonderskovhus, supervisor=cast.lars.supervisor)
    assert set(Placement.objects.visible_to(cast.mette)) == set(ours)
    client = browser(cast.mette)
    for placement, code in [(ours[0], 200), (ours[1], 200), (others, 404)]:
        assert client.get(reverse("mentoring:placement", args=[placement.pk])).status_code == code
    home = client.get(reverse("mentoring:home")).text
    assert [reverse("mentoring:placement", args=[p.pk]) in home for p in [*ours, others]] == [
        True,
        True,
        False,
    ]


@pytest.mark.promise("mso-03")
def test_a_profession_added_in_the_admin_can_be_chosen_at_once(cast):
    words = {"code": "KITCHEN", "name_da": "Ernæringsassistent", "name_en": "Nutrition assistant"}
    form = reverse("intake:section", args=["background"])
    applicant = browser(cast.yusuf)
    applicant.get(reverse("intake:tasks"))
    assert "Nutrition assistant" not in applicant.get(form).text
    added = browser(cast.signe).post(
        reverse("admin:intake_profession_add"), words | {"order": "9", "active": "on"}
    )
    assert added.status_code == 302
    assert "Nutrition assistant" in applicant.get(form).text


@pytest.mark.promise("mso-20")
def test_experience_from_psychiatry_leads_to_social_sites_and_says_so(cast):
    ward = cast.kragelund.setting
    other = SeatFactory(site=FacilityFactory(name="Andet sted", setting__code="RESIDENTIAL_DISABILITY"))
    cast.application.background.jobs = [{"place": "Ward", "setting": ward.pk}]
    cast.application.languages.others = []  # so that her experience is among her strongest points
    cast.application.languages.save()
    reason = "experience is what they do here"
    with override("en"):
        found = Fits(cast.application, timezone.localdate())
        places = {place.seat.site_id: place for place in found.places(found.order)}
        with_it, without = places[cast.kragelund.pk], places[other.site.pk]
        said = [any(reason in each.text for each in place.reasons) for place in [with_it, without]]
    assert with_it.fit > without.fit
    assert said == [True, False]
    assert cast.kragelund.area.department.code == "MSB"


@pytest.mark.promise("international-14")
@pytest.mark.parametrize("language", ["en", "da"])
def test_every_page_of_an_applicant_is_in_her_language(language):
    cast = Cast()
    cast.ana.language = language
    cast.ana.save()
    DatedRuleFactory()
    ProfessionFactory()
    DistrictFactory(name_en="Centre", name_da="Midtbyen")
    SettingFactory(name_en="Care home", name_da="Plejehjem")
    ApplicationFactory(applicant=cast.ana, filled=True)
    client = browser(cast.ana, language)
    pages = [
        "accessibility",
        "privacy",
        "cookies",
        "contact",
        "intake:tasks",
        "intake:check",
        "intake:withdraw",
    ]
    addresses = [reverse(name) for name in pages]
    addresses += [reverse("intake:section", args=[slug]) for slug in FORMS]
    seen = {address: client.get(address) for address in addresses}
    seen["/"] = browser(language=language).get("/")
    seen["start"] = browser(language=language).get(reverse("account_request_login_code"))
    for address, page in seen.items():
        assert page.status_code == 200, address
        assert f'<html lang="{language}"' in page.text, address
        danish = re.findall("[a-zæøå]*[æøåÆØÅ][a-zæøå]*", shown(page.text))
        assert bool(danish) == (language == "da"), (address, danish)


def shown(html):
    """The words of a page, without names, its footer (where each language has its own name) and its lists."""
    text = re.sub(r"(?s)<footer.*?</footer>|<option.*?</option>", "", html)
    return NAMES.sub("", re.sub(r"<[^>]+>", " ", text))
