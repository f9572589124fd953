"""What a page does not wait for."""

from celery import shared_task
from django.utils import translation

from desk.letters import send
from incidents.errors import Refused
from incidents.people.links import ask_for_recovery


@shared_task
def mail_recovery_link(name: str, site: str, language: str) -> None:
    """Look somebody up and write to them: in the worker, so that the page's answer tells nobody who has an account."""
    try:
        link = ask_for_recovery(name=name)
    except Refused:
        return
    with translation.override(language):
        send(link, site)
