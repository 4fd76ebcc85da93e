"""Places, placements and the workbench, as coordinators and the administrator meet them."""

from .agreement import NeedAdmin, QualityAgreementAdmin, SiteAgreementAdmin
from .cohort import RunAdmin
from .cohort_line import ProposalAdmin
from .guides import SupervisorAdmin
from .organisation import AreaAdmin, MemberAdmin, SiteAdmin, SitePartnersAdmin
from .placement import PlacementAdmin
from .seats import SeatAdmin
from .weights import WeightingAdmin
from .workbench import WorkbenchAdmin

__all__ = [
    "AreaAdmin",
    "MemberAdmin",
    "NeedAdmin",
    "PlacementAdmin",
    "ProposalAdmin",
    "QualityAgreementAdmin",
    "RunAdmin",
    "SeatAdmin",
    "SiteAdmin",
    "SiteAgreementAdmin",
    "SitePartnersAdmin",
    "SupervisorAdmin",
    "WeightingAdmin",
    "WorkbenchAdmin",
]
