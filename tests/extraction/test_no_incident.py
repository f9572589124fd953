"""Reports in which nothing happened that is ours, and beside them such in which the same words tell of something."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.extraction.cases import Case, Expected, check
from tests.extraction.gazetteer import reading

WEDNESDAY = dt.date(2021, 5, 12)

ENGLISH = (
    "Kirkuk won 3-1 after a late strike by the captain sank Mosul on Sunday. Two players were injured.",
    "The forward's long-range strike hit the post in Mosul's 2-0 win over Kirkuk on Friday.",
    "A court in Baghdad on Monday sentenced three men to death over a car bombing in Kirkuk that killed 12 people.",
    "Prosecutors in Mosul opened the trial on Tuesday of two men accused of planning attacks on checkpoints in Kirkuk.",
    "Police in Daraa seized 40 rockets and a cache of explosives on Sunday.",
    "Syrian border guards found a truck carrying mortars and drones near Albukamal on Monday.",
    "Oil workers in Kirkuk ended a three-day strike on Sunday after a pay deal.",
    "Bakers in Aleppo will strike on Thursday over the price of flour.",
    "The coalition held live-fire drills near Palmyra on Monday in which artillery struck mock targets.",
    "Israel has not struck Albukamal this month, a resident of the town said on Sunday.",
    "No air strikes hit Idlib on Monday for the third day in a row, monitors said.",
    "The army said on Sunday that it was preparing an assault on Raqqa.",
    "The minister warned on Monday that any attack on Kirkuk would be answered with missiles.",
    "Residents of Mosul marked on Sunday the fifth anniversary of the bombing that killed 45 people.",
    "Families laid flowers in Aleppo on Sunday in memory of 20 children killed in a missile strike.",
    "The defence ministry dismissed as untrue reports of a drone attack on its base in Daraa on Monday.",
    "Security forces foiled a plot to bomb a market in Baghdad on Sunday and arrested two suspects.",
    "The price of bread in Raqqa struck a record high on Sunday, traders said.",
    "Lightning struck a house in Idlib on Monday, killing a man.",
    "Demining teams destroyed 200 shells in a controlled explosion near Palmyra on Tuesday.",
    "Two people were killed when a bus crashed near Kirkuk on Sunday.",
    "A museum about the bombardment of Aleppo opened on Monday.",
    "Ten people died of cholera in Raqqa on Sunday, doctors said.",
    "The UN envoy called on Monday for an end to shelling in Idlib.",
    "Islamic State has carried out attacks near Palmyra for years, an analyst said on Monday.",
    "Workers repaired a bridge in Raqqa that coalition air strikes destroyed in 2017, the council said on Sunday.",
    "A film about the battle for Mosul won a prize in Baghdad on Sunday.",
    "Heavy rain hit Kirkuk on Monday and flooded 30 houses.",
    "Peace talks in Baghdad collapsed on Sunday amid fears of fresh clashes.",
)
ARABIC = (
    "فاز فريق كركوك على ضيفه الموصل بثلاثة أهداف يوم الأحد، وأصيب لاعبان خلال اللقاء.",
    "سدد قائد الفريق ضربة حرة سكنت شباك الموصل في لقاء أقيم في كركوك يوم الجمعة.",
    "قضت محكمة في بغداد يوم الاثنين بإعدام ثلاثة مدانين بتفجير سيارة مفخخة في كركوك قتل فيه 12 شخصا.",
    "بدأت في الموصل يوم الثلاثاء محاكمة رجلين متهمين بالتخطيط لهجمات على حواجز في كركوك.",
    "ضبطت الشرطة في درعا يوم الأحد 40 صاروخا وكمية من المتفجرات.",
    "عثر حرس الحدود يوم الاثنين قرب البوكمال على شاحنة محملة بقذائف هاون وطائرات مسيرة.",
    "أنهى عمال النفط في كركوك إضرابهم يوم الأحد بعد اتفاق على الأجور.",
    "أجرت قوات التحالف قرب تدمر يوم الاثنين تدريبا بالذخيرة الحية قصفت فيه المدفعية أهدافا وهمية.",
    "لم تتعرض البوكمال لأي قصف هذا الشهر، بحسب أحد سكان المدينة.",
    "لليوم الثالث على التوالي غابت الغارات الجوية عن إدلب يوم الاثنين.",
    "أعلن الجيش يوم الأحد أنه يستعد لشن هجوم على الرقة.",
    "حذر الوزير يوم الاثنين من أن أي هجوم على كركوك سيقابل بالصواريخ.",
    "أحيا سكان الموصل يوم الأحد الذكرى الخامسة للتفجير الذي قتل 45 شخصا.",
    "وضعت عائلات في حلب يوم الأحد أكاليل من الزهور على قبور عشرين طفلا قتلوا في قصف صاروخي.",
    "نفت وزارة الدفاع صحة ما تردد عن هجوم بطائرة مسيرة على قاعدتها في درعا يوم الاثنين.",
    "أحبطت قوات الأمن يوم الأحد مخططا لتفجير سوق في بغداد وأوقفت مشتبها بهما.",
    "فكك خبراء المتفجرات عبوة ناسفة قرب مدرسة في الموصل يوم الاثنين.",
    "ضربت موجة حر مدينة الرقة يوم الأحد.",
    "ضربت صاعقة منزلا في إدلب يوم الاثنين فقتلت رجلا.",
    "أتلفت فرق إزالة الألغام 200 قذيفة في تفجير مسيطر عليه قرب تدمر يوم الثلاثاء.",
    "قتل شخصان بانقلاب حافلة قرب كركوك يوم الأحد.",
    "افتتح في حلب يوم الاثنين متحف عن القصف الذي شهدته المدينة.",
    "توفي عشرة أشخاص بالكوليرا في الرقة يوم الأحد، بحسب أطباء.",
    "دعا المبعوث الأممي يوم الاثنين إلى وقف القصف على إدلب.",
    "قال محلل يوم الاثنين إن تنظيم داعش يشن هجمات قرب تدمر منذ سنوات.",
    "رمم عمال جسرا في الرقة دمرته غارات التحالف عام 2017، بحسب ما أعلن المجلس يوم الأحد.",
    "فاز فيلم عن معركة الموصل بجائزة في بغداد يوم الأحد.",
    "هطلت أمطار غزيرة على كركوك يوم الاثنين وغمرت المياه ثلاثين منزلا.",
    "انهارت المحادثات في بغداد يوم الأحد وسط مخاوف من تجدد الاشتباكات.",
)

HAPPENED = (
    Case("a court is hit", "A suicide bomber attacked a court in Mosul on Sunday, killing four people.",
         (Expected("ied_or_bomb", "2021-05-09", "Mosul", killed=(4, 4)),)),
    Case("a museum is hit", "A missile strike hit the museum in Aleppo on Sunday, wounding two guards.",
         (Expected("missile_or_rocket", "2021-05-09", "Aleppo", injured=(2, 2)),)),
    Case("intercepted, nobody harmed",
         "Air defences shot down two missiles over Aleppo on Sunday. There were no casualties.",
         (Expected("missile_or_rocket", "2021-05-09", "Aleppo", killed=(0, 0), injured=(0, 0)),)),
    Case("killed while clearing mines", "An explosion killed two people of a demining team near Palmyra on Sunday.",
         (Expected("ied_or_bomb", "2021-05-09", "Palmyra", killed=(2, 2)),)),
    Case("a checkpoint seized in an attack",
         "Fighters seized a checkpoint in an attack near Palmyra on Sunday and killed three "
         "soldiers.", (Expected("armed_attack", "2021-05-09", "Palmyra", killed=(3, 3)),)),
    Case("died of a bombing", "Two people died in a car bombing in Kirkuk on Sunday.",
         (Expected("ied_or_bomb", "2021-05-09", "Kirkuk", killed=(2, 2)),)),
    Case("passive, the place first", "In Kirkuk, three policemen were shot dead by unknown gunmen on Sunday.",
         (Expected("assassination", "2021-05-09", "Kirkuk", killed=(3, 3)),)),
    Case("the day first", "On Sunday, in Daraa, a roadside bomb wounded two soldiers.",
         (Expected("ied_or_bomb", "2021-05-09", "Daraa", injured=(2, 2)),)),
    Case("subject before the verb", "قالت الشرطة إن صواريخ سقطت على الميادين يوم الاثنين وإن جنديين قتلا.",
         (Expected("missile_or_rocket", "2021-05-10", "الميادين", killed=(2, 2)),)),
    Case("قصر العدل مستهدفا", "فجر انتحاري نفسه أمام محكمة في الموصل يوم الأحد ما أدى إلى مقتل أربعة أشخاص.",
         (Expected("ied_or_bomb", "2021-05-09", "الموصل", killed=(4, 4)),)),
    Case("مخلفات الحرب", "قتل طفلان بانفجار لغم من مخلفات الحرب قرب تدمر يوم الأحد.",
         (Expected("ied_or_bomb", "2021-05-09", "تدمر", killed=(2, 2)),)),
    Case("اعتراض صواريخ", "اعترضت الدفاعات الجوية صاروخين فوق حلب يوم الأحد دون وقوع إصابات.",
         (Expected("missile_or_rocket", "2021-05-09", "حلب", killed=(0, 0), injured=(0, 0)),)),
    Case("المكان أولا", "في درعا، أصيب جنديان يوم الأحد بانفجار عبوة ناسفة.",
         (Expected("ied_or_bomb", "2021-05-09", "درعا", injured=(2, 2)),)),
    Case("توفي متأثرا بالقصف", "توفي شخصان في قصف مدفعي على إدلب يوم الأحد.",
         (Expected("shelling", "2021-05-09", "إدلب", killed=(2, 2)),)),
    Case("سيارة محملة بالمتفجرات", "انفجرت سيارة محملة بالمتفجرات في كركوك يوم الأحد وقتل ثلاثة أشخاص.",
         (Expected("ied_or_bomb", "2021-05-09", "كركوك", killed=(3, 3)),)),
)  # fmt: skip


@pytest.mark.parametrize("text", [*ENGLISH, *ARABIC])
def test_nothing_happened(text: str) -> None:
    assert reading(text, WEDNESDAY).claims == ()


@pytest.mark.parametrize("case", HAPPENED, ids=lambda case: case.name)
def test_it_happened(case: Case) -> None:
    check(case)
