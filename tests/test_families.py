"""Every method is in a family that can be listed, with what it is and who said so."""

import importlib
import inspect
import pkgutil
import re

import pytest

import topline
from tests.reference.methods_page import PAGE, page
from topline import ArgumentError, methods
from topline.families.table import FAMILIES

pytestmark = pytest.mark.quick

NOT_LISTED = {"ITEMS", "ESTIMATORS", "MAKERS", "FAMILIES"}
"""Tables of other things: items of a disclosure, estimators and makers, which are functions."""


def tables():
    """Every table of the package whose rows have a key and a source, where it is defined."""
    for module in pkgutil.walk_packages(topline.__path__, "topline."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            rows = list(value.values()) if isinstance(value, dict) else []
            if rows and all(hasattr(row, "key") and hasattr(row, "source") for row in rows):
                yield name, rows


def test_every_method_is_listed():
    listed = {id(row) for family in FAMILIES.values() for row in family.rows}
    left = {
        (name, row.key)
        for name, rows in tables()
        if name not in NOT_LISTED
        for row in rows
        if id(row) not in listed
    }
    # Contrasts take the normal quantile by their degrees of freedom, and means their own family;
    # Newcombe's is listed with the methods for a difference from counts; what a publisher gives is
    # no method to choose.
    assert left == {
        ("INTERVALS", name)
        for name in ("normal", "newcombe", "published_limits", "published_error")
    }


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_says_what_and_who(family):
    table = methods(family)
    assert list(table)[:4] == ["name", "label", "source", "default"]
    assert table["name"].is_unique
    assert (table[["name", "label", "source"]].map(len) > 0).all(axis=None)
    assert table["default"].sum() == (FAMILIES[family].default is not None)
    assert methods().set_index("name").loc[family, "methods"] == len(table)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_default_is_that_of_the_function(family):
    owners = {"Survey": topline.Survey, "Estimates": topline.Estimates, "Model": topline.Model}
    for use in FAMILIES[family].use.split(", "):
        call, parameter = re.fullmatch(r"([\w.]+)\((\w+)=?\)", use).groups()
        owner, _, name = call.rpartition(".")
        function = getattr(owners[owner] if owner else topline, name)
        found = inspect.signature(function).parameters
        if parameter in found:
            default = found[parameter].default
            expected = None if default in (inspect.Parameter.empty, None) else default
            assert FAMILIES[family].default == expected, use
        else:
            assert "options" in found, use


def test_an_unknown_family_is_refused():
    with pytest.raises(ArgumentError, match=r"family is 'diference'; .*did you mean 'difference'"):
        methods("diference")
    with pytest.raises(ArgumentError, match="expected one of proportion, difference, ratio"):
        methods(3)


def test_the_page_lists_them_all():
    assert PAGE.read_text(encoding="utf-8") == page(), "run tests/reference/methods_page.py"
