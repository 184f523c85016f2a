"""What the tests of the command line share: invented entities, and a way to run a verb against them."""

import csv
import io

from click.testing import CliRunner, Result

from aliaskit.cli import cli

OWN = """\
id,name,kind,country,alias
person/quorvin-melantha,Melantha Quorvin,person,VL,Mela Quorvin|Quorvin-Dastrel
person/tarnwick-ivo,Ivo Tarnwick,person,,
person/tarnwick-osk,Osk Tarnwick,person,,
organization/vellmoor-bank,Bank of Vellmoor,organization,VL,BoVm
"""
ADDED = [
    "canonical",
    "entity_id",
    "entity_kind",
    "verdict",
    "probability",
    "reason",
    "explanation",
    "cluster",
]
MELA = ["Melantha Quorvin", "person/quorvin-melantha", "person", "match", "1.0000", "alias"]
IVO = ["Ivo Tarnwick", "person/tarnwick-ivo", "person", "match", "1.0000", "alias"]
BANK = ["Bank of Vellmoor", "organization/vellmoor-bank", "organization", "match", "1.0000", "alias"]


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin)


def own(verb: str, *arguments: str, stdin: str | bytes | None = None) -> Result:
    """A verb against the invented entities only."""
    return run(*verb.split(), *arguments, "-g", "own.csv", "--no-default", stdin=stdin)


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))
