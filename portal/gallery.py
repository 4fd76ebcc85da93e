"""All parts of the look on one page, in the demonstration only."""

from django.shortcuts import render

from .demo import only_in_demo


@only_in_demo
def components(request):
    return render(request, "demo/components.html")
