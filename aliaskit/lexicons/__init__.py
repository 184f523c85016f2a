"""Word lists and tables as typed, frozen values: passed as arguments, never imported as state."""

from aliaskit.lexicons.language import Language
from aliaskit.lexicons.model import Model
from aliaskit.lexicons.values import Organizations, Persons, ScriptTable, Sounds, Transliteration, Words

__all__ = [
    "Language",
    "Model",
    "Organizations",
    "Persons",
    "ScriptTable",
    "Sounds",
    "Transliteration",
    "Words",
]
