"""Consents as the administrator keeps them: words are never changed, new words are a new version."""

from django.contrib import admin

from portal.admin import RoleInline
from portal.roles import Act

from ..models import Purpose, PurposeText
from .catalogue import ListAdmin


class Texts(RoleInline):
    """What people said yes to must stay as they read it."""

    model = PurposeText
    sees = (Act.REVIEW,)
    adds = (Act.CONFIGURE,)


@admin.register(Purpose)
class PurposeAdmin(ListAdmin):
    inlines = (Texts,)
