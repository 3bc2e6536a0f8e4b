"""Make the typeface of charts and pages: IBM Plex Sans, reduced and under another name.

Run ``python docs/typeface/reduce.py ibm-plex-sans-1.1.0.tgz`` with topline, fonttools and brotli
installed; the archive is what ``npm pack @ibm/plex-sans@1.1.0`` brings. It writes into
``analysis/topline/plotting/look/typeface``: two cuts as TrueType for pictures and for measuring,
each of them once more as WOFF2 in four parts, of which a page or an SVG holds those it needs, and
the licence. The same archive gives the same bytes.

Left out are hints, alternates, ligatures and small capitals. The name is another one, since the
licence keeps "Plex" for what is not modified.
"""

import argparse
import hashlib
import tarfile
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from topline.plotting.look.face import FAMILY, PARTS

SHA256 = "c3818979c2a2c82927ea3e7c485e389a18de0b7462887dd4f7acc9a525568962"
"""The archive of version 1.1.0 (fonts 3.005), as the registry gave it on 2026-11-26."""

HOME = Path(__file__).parents[2] / "analysis/topline/plotting/look/typeface"
CUTS = {"Regular": "Regular", "Bold": "SemiBold"}
"""Our two cuts, and those they are made from: a bold that does not shout in a headline."""

FEATURES = ["kern", "mark", "mkmk", "ccmp"]


def reduced(data: bytes, wanted: set[int], cut: str) -> TTFont:
    """Return a font with these code points and no hints, under our name."""
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    options = Options(
        layout_features=FEATURES,
        hinting=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        drop_tables=["DSIG", "STAT", "meta"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.flavor = None
    names, version = font["name"], font["name"].getDebugName(5)
    whole = f"{FAMILY} {cut}"
    for key, words in {
        1: FAMILY,
        2: cut,
        3: f"{whole}, made from IBM's typeface of {version}",
        4: whole,
        5: f"{version}; reduced",
        6: whole.replace(" ", "") if cut == "Regular" else f"{FAMILY.replace(' ', '')}-{cut}",
    }.items():
        names.setName(words, key, 3, 1, 0x409)
    names.names = [entry for entry in names.names if entry.platformID == 3]
    bold = cut == "Bold"
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x61 | (0x20 if bold else 0x40)
    font["head"].macStyle = int(bold)
    return font


def made(archive: Path) -> dict[str, bytes]:
    """Return the files by their names."""
    files = {}
    with tarfile.open(archive) as held:
        for cut, source in CUTS.items():
            data = held.extractfile(f"package/fonts/complete/woff/IBMPlexSans-{source}.woff").read()
            parts = {
                part: signs_within(ranges, TTFont(BytesIO(data))) for part, ranges in PARTS.items()
            }
            signs = set().union(*parts.values())
            files[f"ToplineSans-{cut}.ttf"] = written(reduced(data, signs, cut))
            for part, wanted in parts.items():
                font = reduced(data, wanted, cut)
                font.flavor = "woff2"
                files[f"ToplineSans-{cut}-{part}.woff2"] = written(font)
        files["OFL.txt"] = held.extractfile("package/LICENSE.txt").read()
    return files


def signs_within(ranges: tuple[tuple[int, int], ...], font: TTFont) -> set[int]:
    """Return the code points of a font that are within these ranges."""
    signs = font.getBestCmap()
    return {sign for sign in signs if any(first <= sign <= last for first, last in ranges)}


def written(font: TTFont) -> bytes:
    """Return a font as bytes."""
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def main() -> None:
    """Write the files from the archive that is named."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("archive", type=Path)
    archive = parser.parse_args().archive
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{archive} has SHA-256 {found}; expected {SHA256}")
    for name, data in made(archive).items():
        (HOME / name).write_bytes(data)


if __name__ == "__main__":
    main()
