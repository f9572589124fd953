"""What the letters of a source's reliability mean.

The Admiralty scale, also called the NATO system, as the United States Army's field manual FM 2-22.3 and the taxonomy
`admiralty-scale` of MISP (github.com/MISP/misp-taxonomies, admiralty-scale/machinetag.json) word it. It is about the
source alone; what one report says is judged by its claims.
"""

from django.utils.translation import gettext_lazy as _

from incidents.models.choices import SourceReliability

PAGE = "https://github.com/MISP/misp-taxonomies/blob/main/admiralty-scale/machinetag.json"

MEANS = {
    SourceReliability.A: _(
        "No doubt of authenticity, trustworthiness or competency; has a history of complete reliability."
    ),
    SourceReliability.B: _(
        "Minor doubt about authenticity, trustworthiness or competency; valid information most of the time."
    ),
    SourceReliability.C: _(
        "Doubt about authenticity, trustworthiness or competency, but has given valid information in the past."
    ),
    SourceReliability.D: _(
        "Significant doubt about authenticity, trustworthiness or competency, but has given valid information "
        "in the past."
    ),
    SourceReliability.E: _("Lacks authenticity, trustworthiness and competency; a history of invalid information."),
    SourceReliability.F: _("There is no basis for judging the source."),
}
