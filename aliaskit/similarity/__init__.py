"""How two single words are related: remembered, because there are far fewer words than names."""

from aliaskit.similarity.relations import Relation, Similarity

__all__ = ["Relation", "Similarity"]
