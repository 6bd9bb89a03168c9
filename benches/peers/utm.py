"""The distance to the line as it is mostly done: everything into zone 52 of UTM, and GEOS in the plane. The line's edges in a
tree, which is faster than the line as a whole."""

import json

import numpy as np
import pyproj
import shapely
from workload import FOLDER, median_seconds, table, tell

_, _, lon, lat = table("W1", 200_000)
line = np.array(json.loads((FOLDER / "W4.line.json").read_text())) / 1e7
to_plane = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32652", always_xy=True)
corners = np.stack(to_plane.transform(line[:, 0], line[:, 1]), axis=1)
whole = shapely.LineString(corners)
tree = shapely.STRtree([shapely.LineString(corners[at : at + 2]) for at in range(len(corners) - 1)])


def places():
    return shapely.points(*to_plane.transform(lon, lat))


def by_line():
    return shapely.distance(places(), whole)


def by_tree():
    return tree.query_nearest(places(), return_distance=True, all_matches=False)[1]


for name, form, work in [("line", "UTM and GEOS, the line whole", by_line), ("tree", "UTM and GEOS, its edges in a tree", by_tree)]:
    seconds, metres = median_seconds(work)
    metres.astype("<f8").tofile(FOLDER / f"W4.{name}")
    tell(
        workload="W4",
        form=form,
        version=f"pyproj {pyproj.__version__}, GEOS {shapely.geos_version_string}",
        rows=len(lon),
        seconds=seconds,
        distances=f"W4.{name}",
    )
