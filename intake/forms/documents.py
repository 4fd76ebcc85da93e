"""Handing in a document, and what a coordinator says about it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal import files
from portal.forms import Form

from ..models.documents import Kind, WhyAnother

WRONG = {  # the words of portal.files.Unfit
    "ending": _("Choose a file whose name ends with .pdf, .jpg, .jpeg or .png."),
    "empty": _("The file is empty. Choose it again, or another one."),
    "size": _("The file is bigger than 10 MB. Choose a smaller one, or take the picture at a lower quality."),
    "other": _(
        "The file is not what its name says. Save it as a PDF or take a picture of it, and try again."
    ),
    "damaged": _(
        "We cannot open the file: it looks damaged. Save it again as a PDF, or take a picture of it."
    ),
    "pixels": _("The picture is too large. Take it at a lower quality, up to 40 million points."),
    "pages": _("The file is too long for us. Send up to 200 pages, or only those we need."),
    "locked": _("The file is locked with a password. Save a copy without one, or take a picture of it."),
    "active": _(
        "The file has a script or another file inside, so we cannot take it. Print it to a new PDF, or take a "
        "picture of it."
    ),
    "full": _("We have five of these already. Remove one first."),
    "disk": _(
        "The file was not saved, because something is wrong here with us. Try again in a little while."
    ),
}


class DocumentForm(Form):
    """One file of one kind."""

    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Choose a file"),
        help_text=_("PDF, JPG or PNG, up to 10 MB."),
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
        allow_empty_file=True,  # we say it in our words below
    )

    def __init__(self, *args, too_big=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.too_big = too_big
        self.fields["file"].error_messages["required"] = (
            WRONG["size"] if too_big else _("Choose a file first.")
        )

    def clean_file(self):
        try:
            return files.look(self.cleaned_data["file"])
        except files.Unfit as why:
            raise ValidationError(WRONG.get(str(why), WRONG["damaged"]), str(why)) from why


class AnotherForm(Form):
    """Why a document won't do."""

    reason = forms.ChoiceField(label=_("What is wrong with it"), choices=[("", ""), *WhyAnother.choices])


class WantForm(Form):
    """Which document we need."""

    kind = forms.ChoiceField(label=_("Document"), choices=[("", ""), *Kind.choices])
