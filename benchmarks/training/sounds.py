"""Costs of the transducer, learned by expectation maximisation from pairs in the public domain.

``python -m benchmarks.training.sounds FOLDER`` writes ``gazetteers/lexicons/sound_costs.yaml``. The sets
(name_tokens, wikidata_translit, forename_scripts, ror: CC0; ofac_sdn: public domain) are learned from;
what is kept is figures about them. Entities are split by a checksum: a quarter is left out, so that the
costs can be judged.
"""

import csv
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from rapidfuzz.distance import OSA

from aliaskit.matching import align
from aliaskit.model import Role, Token
from aliaskit.resolver import Resolver
from aliaskit.similarity.transducer import END, Costs, units_of
from aliaskit.text import latin_reading, normalize, script_of, split_words
from benchmarks.data import is_held_out, read_pairs

SETS = ("name_tokens", "forename_scripts")
NAMES = "wikidata_translit"
SPELLINGS = ("ofac_sdn", "ror")
LATIN = "latin"
OUT = Path(__file__).parent.parent.parent / "gazetteers" / "lexicons" / "sound_costs.yaml"
ROUNDS = 8
POOLED = "other"
MOST = 5000
_PRIOR = 0.05
_LEAST_COUNT = 1.2
_SPELT_ALIKE = 0.35
Example = tuple[str, str]


def examples(folder: Path, *, held_out: bool = False) -> dict[str, list[Example]]:
    """Pairs of words in units, foreign and Latin, by script; the held-out quarter or the rest."""
    tables = Resolver.default().language.transliteration
    found: dict[str, list[Example]] = defaultdict(list)
    for name in SETS:
        for latin, foreign in _positives(folder / name / "pairs.tsv"):
            if is_held_out(latin) is held_out:
                pair = (_foreign(foreign, tables), units_of(normalize(latin, tables)))
                if all(pair) and " " not in foreign:
                    found[script_of(foreign)].append(pair)
    return found


