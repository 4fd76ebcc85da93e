"""A database with ten thousand who are ready to match and a thousand sites of both departments."""

import random

from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from bench._crowd import Crowd
from placements.models import Seat, Supervisor
from portal import reference
from portal.models import User
from portal.roles import Role
from portal.sample import partners, people, places

SEATS = 12  # more at each site than the sample year has, so that most find a place
MATCHABLE = "UPDATE intake_application SET status = 'matchable' WHERE status <> 'draft'"


class Town(Crowd):
    """So many applicants, all of them ready, and so many sites."""

    def __init__(self, count, sites):
        super().__init__(count)
        self.sites = sites

    def fill(self):
        rng, today = random.Random(7), timezone.localdate()
        with self.here():
            reference.load()
            self.kirsten = User.objects.create_user("kirsten@bench.example", role=Role.COORDINATOR)
            partners.build(today)
            places.build(rng, self.sites, today)
            more = [
                Seat(
                    site_id=seat.site_id,
                    number=10 + number,
                    opens=seat.opens,
                    closes=seat.closes,
                    confirmed_on=today,
                )
                for seat in Seat.objects.filter(number=1)
                for number in range(SEATS)
            ]
            Seat.objects.bulk_create(more, batch_size=5000)
            Supervisor.objects.update(cap=9)
            with connections["default"].cursor() as cursor:
                cursor.execute("SET session_replication_role = replica")  # nobody looks at the lists here
                people.build(rng, self.count, today)
                cursor.execute(MATCHABLE)
                cursor.execute("SET session_replication_role = origin")
                cursor.execute("ANALYZE")

    def __enter__(self):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS bench_crowd_{self.count} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE bench_crowd_{self.count}")
        with self.here():
            call_command("migrate", verbosity=0)
        self.fill()
        return self

    def __exit__(self, *raised):
        self.connection.close()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS bench_crowd_{self.count} WITH (FORCE)")
