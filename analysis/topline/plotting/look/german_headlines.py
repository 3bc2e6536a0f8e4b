"""German for headlines: the sentences of ``topline.headlines``."""

from itertools import product

_RISES = {"rose": "stieg", "fell": "sank"}
_SERIES = {"": "", "“{series}”: ": "„{series}“: "}
_WAYS = {"": "", ", asked in another way": ", anders gefragt"}
_SURE = {"": "", ", by {gap} ({level} interval)": ", um {gap} ({level}-Intervall)"}
_MEASURES = {"{question}": "{question}", "“{answer}”": "„{answer}“"}
_PAIRS = {
    "“{answer}”: more in": "„{answer}“: mehr in",
    "{question}: higher in": "{question}: höher in",
}
_GROUPS = {
    "“{first}” and “{second}”": "„{first}“ und „{second}“",
    "{number} groups": "{number} Gruppen",
}
_NAMES = {"{name}": "{name}", "“{answer}”, {name}": "„{answer}“, {name}"}

_WAVES = {
    f"{series}“{{answer}}” {rise} from {{value}} in {{wave}} to {{value2}} in {{wave2}}"
    f"{way}{sure}": (
        f"{_SERIES[series]}„{{answer}}“ {_RISES[rise]} von {{value}} ({{wave}}) auf {{value2}} "
        f"({{wave2}}){_WAYS[way]}{_SURE[sure]}"
    )
    for series, rise, way, sure in product(_SERIES, _RISES, _WAYS, _SURE)
}

_COMPARED = {
    f"{pair} “{{first}}” ({{value}}) than in “{{second}}” ({{value2}}){sure}": (
        f"{german} „{{first}}“ ({{value}}) als in „{{second}}“ ({{value2}}){_SURE[sure]}"
    )
    for (pair, german), sure in product(_PAIRS.items(), _SURE)
}

_EACH = {
    f"No difference between {groups} is shown; {measure}: {{value}} in “{{first}}” ({{interval}}), "
    "{value2} in “{second}” ({interval2})": (
        f"Kein Unterschied zwischen {german} ist gezeigt; {of}: {{value}} in „{{first}}“ "
        "({interval}), {value2} in „{second}“ ({interval2})"
    )
    for (groups, german), (measure, of) in product(_GROUPS.items(), _MEASURES.items())
}

_DIFFERENCES = {
    english.replace("{what}", name): german.replace("{what}", own)
    for name, own in _NAMES.items()
    for english, german in {
        "No difference is shown: {what} {value}": ("Kein Unterschied ist gezeigt: {what} {value}"),
        "{number} of {all} differences are shown, the largest {what}: {value}": (
            "Von {all} Unterschieden sind {number} gezeigt, am größten {what}: {value}"
        ),
        "One of {all} differences is shown, {what}: {value}": (
            "Von {all} Unterschieden ist einer gezeigt, {what}: {value}"
        ),
        "{what}: {value}, a difference that is shown": "{what}: {value}, ein gezeigter Unterschied",
        "{what}: {value}, which may be no difference ({interval})": (
            "{what}: {value}, vielleicht kein Unterschied ({interval})"
        ),
        "{what}: {value} ({interval})": "{what}: {value} ({interval})",
    }.items()
}

