"""Files on household finances and expenditure."""

from .preset import Preset, given_replicates

FINANCE = (
    Preset(
        key="scf",
        label=(
            "Survey of Consumer Finances, one implicate, merged with the replicate weights by YY1, "
            "of which these have one row each; all five implicates by Survey.from_imputations"
        ),
        arguments=given_replicates("X42001", "WT1B#", "bootstrap", centre="mean"),
        source=(
            "Board of Governors of the Federal Reserve System, Codebook for the Survey of Consumer "
            "Finances: WT1B times MM, 999 bootstrap samples"
        ),
        replicates=999,
        times="MM#",
        waves=("YEAR",),
        implicate="Y1",
        household="YY1",
    ),
    Preset(
        key="ce",
        label=(
            "Consumer Expenditure Surveys, FMLI or FMLD files: a row a quarter or a week of a "
            "consumer unit, expenditure as in the file"
        ),
        arguments=given_replicates("FINLWT21", "WTREP#", "brr"),
        source=(
            "U.S. Bureau of Labor Statistics, Consumer Expenditure Surveys Public Use Microdata, "
            "Users' Documentation: 44 balanced half-samples, mean of squares about the full-sample "
            "estimate; a missing weight is of a row outside the half-sample, as in Damico, Analyze "
            "Survey Data for Free, and in R's cepumd; Neiman and others, Review of the 2010 Sample "
            "Redesign of the Consumer Expenditure Survey, on new samples"
        ),
        replicates=44,
        absent=True,
        waves=("QINTRVYR", "STRTYEAR", "YEAR"),
        panel=True,
        spans=2,
        rule=(
            "a year of expenditure is of interviews in two calendar years; each quarter's weights "
            "are of the whole population, so that totals of a year divide by its quarters; samples "
            "were drawn anew for 2005 and 2015"
        ),
    ),
)
