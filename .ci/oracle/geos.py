"""GEOS checks the engine: which zones each place lies in, which edges each way crosses, and so every entry and exit.

    geos.py FOLDER      what `cargo run -p armistice-cells --example oracle` wrote

Whole numbers of the grid are exact in floating point, and GEOS decides on which side of an edge a place lies exactly. The
rule for what lies on an edge: every place is thought to be moved east by less than any number and north by less still. On the
lattices that move is made in earnest, small enough to pass no corner and no line through two places, and then nothing touches
anything. Elsewhere nothing may touch, and this program says if something does."""

import sys
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import numpy as np
import shapely

# Steps of the lattice, and the move as shares of one: numbers stay below 2^10, so lines through two places keep at least
# 2^-10 of a step from a third, and a slope is 2^-10 at least.
LATTICE = 1 << 22
EAST, NORTH = 2.0**-12, 2.0**-23


def read(path):
    rings, rows, events, numbers = defaultdict(list), [], [], {}
    for line in path.read_text().splitlines():
        word, *rest = line.split()
        rest = [int(value) for value in rest]
        if word == "ring":
            rings[rest[0]].append(np.array(rest[1:]).reshape(-1, 2))
        elif word == "row":
            rows.append((rest[0], rest[1], rest[2], rest[3], set(rest[4:])))
        elif word in ("enter", "leave"):
            events.append((rest[0], rest[1], word, rest[2]))
        else:
            numbers[word] = rest[0]
    return rings, rows, events, numbers


def area(a, b, place):
    return (int(b[0]) - int(a[0])) * (int(place[1]) - int(a[1])) - (int(b[1]) - int(a[1])) * (int(place[0]) - int(a[0]))


def check(path):
    rings, rows, told, numbers = read(path)
    is_lattice = path.name.startswith("lattice")
    scale = LATTICE if is_lattice else 1
    places = np.array([row[2:4] for row in rows]) / scale
    moved = places + [EAST, NORTH] if is_lattice else places
    wrong = numbers["unaccounted"]

    # Which zones each place lies in: an odd number of rings goes round it.
    inside = np.zeros((len(rows), len(rings)), dtype=bool)
    for zone, of_zone in rings.items():
        for ring in of_zone:
            polygon = shapely.Polygon(ring / scale)
            shapely.prepare(polygon)
            inside[:, zone] ^= shapely.contains_xy(polygon, moved[:, 0], moved[:, 1])
    for row, found in zip(rows, inside):
        wrong += row[4] != set(np.nonzero(found)[0].tolist())

    # Which edges each way crosses.
    edges = [(zone, ring[at], ring[at + 1]) for zone, of_zone in rings.items() for ring in of_zone for at in range(len(ring) - 1)]
    tree = shapely.STRtree(shapely.linestrings(np.array([[a / scale, b / scale] for _, a, b in edges])))
    ways = [at for at in range(1, len(rows)) if rows[at][0] == rows[at - 1][0] and rows[at][1] - rows[at - 1][1] <= numbers["silence"]]
    lines = shapely.linestrings(np.stack([moved[np.array(ways) - 1], moved[ways]], axis=1))
    met = defaultdict(list)
    for way, edge in tree.query(lines, predicate="intersects").T:
        row, (zone, a, b) = ways[way], edges[edge]
        start, end = rows[row - 1][2:4], rows[row][2:4]
        sides = [area(a, b, start), area(a, b, end), area(start, end, a), area(start, end, b)]
        if not is_lattice and 0 in sides:
            print(f"{path.name}: row {row} touches an edge: choose another seed")
            wrong += 1
        share = Fraction(abs(sides[0]), abs(sides[0]) + abs(sides[1]))
        met[row].append((share, zone))

    # Entries and exits from that: what happens at one point happens at once.
    expected = []
    for at in range(1, len(rows)):
        if rows[at][0] != rows[at - 1][0]:
            continue
        silence = rows[at][1] - rows[at - 1][1]
        here = set(np.nonzero(inside[at - 1])[0].tolist())
        there = set(np.nonzero(inside[at])[0].tolist())
        moments = sorted(met.get(at, [])) or [(Fraction(1), zone) for zone in here ^ there]
        for share in sorted({share for share, _ in moments}):
            toggled = defaultdict(int)
            for one, zone in moments:
                toggled[zone] += one == share
            changed = {zone for zone, count in toggled.items() if count % 2}
            instant = rows[at - 1][1] + (2 * share * silence + 1).__floor__() // 2
            expected += [(at, zone, "leave" if zone in here else "enter", instant) for zone in changed]
            here ^= changed
        wrong += here != there
    different = sorted(set(expected) ^ set(told)) + ([] if len(expected) == len(told) else [None])
    for one in different[:5]:
        print(f"{path.name}: {one} is told by one only")
    return len(rows) * len(rings), len(ways), len(expected), wrong + len([one for one in different if one])


total = np.sum([check(path) for path in sorted(Path(sys.argv[1]).glob("*.txt"))], axis=0)
print(f"{total[0]} places in zones, {total[1]} ways, {total[2]} entries and exits by GEOS {shapely.geos_version_string}: {total[3]} differ")
sys.exit(3 if total[3] or not total[2] else 0)
