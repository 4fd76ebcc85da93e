"""Facts that a process keeps from one page to the next, and reads again as soon as somebody has changed them.

Each transaction leaves a line for what it touched (models/changes.py). A page reads the lines of every transaction
that was not over when it last looked: what new lines name is read again, and nothing else. A line that has gone was
taken back with its transaction, so what it named is read again too.
"""

from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import connection

from ..models.changes import ALL

NEVER = 2**62  # a transaction that hasn't been
LINES = """
SELECT (SELECT oid::bigint FROM pg_database WHERE datname = current_database()),
  pg_snapshot_xmin(now)::text::bigint, line.id, line.key, line.tx
FROM pg_current_snapshot() AS now LEFT JOIN placements_change AS line
ON line.topic = %s AND line.tx >= least(%s, pg_snapshot_xmin(now)::text::bigint)
"""


@dataclass
class State:
    """What was read: under which terms, from which transaction on to look again, the lines seen of those, the facts."""

    terms: Any
    since: int
    seen: dict
    facts: Any


class Kept:
    """Facts of one topic: `facts.again(keys)` gives them with some keys read anew."""

    def __init__(self, topic):
        self.topic, self.states, self.lock = topic, {}, Lock()

    def now(self, terms, read):
        """The facts as the database has them now; `read` makes them, as for other terms, such as another day."""
        with self.lock:
            before = next(iter(self.states.values()), None)
            database, since, lines = self.lines(before.since if before else NEVER)
            state = self.states.get(database)
            keys = changed(state.seen, lines) if state and state.terms == terms else {ALL}
            facts = read() if ALL in keys else state.facts.again(keys) if keys else state.facts
            seen = {line: key for line, (key, tx) in lines.items() if tx >= since}
            self.states = {database: State(terms, since, seen, facts)}
            return facts

    def lines(self, since):
        """The database's number, the oldest transaction still going on, and the lines from `since` on: key and tx."""
        with connection.cursor() as cursor:
            cursor.execute(LINES, [self.topic, since])
            rows = cursor.fetchall()
        database, horizon, *_nothing = rows[0]
        return database, horizon, {line: (key, tx) for _base, _horizon, line, key, tx in rows if line}


def changed(seen, lines):
    """The keys of lines that are new, and of those that were seen and have been taken back."""
    new = {key for line, (key, _tx) in lines.items() if line not in seen}
    return new | {key for line, key in seen.items() if line not in lines}
