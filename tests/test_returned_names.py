"""What a public function or method returns is public itself."""

import inspect
import re
import typing

import topline
from tests.conftest import in_one_test


def functions():
    """Every public function, and the public methods and properties of every public class."""
    for name in topline.__all__:
        value = getattr(topline, name)
        if inspect.isfunction(value):
            yield name, value
        if inspect.isclass(value):
            for member, found in inspect.getmembers_static(value):
                plain = getattr(found, "fget", None) or getattr(found, "__func__", found)
                if inspect.isfunction(plain) and not member.startswith("_"):
                    yield f"{name}.{member}", plain


def classes(annotation, names):
    """Every class of the package in an annotation, which may be text."""
    if isinstance(annotation, str):
        words = re.findall(r"\w+", annotation)
        annotations = [names[word] for word in words if word in names]
        return {found for each in annotations for found in classes(each, {})}
    own = {annotation} if inspect.isclass(annotation) else set()
    own = {found for found in own if found.__module__.startswith("topline")}
    return own.union(*(classes(part, names) for part in typing.get_args(annotation)))


FUNCTIONS = dict(functions())


@in_one_test("name", FUNCTIONS)
def test_what_is_returned_is_exported(name):
    function = FUNCTIONS[name]
    returned = classes(inspect.signature(function).return_annotation, function.__globals__)
    left = {found.__name__ for found in returned} - {*topline.__all__}
    assert not left, f"{name} returns {', '.join(left)}, which topline.__all__ has not"


def test_results_are_found():
    found = classes(topline.margin_check.__annotations__["return"], {})
    assert found == {topline.MarginCheck}
    assert classes("list[MarginCheck]", vars(topline)) == found
