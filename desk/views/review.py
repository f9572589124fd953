"""The buttons of an incident: submitted, returned, approved and assigned, published, withdrawn, deleted, restored."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.utils.translation import gettext as _

from desk.access import EditorRequest, button
from desk.verbs import press_on
from desk.views.incidents import incident_of
from incidents.models import Incident
from incidents.models.choices import IncidentStatus
from incidents.public_view import told
from incidents.services import incidents, review


@button("submit_incident")
def submit(request: EditorRequest, code: str) -> HttpResponse:
    return _decide(request, review.submit_incident, incident_of(code), _("%(code)s waits for its review."))


@button("submit_incident")
def give_back(request: EditorRequest, code: str) -> HttpResponse:
    """Returned by a reviewer, or taken back by who submitted it: the service knows which."""
    comment, done = request.POST.get("comment", ""), _("%(code)s is a draft again.")
    return _decide(request, review.return_incident, incident_of(code), done, comment=comment)


@button("approve_incident")
def approve(request: EditorRequest, code: str) -> HttpResponse:
    return _decide(request, review.approve_incident, incident_of(code), _("%(code)s is approved."))


@button("assign_incident")
def assign(request: EditorRequest, code: str) -> HttpResponse:
    incident = incident_of(code)
    typed = request.POST.get("person", "")
    person = User.objects.filter(pk=int(typed)).first() if typed.isdecimal() and len(typed) < 10 else None
    if person is None:
        done = _("%(code)s is assigned to nobody.") % {"code": incident.code}
    else:
        done = _("%(code)s is assigned to %(name)s.") % {"code": incident.code, "name": person.get_username()}
    return press_on(request, review.assign_incident, incident, done, person=person)


@button("publish_incident")
def publish(request: EditorRequest, code: str) -> HttpResponse:
    return _decide(request, incidents.publish_incident, incident_of(code), _("%(code)s is published."))


@button("withdraw_incident")
def withdraw(request: EditorRequest, code: str) -> HttpResponse:
    """Off the public map, with a reason that the public can read under its code."""
    incident = incident_of(code)
    reason = request.POST.get("reason", "")
    if reason.strip() and not told(incident, reason):
        messages.warning(request, _("The reason names the place: the public reads only that it is withheld."))
    return _decide(request, incidents.withdraw_incident, incident, _("%(code)s is withdrawn."), reason=reason)


@button("delete_incident")
def delete(request: EditorRequest, code: str) -> HttpResponse:
    done = _("%(code)s is deleted; it can be restored.")
    return _decide(request, incidents.delete_incident, incident_of(code), done)


@button("restore_incident")
def restore(request: EditorRequest, code: str) -> HttpResponse:
    incident = incident_of(code)
    if incident.status == IncidentStatus.PUBLISHED:
        done = _("%(code)s is restored as a draft: the public sees it once it is published again.")
    else:
        done = _("%(code)s is restored.")
    return _decide(request, incidents.restore_incident, incident, done)


def _decide(request: EditorRequest, service: Any, incident: Incident, done: str, **arguments: Any) -> HttpResponse:
    """`done` says it of the incident's `code`."""
    return press_on(request, service, incident, done % {"code": incident.code}, **arguments)
