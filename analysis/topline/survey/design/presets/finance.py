"""Files on household finances."""

from .preset import Preset, given_replicates

FINANCE = (
    Preset(
        key="scf",
        label=(
            "Survey of Consumer Finances, one implicate, merged with its replicate weights by Y1"
        ),
        arguments=given_replicates("X42001", "WT1B#", "bootstrap", centre="mean"),
        source=(
            "Board of Governors of the Federal Reserve System, Codebook for the Survey of Consumer "
            "Finances: WT1B times MM, 999 bootstrap samples"
        ),
        replicates=999,
        times="MM#",
    ),
)
