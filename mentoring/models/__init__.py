"""What happens on the way: the plan, the language support, the log, the learning goals, the help."""

from .goals import Goal
from .language import Activity, LanguageSession, Situation
from .log import LogEntry
from .plan import PlanItem, PlanTemplate, Responsible, TemplateItem, Track
from .support import SupportReferral

__all__ = [
    "Activity",
    "Goal",
    "LanguageSession",
    "LogEntry",
    "PlanItem",
    "PlanTemplate",
    "Responsible",
    "Situation",
    "SupportReferral",
    "TemplateItem",
    "Track",
]
