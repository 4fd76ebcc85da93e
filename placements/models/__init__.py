"""Who goes where, under whom: the organisation, its seats and supervisors, and the placements."""

from .agreement import AgreementPoint, QualityAgreement, SiteAgreement
from .changes import Change, Topic
from .cohort import Kept, Proposal, Ruling, Run, RunState
from .groundwork import Groundwork, Speciality
from .needs import Need
from .organisation import Area, Check, Hosts, Member, Risk, Site, SitePartners
from .placement import Kind, Placement, State, WhyNot, Workbench
from .seat_files import FileState, SeatFile
from .seats import Offer, Seat, SiteTask
from .supervision import Absence, Supervisor, SupervisorShare, Training
from .weights import Weight, Weighting

__all__ = [
    "Absence",
    "AgreementPoint",
    "Area",
    "Change",
    "Check",
    "FileState",
    "Groundwork",
    "Hosts",
    "Kept",
    "Kind",
    "Member",
    "Need",
    "Offer",
    "Placement",
    "Proposal",
    "QualityAgreement",
    "Risk",
    "Ruling",
    "Run",
    "RunState",
    "Seat",
    "SeatFile",
    "Site",
    "SiteAgreement",
    "SitePartners",
    "SiteTask",
    "Speciality",
    "State",
    "Supervisor",
    "SupervisorShare",
    "Topic",
    "Training",
    "Weight",
    "Weighting",
    "WhyNot",
    "Workbench",
]