def full_names(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Script, foreign words and Latin words of the full names, in units, the training part."""
    tables = Resolver.default().language.transliteration
    for latin, foreign in _positives(folder / NAMES / "pairs.tsv"):
        if is_held_out(latin):
            continue
        left = [_foreign(word.text, tables) for word in split_words(foreign, tables)]
        right = [units_of(word.form) for word in split_words(latin, tables)]
        if left and len(left) == len(right):
            yield script_of(foreign), left, right


def spellings(folder: Path) -> list[Example]:
    """Words that stand for each other in two Latin spellings of one name, both ways round, in units."""
    resolver = Resolver.default()
    naming = {Role.CORE, Role.GIVEN, Role.FAMILY}
    found: set[Example] = set()
    for name in SPELLINGS:
        for pair in read_pairs(folder / name / "pairs.tsv"):
            if not pair.same or not pair.derivable or is_held_out(pair.a):
                continue
            left, right = resolver.parse(pair.a, pair.kind), resolver.parse(pair.b, pair.kind)
            if not left.script == right.script == LATIN:
                continue
            alignment = align(left, right, resolver.matcher.similarity)
            words = [(p.left[0], p.right[0]) for p in alignment.pairs if len(p.left) == len(p.right) == 1]
            over = [
                [token for token in side if token.role in naming]
                for side in (alignment.left_over, alignment.right_over)
            ]
            if words and len(over[0]) == len(over[1]) == 1:
                words.append((over[0][0], over[1][0]))
            found |= {(units_of(a.form), units_of(b.form)) for a, b in words if _are_spellings(a, b, naming)}
    both = {pair for a, b in found if a != b for pair in ((a, b), (b, a))}
    alike = sorted({word for pair in both for word in pair})
    # Words beside themselves, so that writing a letter as itself stays the rule.
    return sorted(both) + [(word, word) for word in alike[::3]]


def _are_spellings(left: Token, right: Token, roles: Collection[Role]) -> bool:
    """Whether two words are names, differ, and share enough letters to be worth learning from."""
    if left.role not in roles or right.role not in roles or left.form == right.form:
        return False
    if min(len(left.form), len(right.form)) < 3 or not (left.form + right.form).isascii():
        return False
    return OSA.normalized_similarity(left.form, right.form) >= _SPELT_ALIKE


def learn(pairs: Sequence[Example]) -> Costs:
    """Costs that make the pairs likely, starting from *a letter is written as itself*."""
    counts: Counter[str] = Counter()
    ratios = _start(pairs)
    background = _background(pairs)
    costs = Costs(ratios, {})
    for _ in range(ROUNDS):
        counts = Counter()
        for foreign, latin in pairs:
            _expect(costs, background, foreign + END, latin + END, counts)
        ratios = _maximised(counts, background)
        costs = Costs(ratios, {})
    information = {
        letter: round(-math.log(share), 2) for letter, share in background[1].items() if letter != END
    }
    kept = {op: weight for op, weight in ratios.items() if counts[op] >= _LEAST_COUNT}
    return Costs(kept, information)


def weights_of(costs: Costs) -> dict[str, float]:
    """The log ratios of costs by operation, to a tenth of a nat."""
    found = {}
    for table, at in (
        (costs.substitute, 1),
        (costs.delete, 1),
        (costs.insert, 0),
        (costs.expand, 1),
        (costs.contract, 2),
    ):
        for key, ratio in table.items():
            found[f"{key[:at]}:{key[at:]}"] = round(math.log(ratio), 1)
    return found


def _positives(path: Path) -> Iterator[tuple[str, str]]:
    """Latin and foreign name of each pair labelled the same."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[3] == "1":
                a, b = (row[2], row[1]) if script_of(row[2]) == "latin" else (row[1], row[2])
                if script_of(a) == "latin" and script_of(b) != "latin":
                    yield a, b


def _foreign(text: str, tables) -> str:  # type: ignore[no-untyped-def]
    return units_of(latin_reading(normalize(text, tables)))


def _background(pairs: Iterable[Example]) -> tuple[dict[str, float], dict[str, float]]:
    """How frequent each unit is, on the foreign side and on the Latin one."""
    sides: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for pair in pairs:
        for side, word in zip(sides, pair, strict=True):
            side.update(word + END)
    first, second = ({unit: n / sum(side.values()) for unit, n in side.items()} for side in sides)
    return first, second


def _start(pairs: Iterable[Example]) -> dict[str, float]:
    """Log ratios before anything is learned; every operation that occurs anywhere has one."""
    ratios: dict[str, float] = {}
    for foreign, latin in pairs:
        foreign, latin = foreign + END, latin + END
        for f in foreign:
            ratios.setdefault(f"{f}:", -2.5)
            for g in latin:
                ratios.setdefault(f"{f}:{g}", 3.0 if f == g else -2.0 if _vowels(f, g) else -3.0)
        for g in latin:
            ratios.setdefault(f":{g}", -2.5)
        for a, b in pairwise(foreign):
            for g in latin:
                ratios.setdefault(f"{a}{b}:{g}", 0.5 if g in (a, b) else -4.0)
        for a, b in pairwise(latin):
            for f in foreign:
                ratios.setdefault(f"{f}:{a}{b}", 0.5 if f in (a, b) else -4.0)
    for name in list(ratios):
        left, _, right = name.partition(":")
        if (END in left) != (END in right) and (len(left) < 2 and len(right) < 2):
            del ratios[name]
    return ratios


def _vowels(*letters: str) -> bool:
    return all(letter in "aeiouy" for letter in letters)


def _expect(
    costs: Costs,
    background: tuple[dict[str, float], dict[str, float]],
    foreign: str,
    latin: str,
    counts: Counter[str],
) -> None:
    """Nothing; the expected number of each operation in a pair is added to the counts."""
    n, m = len(foreign), len(latin)
    forward: list[list[float]] = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = 1.0
    for i in range(n + 1):
        for j in range(m + 1):
            forward[i][j] += sum(forward[a][b] * w for a, b, w, _ in _into(costs, foreign, latin, i, j))
    total = forward[n][m]
    if total <= 0:
        return
    backward = [[0.0] * (m + 1) for _ in range(n + 1)]
    backward[n][m] = 1.0
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            if backward[i][j]:
                for a, b, w, name in _into(costs, foreign, latin, i, j):
                    counts[name] += forward[a][b] * w * backward[i][j] / total  # type: ignore[assignment]
                    backward[a][b] += w * backward[i][j]


def _into(costs: Costs, foreign: str, latin: str, i: int, j: int) -> Iterator[tuple[int, int, float, str]]:
    """The operations that lead to a cell: where from, their ratio, their name."""
    for da, db, table in (
        (1, 1, costs.substitute),
        (1, 0, costs.delete),
        (0, 1, costs.insert),
        (1, 2, costs.expand),
        (2, 1, costs.contract),
    ):
        if i >= da and j >= db:
            f, g = foreign[i - da : i], latin[j - db : j]
            ratio = table.get(f + g)
            if ratio:
                yield i - da, j - db, ratio, f"{f}:{g}"


def _maximised(
    counts: Counter[str], background: tuple[dict[str, float], dict[str, float]]
) -> dict[str, float]:
    """The log ratios of the operations to chance."""
    total = sum(counts.values())
    ratios = {}
    for name, count in counts.items():
        left, _, right = name.partition(":")
        chance = math.prod(background[0][f] for f in left) * math.prod(background[1][g] for g in right)
        # Rare operations are pulled towards chance.
        probability = count * count / (count + _PRIOR * 20) / total
        if probability > 0:
            ratios[name] = max(-9.0, min(9.0, math.log(probability / chance)))
    return ratios


def train(folder: Path) -> dict[str, Costs]:
    """The costs of every script with data, and those of all together for the others."""
    found = examples(folder)
    costs = {script: learn(pairs) for script, pairs in found.items() if len(pairs) >= 300}
    more: dict[str, list[Example]] = defaultdict(list)
    for script, left, right in full_names(folder):
        if script in costs and len(more[script]) < MOST:
            orders = [right, right[::-1]] if len(right) > 1 else [right]
            scored = [
                [costs[script].log_ratio(a, b) for a, b in zip(left, order, strict=True)] for order in orders
            ]
            best = max(range(len(orders)), key=lambda each: sum(scored[each]))
            aligned = zip(left, orders[best], scored[best], strict=True)
            more[script] += [(a, b) for a, b, ratio in aligned if a and b and ratio > 0]
    for script, pairs in more.items():
        costs[script] = learn(found[script] + pairs[:MOST])
    pooled = [pair for pairs in found.values() for pair in pairs[:900]]
    costs[POOLED] = learn(pooled)
    costs[LATIN] = learn(spellings(folder))
    return costs


def write(costs: dict[str, Costs], path: Path = OUT) -> None:
    """Nothing; the costs are written as a lexicon."""
    lines = [
        "# Ratios of the sound transducer (log, in tenths of a nat): a unit of another script's romanised",
        "# form, a colon, Latin units. S sh, C ch, Z zh, K kh, G gh, T th, W ts; $ ends a word. Learned by",
        "# expectation maximisation with `python -m benchmarks.training.sounds` from three quarters of",
        "# name_tokens, wikidata_translit and forename_scripts (all CC0).",
        "# `other` is learned from all scripts together and serves those without data of their own; `latin`",
        "# is learned from spellings of one name in ofac_sdn (public domain) and ror (CC0).",
        "schema: aliaskit/lexicon@1",
        "license: CC0-1.0",
        f"date: {datetime.now(UTC).date()}",
        "sources:",
        "  wikidata: {title: Wikidata labels as aligned by NETransliteration-COLING2018, license: CC0-1.0}",
        "  forenames: {title: popular-names-by-country-dataset, license: CC0-1.0}",
        "  ofac: {title: sanctions lists of the US Treasury, license: public domain}",
        "  ror: {title: Research Organization Registry, license: CC0-1.0}",
        "source: wikidata",
        "",
        "scripts:",
    ]
    for script in sorted(costs):
        weights = {op: weight for op, weight in weights_of(costs[script]).items() if weight > -6}
        cells = " ".join(f"{op}={round(10 * weight)}" for op, weight in sorted(weights.items()))
        told = " ".join(
            f"{unit}={round(10 * value)}" for unit, value in sorted(costs[script].information.items())
        )
        lines += [f"  {script}:", f'    told: "{told}"', f'    costs: "{cells}"']
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(train(Path(sys.argv[1])))
