"""One task of weighting with one package, in a process that runs it whenever it is told to."""

import sys

import numpy as np
import pandas as pd
from serve import Served, serve

MARGINS = {"sex": 2, "age": 6, "state": 51}
AUXILIARIES, REPLICATES = 10, 80


def make(rows: int, seed: int = 20261126) -> dict[str, np.ndarray]:
    """Return codes of three margins, start weights and auxiliaries, the same in every process."""
    rng = np.random.default_rng(seed)
    columns = {
        name: rng.choice(size, rows, p=_shares(size, 1.5)).astype(np.int32)
        for name, size in MARGINS.items()
    }
    columns["w"] = np.round(np.exp(rng.normal(4, 0.5, rows)), 3)
    return columns


def auxiliaries(rows: int) -> np.ndarray:
    """Return the columns that weights are calibrated to, (rows, 10)."""
    return np.random.default_rng(7).gamma(2.0, 1.0, (rows, AUXILIARIES))


def _shares(size: int, tilt: float) -> np.ndarray:
    raw = np.linspace(1, tilt, size)
    return raw / raw.sum()


def targets(total: float) -> dict[str, dict[int, float]]:
    """Return people of each category, by its code."""
    return {
        name: dict(enumerate((_shares(size, 0.7) * total).tolist()))
        for name, size in MARGINS.items()
    }


def as_texts(columns: dict[str, np.ndarray]) -> pd.DataFrame:
    """Return the margins as a person's file has them: text."""
    words = {
        name: np.array([f"{name} {code:02d}" for code in range(size)], dtype=object)
        for name, size in MARGINS.items()
    }
    frame = pd.DataFrame({name: own[columns[name]] for name, own in words.items()})
    return frame.assign(w=columns["w"])


def in_words(known: dict[str, dict[int, float]]) -> dict[str, dict[str, float]]:
    """Return targets by the texts of their categories."""
    return {name: {f"{name} {code:02d}": own for code, own in each.items()}
            for name, each in known.items()}  # fmt: skip


def told(w: np.ndarray) -> tuple[list[float], list[float]]:
    """Return sums that tell a permuted or partly wrong vector; what is none has none."""
    w = np.asarray(w, dtype=float)
    if w.ndim != 1 or len(w) == REPLICATES:
        return [], []
    place = np.arange(len(w)) % 97 + 1.0
    return [float(w @ place), float(w @ (w * place)), float(w.min()), float(w.max())], []


def with_topline(task: str, rows: int):
    """Return the task with this package."""
    from topline import Survey

    columns = make(rows)
    known = targets(float(columns["w"].sum()))
    if task == "strings":
        frame, words = as_texts(columns), in_words(known)
        return lambda: Survey(frame, weights="w").rake(words).weights
    if task == "unweighted":
        survey = Survey(pd.DataFrame({name: columns[name] for name in MARGINS}))
        shares = targets(1.0)
        return lambda: survey.rake(shares).weights
    if task in ("linear", "logit"):
        x = auxiliaries(rows)
        names = [f"x{at}" for at in range(AUXILIARIES)]
        totals = dict(zip(names, (1.05 * (columns["w"] @ x)).tolist(), strict=True))
        frame = pd.DataFrame(x, columns=names, copy=False)
        survey = Survey(frame.assign(w=columns["w"]), weights="w")
        how = {"bounds": (0.3, 3.0)} if task == "logit" else {}
        people = 1.02 * float(columns["w"].sum())
        return lambda: survey.calibrate(totals, total=people, distance=task, **how).weights
    frame = pd.DataFrame(columns, copy=False)
    if task in ("replicates", "reading"):
        matrix = replicate_weights(columns["w"])
        if task == "reading":
            return lambda: matrix.sum(axis=0)
        survey = Survey(frame, weights="w", replicate_weights=matrix, replicate_method="sdr", df=79)
        return lambda: survey.rake(known).weights
    survey = Survey(frame, weights="w")
    return lambda: survey.rake(known).weights


