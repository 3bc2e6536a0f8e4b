"""The data folders against their own descriptions, checked by hand: types, keys, sources, bytes."""

import csv
import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from topline.figures.schema import FIGURE_COLUMNS
from topline.loaders.bundled import data_folder

COLLECTIONS = ["icims_2018", "thank_you_notes"]
TYPES = {"string": "string", "Int64": "integer", "Float64": "number", "category": "string"}
PATTERNS = {"string": ".*", "integer": r"-?\d+", "number": r"-?\d+(\.\d+)?"}


def describe(name: str) -> tuple[Path, dict]:
    folder = data_folder() / name
    return folder, json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def rows_of(folder: Path, resource: dict) -> list[dict[str, str]]:
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def resources() -> list:
    return [
        pytest.param(folder, resource, id=f"{folder.name}-{resource['name']}")
        for folder, package in map(describe, COLLECTIONS)
        for resource in package["resources"]
    ]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_the_package_says_what_it_is(name):
    folder, package = describe(name)
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._/-]+", package["name"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert datetime.fromisoformat(package["created"]).tzinfo
    assert package["title"]
    assert package["description"]
    assert [licence["name"] for licence in package["licenses"]] == ["CC0-1.0"]
    assert package["licenses"][0]["path"].startswith("https://")
    assert all(person["title"] and person["roles"] for person in package["contributors"])
    assert {path.name for path in folder.iterdir()} == {
        "README.md",
        "datapackage.json",
        *(resource["path"] for resource in package["resources"]),
    }


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_source_of_a_figure_is_a_source_of_the_package(name):
    folder, package = describe(name)
    figures = next(found for found in package["resources"] if found["name"] == "figures")
    told = [source["path"] for source in package["sources"]]
    assert len(told) == len(set(told))
    assert set(told) == {row["source_url"] for row in rows_of(folder, figures)}
    assert all(source["title"] for source in package["sources"])


@pytest.mark.parametrize(("folder", "resource"), resources())
def test_files_are_plain_utf8_with_line_feeds(folder, resource):
    raw = (folder / resource["path"]).read_bytes()
    assert resource["encoding"] == "utf-8"
    assert raw.decode("utf-8").endswith("\n")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw


@pytest.mark.parametrize(("folder", "resource"), resources())
def test_fields_agree_with_the_one_schema(folder, resource):
    assert (folder / resource["path"]).is_file()
    assert resource["schema"]["$schema"].endswith("/2.0/tableschema.json")
    for field in resource["schema"]["fields"]:
        column = FIGURE_COLUMNS[field["name"]]
        limits = field.get("constraints", {})
        assert field["type"] == TYPES[column.dtype]
        assert tuple(limits.get("enum", ())) == column.categories
        assert field.get("categoriesOrdered", False) is column.ordered
        assert tuple(field.get("categories", column.categories)) == column.categories
        assert field["description"].removesuffix(".").lower() == column.meaning.lower()


def check_cell(cell: str, field: dict) -> None:
    limits = field.get("constraints", {})
    if cell == "":
        assert not limits.get("required"), field["name"]
        return
    assert cell == cell.strip(), (field["name"], cell)
    assert re.fullmatch(PATTERNS[field["type"]], cell), (field["name"], cell)
    if "enum" in limits:
        assert cell in limits["enum"]
    if field["type"] != "string":
        assert limits.get("minimum", -9) <= float(cell) <= limits.get("maximum", 1e9)


@pytest.mark.parametrize(("folder", "resource"), resources())
def test_every_cell_is_what_its_field_says(folder, resource):
    fields = resource["schema"]["fields"]
    assert resource["schema"]["missingValues"] == [""]
    for row in rows_of(folder, resource):
        assert list(row) == [field["name"] for field in fields]
        for field in fields:
            check_cell(row[field["name"]], field)


@pytest.mark.parametrize(("folder", "resource"), resources())
def test_keys_are_unique_and_references_lead_somewhere(folder, resource):
    rows = rows_of(folder, resource)
    (key,) = resource["schema"]["primaryKey"]
    assert len({row[key] for row in rows}) == len(rows)
    for link in resource["schema"].get("foreignKeys", []):
        target = link["reference"].get("resource", resource["name"])
        (column,), (their,) = link["fields"], link["reference"]["fields"]
        there = {row[their] for row in rows_of(folder, {"path": f"{target}.csv"})}
        assert {row[column] for row in rows} - {""} <= there


def test_no_figure_and_no_sample_is_stored_twice():
    for table, key in (("samples", "survey_id"), ("figures", "figure_id")):
        names = [
            row[key]
            for name in COLLECTIONS
            for row in rows_of(data_folder() / name, {"path": f"{table}.csv"})
        ]
        assert len(names) == len(set(names)) == {"samples": 49, "figures": 100}[table]
