"""The Celery application: a doorbell. What is to be done stands in `incidents.Work` rows, never in a message."""

import os

from celery import Celery, bootsteps
from celery.worker import WorkController
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

SWEEP_SECONDS = 5

TRANSPORT_ALIASES["filesystem"] = "config.doorbell:Transport"

app = Celery("strikeline")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class Sweep(bootsteps.StartStopStep):
    """Rings at the worker's start and every few seconds: a broker may lose a message, and a killed worker its work.

    A timer of the worker itself: Celery's embedded beat would be one more process, and one that outlives a killed
    worker.
    """

    requires = {"celery.worker.components:Timer"}

    def start(self, worker: WorkController) -> None:
        worker.timer.call_after(0, self.ring)
        worker.timer.call_repeatedly(SWEEP_SECONDS, self.ring)

    def ring(self) -> None:
        # An older ring has been followed by a newer one. The map's data come last: they follow what the sweep releases.
        for task in ("incidents.tasks.sweep", "publicmap.tasks.follow_published"):
            app.send_task(task, expires=SWEEP_SECONDS, retry=False)


app.steps["worker"].add(Sweep)
