"""Named arrays and byte strings in one memory-mapped file; knows nothing of what they mean."""

from aliaskit.storage.container import Container
from aliaskit.storage.hash_table import HashTable
from aliaskit.storage.layout import FORMAT_VERSION, Section
from aliaskit.storage.strings import Strings, pack_strings
from aliaskit.storage.writing import to_bytes, write

__all__ = [
    "FORMAT_VERSION",
    "Container",
    "HashTable",
    "Section",
    "Strings",
    "pack_strings",
    "to_bytes",
    "write",
]
