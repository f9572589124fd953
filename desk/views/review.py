"""The buttons between a draft and its publication: submitted, returned, approved, and who works on it."""

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.access import EditorRequest, for_editors, needs
from desk.views.incidents import decide, incident_of
from incidents.services import review


@require_POST
@for_editors
@needs("submit_incident")
def submit(request: EditorRequest, code: str) -> HttpResponse:
    incident = incident_of(code)
    done = _("%(code)s waits for its review.") % {"code": incident.code}
    return decide(request, review.submit_incident, incident, done)


@require_POST
@for_editors
@needs("submit_incident")
def give_back(request: EditorRequest, code: str) -> HttpResponse:
    """Returned by a reviewer, or taken back by who submitted it: the service knows which."""
    incident = incident_of(code)
    done = _("%(code)s is a draft again.") % {"code": incident.code}
    return decide(request, review.return_incident, incident, done, comment=request.POST.get("comment", ""))


@require_POST
@for_editors
@needs("approve_incident")
def approve(request: EditorRequest, code: str) -> HttpResponse:
    incident = incident_of(code)
    done = _("%(code)s is approved.") % {"code": incident.code}
    return decide(request, review.approve_incident, incident, done)


@require_POST
@for_editors
@needs("assign_incident")
def assign(request: EditorRequest, code: str) -> HttpResponse:
    incident = incident_of(code)
    typed = request.POST.get("person", "")
    person = User.objects.filter(pk=int(typed)).first() if typed.isdecimal() and len(typed) < 10 else None
    if person is None:
        done = _("%(code)s is assigned to nobody.") % {"code": incident.code}
    else:
        done = _("%(code)s is assigned to %(name)s.") % {"code": incident.code, "name": person.get_username()}
    return decide(request, review.assign_incident, incident, done, person=person)
