#!/usr/bin/env python3
"""Write gazetteers/entities/places/countries.yaml: the names of the ISO 3166-1 countries, from Unicode CLDR.

    python gazetteers/generate/countries.py             write the file
    python gazetteers/generate/countries.py --check     exit 1 if the file is not what would be written
    python gazetteers/generate/countries.py --cldr DIR  take the packages (cldr-core-*.tgz …) from DIR

What is taken and what is left out stands in countries.yaml beside this file, the versions in package.json.
What CLDR does not know (acronyms, demonyms, official and former names) is written by hand in
countries.overlay.yaml.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "entities" / "places" / "countries.yaml"
COMMAND = "python gazetteers/generate/countries.py"
ZERO_WIDTH_NON_JOINER = "\u200c"  # Persian spelling, unlike the other invisible characters


def normal_form(text: str) -> str:
    """Casefold, strip diacritics and punctuation: what makes two spellings one here."""
    text = re.sub(r"\b(?:\w\.){2,}", lambda initials: initials[0].replace(".", ""), text)  # U.S. is US
    letters = (c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(" " if unicodedata.category(c)[0] in "PSZ" else c for c in letters).split())


def clean(text: str) -> str:
    """Write apostrophes and spaces as keyboards do; leave out invisible marks of direction."""
    visible = (c for c in text if unicodedata.category(c) != "Cf" or c == ZERO_WIDTH_NON_JOINER)
    return " ".join("".join(visible).replace("’", "'").split())


def scalar(text: str) -> str:
    """Text as a YAML scalar that means the same text to every YAML reader."""
    plain = text[:1].isalpha() and len(text) > 1 and not re.search(r"[:#,\[\]{}\"'&*!|>%@`]", text)
    if plain and yaml.safe_load(text) == text:
        return text
    return json.dumps(text, ensure_ascii=False)


class Cldr:
    """The two packages of package.json, read out of their tarballs."""

    def __init__(self, folder: Path, checksums: dict[str, str]) -> None:
        self.versions: dict[str, str] = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
        self._files: dict[str, bytes] = {}
        for package, version in self.versions.items():
            path = folder / f"{package}-{version}.tgz"
            if not path.exists():
                command = ["npm", "pack", "--silent", f"{package}@{version}"]
                subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
            packed = path.read_bytes()
            found = hashlib.sha256(packed).hexdigest()
            if found != checksums[package]:
                raise SystemExit(f"{path.name}: sha256 is {found}, countries.yaml says {checksums[package]}")
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                for member in archive:
                    file = archive.extractfile(member)
                    if file and member.name.endswith(("/territories.json", "Info.json", "Mappings.json")):
                        self._files[member.name.removeprefix("package/")] = file.read()
        self.locales = {path.split("/")[1] for path in self._files if path.startswith("main/")}

    def supplemental(self, name: str) -> dict[str, Any]:
        """One of the tables that are not about a language."""
        table: dict[str, Any] = json.loads(self._files[f"supplemental/{name}.json"])["supplemental"][name]
        return table

    def territories(self, locale: str) -> dict[str, str]:
        """What a language calls the territories: `KR`, `CZ-alt-variant` and so on."""
        document = json.loads(self._files[f"main/{locale}/territories.json"])
        names: dict[str, str] = document["main"][locale]["localeDisplayNames"]["territories"]
        return names


def own_languages(cldr: Cldr) -> dict[str, list[str]]:
    """Per country the locales of its official languages, the most spoken first."""
    found: dict[str, list[str]] = {}
    for code, territory in cldr.supplemental("territoryInfo").items():
        languages = [
            (-float(facts["_populationPercent"]), tag.replace("_", "-"))
            for tag, facts in territory.get("languagePopulation", {}).items()
            if facts.get("_officialStatus") in ("official", "de_facto_official")
        ]
        found[code] = [tag for _, tag in sorted(languages) if tag in cldr.locales]
    return found


def role(code: str, key: str, text: str, *, own: bool, settings: dict[str, Any]) -> str:
    """What a form is: CLDR says only that it is a short one or a variant."""
    if key.endswith("-variant") and code in settings["former_variants"]:
        return "former"
    capitals = text == text.upper() != text.lower()
    if key.endswith("-short") and code in settings["short_is_acronym"] and capitals:
        return "acronym"
    latin = any("LATIN" in unicodedata.name(c, "") for c in text)
    return "name" if latin and not own else "native"


def entities(cldr: Cldr, settings: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The countries in the order of their codes; stops if the settings speak of what CLDR does not say."""
    english = cldr.territories("en")
    codes = sorted(c for c in english if len(c) == 2 and c not in settings["not_countries"])
    if len(codes) != 250:
        raise SystemExit(f"{len(codes)} codes, not 249 and Kosovo: look at not_countries in countries.yaml")
    mappings = cldr.supplemental("codeMappings")
    own = own_languages(cldr)
    languages = {*settings["languages"], *(tag for code in codes for tag in own[code])}
    names = {tag: cldr.territories(tag) for tag in languages}
    subtypes = {code: subtype for subtype, members in settings["subtypes"].items() for code in members}
    marks = {mark: {normal_form(t) for t in settings[mark]} for mark in ("weak", "shared")}
    dropped = {(code, normal_form(t)) for code, texts in settings["drop"].items() for t in texts}
    unused = dropped | {(mark, form) for mark, forms in marks.items() for form in forms}

    for code in codes:
        name = settings["names"].get(code, clean(english[code]))
        aliases: list[dict[str, Any]] = []
        seen = {normal_form(name)}
        first = ["en", *own[code]]
        for tag in [*first, *(tag for tag in settings["languages"] if tag not in first)]:
            for key in (code, *(f"{code}-alt-{alt}" for alt in ("short", "variant", "chagos"))):
                text = clean(names[tag].get(key, code))
                form = normal_form(text)
                if text == code or form in seen:  # the code stands for a missing name
                    continue
                seen.add(form)
                if (code, form) in dropped:
                    unused.discard((code, form))
                    continue
                kind = role(code, key, text, own=tag != "en" and tag in own[code], settings=settings)
                alias: dict[str, Any] = {"text": text, "role": kind, "lang": tag}
                for mark, forms in marks.items():
                    if form in forms:
                        alias[mark] = True
                        unused.discard((mark, form))
                aliases.append(alias)
        ids = {"iso2": code}
        if code not in settings["user_assigned"]:
            ids |= {"iso3": mappings[code]["_alpha3"], "numeric": mappings[code]["_numeric"]}
        subtype = subtypes.get(code, "country")
        yield {"name": name, "subtype": subtype, "country": code, "ids": ids, "aliases": aliases}
    if unused:
        raise SystemExit(f"countries.yaml speaks of what CLDR does not say: {sorted(unused)}")


