"""The addresses of the house and one that fails, so that the page about a failure can be seen."""

from django.urls import path

from portal import urls
from portal.access import public


@public
def fail(request):
    raise RuntimeError("on purpose")


urlpatterns = [*urls.urlpatterns, path("fail/", fail)]
