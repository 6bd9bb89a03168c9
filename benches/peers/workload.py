"""What the bench wrote for its peers: positions, zones, the line; and how a peer's answer is given back."""

import json
import sys
import time
from pathlib import Path

import numpy as np

FOLDER = Path(sys.argv[1])
ROUNDS = 3


def column(workload, name, kind, rows):
    return np.fromfile(FOLDER / f"{workload}.{name}", dtype=kind, count=rows)


def table(workload, rows):
    """Objects, milliseconds, and longitudes and latitudes in degrees, of the first rows."""
    objects = column(workload, "objects", "<u4", rows)
    millis = column(workload, "millis", "<i8", rows)
    lon = column(workload, "lon_e7", "<i4", rows) / 1e7
    lat = column(workload, "lat_e7", "<i4", rows) / 1e7
    return objects, millis, lon, lat


def rings(workload):
    """For each zone its rings in degrees, each with its first corner again as its last."""
    zones = json.loads((FOLDER / f"{workload}.zones.json").read_text())
    return [[np.array(ring) / 1e7 for ring in zone] for zone in zones]


def polygons(workload):
    from shapely import Polygon

    return [Polygon(zone[0], zone[1:]) for zone in rings(workload)]


def median_seconds(work, clock=time.process_time):
    """The median of some rounds, in the processor time of all threads; and what the last round gave."""
    times = []
    for _ in range(ROUNDS):
        start = clock()
        answer = work()
        times.append(clock() - start)
    return sorted(times)[ROUNDS // 2], answer


def tell(**line):
    print(json.dumps(line), flush=True)


def write_changes(name, objects, inside):
    """Writes where an object is inside a zone and was not at its fix before, or the other way round. `inside` has a
    column of truth values for each zone."""
    same = objects[1:] == objects[:-1]
    told = []
    for zone, here in enumerate(inside):
        rows = np.nonzero(same & (here[1:] != here[:-1]))[0] + 1
        told.append(np.stack([rows, np.full(len(rows), zone), here[rows]], axis=1))
    np.concatenate(told).astype("<u8").tofile(FOLDER / name)
    return name


def inside_of(rows, zones, pairs):
    """Columns of truth values from rows and zones that belong together."""
    inside = np.zeros((zones, rows), dtype=bool)
    inside[pairs[1], pairs[0]] = True
    return inside
