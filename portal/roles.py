"""Who may do what: the one page to read when somebody asks."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is here. Everybody has exactly one role."""

    APPLICANT = "applicant", _("Applicant")
    SUPERVISOR = "supervisor", _("Supervisor")
    MANAGER = "manager", _("Site manager")
    COORDINATOR = "coordinator", _("Coordinator")
    HR = "hr", _("HR consultant")
    LEADER = "leader", _("Leader")
    ADMINISTRATOR = "administrator", _("System administrator")


class Act(StrEnum):
    """A thing one can do. Which rows it can be done to is answered by `visible_to`."""

    APPLY = auto()  # write, send and withdraw one's own application
    REVIEW = auto()  # read applications, assess, ask, decline
    PLACE = auto()  # propose a place, confirm it, release it
    DECIDE = auto()  # say yes or no on behalf of a site
    MENTOR = auto()  # tick off the plan, log language and progress
    EVALUATE = auto()  # hold conversations, close a placement with an evaluation
    SEE_RESIDENCE = auto()  # citizenship, authorisation, permit, right to work; write what was seen of them
    SEE_SUPPORT = (
        auto()
    )  # what she asks us to plan around: children, the way to work, other needs; and who helps her
    SEE_CHECKS = auto()  # which certificates were in order and which ended with a no; write it down
    SEE_CPR = auto()  # see that a CPR number is there, write it, and open it with a line in the trail
    READ_REPORT = auto()  # open the evaluation of a placement
    READ_FIGURES = auto()  # totals without persons
    HIRE = auto()  # take over candidates who consented
    CONFIGURE = auto()  # lists, templates, rules, people's roles
    AUDIT = auto()  # read the trail of who did and saw what


# beyond REVIEW, each by its own name
SENSITIVE = (Act.SEE_RESIDENCE, Act.SEE_SUPPORT, Act.SEE_CHECKS, Act.SEE_CPR)

STAFF = frozenset(Role) - {Role.APPLICANT}
ADMIN_ROLES = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})  # those who work in the admin

MAY: dict[Role, frozenset[Act]] = {
    Role.APPLICANT: frozenset({Act.APPLY}),
    Role.SUPERVISOR: frozenset({Act.MENTOR, Act.EVALUATE, Act.READ_REPORT}),
    Role.MANAGER: frozenset({Act.DECIDE, Act.READ_REPORT}),
    Role.COORDINATOR: frozenset(
        {
            *(Act.REVIEW, Act.PLACE, Act.MENTOR, Act.READ_REPORT, Act.READ_FIGURES),
            *(
                Act.SEE_RESIDENCE,
                Act.SEE_SUPPORT,
            ),  # to say yes or no to a start, and to plan a day that holds
            Act.SEE_CHECKS,  # nobody begins without those a site requires
            Act.SEE_CPR,  # for contract and insurance; nobody else has a reason to
        }
    ),
    Role.HR: frozenset({Act.HIRE, Act.READ_FIGURES}),
    Role.LEADER: frozenset({Act.READ_FIGURES}),
    Role.ADMINISTRATOR: frozenset({Act.CONFIGURE, Act.AUDIT, Act.READ_FIGURES}),
}
