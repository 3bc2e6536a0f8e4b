"""Sentences of headlines that differ by what they are of, each whole for its translators."""

from ..language.marking import marked

CHANGED = {
    (False, False, False): (
        marked("“{answer}” fell from {value} in {wave} to {value2} in {wave2}"),
        marked("“{answer}” fell from {value} in {wave} to {value2} in {wave2}, by {gap}"),
    ),
    (False, False, True): (
        marked(
            "“{answer}” fell from {value} in {wave} to {value2} in {wave2}, asked in another way"
        ),
        marked(
            "“{answer}” fell from {value} in {wave} to {value2} in {wave2}, asked in "
            "another way, by {gap}"
        ),
    ),
    (False, True, False): (
        marked("“{answer}” rose from {value} in {wave} to {value2} in {wave2}"),
        marked("“{answer}” rose from {value} in {wave} to {value2} in {wave2}, by {gap}"),
    ),
    (False, True, True): (
        marked(
            "“{answer}” rose from {value} in {wave} to {value2} in {wave2}, asked in another way"
        ),
        marked(
            "“{answer}” rose from {value} in {wave} to {value2} in {wave2}, asked in "
            "another way, by {gap}"
        ),
    ),
    (True, False, False): (
        marked("“{series}”: “{answer}” fell from {value} in {wave} to {value2} in {wave2}"),
        marked(
            "“{series}”: “{answer}” fell from {value} in {wave} to {value2} in {wave2}, by {gap}"
        ),
    ),
    (True, False, True): (
        marked(
            "“{series}”: “{answer}” fell from {value} in {wave} to {value2} in {wave2}, "
            "asked in another way"
        ),
        marked(
            "“{series}”: “{answer}” fell from {value} in {wave} to {value2} in {wave2}, "
            "asked in another way, by {gap}"
        ),
    ),
    (True, True, False): (
        marked("“{series}”: “{answer}” rose from {value} in {wave} to {value2} in {wave2}"),
        marked(
            "“{series}”: “{answer}” rose from {value} in {wave} to {value2} in {wave2}, by {gap}"
        ),
    ),
    (True, True, True): (
        marked(
            "“{series}”: “{answer}” rose from {value} in {wave} to {value2} in {wave2}, "
            "asked in another way"
        ),
        marked(
            "“{series}”: “{answer}” rose from {value} in {wave} to {value2} in {wave2}, "
            "asked in another way, by {gap}"
        ),
    ),
}
"""A change of waves, as a headline and to be said: by whether it is of one series of several, a
rise, and asked in another way."""

UNCHANGED = {
    False: (
        marked("No change from {wave} to {wave2} is shown"),
        marked(
            "No change from {wave} to {wave2} is shown by the test of their difference "
            "({level} confidence)"
        ),
    ),
    True: (
        marked("No change from {wave} to {wave2} is shown: “{answer}” {value} and {value2}"),
        marked(
            "No change from {wave} to {wave2} is shown: “{answer}” {value} and {value2} "
            "by the test of their difference ({level} confidence)"
        ),
    ),
}
"""No change, as a headline and to be said: of one series."""

HIGHER = {
    False: (
        marked("{question}: higher in “{first}” ({value}) than in “{second}” ({value2})"),
        marked("{question}: higher in “{first}” ({value}) than in “{second}” ({value2}), by {gap}"),
    ),
    True: (
        marked("“{answer}”: more in “{first}” ({value}) than in “{second}” ({value2})"),
        marked("“{answer}”: more in “{first}” ({value}) than in “{second}” ({value2}), by {gap}"),
    ),
}
"""A group before another, as a headline and to be said: of an answer, else of a value."""

ALIKE = {
    False: marked("No difference between {number} groups is shown"),
    True: marked("No difference between “{first}” and “{second}” is shown"),
}
"""No difference between groups: of two, else of more."""

NOT_COMPARED = (
    marked("{question}"),
    marked(
        "Whether “{first}” ({value}) and “{second}” ({value2}) differ was not computed: their "
        "standard errors are not known"
    ),
    marked("That there is a difference, or that there is none: neither was computed"),
)
"""No difference of groups or waves has a test: no finding, so that the question is the title."""

