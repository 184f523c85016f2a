"""Data that proves itself: every name resolves to its entity, every alias does or says that it is shared."""

from collections.abc import Sequence

from aliaskit.gazetteer import Gazetteer
from aliaskit.lexicons import Language, Transliteration
from aliaskit.model import Entity, Verdict
from aliaskit.resolver import Resolver
from aliaskit.text import letters_of, normalize, script_of


def prove(entities: Sequence[Entity], language: Language) -> list[str]:
    """What is wrong with the entities, one line a problem, in the order of the ids; empty if all holds."""
    problems = collisions(entities, language)
    resolver = Resolver([Gazetteer.from_entities(entities)], language=language)
    for entity in sorted(entities, key=lambda each: each.id):
        problems += _misses(entity, resolver)
    return problems


def collisions(entities: Sequence[Entity], language: Language) -> list[str]:
    """Comparison forms that several entities own without each declaring it shared or weak."""
    owners: dict[str, dict[str, bool]] = {}
    tables = language.transliteration
    for entity in entities:
        forms: dict[str, bool] = {_key(entity.name, tables): False}
        for alias in entity.aliases:
            form = _key(alias.text, tables)
            declared = alias.weak or alias.shared or alias.needs_country is not None
            forms[form] = declared and forms.get(form, True)
        for form, declared in forms.items():
            owners.setdefault(form, {})[entity.id] = declared
    problems = []
    for form, marked in sorted(owners.items()):
        silent = sorted(entity_id for entity_id, says in marked.items() if not says)
        if form and len(marked) > 1 and silent:
            problems.append(
                f"'{form}' belongs to {', '.join(sorted(marked))};"
                f" mark it shared or weak in {', '.join(silent)}"
            )
    return problems


def _key(text: str, tables: Transliteration) -> str:
    """What an exact question is answered by: the comparison form; outside Latin script the very letters."""
    return normalize(text, tables) if script_of(text) == "latin" else letters_of(text)


def _misses(entity: Entity, resolver: Resolver) -> list[str]:
    problems = []
    answer = resolver.resolve(entity.name)
    if answer.entity is None or answer.entity.id != entity.id:
        problems.append(f"{entity.id}: its name does not resolve to it alone: {answer.explanation}")
    for alias in entity.aliases:
        if alias.weak or alias.shared:
            continue
        answer = resolver.resolve(alias.text, country=alias.needs_country)
        if answer.entity is None or answer.entity.id != entity.id:
            problems.append(f"{entity.id}: alias '{alias.text}' does not resolve to it: {answer.explanation}")
    for text in entity.not_names:
        answer = resolver.resolve(text)
        if answer.verdict is Verdict.MATCH and answer.entity is not None and answer.entity.id == entity.id:
            problems.append(f"{entity.id}: '{text}' must not resolve to it: {answer.explanation}")
    return problems
