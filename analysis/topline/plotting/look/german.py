"""German for the words of charts."""

from .german_reasons import WORDS as REASON_WORDS

WORDS = {
    **REASON_WORDS,
    # Rows
    "about {value}": "etwa {value}",
    "n = {n}": "n = {n}",
    "n ≥ {n}": "n ≥ {n}",
    "n = {n}, subgroup": "n = {n}, Teilgruppe",
    "n not stated": "n nicht angegeben",
    "no interval": "kein Intervall",
    "fixed by design": "durch Plan festgelegt",
    "{limits} at most": "höchstens {limits}",
    "{low} to {high}": "{low} bis {high}",
    "other": "andere",
    "{number} million": "{number} Mio.",
    "{number} billion": "{number} Mrd.",
    "{number} trillion": "{number} Bio.",
    # Charts and their marks
    "Dot-and-whisker chart": "Punktdiagramm mit Intervallen",
    "Bar chart": "Balkendiagramm",
    "Diverging stacked bars": "Gestapelte Balken zu beiden Seiten der Mitte",
    "Dots joined in pairs": "Punkte, paarweise verbunden",
    "Difference: {first} less {second}": "Unterschied: {first} minus {second}",
    "{number} pts": "{number} Pkt.",
    "Differences are computed before rounding.": "Differenzen sind vor dem Runden berechnet.",
    "Covariance not known: intervals are at most this wide.": (
        "Kovarianz unbekannt: Intervalle sind höchstens so breit."
    ),
    "not stated": "nicht angegeben",
    "n = {first}, {second}": "n = {first}, {second}",
    "{groups}; difference {difference} ({limits}).": "{groups}; Unterschied {difference} "
    "({limits}).",
    "Line chart of waves": "Liniendiagramm über Wellen",
    "Bands": "Bänder",
    "{number} waves.": "{number} Wellen.",
    "no estimate.": "kein Schätzwert.",
    "Bands and whiskers": "Bänder und Linien",
    "In brackets: {interval}.": "In Klammern: {interval}.",
    "Up; their intervals do not overlap.": "Gestiegen; ihre Intervalle überschneiden sich nicht.",
    "Down; their intervals do not overlap.": "Gesunken; ihre Intervalle überschneiden sich nicht.",
    "No clear change; their intervals overlap.": "Keine klare Veränderung; ihre Intervalle "
    "überschneiden sich.",
    "Not joined across the upright dashed lines.": "Über die senkrechten gestrichelten Linien "
    "hinweg nicht verbunden.",
    "Not joined where the mode or the question changed: {reasons}.": "Nicht verbunden, wo "
    "Erhebungsart oder Frage wechselten: {reasons}.",
    "Stacked bars": "Gestapelte Balken",
    "NET": "NETTO",
    "NET {name}: {value}": "NETTO {name}: {value}",
    "left": "links",
    "right": "rechts",
    "NET, left: {left}; right: {right}.": "NETTO, links: {left}; rechts: {right}.",
    "NET: the answers of each side together.": "NETTO: die Antworten jeder Seite zusammen.",
    "NET left {left}, right {right}.": "NETTO links {left}, rechts {right}.",
    "Percent of everybody in the base; apart, at the right: {names}.": "Prozent der ganzen "
    "Basis; abgesetzt, rechts: {names}.",
    "Percent of everybody in the base.": "Prozent der ganzen Basis.",
    "Half of “{answer}” on either side of the middle.": "„{answer}“ je zur Hälfte auf beiden "
    "Seiten der Mitte.",
    "“{answer}” stands in a column of its own.": "„{answer}“ steht in einer eigenen Spalte.",
    "Percentages may not total 100% because of rounding.": "Wegen Rundung ergeben die Prozente "
    "nicht immer 100 %.",
    "{number} more in the table.": "{number} weitere in der Tabelle.",
    "{row}: no estimate.": "{row}: kein Schätzwert.",
    "{row}: most often {answer}, {share}.": "{row}: am häufigsten {answer}, {share}.",
    "Most often {answer}, {share}.": "Am häufigsten {answer}, {share}.",
    "Numbers in the bars are percent.": "Zahlen in den Balken sind Prozent.",
    "* Less than half a percent.": "* Weniger als ein halbes Prozent.",
    "Pictogram of a hundred squares": "Piktogramm aus hundert Quadraten",
    "Whiskers": "Linien",
    "Rings": "Umrandung",
    "{number} in 100": "{number} von 100",
    "fewer than {number} in 100": "weniger als {number} von 100",
    "more than {number} in 100": "mehr als {number} von 100",
    "{interval} (ringed): {low} to {high} in 100": (
        "{interval} (umrandet): {low} bis {high} von 100"
    ),
    "{interval}, at most this wide": "{interval}, höchstens so breit",
    # Captions
    "Differences.": "Differenzen.",
    "Differences, in percentage points.": "Differenzen in Prozentpunkten.",
    "Weighted estimates.": "Gewichtete Schätzungen.",
    "Base: {base}.": "Basis: {base}.",
    "{number} groups of respondents": "{number} Gruppen von Befragten",
    "{base} unweighted": "{base} ungewichtet",
    "n = {low} to {high} unweighted, see rows": "n = {low} bis {high} ungewichtet, siehe Zeilen",
    "; not stated for {part} of {all} figures": "; für {part} von {all} Zahlen nicht angegeben",
    "; {number} without an answer left out": "; {number} ohne Antwort nicht berücksichtigt",
    "No interval can be given.": "Ein Intervall kann nicht angegeben werden.",
    "interval": "Intervall",
    "{level} interval": "{level}-Intervall",
    "{marks}: {interval}.": "{marks}: {interval}.",
    "shares: {method}": "Anteile: {method}",
    "means of estimates: at most this wide, {method}": (
        "Mittelwerte von Schätzungen: höchstens so breit, {method}"
    ),
    "design effect {value}": "Designeffekt {value}",
    "design effects {low} to {high}": "Designeffekte {low} bis {high}",
    "rounding covered": "Rundung berücksichtigt",
    "{what}, percent": "{what}, Prozent",
    "Shares of respondents": "Anteile der Befragten",
    "means of their estimates": "Mittelwerte ihrer Schätzungen",
    "Published figures": "Veröffentlichte Zahlen",
    "All respondents": "Alle Befragten",
    " and ": " und ",
    "Dashed line: {value}.": "Gestrichelt: {value}.",
    "Source: {source}.": "Quelle: {source}.",
    "Sources: {sources}.": "Quellen: {sources}.",
    " and {number} more": " und {number} weitere",
    "{conductor} for {sponsor}": "{conductor} für {sponsor}",
    # Descriptions
    "Description": "Beschreibung",
    "{kind}: {title}.": "{kind}: {title}.",
    "Asked: {who}.": "Befragt: {who}.",
    "{number} rows.": "{number} Zeilen.",
    "{number} rows without a point estimate.": "{number} Zeilen ohne Punktschätzung.",
    "Highest: {row}.": "Höchster Wert: {row}.",
    "Lowest: {row}.": "Niedrigster Wert: {row}.",
    "Their intervals overlap.": "Ihre Intervalle überschneiden sich.",
    "Their intervals do not overlap.": "Ihre Intervalle überschneiden sich nicht.",
    "{part} of {all} rows have no interval.": "Ohne Intervall: {part} von {all} Zeilen.",
    "{interval} {low} to {high}": "{interval} {low} bis {high}",
    "{interval} at most {low} to {high}": "{interval} höchstens {low} bis {high}",
    # Crosstabs and uncertainty
    "Bar charts side by side": "Balkendiagramme nebeneinander",
    "All panels have the same scale.": "Alle Felder haben denselben Maßstab.",
    "{part} of {all} estimates are too imprecise to publish alone.": (
        "{part} von {all} Schätzungen sind zu ungenau, um allein veröffentlicht zu werden."
    ),
    "{part} of {all} estimates are too imprecise to publish alone ({sign})": (
        "{part} von {all} Schätzungen sind zu ungenau, um allein veröffentlicht zu werden ({sign})"
    ),
    "{part} of {all} estimates are left out, too imprecise to publish alone": (
        "{part} von {all} Schätzungen fehlen: zu ungenau, um allein veröffentlicht zu werden"
    ),
    "{part} of {all} estimates are to review before publishing ({sign})": (
        "{part} von {all} Schätzungen sind vor der Veröffentlichung zu prüfen ({sign})"
    ),
    "{sign} too imprecise to publish alone ({look}): {why}.": (
        "{sign} zu ungenau, um allein veröffentlicht zu werden ({look}): {why}."
    ),
    "{sign} to review before publishing ({look}): {why}.": (
        "{sign} vor der Veröffentlichung zu prüfen ({look}): {why}."
    ),
    "– left out, too imprecise to publish alone: {why}.": (
        "– fehlt, zu ungenau, um allein veröffentlicht zu werden: {why}."
    ),
    "hollow and grey": "hohl und grau",
    "hatched": "schraffiert",
    "grey": "grau",
    "Hollow and grey: those with {signs}.": "Hohl und grau: Werte mit {signs}.",
    "Hollow: no interval.": "Hohl: kein Intervall.",
    "Gradient chart of uncertainty": "Diagramm verlaufender Intervalle",
    "Quantile dotplot": "Quantil-Punktdiagramm",
    "Numbers beside": "Zahlen daneben",
    "Shading: intervals of all levels up to {level}, the darkest innermost.": (
        "Verlauf: Intervalle aller Niveaus bis {level}, die kräftigsten innen."
    ),
    "Each dot: a chance of 1 in {dots}, by the sampling distribution.": (
        "Jeder Punkt: eine Chance von 1 zu {dots} nach der Stichprobenverteilung."
    ),
    # Pooling
    "Forest plot": "Forest-Plot",
    "Whiskers and diamond": "Linien und Raute",
    "All surveys together": "Alle Umfragen zusammen",
    "Without {survey}": "Ohne {survey}",
    "{method}": "{method}",
    "{method}, random effects": "{method}, zufällige Effekte",
    "{method}, fixed effect": "{method}, fester Effekt",
    "weight {share}": "Gewicht {share}",
    "{change} points": "{change} Punkte",
    "another survey: {limits}": "weitere Umfrage: {limits}",
    "Areas of squares: weights.": "Flächen der Quadrate: Gewichte.",
    "Dots: all surveys but one.": "Punkte: alle Umfragen außer einer.",
    "Diamond: all surveys together ({model}).": "Raute: alle Umfragen zusammen ({model}).",
    "Dashed: where another such survey's true share lies.": (
        "Gestrichelt: wo der wahre Anteil einer weiteren solchen Umfrage liegt."
    ),
    "{number} surveys.": "{number} Umfragen.",
    "All together: {value} (interval {low} to {high}).": (
        "Alle zusammen: {value} (Intervall {low} bis {high})."
    ),
    "All together: {value}.": "Alle zusammen: {value}.",
    "Another survey's true share: {low} to {high}.": (
        "Wahrer Anteil einer weiteren Umfrage: {low} bis {high}."
    ),
    "Funnel plot": "Trichterdiagramm",
    "Share": "Anteil",
    "Share; steps are even on the scale: {scale}": (
        "Anteil; gleiche Schritte auf der Skala: {scale}"
    ),
    "Standard error (the most precise surveys on top)": (
        "Standardfehler (die genauesten Umfragen oben)"
    ),
    "{part} of {all} surveys lie outside the lines.": (
        "{part} von {all} Umfragen liegen außerhalb der Linien."
    ),
    "Outside: {surveys}.": "Außerhalb: {surveys}.",
    "Vertical line: all surveys together, {share}. Dashed lines: where surveys of one true share "
    "would lie. Filled: outside them.": (
        "Senkrecht: alle Umfragen zusammen, {share}. Gestrichelt: wo Umfragen mit einem wahren "
        "Anteil lägen. Gefüllt: außerhalb davon."
    ),
    "random-intercept logistic model": "logistisches Modell mit zufälligem Achsenabschnitt",
    "beta-binomial model": "Beta-Binomial-Modell",
    "inverse variance": "inverse Varianz",
    "log share": "Logarithmus des Anteils",
    "log odds": "logarithmierte Chancen",
    "double arcsine": "doppelter Arkussinus",
    # Coverage, weights and tipping points
    "Line chart of coverage": "Liniendiagramm der Überdeckung",
    "Lines": "Linien",
    "{method}: mean {mean}, least {least}": "{method}: im Mittel {mean}, mindestens {least}",
    "Exact coverage for n = {n}, not simulated. Dashed lines: {level}, as promised; shaded: "
    "coverage below it. Scales begin at {floor}.": (
        "Exakte Überdeckung für n = {n}, nicht simuliert. Gestrichelt: {level}, wie versprochen; "
        "schattiert: Überdeckung darunter. Die Skalen beginnen bei {floor}."
    ),
    "Coverage of {level} intervals by true share, n = {n}. {methods}.": (
        "Überdeckung von {level}-Intervallen nach dem wahren Anteil, n = {n}. {methods}."
    ),
    "True share": "Wahrer Anteil",
    "Histogram of weights": "Histogramm der Gewichte",
    "Bars": "Balken",
    "Bars: share of respondents by weight; dashed line: the mean weight, 1.": (
        "Balken: Anteil der Befragten nach Gewicht; gestrichelt: das mittlere Gewicht, 1."
    ),
    "{base}; Kish design effect {deff}; effective n {effective}.": (
        "{base}; Designeffekt nach Kish {deff}; effektives n {effective}."
    ),
    "Largest weight {top} times the mean; the heaviest {part} of respondents carry {share}.": (
        "Größtes Gewicht: das {top}-Fache des Mittels; auf die {part} der Befragten mit den "
        "größten entfallen {share}."
    ),
    "{number} weights are 0.": "{number} Gewichte sind 0.",
    "Weight, as a multiple of the mean weight": "Gewicht, als Vielfaches des mittleren",
    "Chart of a tipping point": "Diagramm eines Kipppunkts",
    "Band": "Band",
    "Claim: more than {threshold}.": "Aussage: mehr als {threshold}.",
    "Claim: less than {threshold}.": "Aussage: weniger als {threshold}.",
    "Share found: {value}.": "Gefundener Anteil: {value}.",
    "Dashed line: {value}. Each error is worked out alone.": (
        "Gestrichelt: {value}. Jeder Fehler ist für sich berechnet."
    ),
    "Does not hold as it is.": "Gilt schon jetzt nicht.",
    "Holds whatever the error.": "Gilt bei jedem Fehler.",
    "Design effect": "Designeffekt",
    "Bias towards the threshold, in percentage points": (
        "Verzerrung zur Schwelle hin, in Prozentpunkten"
    ),
    "Share of false answers on the claim's side": (
        "Anteil falscher Antworten auf der Seite der Aussage"
    ),
    "Holds up to a design effect of {value}": "Gilt bis zu einem Designeffekt von {value}",
    "Holds up to a bias of {value} points": "Gilt bis zu einer Verzerrung von {value} Punkten",
    "Holds up to {value} of false answers": "Gilt bis zu {value} falschen Antworten",
    # Interval methods whose names are no proper names
    "Wilson with continuity correction": "Wilson mit Stetigkeitskorrektur",
    "modified Wilson": "modifiziertes Wilson",
    "likelihood ratio": "Likelihood-Quotient",
    "skewness-corrected score": "schiefekorrigierter Score",
    "Jeffreys, equal tails throughout": "Jeffreys, durchweg gleiche Ränder",
    "modified Jeffreys": "modifiziertes Jeffreys",
    "uniform prior, equal tails": "gleichverteilter Prior, gleiche Ränder",
    "Jeffreys, highest density": "Jeffreys, höchste Dichte",
    "uniform prior, highest density": "gleichverteilter Prior, höchste Dichte",
    "Beta prior, equal tails": "Beta-Prior, gleiche Ränder",
    "Beta prior, highest density": "Beta-Prior, höchste Dichte",
    "Agresti–Coull, adding two and two": "Agresti–Coull, zwei und zwei dazu",
    "complementary log-log": "komplementäres Log-Log",
    "arcsine, Anscombe": "Arkussinus, Anscombe",
    "arcsine": "Arkussinus",
    "Wald with continuity correction": "Wald mit Stetigkeitskorrektur",
    "Wilson with the Bhatia–Davis ceiling": "Wilson mit der Schranke von Bhatia–Davis",
    "Wald with the Bhatia–Davis ceiling": "Wald mit der Schranke von Bhatia–Davis",
    "estimate ± normal quantile × standard error": "Schätzung ± Normalquantil × Standardfehler",
    "estimate ± Student's quantile × standard error": "Schätzung ± t-Quantil × Standardfehler",
    "Student's, on the log scale": "t-Verteilung, auf der Log-Skala",
    "logit, by replicates": "Logit, aus Replikationen",
    "Woodruff's, share ± t × standard error": "Woodruff, Anteil ± t × Standardfehler",
    "Woodruff's, share on the logit scale": "Woodruff, Anteil auf der Logit-Skala",
    "Woodruff's, share by Korn and Graubard": "Woodruff, Anteil nach Korn und Graubard",
    "Woodruff's, share on the arcsine scale": "Woodruff, Anteil auf der Arkussinus-Skala",
    "order statistics at the effective size": "Ordnungsstatistiken bei effektiver Größe",
    "Newcombe's, from the score limits of both shares": (
        "Newcombe, aus den Score-Grenzen beider Anteile"
    ),
}
"""From each English sentence to its German one; those that are the same stand here, too, so that
a missing one is noticed."""
