"""Seal every CPR number with the newest key; after it the older keys can be taken away."""

from django.core.management.base import BaseCommand, CommandError

from intake import identity
from portal.sealed import Locked


class Command(BaseCommand):
    help = "Seal every CPR number with the first key of CPR_KEYS. It can be run again."

    def handle(self, *args, **options):
        try:
            changed, same = identity.reseal()
        except Locked as error:
            raise CommandError(f"{error} Nothing is changed.") from error
        self.stdout.write(f"{changed} sealed anew, {same} left as they were.")
