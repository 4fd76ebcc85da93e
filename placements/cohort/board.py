"""What the board shows: proposals by site and by why there is none, and what giving somebody another place costs."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from intake.models import Department, Status
from portal.charts import bars
from portal.text import short_day

from ..matching.explain import why_not
from ..models import Proposal, Ruling, Seat, Weighting
from ..sheets.titles import title
from .acts import offered

SITES_A_PAGE, PEOPLE_A_PAGE = 15, 40
OPTIONS = 6  # other places whose cost is shown at once
WHOLE = 10  # a fit of 1000 points is shown as 100
HELD = gettext_lazy("The supervisors there have room only for somebody who is locked or approved.")

SETTLED = {
    Ruling.What.LOCK: gettext_lazy("Keeps this place"),
    Ruling.What.NOT_HERE: gettext_lazy("Not at this site in the next run"),
    Ruling.What.LEAVE_OUT: gettext_lazy("Left out of the next run"),
}


@dataclass(frozen=True)
class Line:
    """One person of the board."""

    proposal: Proposal
    rulings: list
    offered: bool = True  # whether the site offers the seat still

    @property
    def name(self):
        return self.proposal.application.name

    @property
    def fit(self):
        return round(self.proposal.fit / WHOLE)

    @property
    def ready(self) -> bool:
        return self.proposal.application.status == Status.MATCHABLE

    @property
    def reasons(self):
        """The reasons in the reader's language."""
        language = "da" if get_language() == "da" else "en"
        return [{**each, "text": each[language]} for each in self.proposal.reasons]

    @property
    def refused(self):
        """What was in the way when it was approved, in the reader's language."""
        return self.proposal.refused.get("da" if get_language() == "da" else "en", "")

    @property
    def settled(self):
        """What holds in the next run, in words."""
        return [SETTLED[each.what] for each in self.rulings]

    @property
    def open(self) -> bool:
        """Whether it can be approved."""
        return bool(self.proposal.seat and not self.proposal.placement and self.ready and not self.out)

    @property
    def lapsed(self) -> bool:
        """Whether the site has withdrawn the seat, or not confirmed it, since the run."""
        return not self.offered and not self.proposal.placement

    @property
    def out(self) -> bool:
        """Whether she is left out, or kept from the site she is proposed for: then she isn't approved."""
        here = self.proposal.seat and self.proposal.seat.site_id
        what = Ruling.What
        return any(
            each.what == what.LEAVE_OUT or (each.what == what.NOT_HERE and each.site_id == here)
            for each in self.rulings
        )


class Board:
    """A finished run, group by group; `show` is "sites" or the rule in the way."""

    def __init__(self, run, user, show="", page=1):
        self.run, self.show = run, show
        self.rows = Proposal.objects.visible_to(user).filter(run=run)
        self.page = Paginator(self.keys(), PEOPLE_A_PAGE if show else SITES_A_PAGE).get_page(page)

    def keys(self):
        """The sites in order, or the people without a place for that reason."""
        if self.show:
            return self.rows.filter(seat=None, why_not=self.show).order_by("pk").values_list("pk", flat=True)
        return list(dict.fromkeys(each.site for each in self.tallies if each.site))

    @cached_property
    def tallies(self):
        return self.rows.tallied()

    @property
    def groups(self):
        """[(site or None, its lines)] of this page."""
        keys = list(self.page.object_list)
        wanted = {"pk__in": keys} if self.show else {"seat__site__in": keys}
        lines = self.lines(self.rows.filter(**wanted).named().order_by("seat__site__name", "-fit", "pk"))
        found = {}
        for line in lines:
            found.setdefault(line.proposal.seat and line.proposal.seat.site, []).append(line)
        return list(found.items())

    def lines(self, proposals):
        rulings = {}
        for each in self.run.rulings.filter(application__in=[row.application_id for row in proposals]):
            rulings.setdefault(each.application_id, []).append(each)
        seats = Seat.objects.offered(timezone.localdate()).filter(pk__in=[row.seat_id for row in proposals])
        offered = {None, *seats.values_list("pk", flat=True)}
        return [
            Line(each, rulings.get(each.application_id, []), each.seat_id in offered) for each in proposals
        ]

    @property
    def weighed_anew(self) -> bool:
        """Whether somebody has changed the weights since."""
        return Weighting.objects.filter(pk__gt=self.run.weighting_id).exists()

    @cached_property
    def placed(self) -> int:
        return sum(each.people for each in self.tallies if each.site)

    @cached_property
    def people(self) -> int:
        return sum(each.people for each in self.tallies)

    @cached_property
    def left(self):
        """Those without a place by reason, the most frequent first."""
        counted = Counter()
        for each in self.tallies:
            if not each.site:
                counted[each.why] += each.people
        return [
            {"name": name, "title": title(name), "count": count, "here": name == self.show}
            for name, count in counted.most_common()
        ]

    @property
    def picture(self):
        """Who has a proposal in each department, and who has none and why."""
        counted = Counter()
        for each in self.tallies:
            if each.site:
                counted[each.department] += each.people
        rows = [(str(each), counted[each.pk]) for each in Department.objects.filter(pk__in=counted)]
        rows += [(_("No place: %(why)s") % {"why": each["title"]}, each["count"]) for each in self.left]
        return bars(_("Who has a proposal, and who has none"), "", (_("What"), _("People")), rows)

    @cached_property
    def to_approve(self) -> int:
        return sum(each.open for each in self.tallies)

    @cached_property
    def gone(self) -> int:
        """Those of the run who aren't ready to match any more, or were erased, since it was matched."""
        away = sum(each.gone for each in self.tallies)
        return away + self.run.totals.get("lines", self.run.totals["applicants"]) - self.people