def with_arrays(task: str, rows: int):
    """Return the task with this package's functions of plain columns: weights, and no variance."""
    import topline

    columns = make(rows)
    known, w = targets(float(columns["w"].sum())), columns["w"]
    if task in ("linear", "logit"):
        x = np.column_stack([np.ones(rows), auxiliaries(rows)])
        totals = 1.05 * (w @ x)
        totals[0] = 1.02 * w.sum()
        how = {"bounds": (0.3, 3.0)} if task == "logit" else {}
        return lambda: topline.calibrate_weights(x, totals, start=w, distance=task, **how).weights
    if task == "strings":
        frame, known = as_texts(columns), in_words(known)
        names = list(MARGINS)
        return lambda: topline.rake_weights({n: frame[n] for n in names}, known, start=w).weights
    margins = {name: columns[name] for name in MARGINS}
    return lambda: topline.rake_weights(margins, known, start=w).weights


def replicate_weights(w: np.ndarray) -> np.ndarray:
    """Return 80 replicates of the weights, row by row."""
    factor = np.random.default_rng(5).uniform(0.5, 1.5, (1009, REPLICATES))
    return np.ascontiguousarray(w[:, None] * factor[np.arange(len(w)) % 1009])


def with_svy(task: str, rows: int):
    """Return the task with svy; its tolerance is ours."""
    import polars as pl
    import svy

    columns = make(rows)
    known = targets(float(columns["w"].sum()))
    how = {"tol": 1e-10, "max_iter": 1000}
    if task == "strings":
        frame, words = pl.from_pandas(as_texts(columns)), in_words(known)

        def from_texts():
            sample = svy.Sample(frame, svy.Design(wgt="w"))
            return sample.weighting.rake(controls=words, **how).data["rk_wgt"].to_numpy()

        return from_texts
    data = pl.DataFrame(columns)
    if task == "linear":
        x = auxiliaries(rows)
        names = [f"x{at}" for at in range(AUXILIARIES)]
        totals = dict(zip(names, (1.05 * (columns["w"] @ x)).tolist(), strict=True))
        data = data.with_columns(
            *(pl.Series(name, x[:, at].copy()) for at, name in enumerate(names)),
            pl.Series("one", np.ones(rows)),
        )
        totals["one"] = 1.02 * float(columns["w"].sum())
        sample = svy.Sample(data, svy.Design(wgt="w"))
        return lambda: sample.weighting.calibrate(controls=totals).data["calib_wgt"].to_numpy()
    design = svy.Design(wgt="w")
    if task == "replicates":
        matrix = replicate_weights(columns["w"])
        data = data.with_columns(
            pl.Series(f"rw{at + 1}", matrix[:, at].copy()) for at in range(REPLICATES)
        )
        design = svy.Design(wgt="w", rep_wgts=svy.SdrWgts(prefix="rw", n_reps=REPLICATES, df=79))
    sample = svy.Sample(data, design)
    return lambda: sample.weighting.rake(controls=known, **how).data["rk_wgt"].to_numpy()


def with_weightipy(_task: str, rows: int):
    """Return raking with weightipy, which has no start weights."""
    import weightipy

    columns = make(rows)
    frame = pd.DataFrame({name: columns[name] for name in MARGINS})
    percents = targets(100.0)
    how = {"convcrit": 1e-12, "max_iterations": 1000}
    scheme = weightipy.scheme_from_dict(percents, rim_params=how)
    return lambda: weightipy.weight_dataframe(frame, scheme, weight_column="rk")["rk"].to_numpy()


def with_ipfn(_task: str, rows: int):
    """Return raking with ipfn, on a frame of rows."""
    from ipfn import ipfn

    columns = make(rows)
    frame = pd.DataFrame(columns).rename(columns={"w": "total"})
    known = targets(float(columns["w"].sum()))
    margins = [pd.Series(own, name="total").rename_axis(name) for name, own in known.items()]
    names = [[name] for name in MARGINS]

    def raked():
        solver = ipfn.ipfn(frame.copy(), margins, names, convergence_rate=1e-12,
                           max_iteration=1000, rate_tolerance=0.0)  # fmt: skip
        return solver.iteration()["total"].to_numpy()

    return raked


PACKAGES = {
    "topline": with_topline,
    "arrays": with_arrays,
    "svy": with_svy,
    "weightipy": with_weightipy,
    "ipfn": with_ipfn,
}


def main() -> None:
    """Run the task each time a line comes in."""
    package, task, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
    PACKAGES[package](task, 2_000)()  # code is loaded before memory is looked at
    run = PACKAGES[package](task, rows)
    serve(Served(lambda: None, lambda _: run(), told))


if __name__ == "__main__":
    main()
