"""Records that are merged and taken apart again, as they stand when it is asked for."""

from incidents.models import Incident
from incidents.services.incidents import publish_incident
from incidents.services.merging import holder_of, merge_incidents, undo_merge


def publish(reviewer, incident):
    return publish_incident(by=reviewer, incident=incident, lock_version=incident.lock_version)


def merge(by, kept, gone, **more):
    for row in (kept, gone):
        row.refresh_from_db()
    versions = {"kept_version": kept.lock_version, "gone_version": gone.lock_version}
    return merge_incidents(by=by, kept=kept, gone=gone, **versions, **{"reason": "One strike.", **more})


def undo(by, merged):
    merged.refresh_from_db()
    return undo_merge(by=by, merge=merged, lock_version=holder_of(merged).lock_version)


def found(code):
    return Incident.objects.by_code(code).get()


def claims_of(incident):
    return sorted(incident.claims.values_list("pk", flat=True))
