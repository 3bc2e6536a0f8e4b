"""Seeded microdata: strata, clusters, domains and replicate weights, made once a run."""

import sys
from pathlib import Path

import numpy as np

STRATA, DOMAINS, REPLICATES = 50, 51, 80
COLUMNS = {
    "y": "f8",
    "w": "f8",
    "cat": "i4",
    "dom": "i4",
    "many": "i4",
    "stratum": "i4",
    "psu": "i4",
}


def make(rows: int, folder: Path, seed: int = 20240501) -> None:
    """Write each column as raw numbers, which numpy and R both read; and replicates, row by row."""
    rng = np.random.default_rng(seed)
    owner = np.repeat(np.arange(STRATA), rng.integers(36, 45, STRATA))
    size = rng.gamma(4.0, 1.0, len(owner))
    psu = np.sort(rng.choice(len(owner), rows, p=size / size.sum()))
    stratum = owner[psu]
    effect = rng.normal(0, 0.25, len(owner))[psu]
    home = rng.random(rows) < 0.85
    domain = np.where(home, stratum % DOMAINS, rng.integers(0, DOMAINS, rows))
    z = rng.normal(0, 1, rows) + effect + 0.02 * (domain - 25)
    columns = {
        "y": np.round(np.exp(10.2 + 1.6 * effect + 0.02 * domain + rng.normal(0, 0.8, rows)), 2),
        "w": np.round(np.exp(rng.normal(4.6, 0.5, rows)) * (1 + 0.3 * (stratum % 3)), 3),
        "cat": np.digitize(z, [-1, -0.3, 0.4, 1.2]) + 1,
        "dom": domain + 1,
        "many": rng.integers(1, 3001, rows),
        "stratum": stratum + 1,
        "psu": psu + 1,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind in COLUMNS.items():
        columns[name].astype(kind).tofile(folder / f"{name}.bin")
    _replicates(columns["w"]).tofile(folder / "replicates.bin")


def _replicates(w: np.ndarray) -> np.ndarray:
    """Return successive-difference replicates of the weights, (rows, 80)."""
    h = _paley(REPLICATES - 1)
    row = np.arange(len(w))
    first, second = row % (REPLICATES - 1) + 1, (row + 1) % (REPLICATES - 1) + 1
    factor = 1 + 2**-1.5 * (h[first] - h[second])
    return np.ascontiguousarray(factor * w[:, None])


def _paley(q: int) -> np.ndarray:
    """Return the Hadamard matrix of order q + 1, for a prime q of the form 4k + 3."""
    squares = {i * i % q for i in range(1, q)}
    character = np.array([0] + [1 if i in squares else -1 for i in range(1, q)])
    matrix = np.zeros((q + 1, q + 1))
    matrix[0, 1:], matrix[1:, 0] = 1, -1
    matrix[1:, 1:] = character[(np.arange(q)[:, None] - np.arange(q)[None, :]) % q]
    matrix += np.eye(q + 1)
    return matrix


def read(folder: Path, name: str) -> np.ndarray:
    """Return one column."""
    return np.fromfile(folder / f"{name}.bin", COLUMNS[name])


def read_replicates(folder: Path) -> np.ndarray:
    """Return the replicate weights, row by row."""
    return np.fromfile(folder / "replicates.bin").reshape(-1, REPLICATES)


def read_columns(folder: Path) -> dict[str, np.ndarray]:
    """Return the replicate weights as columns, read so that they are in memory once."""
    rows = (folder / "replicates.bin").stat().st_size // (8 * REPLICATES)
    columns = {f"rw{k + 1}": np.empty(rows) for k in range(REPLICATES)}
    with (folder / "replicates.bin").open("rb") as file:
        for start in range(0, rows, 2**14):
            part = np.fromfile(file, count=2**14 * REPLICATES).reshape(-1, REPLICATES)
            for values, own in zip(columns.values(), part.T, strict=True):
                values[start : start + len(part)] = own
    return columns


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
