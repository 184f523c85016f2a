"""The flow: a mention is read, looked up, held against candidates, and answered.

1. *exact*: the comparison form is an alias of one entity: MATCH; of several: AMBIGUOUS.
2. *candidates*: the mention is parsed as each kind that it may be; the index leaves eight names.
3. *evidence*: each name is weighed (``matching``); marks of the alias, country and kind add rows.
4. *competition*: a candidate's probability is its odds among all candidates and nobody.
5. *verdict*: MATCH, AMBIGUOUS or UNKNOWN, with a reason and a sentence (``explain``).

Order is authority: a later gazetteer is asked only when no earlier one gives a MATCH.
"""

import math
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from threading import RLock
from typing import TYPE_CHECKING, Final, TypeVar

from aliaskit import explain
from aliaskit.build.shipped import shipped_language, snapshot_of
from aliaskit.decisions import Decisions
from aliaskit.gazetteer import Gazetteer, kind_from_text
from aliaskit.lexicons import Language
from aliaskit.linking import Layer, Link
from aliaskit.model import (
    Comparison,
    Entity,
    Evidence,
    Judgement,
    Kind,
    Name,
    Reason,
    Resolution,
    Verdict,
)
from aliaskit.names import Parser
from aliaskit.odds import Weighed, probability_of
from aliaskit.text import normalize as normalize_text
from aliaskit.text import script_of, tidy
from aliaskit.verdicts import certain, decide, judge, ruled, unknown
from aliaskit.version import __version__

if TYPE_CHECKING:
    from aliaskit.matching import Matcher

KindLike = Kind | str | None
_T = TypeVar("_T")
_SHORTLIST = 8


class _Keep(str):
    """The type of KEEP: an unknown name is given back as it came, tidied."""

    __slots__ = ()


KEEP: Final = _Keep("KEEP")


