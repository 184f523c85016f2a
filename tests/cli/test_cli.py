"""The verbs that answer: canonicalize, compare, normalize."""

import json
import re
from pathlib import Path

import pytest
from cli_runs import own, run

import aliaskit
from aliaskit.gazetteer import Gazetteer


def test_canonicalize_prints_one_name_a_line() -> None:
    result = own(
        "canonicalize", "QUORVIN, Melantha", "mela quorvin", "BoVm", "  Nobody   Known ", "Tarnwick", ""
    )
    assert result.stdout.split("\n") == [
        "Melantha Quorvin",
        "Melantha Quorvin",
        "Bank of Vellmoor",
        "Nobody Known",
        "Tarnwick",
        "",
        "",
    ]
    assert (result.stderr, result.exit_code) == ("", 0)


@pytest.mark.parametrize("arguments", [("-",), ()])
@pytest.mark.parametrize(
    "stdin",
    [
        "Mela Quorvin\n\nIvo Tarnwick\n",
        "Mela Quorvin\n\nIvo Tarnwick",
        "Mela Quorvin\r\n\r\nIvo Tarnwick\r\n",
        "\ufeffMela Quorvin\n\nIvo Tarnwick\n",
    ],
)
def test_canonicalize_reads_stdin(arguments: tuple[str, ...], stdin: str) -> None:
    result = own("canonicalize", *arguments, stdin=stdin.encode())
    assert (result.stdout, result.exit_code) == ("Melantha Quorvin\n\nIvo Tarnwick\n", 0)


def test_canonicalize_takes_names_and_stdin_together() -> None:
    result = own("canonicalize", "BoVm", "-", "BoVm", stdin="Ivo Tarnwick\n")
    assert result.stdout == "Bank of Vellmoor\nIvo Tarnwick\nBank of Vellmoor\n"


def test_bytes_that_are_no_utf8_get_an_answer() -> None:
    result = own("canonicalize", stdin=b"Zork\xff Plugh\nMela Quorvin\n")
    assert (result.stdout, result.exit_code) == ("Zork? Plugh\nMelantha Quorvin\n", 0)


def test_canonicalize_json_has_one_schema_and_order() -> None:
    result = own("canonicalize", "--json", "Melanta Quorvin", "BoVm", "Tarnwick", "Zork", "", "Мела")
    lines = result.stdout.splitlines()
    assert (len(lines), result.stderr, result.exit_code) == (6, "", 0)
    assert '"query": "Мела"' in lines[-1]
    for line in lines:
        record = json.loads(line)
        assert list(record) == [
            "schema",
            "query",
            "verdict",
            "reason",
            "canonical",
            "probability",
            "explanation",
            "entity",
            "candidates",
            "data",
        ]
        assert record["schema"] == "aliaskit/resolution@1"
        assert list(record["data"]) == ["version", "hash"]
        assert record["data"]["version"] == aliaskit.__version__
        assert record["probability"] == round(record["probability"], 4)
        for candidate in record["candidates"]:
            assert list(candidate) == ["entity", "alias", "probability", "evidence"]
            assert list(candidate["entity"]) == ["id", "kind", "name", "country", "ids"]
            assert candidate["probability"] == round(candidate["probability"], 4)
            for row in candidate["evidence"]:
                assert list(row) == ["feature", "left", "right", "weight", "note"]
                assert row["weight"] == round(row["weight"], 4)
    assert len({json.loads(line)["data"]["hash"] for line in lines}) == 1


def test_canonicalize_json_says_what_was_found() -> None:
    slip, bank, tarnwick, zork, nothing = map(
        json.loads,
        own("canonicalize", "--json", "Melanta Quorvin", "BoVm", "Tarnwick", "Zork", "").stdout.splitlines(),
    )
    mela = {
        "id": "person/quorvin-melantha",
        "kind": "person",
        "name": "Melantha Quorvin",
        "country": "VL",
        "ids": {},
    }
    assert (slip["query"], slip["verdict"], slip["reason"]) == ("Melanta Quorvin", "match", "evidence")
    assert (slip["canonical"], slip["entity"]) == ("Melantha Quorvin", mela)
    assert slip["candidates"][0]["entity"] == mela
    assert 0.8 < slip["probability"] == slip["candidates"][0]["probability"] < 1
    assert (bank["verdict"], bank["reason"], bank["probability"]) == ("match", "alias", 1.0)
    assert bank["candidates"][0]["alias"] == "BoVm"
    assert (tarnwick["canonical"], tarnwick["entity"]) == (None, None)
    assert {each["entity"]["id"] for each in tarnwick["candidates"]} == {
        "person/tarnwick-ivo",
        "person/tarnwick-osk",
    }
    assert (zork["verdict"], zork["reason"], zork["candidates"]) == ("unknown", "no_candidate", [])
    assert (nothing["verdict"], nothing["reason"]) == ("unknown", "empty")


