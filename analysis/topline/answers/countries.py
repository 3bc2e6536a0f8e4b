"""Two-letter codes of countries (ISO 3166-1, with those of Eurostat and Kosovo)."""

from collections.abc import Sequence

_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
EG EH EL ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY
HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA
LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY
MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
TN TO TR TT TV TW TZ UA UG UK UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""

COUNTRIES = frozenset(_CODES.split())

_FEWEST = 3
"""Fewer codes may be anything: "NO" and "SI" beside "NA" are answers beside nothing."""


def are_countries(codes: Sequence[str]) -> bool:
    """Say whether these are two-letter codes of countries, at least three, in one case."""
    small = all(code.islower() for code in codes)
    return len(codes) >= _FEWEST and all(
        (code.upper() if small else code) in COUNTRIES for code in codes
    )
