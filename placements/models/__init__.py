"""Who goes where, under whom: the organisation, its seats and supervisors, and the placements."""

from .cohort import Kept, Proposal, Ruling, Run, RunState
from .organisation import Area, Member, Site, SitePartners
from .placement import Kind, Placement, State, WhyNot, Workbench
from .seats import Offer, Seat
from .supervision import Supervisor, SupervisorShare, Training
from .weights import Weight, Weighting

__all__ = [
    "Area",
    "Kept",
    "Kind",
    "Member",
    "Offer",
    "Placement",
    "Proposal",
    "Ruling",
    "Run",
    "RunState",
    "Seat",
    "Site",
    "SitePartners",
    "State",
    "Supervisor",
    "SupervisorShare",
    "Training",
    "Weight",
    "Weighting",
    "WhyNot",
    "Workbench",
]
