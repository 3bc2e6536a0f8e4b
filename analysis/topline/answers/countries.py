"""Two-letter codes of places: countries (ISO 3166-1, Eurostat's, Kosovo), and Italy's provinces."""

from collections.abc import Sequence

from ..language.marking import marked

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

# ISO 3166-2:IT
_PROVINCES = """
AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CI CL CN CO CR CS CT CZ EN FC
FE FG FI FM FR GE GO GR IM IS KR LC LE LI LO LT LU MB MC MI MN MO MS MT NO NU OG OR OT PA PC PD PE
PG PI PN PO PR PT PU PV PZ RA RC RE RG RI RM RN RO SA SI SO SP SR SS SU SV TA TE TN TO TP TR TS TV
UD VA VB VC VE VI VR VS VT VV
"""

_PLACES = (
    (frozenset(_CODES.split()), marked("NA is Namibia among two-letter codes of countries")),
    (frozenset(_PROVINCES.split()), marked("NA is Naples among codes of Italian provinces")),
)
"""Codes among which NA is a place, and which one."""

_FEWEST = 3
"""Fewer codes may be anything: "NO" and "SI" beside "NA" are answers beside nothing."""


def meaning_of_na(codes: Sequence[str]) -> str:
    """Say which place NA is beside codes of places, at least three, in one case; "" for none."""
    if len(codes) < _FEWEST:
        return ""
    small = all(code.islower() for code in codes)
    found = {code.upper() if small else code for code in codes}
    return next((told for places, told in _PLACES if found <= places), "")
