"""Door two: microdata and their design, to Estimates.

A row's way: ``survey`` takes the user's frame and ``arguments`` its design; ``design`` reads the
columns once and keeps facts of units (strata, stages, scales, degrees of freedom), while the codes
of each row go to a source (``engine/source`` says what can be asked of one, ``engine/memory``
answers). A method of the façade makes a ``Request``: source, design, domains of `by`, options. An
estimator asks the source for sums by unit and domain, or by replicate, and makes of them estimates
with the unit totals of their influence, or their replicates; ``variance/kernels`` makes their
covariance, and ``estimators/assemble`` numbers, then reasons, then one table. ``crosstab`` and
``hypotheses`` ask the same sums. Influence by row (``estimators/influence``), unit totals and
projection on calibration variables (``variance/influence``) lead to the same kernel.

Nothing below ``survey`` knows it, and nothing but a source looks at a row.
"""
