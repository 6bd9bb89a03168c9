"""MEOS: the way of each object as one sequence of points in time, cut to each zone. It follows ways, as the engine does."""

from datetime import timezone

import numpy as np
import pymeos
from pymeos import TGeomPointInst, TGeomPointSeq
from workload import FOLDER, median_seconds, polygons, table, tell

MOST = 20_000
pymeos.pymeos_initialize()
objects, millis, lon, lat = table("W1", MOST)
zones = polygons("W1")
starts = np.concatenate([[0], np.nonzero(objects[1:] != objects[:-1])[0] + 1, [len(objects)]])


def stamp(milliseconds):
    return f"{np.datetime64(int(milliseconds), 'ms')}+00"


ways = []
for start, end in zip(starts[:-1], starts[1:]):
    fixes = [f"POINT({lon[row]:.7f} {lat[row]:.7f})@{stamp(millis[row])}" for row in range(start, end)]
    ways.append((int(objects[start]), TGeomPointSeq("[" + ",".join(fixes) + "]")))


def ask():
    return [(name, zone, way.at(area)) for name, way in ways for zone, area in enumerate(zones)]


def milliseconds(when):
    return round(when.astimezone(timezone.utc).timestamp() * 1000)


seconds, cut = median_seconds(ask)
changes = []
for name, zone, inside in cut:
    if inside is None:
        continue
    first, last = millis[objects == name][[0, -1]]
    for stay in inside.sequences() if hasattr(inside, "sequences") else [inside]:
        began, ended = milliseconds(stay.start_timestamp()), milliseconds(stay.end_timestamp())
        changes += [(name, zone, 1, began)] if began != first else []
        changes += [(name, zone, 0, ended)] if ended != last else []
np.array(changes, dtype="<i8").reshape(-1, 4).tofile(FOLDER / "W1.meos")
tell(
    workload="W1 ways",
    form="MEOS, each way cut to each zone (`at`)",
    version=f"pymeos {pymeos.__version__ if hasattr(pymeos, '__version__') else ''}".strip(),
    rows=len(objects),
    seconds=seconds,
    ways="W1.meos",
)
