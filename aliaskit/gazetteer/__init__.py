"""Known entities: read from files, checked, or mapped from a compiled snapshot."""

from aliaskit.gazetteer.gazetteer import Gazetteer, Origin
from aliaskit.gazetteer.reader import read_entities, read_yaml
from aliaskit.gazetteer.schema import entity_from_record, kind_from_text
from aliaskit.gazetteer.snapshot import Snapshot

__all__ = [
    "Gazetteer",
    "Origin",
    "Snapshot",
    "entity_from_record",
    "kind_from_text",
    "read_entities",
    "read_yaml",
]
