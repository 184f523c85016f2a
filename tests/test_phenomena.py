"""Each phenomenon on invented entities that are known by one name only: what rules make needs no alias."""

import pytest

from aliaskit import Gazetteer, Resolver

PERSONS = [
    "Tadashi Kurimoto",
    "Haruko Nishizaka",
    "Anthony Wexcombe",
    "Margaret Ollerenshaw",
    "Dmitri Barsukovsky",
    "Nikolai Velichanin",
    "Georgios Papathanellis",
    "Katherine Brundlewick",
    "William Thornycastle",
    "Elizabeth Marchbanks",
    "Robert Haldenstone",
    "Alexander Vostrikovich",
    "Mohammed Tarhuwani",
    "Ottokar von Brenkenhausen",
    "Pilar de la Quintanilla",
]
ORGANIZATIONS = [
    "Brenkenhausen Werke",
    "Ministry of Fisheries of Norway",
    "Department of Forestry of Canada",
    "Ministry of Culture of Poland",
    "Ministry of Transport of Italy",
    "Ministry of Health of Spain",
    "Ministry of Education of Greece",
    "Ministry of Energy of Sweden",
    "Ministry of Agriculture of Turkey",
    "Ministry of Tourism of Egypt",
    "Ministry of Finance of Mexico",
    "Quillfeather Partners",
    "Zandstroom Logistiek",
    "Marmalux Optics",
    "Trelawnick Shipping",
    "Corvantes Seguros",
    "Oberlindacher Maschinenfabrik",
    "Hollowmere Brewing",
    "Pelagonia Textiles",
    "Vastervik Paper",
    "Dunmorrow Railways",
    "7th Quarrymen Battalion",
]


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    entities = [{"kind": "person", "name": name} for name in PERSONS]
    entities += [{"kind": "organization", "name": name} for name in ORGANIZATIONS]
    return Resolver([Gazetteer.from_entities(entities)])


def _found(resolver: Resolver, mention: str) -> str:
    resolution = resolver.resolve(mention)
    return resolution.entity.name if resolution.entity else resolution.explanation


def _inverted(name: str) -> str:
    given, _, family = name.partition(" ")
    return f"{family}, {given}"


def _swapped(name: str) -> str:
    given, _, family = name.partition(" ")
    return f"{family} {given}"


@pytest.mark.parametrize("name", PERSONS)
def test_order_case_title_and_middle_initial(resolver: Resolver, name: str) -> None:
    given, _, family = name.partition(" ")
    assert _found(resolver, _inverted(name)) == name
    assert _found(resolver, _swapped(name)) == name
    assert _found(resolver, name.upper()) == name
    assert _found(resolver, name.lower()) == name
    assert _found(resolver, f"Norwegian Foreign Minister {name}") == name
    assert _found(resolver, f"Gen. {name}") == name
    assert _found(resolver, f"{given} Q. {family}") == name
    assert _found(resolver, f"Dr. {given} {family} Jr.") == name
    assert _found(resolver, given + family) == name


@pytest.mark.parametrize("name", PERSONS)
def test_one_letter_variants(resolver: Resolver, name: str) -> None:
    given, _, family = name.partition(" ")
    middle = len(family) // 2
    assert _found(resolver, f"{given} {family[:middle]}{family[middle + 1 :]}") == name
    assert _found(resolver, f"{given} {family[:middle]}{family[middle]}{family[middle:]}") == name


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Tony Wexcombe", "Anthony Wexcombe"),
        ("Peggy Ollerenshaw", "Margaret Ollerenshaw"),
        ("Maggie Ollerenshaw", "Margaret Ollerenshaw"),
        ("Kate Brundlewick", "Katherine Brundlewick"),
        ("Kathy Brundlewick", "Katherine Brundlewick"),
        ("Bill Thornycastle", "William Thornycastle"),
        ("Liz Marchbanks", "Elizabeth Marchbanks"),
        ("Betty Marchbanks", "Elizabeth Marchbanks"),
        ("Bob Haldenstone", "Robert Haldenstone"),
        ("Alex Vostrikovich", "Alexander Vostrikovich"),
        ("Sasha Vostrikovich", "Alexander Vostrikovich"),
        ("Mykola Velichanin", "Nikolai Velichanin"),
        ("Nicholas Velichanin", "Nikolai Velichanin"),
        ("Muhammad Tarhuwani", "Mohammed Tarhuwani"),
        ("Mohamed Tarhuwani", "Mohammed Tarhuwani"),
        ("George Papathanellis", "Georgios Papathanellis"),
    ],
)
def test_nicknames_and_equivalents(resolver: Resolver, mention: str, name: str) -> None:
    assert _found(resolver, mention) == name


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Дмитрий Барсуковский", "Dmitri Barsukovsky"),
        ("Николай Величанин", "Nikolai Velichanin"),
        ("Александр Востриков", None),
        ("Александр Вострикович", "Alexander Vostrikovich"),
        ("Барсуковский Дмитрий", "Dmitri Barsukovsky"),
        ("Γεώργιος Παπαθανέλλης", "Georgios Papathanellis"),
        ("クリモト タダシ", "Tadashi Kurimoto"),
        ("くりもと ただし", "Tadashi Kurimoto"),
        ("ニシザカ・ハルコ", "Haruko Nishizaka"),
        ("Dmitriy Barsukovskiy", "Dmitri Barsukovsky"),
        ("Dmitry Barsukovskij", "Dmitri Barsukovsky"),
        ("Tadasi Kurimoto", "Tadashi Kurimoto"),
    ],
)
def test_romanisation(resolver: Resolver, mention: str, name: str | None) -> None:
    if name is None:
        assert resolver.resolve(mention).entity is None
    else:
        assert _found(resolver, mention) == name


