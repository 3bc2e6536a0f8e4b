"""What the name of a file tells of what it holds; whoever asks that alone loads no reader."""

from pathlib import Path

KINDS = ("figures", "tables", "microdata")
"""What a file can be."""

TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".tab", ".dat", ".csv.gz", ".tsv.gz")
"""How names of delimited text end."""

_OF_TABLES = (*TEXT_SUFFIXES, ".xlsx", ".xlsm", ".xls", ".ods", ".html", ".htm", ".pdf")
"""How names of files end that may hold published tables or figures; others hold microdata."""


def is_microdata_by_name(name: str) -> bool:
    """Tell whether a file of that name holds microdata and nothing else."""
    return bool(Path(name).suffix) and not name.lower().endswith(_OF_TABLES)
