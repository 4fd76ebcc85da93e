"""Things worth knowing about an application. Advice only: nothing here stops anybody from applying."""

from django.utils.translation import gettext as _

from portal.models import DatedRule

from . import rules
from .models.path import WorkRight

UNSURE = {WorkRight.NONE, WorkRight.NEEDS_CHECK}


def advice(application, today) -> list[str]:
    """Sentences for the applicant, the most important first."""
    background, authorisation = application.section("background"), application.section("authorisation")
    residence = application.section("residence")
    found = []
    if residence and residence.work_right in UNSURE:
        found.append(
            _(
                "We cannot agree a placement yet, because we have not seen that you may work in Denmark. "
                "You can still send your application, and we look at it together."
            )
        )
    if background and authorisation and authorisation.track == "THIRD_COUNTRY":
        found += _third_country(background, today)
    return found


def _third_country(background, today):
    if closed(background.profession, today):
        yield _(
            "You can still ask for a placement, but Denmark gives no new authorisations in your profession to "
            "people from outside the EU right now. The municipality cannot influence the decision."
        )
    if rules.old_education(background.deciding.year, today):
        yield _(
            "Your education is over 6 years old. The Danish Patient Safety Authority normally asks for "
            "at least 12 months of work in the last 6 years."
        )


def closed(profession, today) -> bool:
    """Whether a quota of none is in force for a profession from third countries."""
    if profession is None:
        return False
    rule = DatedRule.objects.rule_on("quota", today, profession.code, "THIRD_COUNTRY")
    return bool(rule and rule.value.get("places") == 0)
