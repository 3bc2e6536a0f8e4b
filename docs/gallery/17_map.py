"""Regions in their shapes.

A GeoPandas frame, or GeoJSON, gives the outlines. Large regions look like more people than they
are; the dots of `plot_estimates` tell which regions differ.
"""

from topline import Published, percent_interval, plot_map, publish

CORNERS = {
    "North": [(6, 53), (9, 55), (14, 54), (14, 52), (10, 51.5), (7, 52)],
    "West": [(6, 53), (7, 52), (10, 51.5), (9, 50), (6.5, 49.5)],
    "East": [(10, 51.5), (14, 52), (15, 51), (12, 50), (9, 50)],
    "South": [(6.5, 49.5), (9, 50), (12, 50), (13.5, 48.5), (10, 47.5), (7.5, 47.6)],
}
SHAPES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [[*corners, corners[0]]]},
        }
        for name, corners in CORNERS.items()
    ],
}


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw made-up shares of four made-up regions."""
    shares = {"North": "41%", "East": "38%", "South": "55%"}
    found = {name: percent_interval(share, 500) for name, share in shares.items()}
    ax = plot_map(found, SHAPES, on="name", style=style, size=size)
    return publish(
        ax,
        title="In the South more than half find a note important",
        subtitle="Share of recruiters by region; made-up data, nobody asked in the West",
    )
