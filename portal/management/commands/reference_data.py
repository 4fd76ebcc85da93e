"""Load the lists, plan templates, rules and form that the house needs; run after every migrate."""

from django.core.management.base import BaseCommand

from portal import reference


class Command(BaseCommand):
    help = "Add the lists, plan templates, rules and evaluation form that are missing."

    def handle(self, *args, **options):
        reference.load()
        self.stdout.write("Reference data is in place.")