# --- another place for one person ------------------------------------------------------------------------
@dataclass(frozen=True)
class Option:
    """Another place: its seat, how well it fits, and what it would cost."""

    kind: int
    seat: Seat
    fit: int
    days: str
    cost: str
    way: str  # the kind and what it costs, as the button sends it
    moves: list[str]


class Options:
    """The places one person could have instead, with what each costs."""

    def __init__(self, proposal, standing):
        self.proposal, self.standing = proposal, standing
        self.person = standing.person_at.get(proposal.application_id)
        found = [] if self.person is None else standing.options(self.person)
        here = standing.kind_at.get(proposal.seat_id)
        self.found = [(kind, fit) for kind, fit in found if kind != here]
        self.seats = Seat.objects.select_related("site__area__department").in_bulk(
            [standing.behind[kind][0] for kind in range(len(standing.behind))]
        )

    def seat(self, kind):
        return self.seats[self.standing.behind[kind][0]]

    def choices(self):
        """All of them for a list, by site."""
        named = [(kind, str(self.seat(kind).site), round(fit / WHOLE)) for kind, fit in self.found]
        return sorted(named, key=lambda row: (row[1], row[0]))

    def shown(self, chosen=None):
        """The one that was asked about, else the best few, each with its cost."""
        if chosen is not None:
            return [self.option(kind, fit) for kind, fit in self.found if kind == chosen]
        first, here = {}, self.proposal.seat and self.proposal.seat.site_id
        for kind, fit in self.found:  # the best of each other site, the best site first
            if self.seat(kind).site_id != here:
                first.setdefault(self.seat(kind).site_id, (kind, fit))
        return [self.option(*pair) for pair in list(first.values())[:OPTIONS]]

    def option(self, kind, fit):
        cost, _given = self.standing.change(self.person, kind)
        window = self.standing.windows[kind].tolist()
        starts, ends = offered(self.proposal.application, window, self.proposal.run.on)
        if self.standing.breaks(self.person, cost):
            return Option(kind, self.seat(kind), round(fit / WHOLE), "", HELD, "", [])
        return Option(
            kind=kind,
            seat=self.seat(kind),
            fit=round(fit / WHOLE),
            days=f"{short_day(starts)} – {short_day(ends)}",
            cost=self.words(cost, fit),
            way=f"{kind}:{cost.fewer}:{cost.points}",
            moves=[self.move(each) for each in cost.moves if self.site(each.was) != self.site(each.now)],
        )

    def words(self, cost, fit):
        """What a change costs all together, in a sentence."""
        if cost.fewer < 0:
            more = -cost.fewer
            said = ngettext("%(n)s person more gets a place.", "%(n)s people more get a place.", more) % {
                "n": more
            }
        elif cost.points < 0 and not cost.fewer:
            gained = -cost.points
            said = ngettext("All together gain %(n)s point.", "All together gain %(n)s points.", gained)
            said = said % {"n": gained}
        else:
            said = why_not(cost).say(gettext)
        if fit < self.standing.floor:
            said += " " + _(
                "She would fit less well than the floor, %(floor)s, below which nobody else is."
            ) % {"floor": round(self.standing.floor / WHOLE)}
        return said

    def site(self, kind):
        return self.seat(kind).site if kind >= 0 else _("no place")

    def move(self, each):
        person = self.standing.people[each.applicant].item()
        row = self.proposal.run.proposals.named().get(application=person)
        facts = {
            "name": isolated(row.application.name),
            "was": self.site(each.was),
            "now": self.site(each.now),
        }
        return _("%(name)s moves from %(was)s to %(now)s.") % facts


def isolated(name):
    """A name inside a sentence, whichever way it is written."""
    return f"\u2068{name}\u2069"
