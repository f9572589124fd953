"""Tasks call a service, nothing more."""

from celery import shared_task

from publicmap.columns.following import follow


@shared_task
def follow_published() -> None:
    """Rung every few seconds by `config.celery`: many changes in a row are one piece of work."""
    follow()
