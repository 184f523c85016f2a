"""Answers as JSON records: one schema, fixed key order, probabilities to four places."""

import json
from typing import TYPE_CHECKING, Any

from aliaskit.model import Comparison, Entity, Evidence, Resolution

if TYPE_CHECKING:
    from aliaskit.resolver import Resolver

RESOLUTION_SCHEMA = "aliaskit/resolution@1"
COMPARISON_SCHEMA = "aliaskit/comparison@1"
_PLACES = 4


def resolution_json(resolution: Resolution, resolver: "Resolver") -> str:
    """One line of JSON: the resolution, its candidates and the version of the data behind it."""
    record = {
        "schema": RESOLUTION_SCHEMA,
        "query": resolution.query,
        "verdict": resolution.verdict.value,
        "reason": resolution.reason.value,
        "canonical": resolution.canonical,
        "probability": round(resolution.probability, _PLACES),
        "explanation": resolution.explanation,
        "entity": _entity(resolution.entity) if resolution.entity else None,
        "candidates": [
            {
                "entity": _entity(candidate.entity),
                "alias": candidate.alias,
                "probability": round(candidate.probability, _PLACES),
                "evidence": [_evidence(row) for row in candidate.evidence],
            }
            for candidate in resolution.candidates
        ],
        "data": resolver.data_version(),
    }
    return _dump(record)


def comparison_json(comparison: Comparison, resolver: "Resolver") -> str:
    """One line of JSON: the comparison with its evidence and the version of the data behind it."""
    record = {
        "schema": COMPARISON_SCHEMA,
        "left": comparison.left,
        "right": comparison.right,
        "judgement": comparison.judgement.value,
        "probability": round(comparison.probability, _PLACES),
        "explanation": comparison.explanation,
        "evidence": [_evidence(row) for row in comparison.evidence],
        "data": resolver.data_version(),
    }
    return _dump(record)


def _dump(record: dict[str, Any]) -> str:
    text = json.dumps(record, ensure_ascii=False)
    # A lone surrogate has no UTF-8; escaped it survives.
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "name": entity.name,
        "country": entity.country,
        "ids": dict(sorted(entity.ids.items())),
    }


def _evidence(row: Evidence) -> dict[str, Any]:
    return {
        "feature": row.feature,
        "left": row.left,
        "right": row.right,
        "weight": round(row.weight, _PLACES),
        "note": row.note,
    }
