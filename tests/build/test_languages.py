"""Lexicon files to a language: equal sources give an equal hash, and what is missing is told."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import lay_out_sources

from aliaskit.build import compile_language, language_of
from aliaskit.errors import GazetteerError

# Every field that a lexicon must have, by file.
FIELDS = {
    "transliteration": ("letters", "scripts"),
    "homoglyphs": ("homoglyphs",),
    "sounds": ("folds", "vowels", "classes", "soft_c"),
    "sound_costs": ("scripts",),
    "kanji": ("characters", "words"),
    "letter_variants": ("variants",),
    "han_variants": ("variants",),
    "stopwords": ("articles", "connectors", "elisions"),
    "numbers": ("cardinals", "ordinals", "ordinal_endings", "numerators"),
    "place_forms": ("territories", "regions", "towns"),
    "concepts": ("concepts",),
    "titles": (
        *("heads", "name_like", "modifiers", "connectors"),
        *("complements", "phrases", "honorifics", "attached"),
    ),
    "suffixes": ("generational", "generational_before", "post_nominals"),
    "particles": ("family", "name_like", "compounds"),
    "nicknames": ("nicknames", "abbreviations", "equivalents", "spellings", "epithets"),
    "name_order": ("family_names", "given_names", "native_family_names", "western_given_names"),
    "common_names": ("given", "family"),
    "legal_forms": ("forms",),
    "place_endings": ("place_endings", "kept_endings"),
}
MODEL_FIELDS = ("prior", "mass", "weights", "decisive", "thresholds", "calibration", "precision")


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented sources as they are."""
    return lay_out_sources(tmp_path_factory.mktemp("untouched"))


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The invented sources, free to be changed."""
    return lay_out_sources(tmp_path)


def rewritten(path: Path, change: Callable[[str], str]) -> Path:
    """The file, changed for good."""
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")
    return path


def without(field: str) -> Callable[[str], str]:
    """A change that gives the field another name."""
    return lambda text: re.sub(rf"^{field}:", f"no_{field}:", text, count=1, flags=re.MULTILINE)


def test_the_same_sources_give_the_same_sections_and_hash(sources: Path, untouched: Path) -> None:
    first, second = compile_language(untouched), compile_language(sources)
    assert list(first.items()) == list(second.items())
    assert language_of(first).hash == language_of(second).hash
    assert re.fullmatch("[0-9a-f]{32}", language_of(first).hash)


def test_the_order_of_the_sections_is_no_part_of_the_hash(untouched: Path) -> None:
    sections = compile_language(untouched)
    turned = dict(reversed(sections.items()))
    assert list(turned) != list(sections)
    assert language_of(turned).hash == language_of(sections).hash


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("lexicons/nicknames.yaml", lambda text: "# a remark\n" + text),
        ("lexicons/nicknames.yaml", lambda text: text.replace("[Theo, Ric]", "[RIC, theo, Theo]")),
        ("lexicons/titles.yaml", lambda text: text.replace("[minister, dr]", "[Dr., Minister]")),
        ("lexicons/concepts.yaml", lambda text: text.replace("[tides, tide]", "[Tide, Tidés]")),
        ("lexicons/particles.yaml", lambda text: text.replace("2026-01-31", "2026-02-01")),
        ("model.yaml", lambda text: re.sub(r"^prior: (\S+)", r"prior:   \1 # so", text, flags=re.M)),
        # Only the names of places are part of a language.
        (
            "entities/persons/persons.yaml",
            lambda text: text.replace("Melantha Quorvin", "Melantha Tarn"),
        ),
    ],
)
def test_what_says_the_same_has_the_same_hash(
    sources: Path, name: str, change: Callable[[str], str], untouched: Path
) -> None:
    rewritten(sources / name, change)
    assert language_of(compile_language(sources)).hash == language_of(compile_language(untouched)).hash


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("lexicons/nicknames.yaml", lambda text: text.replace("[Theo, Ric]", "[Theo, Rick]")),
        ("lexicons/sounds.yaml", lambda text: text.replace("[ph, f]", "[ph, v]")),
        ("lexicons/homoglyphs.yaml", lambda text: text.replace("α: a", "α: e")),
        ("lexicons/legal_forms.yaml", lambda text: text.replace("id: ag", "id: sa")),
        (
            "model.yaml",
            lambda text: re.sub(r"^prior: .*", "prior: 17.5", text, flags=re.M),
        ),
        ("entities/places/places.yaml", lambda text: text.replace("name: Northmark", "name: Southmark")),
    ],
)
def test_what_says_something_else_has_another_hash(
    sources: Path, name: str, change: Callable[[str], str], untouched: Path
) -> None:
    rewritten(sources / name, change)
    assert language_of(compile_language(sources)).hash != language_of(compile_language(untouched)).hash


def test_the_table_of_fields_has_every_lexicon(untouched: Path) -> None:
    assert {path.stem for path in (untouched / "lexicons").iterdir()} == set(FIELDS)


@pytest.mark.parametrize(("lexicon", "field"), [(name, field) for name in FIELDS for field in FIELDS[name]])
def test_a_lexicon_without_a_field(sources: Path, lexicon: str, field: str) -> None:
    path = rewritten(sources / "lexicons" / f"{lexicon}.yaml", without(field))
    with pytest.raises(GazetteerError) as caught:
        compile_language(sources)
    assert str(caught.value) == f"{path}:1:1: lacks {field}"


@pytest.mark.parametrize("field", MODEL_FIELDS)
def test_a_model_without_a_field(sources: Path, field: str) -> None:
    path = rewritten(sources / "model.yaml", without(field))
    with pytest.raises(GazetteerError) as caught:
        compile_language(sources)
    assert str(caught.value) == f"{path}:1:1: lacks {field}"


def test_several_missing_fields_are_told_at_once(sources: Path) -> None:
    path = rewritten(sources / "lexicons" / "sounds.yaml", without("vowels"))
    rewritten(path, without("soft_c"))
    with pytest.raises(GazetteerError) as caught:
        compile_language(sources)
    assert str(caught.value) == f"{path}:1:1: lacks vowels, soft_c"


@pytest.mark.parametrize("name", [*(f"lexicons/{lexicon}.yaml" for lexicon in FIELDS), "model.yaml"])
def test_a_file_that_is_missing(sources: Path, name: str) -> None:
    (sources / name).unlink()
    with pytest.raises(GazetteerError) as caught:
        compile_language(sources)
    assert str(caught.value) == f"{sources / name}: there is no such file"


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        (
            "lexicons/titles.yaml",
            lambda text: text.replace("lexicon@1", "entities@1"),
            "1:1: schema is 'aliaskit/entities@1', expected 'aliaskit/lexicon@1'",
        ),
        (
            "model.yaml",
            lambda text: text.replace("model@1", "model@2"),
            "1:1: schema is 'aliaskit/model@2', expected 'aliaskit/model@1'",
        ),
        (
            "lexicons/titles.yaml",
            lambda text: text.replace("source: invented", "source: hearsay"),
            "1:1: source is not declared in sources",
        ),
        (
            "lexicons/titles.yaml",
            lambda text: text.replace("source: invented\n", ""),
            "1:1: source is not declared in sources",
        ),
        (
            "lexicons/titles.yaml",
            lambda text: text + "heads: [again]\n",
            "15:1: 'heads' is given twice",
        ),
    ],
)
def test_a_lexicon_with_a_wrong_envelope(
    sources: Path, name: str, change: Callable[[str], str], message: str
) -> None:
    path = rewritten(sources / name, change)
    with pytest.raises(GazetteerError) as caught:
        compile_language(sources)
    assert str(caught.value) == f"{path}:{message}"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("titles", "heads: [minister, dr]", "heads: 5", "7:8: expected a list, not int (5)"),
        ("titles", "[minister, dr]", "[minister, no]", "7:19: expected text, not bool (False)"),
        ("numbers", "cardinals:\n", "cardinals: []\nold:\n", "7:12: expected a map, not list ([])"),
        ("concepts", "bank: {type: generic, words", "bank: {words", "9:9: lacks type"),
        ("concepts", "words: {xx: [bank]}", "words: [bank]", "9:32: expected a map, not list (['bank'])"),
        ("legal_forms", "id: ag, ", "", "9:5: lacks id"),
        ("nicknames", "- [Ivo, Yvo]", "- Ivo", "11:5: expected a list, not str ('Ivo')"),
        ("sounds", "[ph, f]", "[ph, f, v]", "8:5: expected 2 values, not 3"),
        ("transliteration", "  hangul:", "  korean:", "9:3: lacks hangul"),
        ("transliteration", "jj, ch, k, t, p, h]", "jj, ch, k, t, p]", "13:15: expected 19 values, not 18"),
        ("transliteration", "{ου: ou}", "[ου]", "11:13: expected a map, not list (['ου'])"),
        (
            "../model",
            "  scale: {same_script: 1.0,",
            "  scale: {same_script: all,",
            "expected a number, not str ('all')",
        ),
    ],
)
def test_a_lexicon_of_the_wrong_shape(sources: Path, name: str, old: str, new: str, message: str) -> None:
    path = rewritten(sources / "lexicons" / f"{name}.yaml", lambda text: text.replace(old, new))
    with pytest.raises(GazetteerError) as caught:
        compile_language(sources)
    assert caught.value.path is not None
    assert Path(caught.value.path).samefile(path)
    assert str(caught.value).endswith(message)


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ("  coptic: {like: tides}", "like is 'tides', expected a script with a table of its own"),
        (
            "  coptic: {like: nubian}\n  nubian: {like: greek}",
            "like is 'nubian', expected a script with a table of its own",
        ),
        ("  coptic: {after: [['(', a]]}", "no regular expression: missing )"),
        ("  coptic: {variants: [{marks: x, before: [[a, '\\1']]}]}", "no regular expression: invalid"),
    ],
)
def test_a_script_that_cannot_be_read(sources: Path, added: str, message: str) -> None:
    path = sources / "lexicons" / "transliteration.yaml"
    rewritten(path, lambda text: text + added + "\n")
    line = path.read_text(encoding="utf-8").splitlines().index(added.split("\n")[0]) + 1
    with pytest.raises(GazetteerError) as caught:
        compile_language(sources)
    assert message in str(caught.value)
    assert f":{line}:" in str(caught.value)


def test_a_script_like_another_has_its_letters_and_its_own(sources: Path) -> None:
    added = "  coptic: {like: greek, shift: {first: ⲁ, last: ⲱ, by: -0x28d0}, letters: {ⲁ: aa}}\n"
    rewritten(sources / "lexicons" / "transliteration.yaml", lambda text: text + added)
    table = language_of(compile_language(sources)).transliteration.scripts["coptic"]
    assert table.letters["α"] == "aa"
    assert table.letters["β"] == "v"
    assert table.groups == {"ου": "ou"}


def test_the_words_of_a_language_are_in_comparison_form(untouched: Path) -> None:
    language = language_of(compile_language(untouched))
    words, persons = language.words, language.persons
    assert words.articles == {"the", "le"}
    assert words.numbers == {"one": "1", "uno": "1", "first": "1", "two": "2"}
    assert words.concepts["ministerium"] == ("ministry", "generic")
    assert words.concepts["tides"] == words.concepts["tide"] == ("tide", "topic")
    assert words.territories == {"vell": "vl", "republic of vell": "vl", "vellish": "vl", "vellski": "vl"}
    assert words.towns == {"tarnhafen": "tarnhaven", "tarnhavener": "tarnhaven"}
    assert words.regions == {"northmark": "vl-northmark", "nm": "vl-northmark"}
    assert persons.heads == {"minister", "dr"}
    assert persons.phrases == {"harbour master"}
    assert persons.nicknames["theodric"] == {"theo", "ric"}
    assert persons.full_names["mela"] == {"melantha"}
    assert persons.equivalents["ivo"] == {"yvo"}
    assert persons.spellings["kworvin"] == {"quorvin"}
    assert persons.generational == {"jr": "jr", "junior": "jr", "ii": "2", "2nd": "2"}
    assert persons.generational_before == {"ju": "jr"}
    assert persons.abbreviations == {"mlth"}
    assert persons.nicknames["melantha"] == {"mela", "mlth"}
    assert persons.equivalents["brightest"] == {"clarissimo"}
    assert "brightest" not in persons.known_given
    assert persons.native_family == {"潮": ("ushio",)}
    assert persons.family_first == {"tarn": "xx"}
    assert language.organizations.legal_forms["aktiengesellschaft"] == ("ag", "stock")
    assert language.sounds.folds[0] == ("ph", "f")


def test_sections_are_json_that_keeps_its_letters(untouched: Path) -> None:
    sections = compile_language(untouched)
    assert set(sections) == {
        *(
            "transliteration",
            "sounds",
            "across",
            "kanji",
            "variants",
            "words",
            "persons",
            "organizations",
            "model",
        )
    }
    for text in sections.values():
        assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text
    assert "潮" in sections["persons"]
