"""A mention to a ``Name``: its words, each with the role that it plays."""

from aliaskit.names.keys import (
    acronyms_of,
    core_tokens,
    joined_key,
    natural_form,
    parts_in,
    sorted_key,
    without_double,
)
from aliaskit.names.kind import kind_scores
from aliaskit.names.parser import Parser
from aliaskit.names.person import REALM, uncut
from aliaskit.names.place import country_named

__all__ = [
    "REALM",
    "Parser",
    "acronyms_of",
    "core_tokens",
    "country_named",
    "joined_key",
    "kind_scores",
    "natural_form",
    "parts_in",
    "sorted_key",
    "uncut",
    "without_double",
]
