"""Makes the Parquet files of this folder with programs of others. Needs pyarrow, polars and duckdb."""

import json
import math
import struct
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import duckdb
import polars
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent
START = datetime(2018, 11, 1, 0, 0, 0, 500000, tzinfo=timezone.utc)
COUNT = 6


def rows():
    """Two objects, three rows each, ten seconds apart."""
    for n in range(COUNT):
        yield str(440100 + n // 3), START + timedelta(seconds=10 * (n % 3)), 37.5 + n / 100, 126.5 - n / 100


OBJECTS = [row[0] for row in rows()]
TIMES = [row[1] for row in rows()]
LATS = [row[2] for row in rows()]
LONS = [row[3] for row in rows()]
NAIVE = [time.replace(tzinfo=None) for time in TIMES]


def wkb(lon, lat):
    return struct.pack("<BIdd", 1, 1, lon, lat)


def write(name, columns, metadata=None, **options):
    table = pa.table(columns)
    if metadata:
        table = table.replace_schema_metadata(metadata)
    pq.write_table(table, HERE / f"{name}.parquet", **options)


def plain(**more):
    columns = {"mmsi": OBJECTS, "t": pa.array(TIMES, pa.timestamp("ms", "UTC")), "lat": LATS, "lon": LONS}
    return {**columns, **more}


for codec in ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]:
    write(f"codec-{codec}", plain(), compression=codec)
write("page-v2", plain(), compression="zstd", data_page_version="2.0")
write("delta", plain(lat=pa.array([round(v * 1e7) for v in LATS], pa.int32()),
                     lon=pa.array([round(v * 1e7) for v in LONS], pa.int32())),
      use_dictionary=False, column_encoding={"t": "DELTA_BINARY_PACKED", "lat": "DELTA_BINARY_PACKED",
                                             "lon": "DELTA_BINARY_PACKED", "mmsi": "DELTA_BYTE_ARRAY"})
write("split", plain(), use_dictionary=False, column_encoding={
    "lat": "BYTE_STREAM_SPLIT", "lon": "BYTE_STREAM_SPLIT", "t": "PLAIN", "mmsi": "DELTA_LENGTH_BYTE_ARRAY"})
write("groups", plain(), row_group_size=2)

for unit in ["s", "ms", "us", "ns"]:
    write(f"stamp-{unit}", plain(t=pa.array(TIMES, pa.timestamp("us", "UTC")).cast(pa.timestamp(unit, "UTC"), safe=False)))
write("stamp-naive", plain(t=pa.array(NAIVE, pa.timestamp("us"))))
write("stamp-int96", plain(t=pa.array(NAIVE, pa.timestamp("ns"))), use_deprecated_int96_timestamps=True)
for unit, factor in [("s", 1), ("ms", 10**3), ("us", 10**6), ("ns", 10**9)]:
    whole = [math.floor(time.timestamp() * factor) if factor == 1 else round(time.timestamp() * 1000) * (factor // 1000)
             for time in TIMES]
    write(f"epoch-{unit}", plain(t=pa.array(whole, pa.int64())))
write("epoch-real", plain(t=[time.timestamp() for time in TIMES]))
write("text-zone", plain(t=[time.isoformat() for time in TIMES]))
write("text-naive", plain(t=[time.isoformat(sep=" ") for time in NAIVE]))

write("f32", plain(lat=pa.array(LATS, pa.float32()), lon=pa.array(LONS, pa.float32())))
write("decimal", plain(lat=pa.array([f"{v:.4f}" for v in LATS]).cast(pa.decimal128(8, 4)),
                       lon=pa.array([f"{v:.4f}" for v in LONS]).cast(pa.decimal128(8, 4))),
      store_decimal_as_integer=True)
write("text-degrees", plain(lat=[str(v) for v in LATS], lon=[str(v) for v in LONS]))
write("whole-object", plain(mmsi=pa.array([int(o) for o in OBJECTS], pa.int64())))
write("real-object", plain(mmsi=pa.array([float(o) for o in OBJECTS], pa.float64())))

GEO = {"version": "1.1.0", "primary_column": "geometry",
       "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}}}
points = pa.array([wkb(lon, lat) for lon, lat in zip(LONS, LATS)], pa.binary())
placed = {"mmsi": OBJECTS, "t": pa.array(TIMES, pa.timestamp("ms", "UTC")), "geometry": points}
write("geo-wkb", placed, {"geo": json.dumps(GEO)})
utm = json.loads(json.dumps(GEO))
utm["columns"]["geometry"]["crs"] = {"name": "WGS 84 / UTM zone 52N", "id": {"authority": "EPSG", "code": 32652}}
write("geo-utm", placed, {"geo": json.dumps(utm)})
separate = json.loads(json.dumps(GEO))
separate["columns"]["geometry"]["encoding"] = "point"
xy = pa.StructArray.from_arrays([pa.array(LONS), pa.array(LATS)], names=["x", "y"])
write("geo-point", {**placed, "geometry": xy}, {"geo": json.dumps(separate)})

# One good row, and beside it one row for everything that can be wrong with one.
good = (OBJECTS[0], TIMES[0], LATS[0], LONS[0])
bad = [(None, *good[1:]), ("", *good[1:]), (good[0], None, *good[2:]), (*good[:2], None, good[3]), (*good[:2], math.nan, good[3]),
       (*good[:2], 95.0, good[3]), (*good[:3], -181.0), (*good[:3], math.inf), good]
write("bad-rows", {"mmsi": [r[0] for r in bad], "t": pa.array([r[1] for r in bad], pa.timestamp("ms", "UTC")),
                   "lat": pa.array([r[2] for r in bad], pa.float64()), "lon": [r[3] for r in bad]})
write("bad-points", {"mmsi": ["1"] * 4, "t": pa.array(TIMES[:4], pa.timestamp("ms", "UTC")),
                     "geometry": pa.array([None, b"", b"POINT (1 2)", wkb(126.5, 37.5)], pa.binary())})
write("no-place", {"mmsi": OBJECTS, "t": pa.array(TIMES, pa.timestamp("ms", "UTC")), "depth": LATS})

order = [1, 0, 2, 5, 4, 3]
write("unsorted", {name: pa.array(column).take(pa.array(order)) for name, column in plain().items()})
write("interleaved", {name: pa.array(column).take(pa.array([0, 3, 1, 4, 2, 5])) for name, column in plain().items()})

frame = polars.DataFrame({"mmsi": OBJECTS, "t": TIMES, "lat": LATS, "lon": LONS})
frame.write_parquet(HERE / "by-polars.parquet")
frame = pa.table(plain())
duckdb.sql(f"SET TimeZone = 'UTC'; COPY (SELECT * FROM frame) TO '{HERE / 'by-duckdb.parquet'}' (FORMAT parquet)")
print(len(list(HERE.glob("*.parquet"))), "files", sys.version)
