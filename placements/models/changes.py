"""What has changed that the matching reads: a line for each application, site and supervisor, written by triggers.

Every process keeps the facts it has read and asks here what to read again, so they all say the same. The triggers
are in the migrations.
"""

from django.db import models
from django.db.models.functions import Now

ALL = 0  # instead of a key: so much has changed that everything is read again


class Topic(models.TextChoices):
    APPLICATION = "a"
    SITE = "s"
    SUPERVISOR = "v"


class Change(models.Model):
    """One application, site or supervisor that a transaction has touched; -1 is the supervisor nobody has named."""

    topic = models.CharField(max_length=1, choices=Topic.choices)
    key = models.BigIntegerField()
    tx = models.BigIntegerField()  # PostgreSQL's own number of the transaction
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["topic", "tx"], name="changes_by_transaction")]

    def __str__(self):
        return f"{self.topic} {self.key}"