ALIKE_EACH = {
    (False, False): marked(
        "No difference between {number} groups is shown; {question}: {value} in "
        "“{first}” ({interval}), {value2} in “{second}” ({interval2})"
    ),
    (False, True): marked(
        "No difference between {number} groups is shown; “{answer}”: {value} in "
        "“{first}” ({interval}), {value2} in “{second}” ({interval2})"
    ),
    (True, False): marked(
        "No difference between “{first}” and “{second}” is shown; {question}: "
        "{value} in “{first}” ({interval}), {value2} in “{second}” ({interval2})"
    ),
    (True, True): marked(
        "No difference between “{first}” and “{second}” is shown; “{answer}”: "
        "{value} in “{first}” ({interval}), {value2} in “{second}” ({interval2})"
    ),
}
"""The same with the values of the first two: of two groups, of an answer."""

ALIKE_OF = {
    False: marked(
        "{question}: no difference between “{first}” ({value}) and “{second}” ({value2}) is shown"
    ),
    True: marked(
        "“{answer}”: no difference between “{first}” ({value}) and “{second}” ({value2}) is shown"
    ),
}
"""No difference between two groups: of an answer, else of a value."""

MOST_ALIKE = {
    False: marked(
        "Most say “{answer}” in {number} of {all} groups; no difference between these is shown"
    ),
    True: marked(
        "Most say “{answer}” in “{first}” ({value}) and “{second}” ({value2}); no "
        "difference is shown"
    ),
}
"""Most say the same: in two groups, else in more."""

NO_MAJORITY = {
    False: marked("More say “{answer}” ({share}) than any other answer; a majority is not shown"),
    True: marked("More say “{answer}” ({share}) than any other answer; no majority"),
}
"""The largest answer, which is shown to be none of a majority, or is not shown to be one."""

NO_DIFFERENCE = {
    False: (
        marked("No difference is shown: {name} {value}"),
        marked("{name}: {value}, which may be no difference ({interval})"),
    ),
    True: (
        marked("No difference is shown: “{answer}”, {name} {value}"),
        marked("“{answer}”, {name}: {value}, which may be no difference ({interval})"),
    ),
}
"""One difference that may be none, as a headline and to be said: of an answer of several."""

ONE_DIFFERENCE = {
    False: (
        marked("{name}: {value}, a difference that is shown"),
        marked("{name}: {value} ({interval})"),
    ),
    True: (
        marked("“{answer}”, {name}: {value}, a difference that is shown"),
        marked("“{answer}”, {name}: {value} ({interval})"),
    ),
}
"""One difference that is shown."""

ONE_OF_SEVERAL = {
    False: (
        marked("One of {all} differences is shown, {name}: {value}"),
        marked("{name}: {value} ({interval})"),
    ),
    True: (
        marked("One of {all} differences is shown, “{answer}”, {name}: {value}"),
        marked("“{answer}”, {name}: {value} ({interval})"),
    ),
}
"""One of several differences is shown."""

SOME_OF_SEVERAL = {
    False: (
        marked("{number} of {all} differences are shown, the largest {name}: {value}"),
        marked("{name}: {value} ({interval})"),
    ),
    True: (
        marked("{number} of {all} differences are shown, the largest “{answer}”, {name}: {value}"),
        marked("“{answer}”, {name}: {value} ({interval})"),
    ),
}
"""Some of several differences are shown."""

VALUES = {
    (False, False): (
        marked("{value} ({limits})"),
        marked("{value} ({interval})"),
    ),
    (False, True): (
        marked("{value} on average ({limits})"),
        marked("{value} on average ({interval})"),
    ),
    (True, False): (
        marked("{name}: {value} ({limits})"),
        marked("{name}: {value} ({interval})"),
    ),
    (True, True): (
        marked("{name}: {value} on average ({limits})"),
        marked("{name}: {value} on average ({interval})"),
    ),
}
"""A value, as a headline and to be said: of something named, an average."""