def test_json_has_no_bare_surrogates_and_no_line_ends() -> None:
    result = own("canonicalize", "--json", "a\ud800b", "a\nb\x85c")
    lines = result.stdout_bytes.decode("utf-8").rstrip("\n").split("\n")
    assert [json.loads(line)["query"] for line in lines] == ["a\ud800b", "a\nb\x85c"]


def test_canonicalize_explain_shows_the_rows_that_add_up() -> None:
    result = own("canonicalize", "--explain", "Melanta Quorvin")
    first, candidate, *rows = result.stdout.splitlines()
    assert first.startswith("MATCH     'Melanta Quorvin' is Melantha Quorvin (person/quorvin-melantha): ")
    probability = re.fullmatch(r"    (\d\.\d{4})  Melantha Quorvin \(person/quorvin-melantha\)", candidate)
    assert probability
    assert rows[0].split()[1] == "prior"
    odds = sum(float(row.split()[0]) for row in rows)
    assert float(probability[1]) == pytest.approx(1 / (1 + 2.718281828**-odds), abs=0.001)
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Mela Quorvin", "MATCH     "),
        ("Zork", "UNKNOWN   'Zork' is close to no known name."),
        ("", "UNKNOWN   '' holds no letter and no digit."),
    ],
)
def test_canonicalize_explain_begins_with_the_verdict(name: str, start: str) -> None:
    assert own("canonicalize", "--explain", name).stdout.startswith(start)


@pytest.mark.parametrize("name", ["Zork\nPlugh", "Zork\r\nPlugh", "Zork\u2028Plugh", "Zork\x1b[2JPlugh"])
def test_what_is_printed_of_a_name_keeps_to_its_line(name: str) -> None:
    (line,) = own("canonicalize", "--explain", name).stdout.split("\n")[:-1]
    escaped = name.encode("unicode_escape").decode()
    assert line == f"UNKNOWN   '{escaped}' is close to no known name."
    assert f"mention     {escaped}\n" in run("normalize", "--steps", name).stdout
    assert f"'{escaped}'" in own("compare", name, "BoVm").stdout.split("\n")[0]


