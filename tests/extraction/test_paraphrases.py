"""The situation of the seed article told otherwise: other order, other towns, English, and once with no strike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from extraction.facts import Claim
from tests.extraction.cases import check_spans, total
from tests.extraction.gazetteer import reading

PUBLISHED = dt.date(2020, 7, 1)


@dataclass(frozen=True)
class Told:
    """Role, main place, EDTF, killed and injured of a claim."""

    role: str
    place: str
    edtf: str
    killed: tuple[int | None, int | None] | None
    injured: tuple[int | None, int | None] | None = None


TAJI = Told("background", "قاعدة التاجي", "2020-03", (3, None))
TAJI_EN = Told("background", "Taji", "2020-03", (3, 3))
JUNE = Told("background", "شرق سوريا", "2020-06-01/2020-06-10", (12, 12))
JUNE_EN = Told("background", "eastern Syria", "2020-06-01/2020-06-10", (12, 12))

PARAPHRASES: dict[str, tuple[str, tuple[Told, ...]]] = {
    "the same three": (
        "أفادت مصادر محلية بأن طائرة مسيرة أو حربية، يرجح أنها تتبع للتحالف الدولي، قصفت مقرات لفصائل موالية لإيران "
        "في بادية مدينة الميادين. ولم يوقع القصف قتلى لأن المقرات كانت خالية، لكنه أدى إلى إصابة عدد من العناصر.\n"
        "وكان 12 مقاتلا من هذه الفصائل قد قتلوا مطلع شهر يونيو بغارات لطائرات مجهولة الهوية في شرق سوريا.\n"
        "وفي مارس الماضي قتل جنديان أميركيان وجندي بريطاني في هجوم على قاعدة التاجي شمال بغداد.",
        (
            Told("event", "بادية مدينة الميادين", "", (0, 0), (1, None)),
            JUNE,
            Told("background", "قاعدة التاجي", "2020-03", (3, 3)),
        ),
    ),
    "the past first": (
        "منذ الهجوم الذي قتل فيه جنود أميركيون وجندي بريطاني في قاعدة التاجي في شهر مارس الماضي، يكثف التحالف الدولي "
        "ضرباته. وقد أغارت طائرة يعتقد أنها للتحالف على مواقع ميليشيات إيرانية في بادية الميادين، ولم يسقط قتلى "
        "في الغارة بينما أصيب بعض العناصر بجروح.",
        (TAJI, Told("event", "بادية الميادين", "", (0, 0), (1, None))),
    ),
    "another town": (
        "تعرضت مقرات لمجموعات تابعة لإيران في البوكمال لقصف جوي يرجح أن التحالف الدولي نفذه، ولم يسفر عن قتلى. "
        "وأصيب في القصف ثلاثة عناصر. وفي مطلع شهر يونيو قتل 12 عنصرا في غارات على مواقع في شرق سوريا.",
        (Told("event", "البوكمال", "", (0, 0), (3, 3)), JUNE),
    ),
    "with a day and other figures": (
        "قتل ستة عناصر من ميليشيات إيرانية وجرح أربعة آخرون بغارات جوية استهدفت مقرا لهم في تدمر ليل الاثنين. "
        "وتتعرض مواقع هذه الميليشيات لقصف متكرر.",
        (Told("event", "تدمر", "2020-06-29", (6, 6), (4, 4)),),
    ),
    "no strike": (
        "عززت الميليشيات التابعة لإيران مواقعها في بادية الميادين خشية غارات جديدة. وتتعرض هذه المواقع لقصف متكرر من "
        "طائرات التحالف. وتوعدت إسرائيل بمواصلة ضرباتها، وقال مسؤول إنها ستكثف غاراتها في الأسابيع المقبلة.",
        (),
    ),
    "English, the same three": (
        "An aircraft believed to belong to the international coalition bombed positions of Iran-backed militias in the "
        "desert of Mayadin, local sources said. No one was killed because the buildings had been evacuated, but "
        "several "
        "fighters were wounded.\n"
        "In early June, 12 pro-Iran fighters were killed in strikes by unidentified aircraft in eastern Syria.\n"
        "In March, two American soldiers and a British soldier were killed in an attack on the Taji base near Baghdad.",
        (Told("event", "desert of Mayadin", "", (0, 0), (1, None)), JUNE_EN, TAJI_EN),
    ),
    "English, the past in between": (
        "Coalition jets are suspected of carrying out an air strike on militia headquarters in Albukamal. Since the "
        "attack "
        "that killed two American soldiers and a British soldier at the Taji base last March, the coalition has "
        "intensified its raids. The strike in Albukamal caused no deaths, residents said, but wounded four fighters.",
        (Told("event", "Albukamal", "", (0, 0), (4, 4)), TAJI_EN),
    ),
    "English, figures to correct": (
        "The death toll from Monday's air strike on a militia base in Palmyra has risen to nine, a war monitor said. "
        "It had earlier reported six deaths. Militia positions there are regularly targeted.",
        (Told("event", "Palmyra", "2020-06-29", (9, 9)),),
    ),
    "English, two strikes of a night": (
        "Warplanes struck a convoy in Mayadin overnight, killing five fighters. In a separate attack, a drone strike "
        "killed "
        "two commanders in Raqqa.",
        (
            Told("event", "Mayadin", "2020-06-30", (5, 5)),
            Told("event", "Raqqa", "2020-06-30", (2, 2)),
        ),
    ),
    "English, no strike": (
        "Iran-backed militias reinforced their posts around Mayadin for fear of new air strikes. Israel vowed to "
        "continue its "
        "attacks and said it would step up its raids. Such strikes have become frequent over the past months.",
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PARAPHRASES)
def test_paraphrase(name: str) -> None:
    text, told = PARAPHRASES[name]
    claims = reading(text, PUBLISHED).claims
    assert [_told(claim) for claim in claims] == list(told)
    for claim in claims:
        check_spans(text, claim)


def _told(claim: Claim) -> Told:
    main = next((place.name for place in claim.places if place.main), None)
    return Told(claim.role, main or "", claim.date.edtf, total(claim, "killed"), total(claim, "injured"))
