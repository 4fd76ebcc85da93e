"""Places, placements and the workbench, as coordinators and the administrator meet them."""

from .cohort import RunAdmin
from .cohort_line import ProposalAdmin
from .organisation import AreaAdmin, MemberAdmin, SeatAdmin, SiteAdmin, SitePartnersAdmin, SupervisorAdmin
from .placement import PlacementAdmin
from .weights import WeightingAdmin
from .workbench import WorkbenchAdmin

__all__ = [
    "AreaAdmin",
    "MemberAdmin",
    "PlacementAdmin",
    "ProposalAdmin",
    "RunAdmin",
    "SeatAdmin",
    "SiteAdmin",
    "SitePartnersAdmin",
    "SupervisorAdmin",
    "WeightingAdmin",
    "WorkbenchAdmin",
]