WORDS = {
    **_WAVES,
    **_COMPARED,
    **_EACH,
    **_DIFFERENCES,
    # Whom, and how numbers stand
    "those who answered": "denen mit Antwort",
    "those asked": "den Befragten",
    "respondents": "den Befragten",
    "the {who}": "{who}",
    "{first} or {last}": "{first} oder {last}",
    "{number} points": "{number} Punkte",
    "{low} to {high} points": "{low} bis {high} Punkte",
    "{level} interval {limits}": "{level}-Intervall {limits}",
    "{level} interval {limits}; n = {n}": "{level}-Intervall {limits}; n = {n}",
    "“{question}”: {finding}": "„{question}“: {finding}",
    "{finding}; {words}": "{finding}; {words}",
    # One question
    "Most of {who} say “{answer}”: {share}": "Die meisten von {who} sagen „{answer}“: {share}",
    "{share} of {who} say “{answer}”, more than half ({interval})": (
        "{share} von {who} sagen „{answer}“, mehr als die Hälfte ({interval})"
    ),
    "{share} of {who} say “{answer}”, less than half": (
        "{share} von {who} sagen „{answer}“, weniger als die Hälfte"
    ),
    "{share} of {who} say “{answer}”, less than half ({interval})": (
        "{share} von {who} sagen „{answer}“, weniger als die Hälfte ({interval})"
    ),
    "{share} of {who} say “{answer}”; a majority is not shown": (
        "{share} von {who} sagen „{answer}“; eine Mehrheit ist nicht gezeigt"
    ),
    "{share} of {who} say “{answer}”, which may be more or less than half ({interval})": (
        "{share} von {who} sagen „{answer}“, vielleicht mehr, vielleicht weniger als die Hälfte "
        "({interval})"
    ),
    "Most of {who} chose “{answer}”: {share}": "Die meisten von {who} wählten „{answer}“: {share}",
    "Most chose “{answer}” ({share}), and most chose “{other}” ({share2})": (
        "Die meisten wählten „{answer}“ ({share}), die meisten auch „{other}“ ({share2})"
    ),
    "{share} of {who} chose “{answer}”, more than half ({interval}; several answers possible)": (
        "{share} von {who} wählten „{answer}“, mehr als die Hälfte ({interval}; mehrere Antworten "
        "möglich)"
    ),
    "More say “{answer}” ({share}) than any other answer; no majority": (
        "„{answer}“ ({share}) sagen mehr als jedes andere; keine Mehrheit"
    ),
    "More say “{answer}” ({share}) than any other answer; a majority is not shown": (
        "„{answer}“ ({share}) sagen mehr als jedes andere; eine Mehrheit ist nicht gezeigt"
    ),
    "{share} of {who} say “{answer}”, more than any other answer ({interval})": (
        "{share} von {who} sagen „{answer}“, mehr als jedes andere ({interval})"
    ),
    "More say “{answer}” ({share}) than “{other}” ({share2})": (
        "Mehr sagen „{answer}“ ({share}) als „{other}“ ({share2})"
    ),
    "{share} of {who} say “{answer}” ({interval}), more than “{other}” with {share2}": (
        "{share} von {who} sagen „{answer}“ ({interval}), mehr als „{other}“ mit {share2}"
    ),
    "“{answer}” ({share}) and “{other}” ({share2}) cannot be told apart": (
        "„{answer}“ ({share}) und „{other}“ ({share2}) sind nicht zu unterscheiden"
    ),
    "“{answer}” ({share}) cannot be told from “{other}” ({share2}) and {number} more": (
        "„{answer}“ ({share}) ist nicht von „{other}“ ({share2}) und {number} weiteren zu "
        "unterscheiden"
    ),
    "“{answer}” with {share} ({interval}) and “{other}” with {share2} cannot be told apart": (
        "„{answer}“ mit {share} ({interval}) und „{other}“ mit {share2} sind nicht zu unterscheiden"
    ),
    "“{answer}” is largest: {share}, before “{other}” with {share2}": (
        "„{answer}“ ist am größten: {share}, vor „{other}“ mit {share2}"
    ),
    "“{answer}” is largest with {share} ({interval}), before “{other}” with {share2}": (
        "„{answer}“ ist am größten mit {share} ({interval}), vor „{other}“ mit {share2}"
    ),
    "“{answer}” is {share} by design, not a finding": (
        "„{answer}“ ist {share} durch den Plan, kein Ergebnis"
    ),
    "{share} are “{answer}” because the design or the weights make it so": (
        "{share} sind „{answer}“, weil Plan oder Gewichte es so festlegen"
    ),
    # Groups and waves
    "No difference between “{first}” and “{second}” is shown": (
        "Kein Unterschied zwischen „{first}“ und „{second}“ ist gezeigt"
    ),
    "No difference between {number} groups is shown": (
        "Kein Unterschied zwischen {number} Gruppen ist gezeigt"
    ),
    "“{answer}”: no difference between “{first}” ({value}) and “{second}” ({value2}) is shown": (
        "„{answer}“: kein Unterschied zwischen „{first}“ ({value}) und „{second}“ ({value2}) ist "
        "gezeigt"
    ),
    "{question}: no difference between “{first}” ({value}) and “{second}” ({value2}) is shown": (
        "{question}: kein Unterschied zwischen „{first}“ ({value}) und „{second}“ ({value2}) ist "
        "gezeigt"
    ),
    "Most say “{answer}” in “{first}” ({value}) and “{second}” ({value2}); "
    "no difference is shown": (
        "Die meisten sagen „{answer}“ in „{first}“ ({value}) und „{second}“ ({value2}); kein "
        "Unterschied ist gezeigt"
    ),
    "Most say “{answer}” in {number} of {all} groups; no difference between these is shown": (
        "Die meisten sagen „{answer}“ in {number} von {all} Gruppen; kein Unterschied zwischen "
        "diesen ist gezeigt"
    ),
    "No change from {wave} to {wave2} is shown": (
        "Keine Veränderung von {wave} bis {wave2} ist gezeigt"
    ),
    "No change from {wave} to {wave2} is shown by the test of their difference "
    "({level} confidence)": (
        "Keine Veränderung von {wave} bis {wave2} ist gezeigt, nach dem Test des Unterschieds "
        "(Niveau {level})"
    ),
    "No change from {wave} to {wave2} is shown: “{answer}” {value} and {value2}": (
        "Keine Veränderung von {wave} bis {wave2} ist gezeigt: „{answer}“ {value} und {value2}"
    ),
    "No change from {wave} to {wave2} is shown: “{answer}” {value} and {value2} by the test of "
    "their difference ({level} confidence)": (
        "Keine Veränderung von {wave} bis {wave2} ist gezeigt: „{answer}“ {value} und {value2}, "
        "nach dem Test des Unterschieds (Niveau {level})"
    ),
    "None of {all} comparisons shows a difference": (
        "Keiner von {all} Vergleichen zeigt einen Unterschied"
    ),
    # Values and published figures
    **{same: same for same in (
        "{begin}: {share} ({interval})",
        "{begin}: {share} ({limits})",
        "{name}: {value} ({interval})",
        "{name}: {value} ({limits})",
    )},
    "{name}: {value} on average ({limits})": "{name}: {value} im Mittel ({limits})",
    "{name}: {value} on average ({interval})": "{name}: {value} im Mittel ({interval})",
    "{value} on average ({limits})": "{value} im Mittel ({limits})",
    "{value} on average ({interval})": "{value} im Mittel ({interval})",
    "{share} on average, a mean of estimates: {name}": "{share} im Mittel von Schätzungen: {name}",
    "{share} of {who}, a majority: {name}": "{share} von {who}, eine Mehrheit: {name}",
    "{share} of {who}, less than half: {name}": "{share} von {who}, weniger als die Hälfte: {name}",
    "{share} of {who}, no clear majority: {name}": (
        "{share} von {who}, keine klare Mehrheit: {name}"
    ),
    "{share} of {who}, more than half: {name} ({interval})": (
        "{share} von {who}, mehr als die Hälfte: {name} ({interval})"
    ),
    "{share} of {who}, less than half: {name} ({interval})": (
        "{share} von {who}, weniger als die Hälfte: {name} ({interval})"
    ),
    "{share} of {who}, perhaps more and perhaps less than half: {name} ({interval})": (
        "{share} von {who}, vielleicht mehr, vielleicht weniger als die Hälfte: {name} ({interval})"
    ),
    "One of {all} shares is a majority: {name} ({share})": (
        "Einer von {all} Anteilen ist eine Mehrheit: {name} ({share})"
    ),
    "{number} of {all} shares are majorities, such as {name} ({share})": (
        "{number} von {all} Anteilen sind Mehrheiten, so {name} ({share})"
    ),
    "Each of {all} shares is a majority, such as {name} ({share})": (
        "Jeder von {all} Anteilen ist eine Mehrheit, so {name} ({share})"
    ),
    "{begin} at {share}: no clear majority among {all} shares": (
        "{begin} mit {share}: keine klare Mehrheit unter {all} Anteilen"
    ),
    "Each of {all} shares is below half, such as {name} ({share})": (
        "Jeder von {all} Anteilen liegt unter der Hälfte, so {name} ({share})"
    ),
    "{all} values of different questions, such as {name}: {value}": (
        "{all} Werte verschiedener Fragen, so {name}: {value}"
    ),
    # What not to say
    "That it is exactly {share}: {limits} is what such a sample allows": (
        "Dass es genau {share} sind: {limits} lässt eine solche Stichprobe zu"
    ),
    "That it is exactly {value}: {limits} is what such a sample allows": (
        "Dass es genau {value} ist: {limits} lässt eine solche Stichprobe zu"
    ),
    "That it is exactly {share}: the interval says what such a sample allows": (
        "Dass es genau {share} ist: das Intervall sagt, was eine solche Stichprobe zulässt"
    ),
    "That most, or fewer than half, say “{answer}”: the interval is {limits}": (
        "Dass mehr oder weniger als die Hälfte „{answer}“ sagen: das Intervall ist {limits}"
    ),
    "That most say “{answer}”: more than half is not shown": (
        "Dass die meisten „{answer}“ sagen: mehr als die Hälfte ist nicht gezeigt"
    ),
    "That “{answer}” leads “{other}”: the difference is {difference}": (
        "Dass „{answer}“ vor „{other}“ liegt: der Unterschied ist {difference}"
    ),
    "That the shares add up to 100%: each could choose several answers": (
        "Dass die Anteile zusammen 100 % sind: jeder konnte mehrere Antworten wählen"
    ),
    "That the survey found {share}: it was set, and has no sampling error": (
        "Dass die Umfrage {share} fand: es war festgelegt und hat keinen Stichprobenfehler"
    ),
    "That the group is the reason: a difference is shown, not its cause": (
        "Dass die Gruppe der Grund ist: gezeigt ist ein Unterschied, nicht seine Ursache"
    ),
    "That “{third}” and “{fourth}” differ in this: no such difference is shown": (
        "Dass „{third}“ und „{fourth}“ sich darin unterscheiden: das ist nicht gezeigt"
    ),
    "That the groups are the same: only that no difference is shown": (
        "Dass die Gruppen gleich sind: nur ist kein Unterschied gezeigt"
    ),
    "That nothing changed: only that no change is shown": (
        "Dass sich nichts änderte: nur ist keine Veränderung gezeigt"
    ),
    "That it did so in every wave: the first and the last are compared": (
        "Dass es in jeder Welle so war: verglichen sind die erste und die letzte"
    ),
    "That people changed their minds: the way of asking changed, too": (
        "Dass Menschen ihre Meinung änderten: auch die Art zu fragen änderte sich"
    ),
    "That it is exactly {value}, or that the group is the reason": (
        "Dass es genau {value} sind oder die Gruppe der Grund ist"
    ),
    "That there is a difference, or that there is none: neither is shown": (
        "Dass es einen Unterschied gibt oder keinen: beides ist nicht gezeigt"
    ),
    "That {share} of them do so: it is a mean of what they estimate, not a share": (
        "Dass {share} von ihnen das tun: es ist ein Mittel ihrer Schätzungen, kein Anteil"
    ),
    "That one ranks before another: each answers a question of its own": (
        "Dass eines vor dem anderen liegt: jedes beantwortet eine eigene Frage"
    ),
    "That one is larger than another: each answers a question of its own": (
        "Dass eines größer als das andere ist: jedes beantwortet eine eigene Frage"
    ),
    "That means of estimates are shares of respondents, or that questions can be ranked": (
        "Dass Mittel von Schätzungen Anteile von Befragten sind oder Fragen eine Rangfolge haben"
    ),
    # Nothing to say
    "No finding": "Kein Ergebnis",
    "No finding: {why}": "Kein Ergebnis: {why}",
    "That there is a majority or a difference: {why}": (
        "Dass es eine Mehrheit oder einen Unterschied gibt: {why}"
    ),
    "no number has an interval": "keine Zahl hat ein Intervall",
    "the numbers are too imprecise to publish": "die Zahlen sind zu ungenau für den Druck",
}  # fmt: skip
