"""The words around a place name that say what kind of place it is, how the event lies to it, and whose name it is in.

All words are folded (``geo.folding.fold``): «قضاء» stands as «قضا», «محافظة» as «محافظه».
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_DATA = Path(__file__).resolve().parent / "data"
_COMMON_WORDS, _FREQUENT_WORDS = _DATA / "common_words.csv", _DATA / "frequent_words.txt"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The Arab League: where towns bear Arabic names.
ARABIC_SPEAKING = _words("AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE")

# What the word beside a name says of its kind. Codes of the contract.
KIND_WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_words("دوله جمهوريه مملكه سلطنه republic kingdom sultanate"), ("country",)),
    **dict.fromkeys(
        _words("محافظه ولايه اماره اقليم province governorate state oblast region emirate muhafazah"),
        ("adm1", "region"),
    ),
    **dict.fromkeys(_words("قضا مديريه مركز district county raion qada"), ("adm2", "adm3")),
    **dict.fromkeys(_words("ناحيه subdistrict nahiya"), ("adm3", "settlement", "adm2")),
    **dict.fromkeys(
        _words(
            """
        مدينه مدينتي مدن بلده بلدتي بلدات قريه قريتي قري ضيعه عاصمه العاصمه city town village capital cities
        towns villages hamlet
        """
        ),
        ("settlement",),
    ),
    **dict.fromkeys(
        _words("حي حيي احيا ضاحيه مخيم neighbourhood neighborhood suburb camp"), ("neighbourhood", "settlement")
    ),
    **dict.fromkeys(
        _words(
            """
        قاعده مطار معبر حقل حقول محطه سد مستشفي سجن ثكنه base airport airbase airfield crossing field dam
        prison
        """
        ),
        ("facility",),
    ),
    **dict.fromkeys(
        _words("جبل جبال نهر وادي بحيره جزيره خليج mountain mount river valley lake island gulf"), ("natural",)
    ),
}

# Degrees clockwise from north. Both «شرق» and «شرقي» (or «شرقيّ») are written.
DIRECTIONS: dict[str, float] = {
    **dict.fromkeys(_words("شمال شمالي الشمال الشمالي الشماليه north northern"), 0.0),
    **dict.fromkeys(_words("شرق شرقي الشرق الشرقي الشرقيه east eastern"), 90.0),
    **dict.fromkeys(_words("جنوب جنوبي الجنوب الجنوبي الجنوبيه south southern"), 180.0),
    **dict.fromkeys(_words("غرب غربي الغرب الغربي الغربيه west western"), 270.0),
    **dict.fromkeys(_words("northeast northeastern"), 45.0),
    **dict.fromkeys(_words("southeast southeastern"), 135.0),
    **dict.fromkeys(_words("southwest southwestern"), 225.0),
    **dict.fromkeys(_words("northwest northwestern"), 315.0),
}
# A direction that follows the name as an adjective: «ريف دير الزور الشرقي».
DIRECTION_ADJECTIVES = _words("الشمالي الشماليه الشرقي الشرقيه الجنوبي الجنوبيه الغربي الغربيه")
CENTRAL = _words("وسط central centre center")

DESERT = _words("باديه صحرا desert steppe badia")
COUNTRYSIDE = _words("ريف ارياف countryside rural hinterland")
AROUND = _words(
    """
        محيط اطراف ضواحي مشارف تخوم مدخل مداخل outskirts surroundings environs suburbs edge edges vicinity periphery
        """
)
NEAR = _words("قرب بالقرب جوار بجوار قباله near outside around close")
# Nouns of an act of war: what follows them after «على» is what was hit, which «الباب» the door is not.
ATTACKS = _words(
    """
        غاره غارات قصف القصف هجوم الهجوم هجمات ضربه ضربات غاراتها قصفا هجوما قذايف صواريخ سيطره السيطره معارك
        حمله حصار براميل
        """
)
BETWEEN = _words("بين between")
ROADS = _words("طريق الطريق اوتوستراد الاوتوستراد اتوستراد الاتوستراد road highway motorway route")
# What may stand between a road and the first place that it is named after, and between its two places.
ROAD_LINKS = _words(
    """
        from of the that between linking connecting joining leading main international
        من بين الواصل الرابط الذي يربط يصل الممتد الدولي السريع العام الرييسي
        """
)
ROAD_ENDS = _words("to and الي و باتجاه نحو with ب")

# What stands before the name in a place string and says how what is meant lies to it: beside the place (a relation of
# ``geo.relations``), or as a site of a town (``urban``), which a gazetteer of villages does not know.
SETTINGS: dict[str, str] = {
    **dict.fromkeys(_words("محيط اطراف ضواحي مشارف تخوم مدخل مداخل"), "around"),
    **dict.fromkeys(_words("مفرق قرب بالقرب جوار بجوار"), "near"),
    "باديه": "desert",
    "ريف": "countryside",
    **dict.fromkeys(
        _words(
            """
        حي حيي احيا حاره شارع دوار ساحه مشفي مستشفي مسجد جامع مدرسه سوق ملعب حديقه كليه جامعه مبني فندق كراج
        كراجات مصرف كورنيش معهد مجمع ميدان سفاره قنصليه كنيسه مقبره
        """
        ),
        "urban",
    ),
}
# First words of the names of a town's own quarters and buildings, part of the name: gates, gardens, bridges, bakeries.
URBAN_HEADS = _words("باب بستان كرم جسر الجسر مركز المركز مساكن كنيسه مقبره مخبز فرن قلعه نادي بنايه")
# What tells two parts of one village apart, as adjectives behind its name; the parts lie beside each other.
PART_ADJECTIVES = _words(
    """
        كبير كبيره الكبير الكبيره صغير صغيره الصغير الصغيره شرقي شرقيه الشرقي الشرقيه غربي غربيه الغربي الغربيه شمالي
        شماليه الشمالي الشماليه جنوبي جنوبيه الجنوبي الجنوبيه فوقاني فوقانيه الفوقاني الفوقانيه تحتاني تحتانيه
        التحتاني التحتانيه وسطاني الوسطاني القديم القديمه الجديد الجديده العليا السفلي الاعلي الاسفل
        """
)
# What a village's name begins with and writers drop: mound, ruin, tomb, spring, well, farm.
VILLAGE_HEADS = _words("تل تله خربه رسم عين بير بيير جب مزرعه مزرعت تلول")
# The same in English, where it stands at either end of the name.
ENGLISH_SETTINGS: dict[str, str] = {
    **dict.fromkeys(_words("vicinity outskirts surroundings environs"), "around"),
    **dict.fromkeys(_words("near junction crossroads"), "near"),
    "countryside": "countryside",
    **dict.fromkeys(
        _words(
            """
        neighbourhood neighborhood neighbourhoods neighborhoods quarter street square roundabout mosque hospital clinic
        school university college market souk souq park garage bakery hotel stadium building
        """
        ),
        "urban",
    ),
}
ENGLISH_LINKS = _words("of the town city village to")
KILOMETRES = _words(
    """
        كم كلم كيلومتر كيلومترا كيلومترات كيلو km kms kilometre kilometres kilometer kilometers
        """
)
MILES = _words("ميل ميلا اميال mile miles")
LINKS = _words("من عن الي ل of from the to in at")
INNER_LINKS = _words(
    """
        of the city town village province governorate district مدينه بلده قريه محافظه قضا ناحيه منطقه area
        مدينتي بلدتي قريتي border strategic syrian iraqi lebanese yemeni libyan sudanese palestinian ukrainian turkish
        """
)

# Before a country's name these say that the land is meant; else it is the government.
LOCATIVE = _words(
    """
        في داخل الي عبر اراضي الاراضي سما اجوا حدود الحدود انحا عموم فوق نحو باتجاه مناطق ارض ضمن خارج قرب
        in inside into across within throughout over near through to from border borders neighbouring around
        outside
        """
)
# Heads of an actor's, outlet's or institution's name; the place inside it is not where anything happened.
ORGANISATION_BEFORE = _words(
    """
        لوا كتيبه كتايب كتائب فرقه فيلق جيش حركه حزب مجلس اتحاد وكاله صحيفه قناه شبكه جريده اذاعه حكومه نظام
        قوات ميليشيا ميليشيات مليشيا مليشيات فصيل سرايا عصايب هييه هيئه وزاره سفاره سفير وفد منتخب نادي مركز
        مرصد المرصد جامعه منظمه مجموعه تلفزيون راديو مراسل لوكاله موقع اعلام مصادر channel agency newspaper
        liwa brigade battalion division radio university embassy government ambassador consulate bank
        """
)
ORGANISATION_AFTER = _words(
    """
        brigade brigades army observatory division battalion university forces militia militias news network
        channel tv times post government regime ministry parliament council embassy fc united agency club
        corps media backed الفضائيه الاخباريه
        """
)
# Verbs with which a report quotes somebody.
SAYING = _words("said says reported reports announced quoted cited added stated confirmed tweeted wrote citing quoting")
QUOTED = (("according", "to"), ("quoted", "by"), ("reported", "by"), ("told",), ("citing",), ("quoting",))
STRUCK = _words("استهدف استهدفت تستهدف يستهدف قصفت طالت ضربت هزت يهز تهز اقتحمت اقتحم")  # what was hit follows
DAYS = _words("الاحد الاثنين الثلاثا الاربعا الخميس الجمعه السبت اليوم الليله الماضي الجاري")
HABITUAL = _words(
    """
        متكرر متكرره باستمرار مرارا عاده دوريا يوميا تتعرض frequently repeatedly often regularly routinely
        constantly usually
        """
)
ORIGIN = _words("اهالي ابنا ينحدر ينحدرون المنحدر المتحدر مواليد native natives born hailing")
BORDER = _words("حدود الحدود الحدوديه الحدودي الشريط border frontier")
TITLES = _words(
    """
        mr mrs ms dr president minister general colonel captain judge senator sir lord king queen prince
        professor
        """
)
WHERE = _words("in near at outside around inside")  # English prepositions of where something happened
# First words of names of two: mound, village, monastery, house, spring, mother and father of, inn, bridge, head.
NAME_HEADS = VILLAGE_HEADS | _words("كفر دير بيت ام ابو خان جسر راس شيخ الشيخ معره معرت")
PLACE_PREPOSITIONS = _words(
    """
        في الي من قرب بين علي داخل نحو عبر باتجاه in at near from to around outside of between towards into
        """
)


# Conjunctions, prepositions, pronouns and particles, which no clitic turns into a place: «وأن» is not Van.
_PARTICLES = _words(
    """
        ان انه انها انهم انهما اننا اذا اذ ما من عن في علي الي لا لم لن لو قد هو هي هم هذا هذه ذلك تلك هولا الذي التي
        الذين اي كل بعض بين مع عند منذ حتي ثم او ام بل كما لكن لكنه لكنها غير سوي لعل كان كانت ليس منه منها عنه عنها
        فيه فيها عليه عليها اليه اليها به بها بهم له لها لهم هنا هناك حيث كم كيف متي مثل مما لما بما فيما انما كي ايضا
        """
)
PARTICLES = frozenset(
    f"{conjunction}{preposition}{word}"
    for conjunction in ("", "و", "ف")
    for preposition in ("", "ب", "ك", "ل")
    for word in _PARTICLES
)


_KINDS = frozenset(KIND_WORDS) | {"area", "منطقه", "جانب"}


def without_kind_words(folded: str) -> tuple[str, tuple[str, ...]]:
    """The name without "village", "district", «قرية» at its ends, and the kinds that they say."""
    words = folded.split()
    kinds: tuple[str, ...] = ()
    while len(words) > 1 and words[-1].isascii() and words[-1] in _KINDS:
        kinds = kinds or KIND_WORDS.get(words[-1], ())
        words.pop()
    while len(words) > 1 and words[0] in _KINDS and not (words[0].isascii() and words[0] in ("al", "el")):
        kinds = kinds or KIND_WORDS.get(words[0], ())
        words.pop(0)
        if len(words) > 1 and words[0] == "of":
            words.pop(0)
    return " ".join(words), kinds


_EPITHETS = _words("المكرمه المنوره العربيه المتحده الشقيقه الحبيبه العزيزه الشقيق الحبيب العربي السوريه العراقيه")


_PARTS = frozenset(KIND_WORDS) | _words("شمال جنوب شرق غرب وسط ساحل بلديه منطقه")


def without_epithets(folded: str) -> str:
    """«مكة المكرمة» is «مكة»: the name without its kind and its part before it, and the words of honour after it."""
    words = without_kind_words(folded)[0].split()
    while len(words) > 1 and words[0] in _PARTS:
        words.pop(0)
    while len(words) > 1 and words[-1] in _EPITHETS:
        words.pop()
    return " ".join(words)


@cache
def _levels() -> dict[str, str]:
    with _COMMON_WORDS.open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["level"] for row in csv.DictReader(file)}


@cache
def common_words() -> dict[str, str]:
    """{folded word: "common" or "guarded"}; the file says the reason for each word."""
    return {word: level for word, level in _levels().items() if level != "whole"}


def is_whole(folded: str) -> bool:
    """True for a word whose first letter is no clitic: «وكالة» is no «كالة», «لبنان» no «بنان»."""
    return _levels().get(folded) in ("common", "whole")


@cache
def frequent_words() -> frozenset[str]:
    """Folded words of the language that no place of the packages bears: only a noun of place makes one a village."""
    return frozenset(_FREQUENT_WORDS.read_text("utf-8").split())


# Words that look like places and are none: adjectives of nations as English writes them, and bodies' initials that are
# also villages (Un in India, Eu in France).
NOT_PLACES = _words("saudi un eu interior nato usaf idf isis isil g7 g8 who aids ميدان ساحه شارع طريق دوار جسر سوق")
