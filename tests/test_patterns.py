"""Every regular expression of the package takes the time of a text's length, not of its square."""

import importlib
import inspect
import pkgutil
import re
import resource
import signal
import subprocess
import sys

import pytest

import topline

LENGTH, LONG = 20_000, 200_000
SECONDS = {LENGTH: 4, LONG: 100}
"""Of computing, not of the clock. The square of LENGTH takes as long for one text."""

BOUNDED = {
    **dict.fromkeys(
        [
            f"topline.answers.{name}"
            for name in ("bands", "folding", "nonresponse", "numerals", "personal", "scales")
        ],
        "answers of at most answers.folding.LONGEST characters",
    ),
    "topline.figures.claims.phrases": "claims of at most 300 characters",
    "topline.report.parts.colours._TAG": "an SVG, in which every < has its >",
    "topline.expressions.tokens": "text of at most LONGEST characters",
    "topline.loaders.sheets.workbook._NOT_SHOWN": "a number format of at most 255 characters",
}
"""What is never given a long text."""

ATOMS = (
    " ", "a", "1", "0", ".", ",", "1,", "1.", "111,", "111.", "[", "]", '"', "'", "<", ">", "&",
    "&a", "-", "(", "/", "a.", " or", "\\", "_", "<m>", " 1", "%", "+", "e1", "[a.", "\n[a",
    "<!---->", " .",
)  # fmt: skip
ENDS = ("", "!")


def patterns():
    """Compiled patterns by where they stand, and the methods that their modules call."""
    found = {}
    for module in pkgutil.walk_packages(topline.__path__, "topline."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        source = inspect.getsource(loaded)
        for name, value in vars(loaded).items():
            where = f"{module.name}.{name}"
            if isinstance(value, re.Pattern) and not {
                where,
                module.name,
                module.name.rpartition(".")[0],
            } & set(BOUNDED):
                methods = set(re.findall(rf"\b{name}\.(\w+)\(", source))
                if methods:
                    found[where] = (value, sorted(methods))
    return found


def match(pattern, methods, length):
    for atom in ATOMS:
        for end in ENDS:
            text = atom * (length // len(atom)) + end
            raw = text.encode() if isinstance(pattern.pattern, bytes) else text
            for method in methods:
                found = getattr(pattern, method)(*([raw[:0]] if method == "sub" else []), raw)
                if method == "finditer":
                    list(found)


def match_all(length):
    """Match every pattern with every text, each within its time; say which is at work."""
    for where, (pattern, methods) in patterns().items():
        used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
        resource.setrlimit(resource.RLIMIT_CPU, (used + SECONDS[length], resource.RLIM_INFINITY))
        sys.stdout.write(f"{where}\n")
        sys.stdout.flush()
        match(pattern, methods, length)


@pytest.mark.parametrize("length", [LENGTH, pytest.param(LONG, marks=pytest.mark.long)])
def test_time_is_that_of_the_length(repository, length):
    program = f"from tests.test_patterns import match_all; match_all({length})"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    tried = done.stdout.split()
    assert done.returncode == 0, f"{tried[-1:]} takes more than its time\n{done.stderr}"
    assert len(tried) > 15
    assert "topline.figures.claims.sides.PERCENT" in tried


@pytest.mark.long
def test_the_square_of_a_length_is_found(repository):
    slow = "import re; from tests import test_patterns as found; "
    slow += r"square = re.compile(r'\s*([^<>]+?)\s*(>)\s*([^<>]+?)\s*'); "
    slow += "found.patterns = lambda: {'square': (square, ['fullmatch'])}; "
    slow += "found.match_all(found.LENGTH)"
    done = subprocess.run([sys.executable, "-c", slow], cwd=repository, check=False)
    assert done.returncode == -signal.SIGXCPU
