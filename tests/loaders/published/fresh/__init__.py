"""Files made as pollsters, statistics offices and aggregators publish them, with all they hold."""

from . import lists, offices, papers, pollsters, second, third

MAKERS = [
    *pollsters.MAKERS,
    *offices.MAKERS,
    *lists.MAKERS,
    *papers.MAKERS,
    *second.MAKERS,
    *third.MAKERS,
]
