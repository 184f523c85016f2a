"""Titles and offices around a person's name."""

from collections.abc import Sequence

from aliaskit.lexicons import Language, Persons
from aliaskit.names.phrases import match_phrase, match_territory
from aliaskit.text import Word, key_of, word_key

_LONGEST_PHRASE = 5


def title_length(words: Sequence[Word], language: Language) -> int:
    """How many words at the front are a title or office (``U.S. Secretary of State``); never all of them.

    An office is heads (minister, general), words inside it (defense, former), territories, connectors
    and complements (of state, of the republic) in any mixture that ends with a head or its complement.
    A head that is also an ordinary name (dean, king) counts only where two more names, written out, follow.
    """
    lexicon, count = language.persons, len(words)
    ends = [0]
    place, after_head, connected = 0, False, False
    while place < count:
        word = words[place]
        key = word_key(word)
        if place + 1 < count and words[place + 1].bound and not _in_title(words[place + 1], lexicon):
            break  # Ing-wen: half of a compound is no title
        phrase = match_phrase(words, place, lexicon.phrases, _LONGEST_PHRASE, key_of)
        if phrase:
            place += phrase
            ends.append(place)
            after_head, connected = True, False
            continue
        if after_head:
            complement = match_phrase(words, place, lexicon.complements, _LONGEST_PHRASE, key_of)
            if complement and (connected or key not in lexicon.heads) and connected:
                place += complement
                ends.append(place)
                connected = False
                continue
        if key in lexicon.heads:
            place += 1
            ends.append(place)
            after_head, connected = True, False
            continue
        territory, _ = match_territory(words, place, language.words)
        if territory:
            place += territory
            if connected:
                ends.append(place)
                connected = False
            continue
        if key in lexicon.modifiers:
            place += 1
            if connected:
                ends.append(place)
            continue
        if key in lexicon.name_like:
            after = words[place + 1 :]
            names = sum(each.form not in lexicon.particles and len(each.form) > 1 for each in after)
            if names < 2 or not word.text[:1].isupper():
                break
            place += 1
            ends.append(place)
            after_head, connected = True, False
            continue
        if key in lexicon.connectors and place > 0:
            place += 1
            connected = after_head
            continue
        break
    return max(end for end in ends if end < count) if count else 0


def _in_title(word: Word, lexicon: Persons) -> bool:
    key = word_key(word)
    return key in lexicon.heads or key in lexicon.modifiers or key in lexicon.connectors


def is_title(words: Sequence[Word], language: Language) -> bool:
    """Whether the words are nothing but a title or office, as after a comma (``X, Minister of Defense``)."""
    if not words:
        return False
    # A stand-in for the name, so that the title may use up all the given words.
    stand_in = Word("\x00", "\x00", False, 0)
    return title_length([*words, stand_in, stand_in], language) >= len(words)
