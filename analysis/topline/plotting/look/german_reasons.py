"""German for what a reader must know of an estimate: its reasons, and how people were drawn."""

WORDS = {
    "not a percentage: no interval": "kein Prozentwert: kein Intervall",
    "what was measured is not clear: no interval": "unklar, was gemessen wurde: kein Intervall",
    "derived from a figure without an interval: no interval": (
        "aus einer Zahl ohne Intervall abgeleitet: kein Intervall"
    ),
    "derived in a way that is not known: no interval": (
        "auf unbekannte Weise abgeleitet: kein Intervall"
    ),
    "base not stated: no interval": "Basis nicht angegeben: kein Intervall",
    "base of the subgroup not stated: no interval": (
        "Basis der Teilgruppe nicht angegeben: kein Intervall"
    ),
    "mean of respondents' estimates, not a share: interval is at most this wide": (
        "Mittelwert von Schätzungen der Befragten, kein Anteil: Intervall höchstens so breit"
    ),
    "computed from another figure, not measured: that figure's interval, mirrored": (
        "aus einer anderen Zahl berechnet, nicht gemessen: deren Intervall, gespiegelt"
    ),
    "no count out of this base rounds to this percent: weighted, misprinted, or of another base": (
        "keine Anzahl aus dieser Basis ergibt gerundet diesen Prozentwert: gewichtet, Druckfehler "
        "oder andere Basis"
    ),
    "printed in approximate words: may be off by more than rounding": (
        "ungefähr angegeben: kann um mehr als die Rundung abweichen"
    ),
    "printed as a bound: taken to be within one unit of its last digit": (
        "als Grenze angegeben: höchstens eine Einheit der letzten Stelle entfernt angenommen"
    ),
    "base is a floor: interval is at most this wide": (
        "Basis ist eine Untergrenze: Intervall höchstens so breit"
    ),
    "base is a subgroup": "Basis ist eine Teilgruppe",
    "respondents chose to take part; intervals model a random draw": (
        "die Befragten haben sich selbst zur Teilnahme entschieden; Intervalle unterstellen eine "
        "Zufallsauswahl"
    ),
    "how respondents were drawn was not told; intervals model a random draw": (
        "wie die Befragten ausgewählt wurden, ist nicht bekannt; Intervalle unterstellen eine "
        "Zufallsauswahl"
    ),
    "only part of the respondents were drawn at random; intervals model a random draw": (
        "nur ein Teil der Befragten wurde zufällig ausgewählt; Intervalle unterstellen eine "
        "Zufallsauswahl"
    ),
    "everybody was asked, nobody drawn; intervals model a random draw": (
        "alle wurden befragt, niemand ausgewählt; Intervalle unterstellen eine Zufallsauswahl"
    ),
    "repeats another figure: count once": "wiederholt eine andere Zahl: einmal zählen",
    "no respondents": "keine Befragten",
    "one respondent": "eine befragte Person",
    "nobody or everybody: no variance can be estimated": (
        "niemand oder alle: Varianz nicht schätzbar"
    ),
    "no sampling variation": "keine Streuung zwischen Stichproben",
    "fixed by the design or the weights: no sampling error, and no finding": (
        "durch Stichprobenplan oder Gewichte festgelegt: kein Stichprobenfehler und kein Befund"
    ),
    "variance cannot be estimated": "Varianz nicht schätzbar",
    "all answers are the same: no variance can be estimated": (
        "alle Antworten sind gleich: Varianz nicht schätzbar"
    ),
    "as many strata as sampled units: no degrees of freedom for an interval": (
        "so viele Schichten wie gezogene Einheiten: keine Freiheitsgrade für ein Intervall"
    ),
    "effective base below 30: do not publish (NCHS)": (
        "effektive Basis unter 30: nicht veröffentlichen (NCHS)"
    ),
    "too imprecise to publish (NCHS)": "zu ungenau zur Veröffentlichung (NCHS)",
    "too few respondents or too imprecise to publish (NCHS)": (
        "zu wenige Befragte oder zu ungenau zur Veröffentlichung (NCHS)"
    ),
    "review before publishing (NCHS)": "vor Veröffentlichung prüfen (NCHS)",
    "fewer than 8 df: review (NCHS)": "weniger als 8 Freiheitsgrade: prüfen (NCHS)",
    "base or effective base below 10: do not publish (NCHS)": (
        "Basis oder effektive Basis unter 10: nicht veröffentlichen (NCHS)"
    ),
    "interval wider than 160% of it: do not publish (NCHS)": (
        "Intervall breiter als 160 % davon: nicht veröffentlichen (NCHS)"
    ),
    "its complement is too imprecise to publish (NCHS)": (
        "der übrige Anteil ist zu ungenau zur Veröffentlichung (NCHS)"
    ),
    "{n_missing} without an answer left out": "{n_missing} ohne Antwort ausgelassen",
    "the interval of its share leaves 0 to 1; interval='beta' does not": (
        "das Intervall des Anteils verlässt 0 bis 1; interval='beta' nicht"
    ),
    "nobody is above it: limits by Korn and Graubard's interval of its share": (
        "niemand liegt darüber: Grenzen aus dem Intervall des Anteils nach Korn und Graubard"
    ),
    "a jackknife does not give quantiles' variance; method='woodruff' does": (
        "ein Jackknife ergibt nicht die Varianz von Quantilen; method='woodruff' schon"
    ),
    "fewer than three different answers within its interval: no standard error": (
        "weniger als drei verschiedene Antworten in seinem Intervall: kein Standardfehler"
    ),
    "too few respondents or clusters for both limits": (
        "zu wenige Befragte oder Klumpen für beide Grenzen"
    ),
    "every category: 1 by definition": "alle Kategorien: 1 nach Definition",
    "not standardised: nobody in {nobody_in}": "nicht standardisiert: niemand in {nobody_in}",
    "not defined at these estimates": "bei diesen Schätzwerten nicht definiert",
    "one of the estimates it is made of is missing": (
        "einer der Schätzwerte, aus denen es berechnet ist, fehlt"
    ),
    "covariance not known: standard error at most this large": (
        "Kovarianz unbekannt: Standardfehler höchstens so groß"
    ),
    "mixes a share of respondents with a mean of their estimates": (
        "mischt einen Anteil der Befragten mit einem Mittelwert ihrer Schätzungen"
    ),
    "respondents chose to take part": "die Befragten haben sich selbst zur Teilnahme entschieden",
    "some respondents chose to take part": (
        "manche Befragten haben sich selbst zur Teilnahme entschieden"
    ),
    "how respondents were drawn was not told": (
        "wie die Befragten ausgewählt wurden, ist nicht bekannt"
    ),
    "how some respondents were drawn was not told": (
        "wie manche Befragten ausgewählt wurden, ist nicht bekannt"
    ),
    "only part of the respondents were drawn at random": (
        "nur ein Teil der Befragten wurde zufällig ausgewählt"
    ),
    "everybody was asked, nobody drawn": "alle wurden befragt, niemand ausgewählt",
    "in some surveys everybody was asked, nobody drawn": (
        "in manchen Erhebungen wurden alle befragt, niemand ausgewählt"
    ),
    "; intervals model a random draw": "; Intervalle unterstellen eine Zufallsauswahl",
}
