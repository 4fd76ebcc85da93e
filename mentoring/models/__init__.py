"""What happens on the way: the plan, the language support, the log and the learning goals."""

from .goals import Goal
from .language import Activity, LanguageSession, Situation
from .log import LogEntry
from .plan import PlanItem, PlanTemplate, Responsible, TemplateItem, Track

__all__ = [
    "Activity",
    "Goal",
    "LanguageSession",
    "LogEntry",
    "PlanItem",
    "PlanTemplate",
    "Responsible",
    "Situation",
    "TemplateItem",
    "Track",
]
