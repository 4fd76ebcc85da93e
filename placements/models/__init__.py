"""Who goes where, under whom: the organisation, its seats and supervisors, and the placements."""

from .organisation import Area, Member, Site, SitePartners
from .placement import Kind, Placement, State, WhyNot, Workbench
from .seats import Offer, Seat
from .supervision import Supervisor, SupervisorShare, Training

__all__ = [
    "Area",
    "Kind",
    "Member",
    "Offer",
    "Placement",
    "Seat",
    "Site",
    "SitePartners",
    "State",
    "Supervisor",
    "SupervisorShare",
    "Training",
    "WhyNot",
    "Workbench",
]
