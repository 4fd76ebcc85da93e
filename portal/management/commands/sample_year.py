"""Fill an empty database with a year that never happened."""

import time
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from intake.models import Application
from portal.sample import year


class Command(BaseCommand):
    help = "Make a realistic year of invented people and sample sites, the same for the same seed, sizes and day."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--applicants", type=int, default=240)
        parser.add_argument("--sites", type=int, default=60)
        parser.add_argument(
            "--today", type=date.fromisoformat, default=None, help="last day of the year, YYYY-MM-DD"
        )

    def handle(self, *args, seed, applicants, sites, today, **options):
        if applicants < 1 or sites < 8:
            raise CommandError("A year needs at least 1 applicant and 8 sites.")
        if Application.objects.exists():
            raise CommandError("There are applications already; a sample year wants an empty database.")
        began = time.monotonic()
        made = year.build(seed, applicants, sites, today or timezone.localdate())
        self.stdout.write(
            f"{made.applicants} applicants, {made.sites} sites, {made.placements} placements, "
            f"{made.sessions} language sessions in {time.monotonic() - began:.1f} s."
        )
