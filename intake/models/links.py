"""Addresses that nobody can guess, for people who have no account here."""

import hashlib
import secrets

from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class SecretLink(models.Model):
    """A row with an address of its own. The table holds a hash, so whoever reads the table can't open the page.

    The token is made from `seed` and the secret key, so that a reminder can carry the same link again.
    """

    seed = models.CharField(max_length=43, blank=True, editable=False)
    digest = models.CharField(max_length=64, null=True, unique=True, editable=False)

    class Meta:
        abstract = True

    @property
    def token(self) -> str:
        return salted_hmac(self._meta.label_lower, self.seed, algorithm="sha256").hexdigest()

    @property
    def has_link(self) -> bool:
        """Whether the address we would write today is the one that opens the page."""
        return bool(self.digest) and constant_time_compare(self.digest, hashed(self.token))

    def renew_link(self):
        """A new address; an older one stops working. The caller saves the row."""
        self.seed = secrets.token_urlsafe(32)
        self.digest = hashed(self.token)

    def revoke_link(self):
        """No address at all. The caller saves the row."""
        self.seed, self.digest = "", None
