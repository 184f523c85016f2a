"""One gazetteer as the resolver asks it: exact owners of a form, candidates, the marks of aliases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aliaskit.gazetteer import Snapshot
from aliaskit.gazetteer.snapshot import KINDS, NEEDS, SHARED, WEAK
from aliaskit.lexicons import Language
from aliaskit.model import Entity, Evidence, Kind, Name, Role
from aliaskit.odds import Weighed
from aliaskit.text import letters_of, loses_letters, script_of

if TYPE_CHECKING:
    from aliaskit.candidates import CandidateIndex
    from aliaskit.matching import Matcher

# A kind that the words speak against this much (log odds below the likeliest) costs a row.
_UNLIKELY = 2.0
# Rows that say that one name says more than the other.
_MORE = frozenset({"one_more", "polity_more", "settlement_more"})

_LIKE_ACROSS = frozenset({"across_likely", "across_fair", "across_slip", "across_vague"})


@dataclass(frozen=True, slots=True)
class Link:
    """An alias that may be meant, in its gazetteer, with its evidence.

    ``certain``: the comparison form is this alias, unmarked, of this entity only. ``rank``: its place among
    the candidates of its gazetteer, which settles equal evidence.
    """

    layer: "Layer"
    alias: int
    weighed: Weighed
    certain: bool
    shared: bool
    known: Entity | None = None
    rank: int = 0

    @property
    def entity(self) -> Entity:
        """Who would be meant."""
        return self.known or self.layer.snapshot.entity(self.layer.snapshot.alias_entity[self.alias])

    @property
    def entity_id(self) -> str:
        """The id of who would be meant."""
        return self.layer.snapshot.entity_id(self.layer.snapshot.alias_entity[self.alias])

    def with_entity(self, entity: Entity) -> "Link":
        """The same link with the entity as another gazetteer describes it."""
        return replace(self, known=entity)

    def with_evidence(self, other: "Link") -> "Link":
        """The same entity, as this gazetteer describes it, with another's alias and evidence."""
        return replace(other, known=self.entity)