LONG_VOWELS = [
    ("Yūko Ōnishizaka", ["Yuko Onishizaka", "Yuuko Oonishizaka", "Yuko Ohnishizaka"]),
    ("Shōichi Tōgashira", ["Shoichi Togashira", "Shouichi Tougashira", "Shohichi Togashira"]),
    ("Kōsuke Ōbayashira", ["Kosuke Obayashira", "Kousuke Oobayashira"]),
    ("Ryūtarō Kōzukami", ["Ryutaro Kozukami", "Ryuutarou Kouzukami"]),
    ("Jirō Sōmakawa", ["Jiro Somakawa", "Jirou Soumakawa", "Jiroh Somakawa"]),
    ("Tarō Kyōgokuda", ["Taro Kyogokuda", "Tarou Kyougokuda"]),
    ("Yōhei Tōmatsuda", ["Yohei Tomatsuda", "Youhei Toumatsuda"]),
    ("Gorō Ōtsukayama", ["Goro Otsukayama", "Gorou Ootsukayama"]),
    ("Kyōko Dōmotoya", ["Kyoko Domotoya", "Kyouko Doumotoya"]),
    ("Shūji Hōjōgawa", ["Shuji Hojogawa", "Shuuji Houjougawa"]),
]


@pytest.mark.parametrize(("name", "spellings"), LONG_VOWELS)
def test_long_vowels(name: str, spellings: list[str]) -> None:
    resolver = Resolver([Gazetteer.from_entities([{"kind": "person", "name": n} for n, _ in LONG_VOWELS])])
    for spelling in spellings:
        assert _found(resolver, spelling) == name


KOREAN = [
    ("Kang Dong-hwi", "강동휘"),
    ("Seo Min-gyu", "서민규"),
    ("Bae Jin-seok", "배진석"),
    ("Hong Seung-pyo", "홍승표"),
    ("Moon Chang-geun", "문창근"),
    ("Yoon Tae-sik", "윤태식"),
    ("Park Byung-hoon", "박병훈"),
    ("Choi Yong-gil", "최용길"),
    ("Lim Sang-woo", "임상우"),
    ("Kim Dae-hyun", "김대현"),
]


@pytest.mark.parametrize(("name", "hangul"), KOREAN)
def test_hangul(name: str, hangul: str) -> None:
    resolver = Resolver([Gazetteer.from_entities([{"kind": "person", "name": n} for n, _ in KOREAN])])
    assert _found(resolver, hangul) == name


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Norwegian Fisheries Ministry", "Ministry of Fisheries of Norway"),
        ("Norway's Ministry of Fisheries", "Ministry of Fisheries of Norway"),
        ("Canadian Department of Forestry", "Department of Forestry of Canada"),
        ("Canada's Forestry Department", "Department of Forestry of Canada"),
        ("Polish Ministry of Culture", "Ministry of Culture of Poland"),
        ("Italian Transport Ministry", "Ministry of Transport of Italy"),
        ("Spanish Health Ministry", "Ministry of Health of Spain"),
        ("Greek Education Ministry", "Ministry of Education of Greece"),
        ("Swedish Ministry of Energy", "Ministry of Energy of Sweden"),
        ("Turkish Agriculture Ministry", "Ministry of Agriculture of Turkey"),
        ("Egyptian Ministry of Tourism", "Ministry of Tourism of Egypt"),
        ("Mexican Finance Ministry", "Ministry of Finance of Mexico"),
        ("Mexico, Ministry of Finance of", "Ministry of Finance of Mexico"),
        ("Seventh Quarrymen Battalion", "7th Quarrymen Battalion"),
        ("VII Quarrymen Battalion", "7th Quarrymen Battalion"),
        ("8th Quarrymen Battalion", None),
        ("Finnish Fisheries Ministry", None),
        ("Norwegian Forestry Ministry", None),
    ],
)
def test_demonyms_order_and_numbers(resolver: Resolver, mention: str, name: str | None) -> None:
    if name is None:
        assert resolver.resolve(mention).entity is None
    else:
        assert _found(resolver, mention) == name


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Brenkenhausen Werke AG", "Brenkenhausen Werke"),
        ("Brenkenhausen Werke Aktiengesellschaft", "Brenkenhausen Werke"),
        ("Quillfeather Partners LLP", "Quillfeather Partners"),
        ("Zandstroom Logistiek B.V.", "Zandstroom Logistiek"),
        ("Marmalux Optics, Inc.", "Marmalux Optics"),
        ("Trelawnick Shipping Ltd", "Trelawnick Shipping"),
        ("Trelawnick Shipping Limited", "Trelawnick Shipping"),
        ("Corvantes Seguros, S.A.", "Corvantes Seguros"),
        ("Oberlindacher Maschinenfabrik GmbH", "Oberlindacher Maschinenfabrik"),
        ("Hollowmere Brewing PLC", "Hollowmere Brewing"),
        ("Pelagonia Textiles DOOEL", "Pelagonia Textiles"),
        ("Vastervik Paper AB", "Vastervik Paper"),
        ("The Hollowmere Brewing Company", "Hollowmere Brewing"),
        ("Dunmorrow Railway", "Dunmorrow Railways"),
        ("Dunmorow Railways", "Dunmorrow Railways"),
    ],
)
def test_legal_forms_and_slips(resolver: Resolver, mention: str, name: str) -> None:
    assert _found(resolver, mention) == name