class Resolver:
    """Resolves mentions against gazetteers, in order of authority. Thread-safe after construction."""

    _default: "Resolver | None" = None
    _lock = RLock()

    def __init__(
        self,
        gazetteers: Iterable[Gazetteer] | None = None,
        *,
        decisions: Decisions | None = None,
        language: Language | None = None,
    ) -> None:
        """A resolver over gazetteers, by default the one that ships.

        Raises:
            SnapshotError: a snapshot is damaged or was built with other lexicons.
            DecisionError: decisions contradict each other, or pin a name to an entity that there is not.
        """
        self.language = language or shipped_language()
        self.parser = Parser(self.language)
        self._matcher: Matcher | None = None
        self.decisions = decisions.bound(self.normalize) if decisions else Decisions.none()
        chosen = [Gazetteer.default()] if gazetteers is None else list(gazetteers)
        self.layers = [
            Layer(snapshot_of(gazetteer, self.language, self.parser), self.language, lambda: self.matcher)
            for gazetteer in chosen
        ]
        self.decisions.check(self.entity)

    @property
    def matcher(self) -> "Matcher":
        """What weighs names against each other; imported and made on first use."""
        if self._matcher is None:
            from aliaskit.matching import Matcher

            self._matcher = Matcher(self.language)
        return self._matcher

    @classmethod
    def default(cls) -> "Resolver":
        """The resolver over the shipped gazetteer; built on first use, once, for all threads."""
        if Resolver._default is None:
            with Resolver._lock:
                if Resolver._default is None:
                    Resolver._default = Resolver()
        return Resolver._default

    @classmethod
    def clear_default(cls) -> None:
        """Nothing; the next ``default()`` builds anew."""
        with Resolver._lock:
            Resolver._default = None

    # --- one name ------------------------------------------------------------------------------------

    def canonicalize(
        self, name: object, *, kind: KindLike = None, country: str | None = None, default: object = KEEP
    ) -> object:
        """The entity's name on MATCH, otherwise ``default``: see ``aliaskit.canonicalize``."""
        if not isinstance(name, str):
            if name is None or (isinstance(name, float) and math.isnan(name)):
                return name
            raise TypeError(f"a name is a str, not {type(name).__name__} ({name!r:.60})")
        resolution = self._exact_name(name, kind)
        if resolution is None:
            resolution = self.resolve(name, kind=kind, country=country).canonical
        if resolution is not None:
            return resolution
        return tidy(name) if default is KEEP else default

    def resolve(
        self, name: str, *, kind: KindLike = None, country: str | None = None, context: Sequence[str] = ()
    ) -> Resolution:
        """The resolution of one mention: verdict, reason, entity, candidates with evidence, a sentence.

        ``kind`` admits entities of this kind only; ``country`` (ISO alpha-2) and ``context`` (words near
        the mention: countries, kinds) are evidence, never filters.

        Raises:
            TypeError: the name is no string.
            ValueError: the kind is none.
        """
        _require_text(name)
        wanted = kind_of(kind)
        country = self._country(country)
        told, country_told = self._read_context(context) if context else (None, None)
        country = country or country_told
        if not self.decisions:
            return self._resolve(name, wanted, country, told)
        rulings = self.decisions.of(wanted)
        pin = rulings.pin(name)
        if pin is not None:
            return self._pinned(name, pin.b, pin.note)
        return ruled(name, rulings, lambda each: self._resolve(each, wanted, country, told), self.normalize)

    def _resolve(self, name: str, wanted: Kind | None, country: str | None, told: Kind | None) -> Resolution:
        """The resolution by the gazetteers."""
        form = normalize_text(name, self.language.transliteration)
        if not form:
            return unknown(name, Reason.EMPTY, explain.empty(name))
        links: list[Link] = []
        answer = unknown(name, Reason.NO_CANDIDATE, explain.unknown(name))
        for layer in self.layers:
            exact = layer.exact(name, form, wanted, country)
            if len(exact) == 1 and exact[0].certain and not links:
                return certain(name, self._authoritative(exact[0]), self.language.model)
            links = self._merged(links, self._candidates(layer, name, exact, wanted, country, told))
            answer = decide(name, links, self.language.model)
            if answer.verdict is Verdict.MATCH:
                return answer
        if answer.verdict is Verdict.AMBIGUOUS:
            return answer
        return self._of_another_kind(name, form, wanted, country) or answer

    def _authoritative(self, link: Link) -> Link:
        """The link, with the entity as the first gazetteer that has its id describes it."""
        entity = None if link.layer is self.layers[0] else self.entity(link.entity_id)
        return link if entity is None else link.with_entity(entity)

    def _exact_name(self, name: str, kind: KindLike) -> str | None:
        """The canonical name when the first gazetteer knows this very form for certain; the quick path."""
        if self.decisions or not self.layers:
            return None
        wanted = None if kind is None else kind_of(kind)
        form = normalize_text(name, self.language.transliteration)
        return self.layers[0].certain_name(name, form, wanted)

    def _candidates(
        self,
        layer: Layer,
        name: str,
        exact: Sequence[Link],
        wanted: Kind | None,
        country: str | None,
        told: Kind | None,
    ) -> list[Link]:
        """The links of one gazetteer, each with its evidence; ``told`` is a kind that the context names."""
        names = self._parses(name, wanted)
        scores = self.parser.kinds(name) if wanted is None else {}
        kinds = frozenset({wanted}) if wanted else None
        aliases = [link.alias for link in exact]
        aliases += [alias for alias in layer.index.find(names.values(), kinds=kinds) if alias not in aliases]
        best: dict[int, Link] = {}
        for rank, alias in enumerate(aliases):
            alias_kind = layer.alias_kind(alias)
            mention = names.get(alias_kind) or self.parser.parse(name, alias_kind)
            weighed = self._weigh(mention, layer.snapshot.name(alias))
            weighed = weighed.plus(*layer.marks(alias, mention, weighed, country, scores, told))
            shared = layer.is_shared(alias, country)
            link = Link(layer, alias, weighed, certain=False, shared=shared, rank=rank)
            entity = layer.snapshot.alias_entity[alias]
            if entity not in best or weighed.log_odds > best[entity].weighed.log_odds:
                best[entity] = link
        return list(best.values())

    def _parses(self, name: str, wanted: Kind | None) -> dict[Kind, Name]:
        """The mention parsed as each kind that it may be."""
        if wanted is not None and wanted is not Kind.OTHER:
            return {wanted: self.parser.parse(name, wanted)}
        kinds = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE)
        return {kind: self.parser.parse(name, kind) for kind in kinds}

    def _merged(self, links: list[Link], more: list[Link]) -> list[Link]:
        """The links of all gazetteers so far; of two with one id the earlier gazetteer's fields win."""
        merged = {link.entity_id: link for link in links}
        for link in more:
            earlier = merged.get(link.entity_id)
            if earlier is None:
                merged[link.entity_id] = link
            elif link.weighed.log_odds > earlier.weighed.log_odds:
                merged[link.entity_id] = earlier.with_evidence(link)
        return sorted(merged.values(), key=_likeliest_first)[:_SHORTLIST]

    def _of_another_kind(
        self, name: str, form: str, wanted: Kind | None, country: str | None
    ) -> Resolution | None:
        """The answer for a name that is known of another kind than the one asked for, if it is."""
        if wanted is None:
            return None
        for layer in self.layers:
            others = layer.exact(name, form, None, country)
            if others:
                entity = others[0].entity
                sentence = explain.other_kind(name, entity.name, entity.kind.value, wanted.value)
                return unknown(name, Reason.KIND, sentence)
        return None

    def _pinned(self, name: str, target: str, note: str) -> Resolution:
        """The answer that a pin gives: an entity by its id or its very name, a canonical form, or neither."""
        entity = self.entity(target)
        if entity is None and target:
            known = self._resolve(target, None, None, None)
            if known.canonical is not None and self.normalize(known.canonical) == self.normalize(target):
                entity = known.entity
        canonical = entity.name if entity else target or None
        verdict = Verdict.MATCH if canonical else Verdict.UNKNOWN
        sentence = explain.ruled(name, canonical, note)
        return Resolution(name, verdict, Reason.DECISION, entity, canonical, 1.0, sentence, ())

    def entity(self, entity_id: str) -> Entity | None:
        """The entity with this id, from the first gazetteer that has it."""
        for layer in self.layers:
            entity = layer.entity_by_id(entity_id)
            if entity is not None:
                return entity
        return None

    def _country(self, country: str | None) -> str | None:
        """The two-letter code of a country given as its code or its name.

        Raises:
            ValueError: it is neither.
        """
        if not country:
            return None
        if len(country) == 2 and country.isalpha():
            return country.upper()
        codes = self.language.words.territories.get(self.normalize(country), "")
        if not codes or "|" in codes:
            raise ValueError(
                f"'{country}' is no country; give its ISO 3166-1 code of two letters, such as FI"
            )
        return codes.upper()

    def _read_context(self, context: Sequence[str]) -> tuple[Kind | None, str | None]:
        """The kind that words near the mention name first, and the country that all of them point to, if any.

        A country's name points to it, the name of a known place or body to the country that it is in.
        """
        kind: Kind | None = None
        countries: set[str] = set()
        territories = self.language.words.territories
        for text in context:
            try:
                told = kind_from_text(text)
                kind = kind or told
            except ValueError:
                form = normalize_text(text, self.language.transliteration)
                codes = territories.get(form, "")
                if not codes:
                    links = [link for layer in self.layers for link in layer.exact(text, form, None, None)]
                    countries |= {link.entity.country or "" for link in links if link.certain}
                elif "|" not in codes:
                    countries.add(codes.upper())
        countries.discard("")
        return kind, countries.pop() if len(countries) == 1 else None

    # --- many names ----------------------------------------------------------------------------------

    def resolve_many(
        self,
        names: Iterable[str],
        *,
        kind: KindLike | Sequence[KindLike] = None,
        country: str | Sequence[str | None] | None = None,
    ) -> list[Resolution]:
        """The resolutions in input order; repeated mentions are resolved once.

        ``kind`` and ``country`` are one value for all names or a list with one per name.

        Raises:
            ValueError: a list is not as long as the names.
        """
        listed = _listed(names)
        kinds = per_name("kind", kind, len(listed))
        countries = per_name("country", country, len(listed))
        done: dict[tuple[str, object, object], Resolution] = {}
        out = []
        for question in zip(listed, kinds, countries, strict=True):
            answer = done.get(question)
            if answer is None:
                name, its_kind, its_country = question
                answer = done[question] = self.resolve(name, kind=its_kind, country=its_country)  # type: ignore[arg-type]
            out.append(answer)
        return out

    def canonicalize_many(
        self,
        names: Iterable[object],
        *,
        kind: KindLike | Sequence[KindLike] = None,
        country: str | Sequence[str | None] | None = None,
        default: object = KEEP,
    ) -> list[object]:
        """The canonical names in input order; repeated mentions are done once, None and NaN come back."""
        listed = _listed(names)
        kinds = per_name("kind", kind, len(listed))
        countries = per_name("country", country, len(listed))
        done: dict[object, object] = {}
        out = []
        for name, its_kind, its_country in zip(listed, kinds, countries, strict=True):
            question = (name, its_kind, its_country)
            if not isinstance(name, str):
                out.append(self.canonicalize(name, default=default))
                continue
            if question not in done:
                done[question] = self.canonicalize(name, kind=its_kind, country=its_country, default=default)  # type: ignore[arg-type]
            out.append(done[question])
        return out

    # --- two names -----------------------------------------------------------------------------------

    def compare(
        self,
        a: str,
        b: str,
        *,
        kind: KindLike = None,
        names_only: bool = False,
        precision: float | None = None,
    ) -> Comparison:
        """Two names held against each other: probability, judgement, evidence, a sentence.

        The probability (0 to 1) holds where one pair in ten is a match. ``names_only`` leaves out what the
        gazetteers know of the two. ``precision`` (0 to 1) moves the threshold of SAME to the least
        probability that brings it, by the model's table.

        Raises:
            TypeError: a name is no string.
            ValueError: the precision is out of reach for names alone.
        """
        _require_text(a)
        _require_text(b)
        flipped = a > b
        left, right = (b, a) if flipped else (a, b)
        wanted = kind_of(kind)
        weighed = self._weigh_pair(left, right, wanted)
        if not names_only:
            weighed = weighed.plus(*self._known_pair(left, right, wanted))
        probability = probability_of(weighed.log_odds)
        judgement = judge(probability, (script_of(a), script_of(b)), precision, self.language.model)
        rows = weighed.flipped().rows if flipped else weighed.rows
        decision = self.decisions.of(wanted).between(a, b) if self.decisions else None
        if decision is not None:
            judgement = Judgement.DIFFERENT if decision.decision == "different" else Judgement.SAME
            probability = 1.0 if judgement is Judgement.SAME else 0.0
            sentence = f"'{a}' and '{b}' are {decision.decision}: decided by hand."
        else:
            sentence = explain.compared(a, b, judgement, probability, rows, self.language.model.decisive)
        return Comparison(a, b, probability, judgement, rows, sentence)

    def _weigh_pair(self, left: str, right: str, kind: Kind | None) -> Weighed:
        if kind is None or kind is Kind.OTHER:
            first, second = self.parser.kinds(left), self.parser.kinds(right)
            kind = max(first, key=lambda each: first[each] + second[each])
        first_name, second_name = self.parser.parse(left, kind), self.parser.parse(right, kind)
        return self.matcher.calibrated(first_name, second_name, self._weigh(first_name, second_name))

    def _weigh(self, left: Name, right: Name) -> Weighed:
        """The evidence of two names; one in kanji is also weighed as it is cut to be read as the other."""
        matcher = self.matcher
        weighed = matcher.weigh(left, right)
        if left.script != right.script and "han" in (left.script, right.script):
            first, second = matcher.similarity.recut(left, right), matcher.similarity.recut(right, left)
            if first is not left or second is not right:
                other = matcher.weigh(first, second)
                return other if other.log_odds > weighed.log_odds else weighed
        return weighed

    def _known_pair(self, left: str, right: str, kind: Kind | None) -> list[Evidence]:
        """The row that the gazetteers add when they know both names."""
        tables = self.language.transliteration
        if normalize_text(left, tables) == normalize_text(right, tables):
            return []  # it is about the string: whoever it means, it means on both sides
        answers = (self.resolve(left, kind=kind), self.resolve(right, kind=kind))
        first, second = answers[0].entity, answers[1].entity
        if first is None or second is None:
            return []
        same = first.id == second.id
        if same and any(answer.reason is not Reason.ALIAS for answer in answers):
            return []  # two mentions that resemble one entity may still be two people
        feature = "known_same" if same else "known_different"
        note = "both are known as one entity" if feature == "known_same" else "they are known as two entities"
        weight = self.language.model.weights[feature]
        return [Evidence(feature, first.name, second.name, weight, note)]

    def normalize(self, text: str) -> str:
        """The comparison form of a text.

        Raises:
            TypeError: it is no text.
        """
        _require_text(text)
        return normalize_text(text, self.language.transliteration)

    def data_version(self) -> dict[str, str]:
        """The package's version and the hash of the lexicons and entities that answers come from."""
        digest = blake2b(self.language.hash.encode(), digest_size=8)
        for layer in self.layers:
            digest.update(str(layer.snapshot.header.get("hash")).encode())
        return {"version": __version__, "hash": digest.hexdigest()}

    def parse(self, text: str, kind: KindLike = None) -> Name:
        """The mention's ``Name``: its words with their roles.

        Raises:
            TypeError: it is no text.
        """
        _require_text(text)
        return self.parser.parse(text, kind_of(kind))