class Layer:
    """A snapshot with what is needed to ask it."""

    def __init__(self, snapshot: Snapshot, language: Language, matcher: "Callable[[], Matcher]") -> None:
        self.snapshot = snapshot
        self._language = language
        self._matcher = matcher
        self._index: CandidateIndex | None = None
        self._ids: dict[str, int] | None = None

    @property
    def index(self) -> "CandidateIndex":
        """The candidate index, opened on first use."""
        if self._index is None:
            from aliaskit.candidates import CandidateIndex  # imports numpy, which exact answers do without

            self._index = CandidateIndex(self.snapshot, self._matcher().similarity)
        return self._index

    def certain_name(self, name: str, form: str, wanted: Kind | None) -> str | None:
        """The canonical name if the form is an unmarked alias of one entity of the wanted kind only."""
        snapshot = self.snapshot
        aliases = snapshot.keyed("e", form)
        aliases = self._as_written(name, aliases)
        if len(aliases) != 1:
            return None
        alias = aliases[0]
        if snapshot.alias_flags[alias] & (WEAK | SHARED | NEEDS):
            return None
        entity = snapshot.alias_entity[alias]
        if wanted is not None and not self._admits(entity, wanted):
            return None
        return snapshot.entity_name(entity)

    def _as_written(self, name: str, aliases: tuple[int, ...]) -> tuple[int, ...]:
        """The aliases with the name's very letters if there are any, else all.

        Where romanising loses letters (Arabic, Hebrew), other letters are no equality at all.
        """
        if len(aliases) < 2 and name.isascii():
            return aliases
        letters = letters_of(name)
        same = tuple([alias for alias in aliases if letters_of(self.snapshot.alias_text(alias)) == letters])
        return same if same or loses_letters(name) else aliases

    def _admits(self, entity: int, wanted: Kind | None) -> bool:
        kind = KINDS[self.snapshot.entity_kind[entity]]
        return wanted is None or kind is wanted or kind is Kind.OTHER or wanted is Kind.OTHER

    def exact(self, name: str, form: str, wanted: Kind | None, country: str | None) -> list[Link]:
        """The owners of a comparison form (with or without its leading article), one link each.

        A weak alias owns nothing; one that needs a country owns only beside it.
        """
        aliases = self.snapshot.keyed("e", form)
        if not aliases:
            first, _, rest = form.partition(" ")
            acronym = name.split()[0].isupper() and not name.isupper() and len(first) > 1  # AS Roma
            if rest and first in self._language.words.articles and not acronym:
                aliases = self.snapshot.keyed("e", rest)
        aliases = self._as_written(name, aliases)
        owners: dict[int, tuple[int, bool]] = {}
        for alias in aliases:
            entity = self.snapshot.alias_entity[alias]
            flags = self.snapshot.alias_flags[alias]
            if flags & WEAK or not self._admits(entity, wanted):
                continue
            marked = self.is_shared(alias, country)
            if entity not in owners or (owners[entity][1] and not marked):
                owners[entity] = (alias, marked)
        unmarked = [alias for alias, marked in owners.values() if not marked]
        fulfilled = [alias for alias in unmarked if self.snapshot.alias_flags[alias] & NEEDS]
        alone = (
            fulfilled[0] if len(fulfilled) == 1 else unmarked[0] if len(owners) == 1 and unmarked else None
        )
        if alone is None and len(owners) == 1:
            ((alias, _),) = owners.values()
            # The other owners are of another kind than the one asked for.
            if wanted is not None and not self.snapshot.alias_flags[alias] & NEEDS and self._others(aliases):
                alone = alias
        nothing = Weighed(0.0, ())
        if alone is not None:
            return [Link(self, alone, nothing, certain=True, shared=False)]
        return [Link(self, alias, nothing, certain=False, shared=marked) for alias, marked in owners.values()]

    def _others(self, aliases: tuple[int, ...]) -> bool:
        """Whether the aliases belong to several entities."""
        return len({self.snapshot.alias_entity[alias] for alias in aliases}) > 1

    def is_shared(self, alias: int, country: str | None) -> bool:
        """Whether an alias does not say alone who is meant, given the country that the caller names."""
        flags = self.snapshot.alias_flags[alias]
        if flags & NEEDS:
            return country is None or self.snapshot.needs_country(alias) != country
        return bool(flags & SHARED)

    def alias_kind(self, alias: int) -> Kind:
        """The kind that an alias was parsed as."""
        return KINDS[self.snapshot.alias_kind[alias]]

    def marks(
        self,
        alias: int,
        name: Name,
        weighed: Weighed,
        country: str | None,
        kinds: Mapping[Kind, float],
        told: Kind | None,
    ) -> list[Evidence]:
        """Rows for what is known beside the names: a weak alias, a country, a kind that does not fit."""
        weights = self._language.model.weights
        snapshot = self.snapshot
        mention = name.text
        flags = snapshot.alias_flags[alias]
        text = snapshot.alias_text(alias)
        rows = [Evidence("linking", mention, text, weights["linking"], "asked of a gazetteer")]
        if flags & WEAK:
            rows.append(Evidence("weak_alias", mention, text, weights["weak_alias"], "never enough alone"))
        if flags & NEEDS and self.is_shared(alias, country):
            needed = snapshot.needs_country(alias) or ""
            note = f"counts only beside its country ({needed})"
            rows.append(Evidence("needs_country", mention, text, weights["needs_country"], note))
        own = snapshot.country(snapshot.alias_entity[alias])
        if country and own:
            feature = "country_same" if own == country else "country_differs"
            rows.append(Evidence(feature, country, own, weights[feature], "the country that was given"))
        if own and name.kind in (Kind.PLACE, Kind.ORGANIZATION):
            rows += self._within(name, snapshot.name(alias), own)
        if any(row.feature == "family_alone" for row in weighed.rows):
            rows.append(
                Evidence("only_family", mention, text, weights["only_family"], "one name of a person")
            )
        if any(row.feature in _MORE and row.left for row in weighed.rows):
            note = "it says more than the known name"
            rows.append(Evidence("says_more", mention, text, weights["says_more"], note))
        expanded = any(row.feature.startswith("acronym") for row in weighed.rows)
        acronym = {token.form for token in snapshot.name(alias).tokens}
        itself = any(token.role is Role.ACRONYM and token.form in acronym for token in name.tokens)
        if expanded and not itself and len(name.tokens) > 1 and self._spelt_out(alias):
            note = "it is known spelt out, in other words"
            rows.append(Evidence("spelt_otherwise", mention, text, weights["spelt_otherwise"], note))
        kind = KINDS[snapshot.alias_kind[alias]]
        across = kind is Kind.PLACE and any(row.feature in _LIKE_ACROSS for row in weighed.rows)
        if across and name.script in self._scripts(alias):
            # What the place is called in this script is known; a sound through another is a long way round.
            note = "known in this script under another name"
            rows.append(Evidence("native_alike", mention, text, weights["native_alike"], note))
        if told is not None:
            feature = "kind_told" if kind is told else "kind_told_other"
            rows.append(
                Evidence(feature, told.value, kind.value, weights[feature], "the context names a kind")
            )
        if kinds:
            behind = max(kinds.values()) - kinds.get(kind, 0.0)
            if behind > _UNLIKELY:
                feature = "kind_against" if behind > 2 * _UNLIKELY else "kind_unlikely"
                note = f"it does not look like a {kind.value}"
                rows.append(Evidence(feature, mention, text, weights[feature], note))
        return rows

    def _within(self, name: Name, alias: Name, own: str) -> list[Evidence]:
        """The row for a territory that only the mention names (``London, Ontario``)."""
        named = [token for token in name.tokens if token.role is Role.TERRITORY]
        if not named or any(token.role is Role.TERRITORY for token in alias.tokens):
            return []
        codes = {code for token in named for code in token.value.split("|")}
        if not codes <= self._language.words.codes:
            feature = "says_more"  # a larger place that no lexicon knows
        else:
            feature = "country_same" if own in {code[:2].upper() for code in codes} else "territory_differs"
        text = ", ".join([token.text for token in named])
        weight = self._language.model.weights[feature]
        return [Evidence(feature, text, own, weight, "the territory that the mention names")]

    def _spelt_out(self, alias: int) -> bool:
        """Whether the entity of an alias has a name of several words in plain letters."""
        entity = self.snapshot.entity(self.snapshot.alias_entity[alias])
        return any(
            " " in text and text.isascii() for text in (entity.name, *(a.text for a in entity.aliases))
        )

    def _scripts(self, alias: int) -> set[str]:
        """The scripts in which the entity of an alias has names."""
        entity = self.snapshot.entity(self.snapshot.alias_entity[alias])
        return {script_of(text) for text in (entity.name, *(a.text for a in entity.aliases))}

    def entity_by_id(self, entity_id: str) -> Entity | None:
        """The entity with this id, or None."""
        if self._ids is None:
            self._ids = {self.snapshot.entity_id(place): place for place in range(len(self.snapshot))}
        place = self._ids.get(entity_id)
        return None if place is None else self.snapshot.entity(place)
