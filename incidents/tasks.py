"""Tasks call a service, nothing more: what is to be done stands in the work rows, not in the messages."""

from celery import shared_task

from incidents import work
from incidents.extracting import work_off as do_all
from incidents.services.moving import move_on
from incidents.services.releases import release_due
from incidents.services.renaming import follow_renamed


@shared_task
def work_off() -> None:
    """The doorbell."""
    do_all()
    follow_renamed()
    move_on()


@shared_task
def sweep() -> None:
    """Finds what no doorbell announced, what a dead worker left, what the clock releases, what merges left to be moved.

    Rung by `config.celery`.
    """
    release_due()
    if work.sweep():
        do_all()
    follow_renamed()
    move_on()