@pytest.mark.parametrize(
    ("names", "code", "stderr"),
    [
        (("Mela Quorvin", "BoVm"), 0, ""),
        (("Mela Quorvin", "Zork"), 1, "1 not resolved\n"),
        (("Tarnwick", "Zork", ""), 1, "3 not resolved\n"),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",), ("--explain",)])
def test_canonicalize_check(names: tuple[str, ...], code: int, stderr: str, form: tuple[str, ...]) -> None:
    result = own("canonicalize", "--check", *form, *names)
    assert (result.exit_code, result.stderr) == (code, stderr)
    assert result.stdout == own("canonicalize", *form, *names).stdout


@pytest.mark.parametrize("kind", ["person", "PER", "Person"])
def test_canonicalize_kind(kind: str) -> None:
    for option in ("--kind", "-k"):
        result = own("canonicalize", "--json", option, kind, "BoVm", "Mela Quorvin")
        bank, mela = map(json.loads, result.stdout.splitlines())
        assert (bank["verdict"], bank["reason"]) == ("unknown", "kind")
        assert bank["explanation"].endswith(", an organization; a person was asked for.")
        assert mela["verdict"] == "match"


def test_canonicalize_country(folder: Path) -> None:
    (folder / "own.jsonl").write_text(
        "".join(
            json.dumps(
                {
                    "id": f"organization/{code.lower()}-tidewatch",
                    "name": f"Tidewatch {code}{code}",
                    "country": code,
                    "aliases": [{"text": "Tidewatch", "needs": {"country": code}}],
                }
            )
            + "\n"
            for code in ("VL", "TR")
        )
    )
    arguments = ("canonicalize", "-g", "own.jsonl", "--no-default", "Tidewatch")
    assert run(*arguments).stdout == "Tidewatch\n"
    assert run(*arguments, "--country", "VL").stdout == "Tidewatch VLVL\n"
    assert run(*arguments, "--country", "tr").stdout == "Tidewatch TRTR\n"


def test_gazetteers_are_asked_in_order(folder: Path) -> None:
    (folder / "first.csv").write_text("id,name,alias\norganization/first,Firstmoor Works,BoVm\n")
    both = ("--no-default", "-g", "first.csv", "--gazetteer", "own.csv")
    assert run("canonicalize", "BoVm", "Mela Quorvin", *both).stdout == "Firstmoor Works\nMelantha Quorvin\n"
    turned = ("--no-default", "-g", "own.csv", "-g", "first.csv")
    assert run("canonicalize", "BoVm", *turned).stdout == "Bank of Vellmoor\n"


def test_the_shipped_gazetteer_comes_after_your_own() -> None:
    shipped = next(iter(Gazetteer.default()))
    result = run("canonicalize", "BoVm", shipped.name, "-g", "own.csv")
    assert result.stdout == f"Bank of Vellmoor\n{shipped.name}\n"
    assert json.loads(own("canonicalize", "--json", shipped.name).stdout)["entity"] is None


def test_compare_prints_the_judgement_and_its_rows() -> None:
    result = own("compare", "Melantha Quorvin", "Melanta Quorvin")
    first, *rows = result.stdout.splitlines()
    assert first.startswith("SAME      ")
    features = [row.split()[1] for row in rows]
    assert features[0] == "prior"
    assert (result.stderr, result.exit_code) == ("", 0)
    known = own("compare", "Bank of Vellmoor", "BoVm").stdout
    assert "known_same" in known
    assert "known_same" not in own("compare", "Bank of Vellmoor", "BoVm", "--names-only").stdout


def test_compare_json() -> None:
    result = own("compare", "--json", "Ivo Tarnwick", "Osk Tarnwick")
    record = json.loads(result.stdout)
    assert list(record) == [
        "schema",
        "left",
        "right",
        "judgement",
        "probability",
        "explanation",
        "evidence",
        "data",
    ]
    assert record["schema"] == "aliaskit/comparison@1"
    assert (record["left"], record["right"]) == ("Ivo Tarnwick", "Osk Tarnwick")
    assert record["judgement"] == "different"
    assert record["probability"] == round(record["probability"], 4) < 0.2
    for row in record["evidence"]:
        assert list(row) == ["feature", "left", "right", "weight", "note"]
        assert row["weight"] == round(row["weight"], 4)


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [("Mela Quorvin", "Melantha Quorvin", 0), ("Ivo Tarnwick", "Osk Tarnwick", 1)],
)
def test_compare_check(left: str, right: str, code: int) -> None:
    assert own("compare", left, right, "--check").exit_code == code
    assert own("compare", left, right).exit_code == 0


def test_compare_kind() -> None:
    def features(kind: str) -> set[str]:
        record = json.loads(own("compare", "J. Quorvin", "Jola Quorvin", "--json", "--kind", kind).stdout)
        return {row["feature"] for row in record["evidence"]}

    assert "initial" in features("person")
    assert "initial" not in features("org")


def test_normalize() -> None:
    result = run("normalize", "  QUÓRVIN,  Mélantha J. ", "Ёлка & Søn", "...")
    assert result.stdout == "quorvin melantha j\nelka and son\n\n"
    assert run("normalize", "-", stdin="QUÓRVIN\n").stdout == "quorvin\n"
    assert run("normalize", stdin="QUÓRVIN\n").stdout == "quorvin\n"


def test_normalize_steps() -> None:
    result = run("normalize", "QUÓRVIN,  Mélantha J.", "--steps", "--kind", "person")
    lines = result.stdout.splitlines()
    assert [line.split("  ")[0] for line in lines[:6]] == [
        "mention",
        "characters",
        "script",
        "words",
        "comparison",
        "kind",
    ]
    assert lines[0] == "mention     QUÓRVIN,  Mélantha J."
    assert lines[1] == "characters  QUÓRVIN, Mélantha J."
    assert lines[2] == "script      latin"
    assert lines[3] == "words       QUÓRVIN | Mélantha | J."
    assert lines[4] == "comparison  quorvin melantha j"
    assert lines[5].startswith("kind        person  (person ")
    assert [line.split() for line in lines[6:]] == [
        ["given", "Mélantha", "→", "melantha"],
        ["initial", "J.", "→", "j"],
        ["family", "QUÓRVIN", "→", "quorvin"],
    ]


def test_normalize_steps_shows_what_a_word_stands_for() -> None:
    lines = run("normalize", "Vellmoor Two", "--steps", "--kind", "org").stdout.splitlines()
    assert lines[-1].split() == ["number", "Two", "→", "two", "=", "2"]
    assert lines[5].startswith("kind        organization  (")
