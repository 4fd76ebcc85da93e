"""Do what falls due now, once, by hand; the scheduler does it every minute."""

from django.core.management.base import BaseCommand

from portal.tick import tick


class Command(BaseCommand):
    help = "Do what falls due now: letters, plans, reports."

    def handle(self, *args, **options):
        tick()
