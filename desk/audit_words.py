"""The audit in words: what was done to accounts, what an entry is about, and what else it says."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.history import reason_in_words
from desk.wording import VERBS, verb_label
from incidents.models import AuditEntry
from incidents.policies import Role

_ACCOUNT_VERBS = {
    "sign_in": gettext_lazy("signed in"),
    "sign_in_failed": gettext_lazy("failed to sign in"),
    "own_password_failed": gettext_lazy("gave a wrong password for the own account"),
    "sign_out": gettext_lazy("signed out"),
    "end_sign_in": gettext_lazy("signed a browser out from elsewhere"),
    "invite_person": gettext_lazy("invited somebody"),
    "accept_invitation": gettext_lazy("joined by an invitation"),
    "issue_recovery_link": gettext_lazy("issued a recovery link"),
    "ask_for_recovery": gettext_lazy("asked for a recovery link by mail"),
    "recover_account": gettext_lazy("set a password by a recovery link"),
    "revoke_link": gettext_lazy("took a link back"),
    "change_role": gettext_lazy("changed a role"),
    "deactivate_person": gettext_lazy("closed an account"),
    "reactivate_person": gettext_lazy("opened an account again"),
    "change_password": gettext_lazy("changed the password"),
    "change_email": gettext_lazy("changed the e-mail address"),
    "confirm_second_factor": gettext_lazy("set up a second factor"),
    "remove_second_factor": gettext_lazy("removed the second factor"),
    "reset_second_factor": gettext_lazy("removed somebody's second factor"),
    "renew_recovery_codes": gettext_lazy("made new recovery codes"),
    "use_recovery_code": gettext_lazy("used a recovery code"),
    "lift_throttle": gettext_lazy("let somebody try to sign in again"),
    "export_audit": gettext_lazy("exported the audit"),
}

# What an entry of the audit is about.
SUBJECTS = {
    "incident": gettext_lazy("Incident"),
    "claim": gettext_lazy("Claim"),
    "report": gettext_lazy("Report"),
    "source": gettext_lazy("Source"),
    "actor": gettext_lazy("Party"),
    "place": gettext_lazy("Place"),
    "person": gettext_lazy("Account"),
    "export": gettext_lazy("Export"),
}

_DETAILS = {
    "before": gettext_lazy("before"),
    "after": gettext_lazy("after"),
    "role": gettext_lazy("role"),
    "reason": gettext_lazy("reason"),
    "left": gettext_lazy("codes left"),
    "attempts": gettext_lazy("attempts forgotten"),
}


def audited_verbs() -> list[tuple[str, str]]:
    """Every verb that has a word, in the order of the words."""
    return sorted(((verb, str(label)) for verb, label in (VERBS | _ACCOUNT_VERBS).items()), key=lambda pair: pair[1])


def audited_verb(verb: str) -> str:
    return str(_ACCOUNT_VERBS[verb]) if verb in _ACCOUNT_VERBS else verb_label(verb)


def audited_subject(entry: AuditEntry) -> str:
    """What the record was called then, else of what kind it is and its number."""
    if entry.subject_id is None:
        return ""
    return entry.subject_name or f"{SUBJECTS[entry.subject]} {entry.subject_id}"


def audit_detail(entry: AuditEntry) -> str:
    """What the entry says beside who, when and what; ids stay in the export."""
    if entry.verb in ("sign_in_failed", "own_password_failed"):
        known = [] if entry.subject_id else [_("a name that nobody has")]
        return ", ".join(known + ([_("signing in is closed for a while")] if entry.detail.get("closed") else []))
    said = [
        f"{_DETAILS[key]}: {Role(value).label if value in Role.values else value}"
        for key, value in entry.detail.items()
        if key in _DETAILS and value != ""
    ]
    return ", ".join(said) or (reason_in_words(entry.revision.reason) if entry.revision else "")
