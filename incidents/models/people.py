"""What belongs to an account beside Django's own user: where it is signed in, links into it, codes for a lost phone."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from incidents.models.facts import one_of
from incidents.policies import Role


class SignIn(models.Model):
    """Somebody signed in with one browser; open until it is ended there or from elsewhere."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins")
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    agent = models.CharField(max_length=300, blank=True)  # the browser's own words for itself

    class Meta:
        ordering = ["-last_seen_at"]
        indexes = [models.Index(fields=["person", "ended_at", "last_seen_at"], name="signin_of_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.started_at:%Y-%m-%d %H:%M}"


class LinkPurpose(models.TextChoices):
    INVITATION = "invitation"
    RECOVERY = "recovery"


class AccountLinkQuerySet(models.QuerySet["AccountLink"]):
    def open(self) -> Self:
        """Those that still open something."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def void(self) -> int:
        """Let the open ones open nothing any more; how many there were (internal: the caller notes why)."""
        return self.open().update(revoked_at=timezone.now())


class AccountLink(models.Model):
    """A link that opens an account once: to join, or to come back in. Its address is `people.links.token_of`."""

    purpose = models.CharField(max_length=10, choices=LinkPurpose)
    nonce = models.CharField(max_length=32, unique=True)
    # The person who comes back, or who joined by the link.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    role = models.CharField(max_length=13, choices=Role, blank=True)  # of an invitation
    for_whom = models.CharField(max_length=150, blank=True)  # of an invitation, as its maker calls them
    email = models.EmailField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AccountLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            one_of("purpose", LinkPurpose, "accountlink_purpose_code"),
            models.CheckConstraint(
                condition=(Q(purpose="invitation") & ~Q(role="")) | (Q(purpose="recovery") & Q(person__isnull=False)),
                name="accountlink_says_what_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.for_whom or str(self.person)


class RecoveryCode(models.Model):
    """One of the codes that stand in for a lost phone; only a keyed digest of it is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="recoverycode_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.pk}"
