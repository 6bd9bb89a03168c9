"""GeographicLib (the Python one, by its author) checks distances to lines and boundaries of the whole corpus, and how near the
edges of compiled buffers run to where they belong.

    karney.py FILE      what `cargo run -p armistice-watch --example margins` wrote

An edge is straight in longitude and latitude. It is cut into pieces on which the distance has one least value, found by the
golden section over exact geodesics; pieces that are plainly farther away are left out."""

import json
import math
import sys

from geographiclib.geodesic import Geodesic

WGS84 = Geodesic.WGS84
PIECE_DEGREES = 0.25
MOST_METRES = 0.02
GOLDEN = (math.sqrt(5) - 1) / 2


def pieces(kind, rings):
    edges = []
    for ring in rings:
        turned = [ring[0]]
        for lon, lat in ring[1:]:
            before = turned[-1][0]
            while lon - before > 180:
                lon -= 360
            while lon - before < -180:
                lon += 360
            turned.append((lon, lat))
        edges += [(a, b) for a, b in zip(turned, turned[1:]) if a != b] or [(turned[0], turned[0])]
    if kind == "rings":
        # An edge that two parts share, corner for corner, bounds nothing.
        known = {}
        for edge in edges:
            known.setdefault(tuple(sorted(edge)), []).append(edge)
        edges = [same[0] for same in known.values() if len(same) % 2]
    for (west, south), (east, north) in edges:
        parts = max(1, math.ceil(max(abs(east - west), abs(north - south)) / PIECE_DEGREES))
        for part in range(parts):
            at = [(west + (east - west) * share / parts, south + (north - south) * share / parts) for share in (part, part + 1)]
            yield tuple(at)


def roughly(place, piece):
    """Metres to a piece in a plane round the place: good to a few in a hundred near it."""
    scale = math.cos(math.radians(place[1])) * 111_320
    flat = [(((lon - place[0] + 180) % 360 - 180) * scale, (lat - place[1]) * 111_133) for lon, lat in piece]
    (x, y), (east, north) = flat[0], (flat[1][0] - flat[0][0], flat[1][1] - flat[0][1])
    length = east * east + north * north
    share = 0 if length == 0 else min(1, max(0, -(x * east + y * north) / length))
    return math.hypot(x + share * east, y + share * north)


def exactly(place, piece):
    (west, south), (east, north) = piece

    def metres(share):
        lon, lat = west + (east - west) * share, south + (north - south) * share
        return WGS84.Inverse(place[1], place[0], lat, lon, Geodesic.DISTANCE)["s12"]

    low, high = 0.0, 1.0
    one, other = high - GOLDEN, low + GOLDEN
    at_one, at_other = metres(one), metres(other)
    for _ in range(34):
        if at_one < at_other:
            high, other, at_other = other, one, at_one
            one = high - GOLDEN * (high - low)
            at_one = metres(one)
        else:
            low, one, at_one = one, other, at_other
            other = low + GOLDEN * (high - low)
            at_other = metres(other)
    return min(at_one, at_other, metres(0.0), metres(1.0))


def distance(place, all_pieces):
    rough = [(roughly(place, piece), piece) for piece in all_pieces]
    least = min(rough)[0]
    return min(exactly(place, piece) for metres, piece in rough if metres <= least * 1.05 + 100)


worst, strayed, compared, points = 0.0, 0.0, 0, 0
wrong = []
for entry in json.load(open(sys.argv[1])):
    shape = entry["shape"]
    rings = [[(lon / 1e7, lat / 1e7) for lon, lat in ring] for ring in shape["rings"]]
    all_pieces = list(pieces(shape["kind"], rings))
    for lon, lat, told in shape["samples"]:
        # A plane says nothing of what is very far.
        if told > 300_000:
            continue
        off = abs(distance((lon / 1e7, lat / 1e7), all_pieces) - told)
        worst, compared = max(worst, off), compared + 1
        if off > MOST_METRES:
            wrong.append(f"{shape['of']}: {off:.3f} m off at {lon / 1e7} {lat / 1e7}, told {told:.3f} m")
    traced = entry.get("traced") or {"points": []}
    for lon, lat in traced["points"]:
        off = abs(distance((lon, lat), all_pieces) - traced["metres"])
        strayed, points = max(strayed, off), points + 1
        if off > traced["sag"]:
            wrong.append(f"{shape['of']}: an edge strays {off:.3f} m at {lon} {lat}, certified {traced['sag']:.3f} m")
print("\n".join(wrong[:10]), end="\n" if wrong else "")
print(f"{compared} distances by GeographicLib: {worst * 1000:.3f} mm off at worst; {points} points of traced edges: "
      f"{strayed:.3f} m at worst; {len(wrong)} wrong")
sys.exit(3 if wrong or not compared else 0)
