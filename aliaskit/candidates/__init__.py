"""Names to possible entities: bounded work, at most eight names for full evidence."""

from aliaskit.candidates.index import CandidateIndex, index_sections
from aliaskit.candidates.terms import terms_of

__all__ = ["CandidateIndex", "index_sections", "terms_of"]