def _likeliest_first(link: Link) -> tuple[float, int, str]:
    """What links are sorted by: their evidence, then the order in which they were found, then the id."""
    return -link.weighed.log_odds, link.rank, link.entity_id


def _require_text(name: object) -> None:
    """Nothing; a TypeError for what is no text."""
    if not isinstance(name, str):
        raise TypeError(f"a name is a str, not {type(name).__name__} ({name!r:.60})")


def _listed(names: Iterable[_T]) -> list[_T]:
    """The names as a list; a TypeError for a bare string, whose letters nobody means."""
    if isinstance(names, str):
        raise TypeError("names is a list of names, not one str; ask resolve() for one name")
    return list(names)


def kind_of(kind: object) -> Kind | None:
    """The kind that is meant by a kind or its name, or None.

    Raises:
        ValueError: the name names no kind.
    """
    return kind if kind is None or isinstance(kind, Kind) else kind_from_text(str(kind))


def per_name(what: str, value: object, count: int) -> list[object]:
    """One value for every name, from one value or from a list with one per name."""
    if value is None or isinstance(value, (str, Kind)):
        return [value] * count
    values: list[object] = list(value)  # type: ignore[call-overload]
    if len(values) != count:
        raise ValueError(f"{len(values)} values of {what} for {count} names; give one value or one per name")
    return values
