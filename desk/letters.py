"""Links by mail, where a mail server is set up; else, or where it fails, the administrator hands them over."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.models import AccountLink, LinkPurpose
from incidents.people.links import token_of

logger = logging.getLogger(__name__)
_PAGES = {LinkPurpose.INVITATION: "desk:join", LinkPurpose.RECOVERY: "desk:recover"}


def path_of(link: AccountLink) -> str:
    """The link's address on this site, in the language of the moment."""
    return reverse(_PAGES[LinkPurpose(link.purpose)], args=[token_of(link)])


def send(link: AccountLink, site: str) -> bool:
    """Send the link to its address, `site` (scheme and host) before it; False where there is no way to."""
    if not settings.MAIL or not link.email:
        return False
    invitation = link.purpose == LinkPurpose.INVITATION
    subject = _("Your invitation to Strikeline") if invitation else _("Your way back into Strikeline")
    words = render_to_string("desk/letter.txt", {"link": link, "url": site + path_of(link), "invitation": invitation})
    try:
        send_mail(subject, words, None, [link.email])
    except (OSError, SMTPException) as failure:
        logger.error("a link could not be mailed: %s", failure)
        return False
    return True
