"""Which kind of thing a mention looks like, from its words alone."""

from aliaskit.lexicons import Language
from aliaskit.model import Kind, Role
from aliaskit.names.organization import parse_organization
from aliaskit.names.person import parse_person, split_titles
from aliaskit.text import clean, split_words

_LONGEST_PERSON = 5


def kind_scores(text: str, language: Language) -> dict[Kind, float]:
    """Log odds by kind; 0 says nothing. They only order the kinds and tip close decisions."""
    person = organization = place = 0.0
    cleaned = clean(text)
    words = split_words(cleaned, language.transliteration)
    if not words:
        return {Kind.PERSON: 0.0, Kind.ORGANIZATION: 0.0, Kind.PLACE: 0.0}
    lexicon, persons = language.words, language.persons
    titles, rest = split_titles(words, language)
    if titles and rest:
        person += 3.0
    parsed = parse_organization(text, language)
    roles = {token.role for token in parsed.tokens}
    if Role.LEGAL_FORM in roles or Role.GENERIC in roles:
        organization += 2.5
        person -= 3.0 if not titles else 0.0
    if roles & {Role.TOPIC, Role.NUMBER} and Role.SUFFIX not in roles:
        organization += 1.0
    if len(words) == 1 and Role.ACRONYM in roles:
        organization += 2.0
    form = " ".join([word.form for word in words if word.form not in lexicon.articles])
    if form in lexicon.territories:
        place += 4.0
    if Role.TERRITORY in roles and "," in cleaned:
        place += 1.5
    if roles & {Role.COMPASS, Role.QUALITY}:
        place += 0.5
    forms = [word.form for word in rest or words]
    if forms[0] in persons.known_given or forms[-1] in persons.known_given:
        person += 2.0
    if forms[0] in persons.family_first or forms[-1] in persons.common:
        person += 1.0
    if 2 <= len(forms) <= _LONGEST_PERSON and roles <= {Role.CORE, Role.STOPWORD, Role.ACRONYM}:
        person += 1.0
    if any(token.role in (Role.INITIAL, Role.SUFFIX) for token in parse_person(text, language).tokens):
        person += 1.0
    return {Kind.PERSON: person, Kind.ORGANIZATION: organization, Kind.PLACE: place}
