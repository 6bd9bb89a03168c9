"""MEOS checks the engine: when each object enters and leaves each zone, by whole ways cut to whole areas.

    meos.py FOLDER      what `cargo run -p armistice-cells --example oracle` wrote

GEOS is asked way by way and edge by edge, with the engine's own rule for what lies on an edge. MEOS knows nothing of that
rule: it takes the way of an object as one curve in time and cuts it to an area (`at`). So it is asked of the rough cases only,
where nothing touches anything. Its instants are whole microseconds, worked out in floating point; the engine's are whole
milliseconds of exact fractions, so that both may round to neighbours."""

import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pymeos
import shapely
from pymeos import TGeomPointSeq

MOST_APART = 1


def read(path):
    rings, rows, told, silence = defaultdict(list), [], defaultdict(list), 0
    for line in path.read_text().splitlines():
        word, *rest = line.split()
        rest = [int(value) for value in rest]
        if word == "ring":
            rings[rest[0]].append(shapely.Polygon(np.array(rest[1:]).reshape(-1, 2)))
        elif word == "row":
            rows.append(tuple(rest[:4]))
        elif word in ("enter", "leave"):
            told[rest[0]].append((rest[1], word, rest[2]))
        elif word == "silence":
            silence = rest[0]
    return rings, rows, told, silence


def stretches(rows, silence):
    """Runs of rows of one object without too long a silence: where ways are known."""
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at][0] != rows[at - 1][0] or rows[at][1] - rows[at - 1][1] > silence:
            yield start, at
            start = at


def stamp(milliseconds):
    return f"{np.datetime64(milliseconds, 'ms')}+00"


def milliseconds(when):
    return round(when.timestamp() * 1000)


def toggles(way, first, last, ring):
    """When the way goes in or out of a ring."""
    inside = way.at(ring)
    if inside is None:
        return []
    stays = inside.sequences() if hasattr(inside, "sequences") else [inside]
    ends = [(milliseconds(stay.start_timestamp()), milliseconds(stay.end_timestamp())) for stay in stays]
    return [instant for stay in ends for instant in stay if instant not in (first, last)]


def check(path):
    rings, rows, told, silence = read(path)
    ways, found, wrong = 0, 0, 0
    for start, end in stretches(rows, silence):
        if end - start < 2:
            continue
        ways += end - start - 1
        fixes = [f"POINT({u} {v})@{stamp(millis)}" for _, millis, u, v in rows[start:end]]
        way = TGeomPointSeq("[" + ",".join(fixes) + "]")
        first, last = rows[start][1], rows[end - 1][1]
        # What the engine tells at the first row of the stretch happened before it.
        own = [event for row in range(start + 1, end) for event in told[row]]
        for zone, of_zone in rings.items():
            expected = sorted(instant for ring in of_zone for instant in toggles(way, first, last, ring))
            engine = sorted(instant for one, _, instant in own if one == zone)
            found += len(expected)
            apart = [abs(one - other) > MOST_APART for one, other in zip(expected, engine)]
            if len(expected) != len(engine) or any(apart):
                wrong += 1
                print(f"{path.name}: object {rows[start][0]}, zone {zone}: {expected} by MEOS, {engine} by the engine")
    return ways, found, wrong


pymeos.pymeos_initialize()
total = np.sum([check(path) for path in sorted(Path(sys.argv[1]).glob("rough-*.txt"))], axis=0)
print(f"{total[0]} ways, {total[1]} entries and exits by MEOS {pymeos.__version__}: {total[2]} of the ways of objects differ")
pymeos.pymeos_finalize()
sys.exit(3 if total[2] or not total[1] else 0)
