"""Files made as pollsters, statistics offices and aggregators publish them, with all they hold."""

from . import (
    eighth,
    eleventh,
    fifth,
    fourth,
    lists,
    ninth,
    offices,
    papers,
    pollsters,
    second,
    seventh,
    sixth,
    tenth,
    third,
    twelfth,
)

MAKERS = [
    *pollsters.MAKERS,
    *offices.MAKERS,
    *lists.MAKERS,
    *papers.MAKERS,
    *second.MAKERS,
    *third.MAKERS,
    *fourth.MAKERS,
    *fifth.MAKERS,
    *sixth.MAKERS,
    *seventh.MAKERS,
    *eighth.MAKERS,
    *ninth.MAKERS,
    *tenth.MAKERS,
    *eleventh.MAKERS,
    *twelfth.MAKERS,
]
