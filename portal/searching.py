"""What was searched for in a list stays out of its address, for it may be somebody's name: the address holds a key."""

import re
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.admin.views.main import SEARCH_VAR, ChangeList, ChangeListSearchForm
from django.shortcuts import redirect
from django.utils import timezone

from .models import Search

KEPT = timedelta(days=30)  # since the words were last sent
PLAIN = re.compile(r"[A-Z]{0,2}-?[\d-]{1,20}")  # a number or a reference says nothing about a person
OWN = {"csrfmiddlewaretoken", "look", SEARCH_VAR}


def key_of(user, words) -> str:
    """The key of a search; the same words again are the same search, and kept for longer."""
    return Search.objects.update_or_create(user=user, words=words, defaults={"used_at": timezone.now()})[
        0
    ].key


def looked(request):
    """From the form of a list to the address of what it finds; filters stand there as they are."""
    asked = [(name, value) for name, value in request.POST.items() if value and name not in OWN]
    words = " ".join(request.POST.get(SEARCH_VAR, "").replace("\0", "").split())[: Search.MOST]
    if words:
        asked.append((SEARCH_VAR, key_of(request.user, words)))
    return redirect(f"{request.path}?{urlencode(asked)}")


def forget(now=None):
    """Delete searches whose words nobody has sent for a while."""
    Search.objects.filter(used_at__lt=(now or timezone.now()) - KEPT).delete()


class Words(ChangeListSearchForm):
    """From the key in an address to the words; of other people's keys, and of words as such, nothing is found."""

    def __init__(self, data, user):
        super().__init__(data)
        self.user = user

    def clean(self):
        asked = self.cleaned_data.get(SEARCH_VAR, "")
        if asked and not PLAIN.fullmatch(asked):
            kept = Search.objects.filter(user=self.user, key=asked).values_list("words", flat=True)
            self.cleaned_data[SEARCH_VAR] = kept.first() or ""
        return self.cleaned_data


class FoundList(ChangeList):
    """The admin's list, searched by what a key stands for."""

    def __init__(self, request, *args, **kwargs):
        self.search_form_class = lambda data: Words(data, request.user)
        super().__init__(request, *args, **kwargs)
