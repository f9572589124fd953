from incidents.models.actors import Actor, ActorAlias, ActorMerge
from incidents.models.audit import AuditEntry
from incidents.models.beside import IncidentMedia, IncidentMerge, IncidentNote, PublicEntry
from incidents.models.claims import Claim, ClaimActor, ClaimCasualty, ClaimPlace, ClaimSpan
from incidents.models.coarse import CoarseArea
from incidents.models.incidents import (
    Incident,
    IncidentActor,
    IncidentCasualty,
    IncidentCodeCounter,
    IncidentFormerCode,
    IncidentPlace,
)
from incidents.models.named import Named, NamedMerge
from incidents.models.people import AccountLink, LinkPurpose, RecoveryCode, SignIn
from incidents.models.revisions import PublishedVersion, Revision
from incidents.models.sources import Report, ReportVersion, Source, SourceAlias, SourceMerge, TextBand
from incidents.models.work import Renaming, Work

__all__ = [
    "AccountLink",
    "Actor",
    "ActorAlias",
    "ActorMerge",
    "AuditEntry",
    "Claim",
    "ClaimActor",
    "ClaimCasualty",
    "ClaimPlace",
    "ClaimSpan",
    "CoarseArea",
    "Incident",
    "IncidentActor",
    "IncidentCasualty",
    "IncidentCodeCounter",
    "IncidentFormerCode",
    "IncidentMedia",
    "IncidentMerge",
    "IncidentNote",
    "IncidentPlace",
    "LinkPurpose",
    "Named",
    "NamedMerge",
    "PublicEntry",
    "PublishedVersion",
    "RecoveryCode",
    "Renaming",
    "Report",
    "ReportVersion",
    "Revision",
    "SignIn",
    "Source",
    "SourceAlias",
    "SourceMerge",
    "TextBand",
    "Work",
]
