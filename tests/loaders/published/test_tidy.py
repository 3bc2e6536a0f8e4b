"""Long files of crosstabs: a percent a row, in other names, languages and traps."""

import pytest

import topline
from topline.loaders.recognise import recognise_file

from .files import text
from .test_published import cell, told

ROWS = [
    ("Q1. Approve?", answer, group, percent, n)
    for answer, percents in (("Yes", (41, 38, 44)), ("No", (50, 54, 46)), ("Unsure", (9, 8, 10)))
    for group, percent, n in zip(
        ("Total", "Men", "Women"), percents, (2002, 960, 1042), strict=True
    )
]


def tidy(heads, rows=ROWS, sep=","):
    lines = [sep.join(map(str, row)) for row in rows]
    return topline.read_published(text("\n".join([heads, *lines]) + "\n"))


@pytest.mark.parametrize(
    ("heads", "known"),
    [
        ("question,answer,group,percent,unweighted_n", True),
        ("item,response,segment,pct,n", True),
        ("Frage,Antwort,Gruppe,Anteil in %,Fallzahl", False),
        ("question,réponse,catégorie,pourcentage,effectif", False),
        ("pergunta,resposta,grupo,percentual,base", False),
        ("Pregunta,Respuesta,Grupo,Porcentaje,Muestra", False),
        ("pytanie,odpowiedź,grupa,odsetek,n", True),
        ("Fråga,Svar,Grupp,Andel (%),Antal", False),
    ],
)
def test_names_in_several_languages(heads, known):
    found = tidy(heads)
    assert len(found.figures) == 9
    one = cell(found.figures, "No", "Women")
    assert (one["percent"], one["question_id"]) == (46, "Q1")
    # a base of which nothing says that it is unweighted makes no interval
    assert (one["n"] == 1042) if known else "1042" in one["base_text"]
    assert not len(found.refused)


def test_groups_of_two_columns_are_paths_and_proportions_are_proven_by_sums():
    rows = [(q, a, "All" if g == "Total" else "Sex", g, p / 100, n) for q, a, g, p, n in ROWS]
    found = tidy("question,answer_option,demographic,category,proportion,n", rows)
    assert cell(found.figures, "Yes", "Sex > Men")["percent"] == 38
    assert cell(found.figures, "Yes", "Total")["percent"] == 41
    table = topline.estimate_figures(found.select(groups=["Sex"])).table
    assert table["ci_low"].notna().all()


def test_a_number_that_differs_from_answer_to_answer_is_no_base():
    rows = [(*row[:4], round(row[3] * row[4] / 100)) for row in ROWS]
    found = tidy("question,réponse,groupe,pourcentage,effectif", rows)
    one = cell(found.figures, "Yes", "Men")
    assert (one["percent"], one["weighted_count"]) == (38, 365)
    assert found.figures["n"].isna().all()
    assert told(found, "note", "it counts them, and is no base")


def test_what_is_not_proven_is_refused():
    # neither the heading nor a sum says that these are percents
    some = [row for row in ROWS if row[1] != "Unsure"]
    assert told(tidy("question,answer,group,share,n", some), "refused", "nothing proves what")
    assert len(tidy("question,answer,group,percent,n", some).figures) == 6
    low = [(*row[:3], row[3] / 100, row[4]) for row in some]
    assert told(tidy("question,answer,group,percent,n", low), "refused", "nothing proves what")
    twice = tidy("question,answer,group,percent,n", [*ROWS, ROWS[0]])
    assert not len(twice.figures)
    assert told(twice, "refused", "2 rows have the same words: Total, Q1. Approve?, Yes")


def test_several_answers_and_marks():
    rows = [(*row[:3], "*" if row[1] == "Unsure" else row[3] + 30, row[4]) for row in ROWS]
    found = tidy("question,answer,group,percent,unweighted base", rows)
    assert cell(found.figures, "No", "Total")["percent"] == 80
    assert cell(found.figures, "Unsure", "Men")["percent_qualifier"] == "less_than"


def test_waves_and_years_are_read_with_their_days():
    rows = [
        ("Januar 2024" if n == 1001 else "April 2024", "F1", answer, f"{share} %", n)
        for n in (1001, 998)
        for answer, share in (("ja", 41), ("nein", 59))
    ]
    figures = tidy("welle,frage,antwort,anteil,basis_ungewichtet", rows).figures
    assert figures["n"].tolist() == [1001, 1001, 998, 998]
    assert figures["wave"].tolist() == ["Januar 2024"] * 2 + ["April 2024"] * 2
    assert figures["group"].isna().all()
    figures = tidy("wave,frage,antwort,anteil,basis_ungewichtet", rows).figures
    assert figures["fielded_end"].tolist() == ["2024-01"] * 2 + ["2024-04"] * 2
    years = [(2020 + (n == 998), *row[1:4], n) for row in rows for n in row[4:]]
    figures = tidy("year,question,answer,percent,n", years).figures
    assert figures["wave"].tolist() == ["2020", "2020", "2021", "2021"]


def test_respondents_are_no_long_file(tmp_path):
    people = tmp_path / "people.csv"
    lines = (f"{k},Option {k % 3},{40 + k % 20},{k % 2}" for k in range(1, 40))
    people.write_text("\n".join(["id,answer,percent,sex", *lines]) + "\n")
    assert recognise_file(people).kind == "microdata"


@pytest.mark.parametrize(
    ("heads", "waves"),
    [
        ("Welle,Frage,Antwort,Gruppe,Anteil in %,n", ("Welle 1", "Welle 2")),
        ("Vague,Question,Réponse,Groupe,%,n", ("1", "2")),
        ("Wave,Question,Answer,Group,Percent,n", ("1", "2")),
        ("Ola,Pregunta,Respuesta,Grupo,Porcentaje,n", ("I", "II")),
    ],
)
@pytest.mark.parametrize("same", [True, False])
def test_waves_have_numbers_where_they_have_no_days(heads, waves, same):
    rows = [
        (
            wave,
            q,
            answer,
            group,
            {"Yes": p + k, "No": p - k, "Unsure": p}[answer],
            n + k * (not same),
        )
        for k, wave in enumerate(waves)
        for q, answer, group, p, n in ROWS
    ]
    found = tidy(heads, rows)
    assert len(found.figures) == 18
    assert not len(found.refused)
    for k, wave in enumerate(waves):
        one = cell(found.figures[found.figures["wave"] == wave], "Yes", "Men")
        assert (one["percent"], one["group"]) == (38 + k, "Men")


def test_a_list_of_waves_of_one_house_keeps_its_waves_and_its_groups():
    found = topline.read_published(
        text("Wave,n,Approve,Disapprove\n1,1003,45,50\n2,1003,47,48\n3,1003,44,51\n")
    )
    approve = found.figures[found.figures["answer"] == "Approve"]
    assert approve[["wave", "percent"]].to_numpy().tolist() == [["1", 45], ["2", 47], ["3", 44]]
    lines = "Date,n,Party,Approve,Disapprove\n2024-01-05,1003,Dem,85,10\n2024-01-05,1003,Rep,7,90\n"
    lines += "2024-02-05,1010,Dem,82,13\n2024-02-05,1010,Rep,9,88\n"
    found = topline.read_published(text(lines))
    assert found.figures["group"].unique().tolist() == [
        "2024-01-05 > Dem", "2024-01-05 > Rep", "2024-02-05 > Dem", "2024-02-05 > Rep",
    ]  # fmt: skip
