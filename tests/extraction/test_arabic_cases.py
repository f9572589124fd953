"""Arabic by construction: one small report a rule."""

from __future__ import annotations

import pytest

from tests.extraction.cases import Case, Expected, check

CASES = (
    Case("plain strike", "قتل خمسة مقاتلين في غارة جوية على مستودع في الميادين يوم الاثنين.",
         (Expected("air_strike", "2021-05-10", "الميادين", killed=(5, 5)),)),
    Case("no strike took place", "لم تشهد مدينة الرقة أي غارات جوية يوم الاثنين."),
    Case("plan", "يعتزم التحالف شن غارات جوية على مواقع قرب الميادين الأسبوع المقبل."),
    Case("threat", "هدد الوزير بقصف صاروخي على الموصل إن فشلت المحادثات."),
    Case("future with its letter", "قال القائد إن قواته ستستهدف بالمدفعية مواقع في درعا."),
    Case("denial of the event", "نفت وزارة الدفاع وقوع أي غارة جوية على الرقة يوم الأحد."),
    Case("exercise", "أجرت القوات مناورات بالذخيرة الحية شملت قصفا مدفعيا قرب تدمر يوم الثلاثاء."),
    Case("statistics", "نفذت الطائرات مئات الغارات على الرقة منذ بداية العام وأسفرت عن مقتل 340 شخصا."),
    Case("frequent bombing", "تتعرض مقرات الفصائل في الميادين لقصف جوي متكرر."),
    Case("anniversary", "أحيا أهالي درعا ذكرى القصف الذي أودى بحياة ثلاثين شخصا."),
    Case("road accident", "قتل ستة أشخاص في حادث سير قرب كركوك يوم الاثنين."),
    Case("sport", "سجل المهاجم هدف الفوز في مباراة الموصل بعد هجوم سريع في الشوط الثاني."),
    Case("dual", "قتل عنصران وأصيب ثلاثة آخرون بانفجار عبوة ناسفة في درعا أمس الثلاثاء.",
         (Expected("ied_or_bomb", "2021-05-11", "درعا", killed=(2, 2), injured=(3, 3)),)),
    Case("dual in the genitive", "أسفر القصف المدفعي على إدلب عن مقتل طفلين وإصابة امرأة.",
         (Expected("shelling", place="إدلب", killed=(2, 2), injured=(1, 1)),)),
    Case("breakdown with بينهم", "قتل ثلاثة مدنيين بينهم طفل في قصف مدفعي على إدلب في 3 أيار 2021.",
         (Expected("shelling", "2021-05-03", "إدلب", killed=(3, 3), groups={"child": (1, 1)}),)),
    Case("teens in words", "قتل أربعة عشر جنديا في كمين قرب تدمر.",
         (Expected("armed_attack", place="تدمر", killed=(14, 14)),)),
    Case("tens in words", "أصيب خمسة وعشرون شخصا في تفجير سيارة مفخخة في كركوك.",
         (Expected("ied_or_bomb", place="كركوك", injured=(25, 25)),)),
    Case("Arabic-Indic digits", "مقتل ١٢ عنصرا وجرح ٧ في غارات على البوكمال فجر اليوم.",
         (Expected("air_strike", "2021-05-12", "البوكمال", killed=(12, 12), injured=(7, 7)),)),
    Case("at least, dozens", "قتل ما لا يقل عن 14 شخصا وأصيب العشرات في تفجير انتحاري في بغداد.",
         (Expected("ied_or_bomb", place="بغداد", killed=(14, None), injured=(10, None)),)),
    Case("more than", "قتل أكثر من 70 شخصا في غارة جوية على "
         "حلب.", (Expected("air_strike", place="حلب", killed=(70, None)),)),
    Case("between", "قتل ما بين 8 و10 مقاتلين في غارة جوية على البوكمال.",
         (Expected("air_strike", place="البوكمال", killed=(8, 10)),)),
    Case("nouns that say the harm", "سقط 12 قتيلا و5 جرحى في قصف مدفعي على حلب.",
         (Expected("shelling", place="حلب", killed=(12, 12), injured=(5, 5)),)),
    Case("discontinuous verb", "لقي ثلاثة مدنيين مصرعهم جراء انفجار لغم في تدمر.",
         (Expected("ied_or_bomb", place="تدمر", killed=(3, 3)),)),
    Case("nobody harmed", "سقطت صواريخ كاتيوشا قرب قاعدة التاجي يوم الثلاثاء دون وقوع خسائر بشرية.",
         (Expected("missile_or_rocket", "2021-05-11", "قاعدة التاجي", killed=(0, 0), injured=(0, 0)),)),
    Case("nobody killed, some wounded", "لم يسفر القصف الجوي على الميادين عن سقوط قتلى واقتصرت الخسائر على إصابة بعض "
         "العناصر.",
         (Expected("air_strike", place="الميادين", killed=(0, 0), injured=(1, None)),)),
    Case("casualties unknown", "سقطت صواريخ كاتيوشا قرب قاعدة التاجي يوم الثلاثاء، ولم ترد أنباء عن وقوع إصابات.",
         (Expected("missile_or_rocket", "2021-05-11", "قاعدة التاجي"),)),
    Case("updated toll", "انفجرت سيارة مفخخة في كركوك يوم الأحد ما أدى إلى مقتل تسعة أشخاص. وارتفعت حصيلة القتلى "
         "لاحقا إلى 14 قتيلا.",
         (Expected("ied_or_bomb", "2021-05-09", "كركوك", killed=(14, 14)),)),
    Case("toll raised from", "ارتفعت حصيلة تفجير كركوك يوم الأحد من تسعة قتلى إلى 14 قتيلا.",
         (Expected("ied_or_bomb", "2021-05-09", "كركوك", killed=(14, 14)),)),
    Case("Levantine month with the other name", "في 12 كانون الثاني/يناير 2021 استهدفت غارة جوية مدينة البوكمال.",
         (Expected("air_strike", "2021-01-12", "البوكمال"),)),
    Case("early in a month", "في مطلع شهر مارس قتل 12 مقاتلا في غارة على الميادين.",
         (Expected("air_strike", "2021-03-01/2021-03-10", "الميادين", killed=(12, 12)),)),
    Case("month that passed", "قتل أربعة جنود في هجوم على قاعدة التاجي في شهر مارس الماضي.",
         (Expected("armed_attack", "2021-03", "قاعدة التاجي", killed=(4, 4)),)),
    Case("dual days ago", "نصب مسلحون كمينا قرب تدمر قبل يومين وقتلوا ستة جنود.",
         (Expected("armed_attack", "2021-05-10", "تدمر", killed=(6, 6)),)),
    Case("range of days", "قتل 11 شخصا في اشتباكات في درعا بين 3 و7 أيار 2021.",
         (Expected("clash", "2021-05-03/2021-05-07", "درعا", killed=(11, 11)),)),
    Case("Hijri date", "قتل شخصان في قصف على إدلب في 3 رمضان "
         "1442.", (Expected("shelling", "2021-04-15", "إدلب", killed=(2, 2)),)),
    Case("season", "قتل 40 شخصا في غارة جوية على الرقة في صيف عام 2017.",
         (Expected("air_strike", "2017-22", "الرقة", killed=(40, 40)),)),
    Case("no publication date", "قتل مقاتلان في غارة جوية على الميادين أمس.",
         (Expected("air_strike", "", "الميادين", killed=(2, 2)),), published=None),
    Case("two incidents by place", "قتل ثلاثة مدنيين في غارة جوية على إدلب يوم الاثنين، فيما قتل جنديان بانفجار عبوة "
         "ناسفة في درعا.",
         (Expected("air_strike", place="إدلب", killed=(3, 3)), Expected("ied_or_bomb", place="درعا", killed=(2, 2)))),
    Case("two sentences, one incident", "استهدفت غارة جوية مخبزا في حلب يوم الأحد. وأسفر القصف عن مقتل ثمانية أشخاص "
         "وإصابة عشرين آخرين.",
         (Expected("air_strike", "2021-05-09", "حلب", killed=(8, 8), injured=(20, 20)),)),
    Case("a quoted past one", "قتل شخصان في ضربة بطائرة مسيرة في الموصل يوم الاثنين. وفي آذار 2019 قتل 30 شخصا في "
         "غارة جوية على الرقة.",
         (Expected("drone_strike", "2021-05-10", "الموصل", killed=(2, 2)),
          Expected("air_strike", "2019-03", "الرقة", killed=(30, 30), role="background"))),
    Case("headline does not double", "خمسة قتلى بغارة على الرقة\n\nقتل خمسة أشخاص يوم الاثنين في غارة جوية استهدفت "
         "سوقا في الرقة.",
         (Expected("air_strike", "2021-05-10", "الرقة", killed=(5, 5)),)),
    Case("day of saying", "قالت الوزارة أمس الثلاثاء إن غارة جوية يوم الأحد قتلت أربعة مقاتلين في البوكمال.",
         (Expected("air_strike", "2021-05-09", "البوكمال", killed=(4, 4)),)),
    Case("claimed", "انفجرت سيارة مفخخة في بغداد يوم الأحد وقتلت ثلاثة أشخاص. وتبنى تنظيم داعش الهجوم.",
         (Expected("ied_or_bomb", "2021-05-09", "بغداد", killed=(3, 3), perpetrator=("Islamic State", "claimed")),)),
    Case("suspected", "قتل سبعة مقاتلين في غارات يرجح أنها إسرائيلية على البوكمال ليل أمس.",
         (Expected("air_strike", "2021-05-11", "البوكمال", killed=(7, 7), perpetrator=("Israel", "suspected")),)),
    Case("unidentified aircraft", "شنت طائرات مجهولة الهوية غارات على البوكمال مساء الأحد.",
         (Expected("air_strike", "2021-05-09", "البوكمال", perpetrator=("طائرات مجهولة الهوية", "unknown")),)),
    Case("two rival tolls", "قتل ستة حراس على الأقل في هجوم مسلح في كركوك يوم الاثنين. وقال مصدر آخر إن 11 حارسا "
         "قتلوا.",
         (Expected("armed_attack", "2021-05-10", "كركوك", killed=(6, 11)),)),
    Case("his death", "استهدفت طائرة مسيرة سيارة قيادي في إدلب يوم الثلاثاء ما أدى إلى مقتله.",
         (Expected("drone_strike", "2021-05-11", "إدلب", killed=(1, 1)),)),
    Case("a noun that no list has", "قتل ثلاثون نحالا في غارة جوية على "
         "الرقة.", (Expected("air_strike", place="الرقة", killed=(30, 30)),)),
    Case("killed and wounded in one figure", "سقط 17 عاملا بين قتيل وجريح في قصف مدفعي على درعا يوم الأحد.",
         (Expected("shelling", "2021-05-09", "درعا"),)),
    Case("the dead broken down", "قتل 20 شخصا في غارة جوية على حلب. والقتلى اثنا عشر جنديا وثمانية مدنيين.",
         (Expected("air_strike", place="حلب", killed=(20, 20)),)),
    Case("told again by its day", "ارتفع عدد قتلى تفجير كركوك إلى 35 قتيلا. وكان انتحاري قد فجر نفسه مساء الاثنين في "
         "سوق.",
         (Expected("ied_or_bomb", "2021-05-10", "كركوك", killed=(35, 35)),)),
    Case("since, when", "قتل 40 شخصا في تفجير في الموصل يوم الاثنين، وهو الأعنف منذ آذار 2019 حين قتل 30 شخصا في "
         "انفجار سيارة مفخخة.",
         (Expected("ied_or_bomb", "2021-05-10", "الموصل", killed=(40, 40)),
          Expected("ied_or_bomb", "2019-03", killed=(30, 30), role="background"))),
    Case("retaliation for another", "سقطت صواريخ على كركوك يوم الثلاثاء ردا على غارة جوية في بغداد يوم الأحد.",
         (Expected("missile_or_rocket", "2021-05-11", "كركوك"),
          Expected("air_strike", "2021-05-09", "بغداد", role="background"))),
    Case("dateline", "بغداد - انفجرت عبوة ناسفة في كركوك يوم "
         "الأحد.", (Expected("ied_or_bomb", "2021-05-09", "كركوك"),)),
    Case("a weapon that was hit", "دمرت غارة جوية مستودع صواريخ قرب تدمر يوم "
         "الثلاثاء.", (Expected("air_strike", "2021-05-11", "تدمر"),)),
    Case("after midnight between weekdays", "قتل شخصان في قصف على إدلب بعد منتصف ليل الأحد الاثنين.",
         (Expected("shelling", "2021-05-10", "إدلب", killed=(2, 2)),)),
    Case("after midnight of one weekday", "قتل شخصان في قصف على إدلب بعد منتصف ليل الأحد.",
         (Expected("shelling", "2021-05-09/2021-05-10", "إدلب", killed=(2, 2)),)),
    Case("ordinal day", "قتل شخصان في قصف على إدلب في الثاني عشر من نيسان 2021.",
         (Expected("shelling", "2021-04-12", "إدلب", killed=(2, 2)),)),
    Case("Hijri date without a year", "قتل شخصان في قصف على إدلب في 3 رمضان.",
         (Expected("shelling", "2021-04-15", "إدلب", killed=(2, 2)),)),
    Case("the name in quotation marks", 'تبنى تنظيم "الدولة الإسلامية" تفجيرا قتل ثلاثة أشخاص في بغداد يوم الأحد.',
         (Expected("ied_or_bomb", "2021-05-09", "بغداد", killed=(3, 3), perpetrator=("Islamic State", "claimed")),)),
    Case("denied by the accused", "قتل شخصان في غارة جوية على درعا يوم الأحد. ونفت إسرائيل مسؤوليتها عن الهجوم.",
         (Expected("air_strike", "2021-05-09", "درعا", killed=(2, 2), perpetrator=("Israel", "denied")),)),
    Case("ceasefire", "اتفق الطرفان يوم الأحد على وقف إطلاق النار في درعا."),
    Case("an earlier count", "قتل عشرة أشخاص في قصف مدفعي على حلب يوم الاثنين. وكانت حصيلة أولية تحدثت عن سبعة قتلى.",
         (Expected("shelling", "2021-05-10", "حلب", killed=(10, 10)),)),
    Case("two counts in one breath", "قتل عشرة من البيشمركة وثلاثة مدنيين في هجوم مسلح في كركوك يوم الاثنين.",
         (Expected("armed_attack", "2021-05-10", "كركوك", killed=(13, 13)),)),
    Case("what it answered", "قصفت المدفعية مواقع في حلب أمس بعد مقتل خمسة جنود في غارة جوية على تدمر.",
         (Expected("shelling", "2021-05-11", "حلب"),
          Expected("air_strike", place="تدمر", killed=(5, 5), role="background"))),
    Case("assassination", "اغتال مجهولون قياديا في درعا يوم "
         "السبت.", (Expected("assassination", "2021-05-08", "درعا", killed=(1, 1)),)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_arabic_report(case: Case) -> None:
    check(case)
