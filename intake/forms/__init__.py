"""The questions of the application, one form a section."""

from .about import AboutForm
from .authorisation import AuthorisationForm
from .background import BackgroundForm
from .base import SectionForm
from .consents import ConsentsForm
from .languages import LanguagesForm
from .residence import ResidenceForm
from .volunteering import VolunteeringForm
from .wishes import WishesForm

FORMS: dict[str, type[SectionForm]] = {
    "about": AboutForm,
    "background": BackgroundForm,
    "authorisation": AuthorisationForm,
    "languages": LanguagesForm,
    "residence": ResidenceForm,
    "volunteering": VolunteeringForm,
    "wishes": WishesForm,
    "consents": ConsentsForm,
}