def document(cldr: Cldr, settings: dict[str, Any]) -> str:
    """The whole file."""
    packages = ", ".join(f"npm {name} {version}" for name, version in sorted(cldr.versions.items()))
    lines = [
        f"# Generated by `{COMMAND}`. Do not edit:",
        "# settings are in gazetteers/generate/countries.yaml, additions by hand in countries.overlay.yaml.",
        "schema: aliaskit/entities@1",
        "license: CC0-1.0",
        f'date: "{settings["date"]}"',
        "sources:",
        f"  cldr: {{title: {scalar(f'Unicode CLDR ({packages})')}, license: Unicode-3.0}}",
        "source: cldr",
        "generator: generate/countries.py",
        "entities:",
    ]
    for entity in entities(cldr, settings):
        ids = ", ".join(f"{key}: {scalar(value)}" for key, value in entity["ids"].items())
        lines += [
            f"  - id: place/{entity['country'].lower()}",
            f"    name: {scalar(entity['name'])}",
            f"    subtype: {entity['subtype']}",
            f"    country: {scalar(entity['country'])}",
            f"    ids: {{{ids}}}",
            "    aliases:",
        ]
        for alias in entity["aliases"]:
            fields = ", ".join(f"{k}: {'true' if v is True else scalar(v)}" for k, v in alias.items())
            lines.append(f"      - {{{fields}}}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or check; the exit code."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("--check", action="store_true", help="compare, do not write")
    parser.add_argument("--cldr", type=Path, help="folder with the packed packages")
    arguments = parser.parse_args()
    settings = yaml.safe_load((HERE / "countries.yaml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as temporary:
        text = document(Cldr(arguments.cldr or Path(temporary), settings["sha256"]), settings)
    if not arguments.check:
        TARGET.write_text(text, "utf-8")
        return 0
    written = TARGET.read_text("utf-8") if TARGET.exists() else ""
    difference = difflib.unified_diff(
        written.splitlines(), text.splitlines(), str(TARGET), "regenerated", lineterm=""
    )
    for line in list(difference)[:40]:
        print(line)
    return int(written != text)


if __name__ == "__main__":
    sys.exit(main())
