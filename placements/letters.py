"""The letters of placements: who is told what. They hold links, nothing about a person."""

from intake.models import Status
from portal import mail
from portal.flow import Step

from . import answers
from .models import State


def ask(placement):
    """Write to those who lead the site, each with a link of their own to answer by, and to the applicant."""
    for manager in placement.seat.site.managers():
        token = answers.token(placement, manager)
        mail.send("placements/asked", manager, key=f"{placement.pk}-{manager.pk}", token=token)
    mail.send("placements/we_asked", placement.application.applicant, key=placement.pk)


def tell_asker(placement, letter):
    """Tell the coordinator who made the suggestion what the site has said."""
    asked = Step.objects.filter(of=placement._meta.label_lower, row=placement.pk, now=State.PROPOSED)
    step = asked.select_related("by").first()
    if step and step.by:
        mail.send(letter, step.by, key=placement.pk, application=placement.application)


def look_on(placement):
    """Tell the applicant that the site can't, and that we go on."""
    mail.send("placements/looks_on", placement.application.applicant, key=placement.pk)


def tell_all(placement):
    """Tell the applicant, her supervisor and those who lead the site that the placement is agreed."""
    mail.send("placements/agreed", placement.application.applicant, key=placement.pk)
    tell_supervisor(placement)
    for manager in placement.seat.site.managers():
        mail.send("placements/agreed_site", manager, key=f"{placement.pk}-{manager.pk}")


def tell_supervisor(placement):
    """Tell the supervisor, once she is named, that somebody is coming."""
    if guide := placement.supervisor:
        mail.send("placements/agreed_supervisor", guide.user, key=f"{placement.pk}-{guide.pk}")


def call_off(placement, agreed):
    """Tell those who knew of a placement that it won't be."""
    if placement.application.status != Status.WITHDRAWN:
        mail.send("placements/called_off", placement.application.applicant, key=placement.pk)
    staff = placement.seat.site.managers()
    if agreed and placement.supervisor:
        staff.append(placement.supervisor.user)
    for person in staff:
        mail.send("placements/called_off_site", person, key=f"{placement.pk}-{person.pk}")
