"""DuckDB with its spatial extension: one query a zone, the zone as a constant, so that it is prepared once."""

import glob
import os

import duckdb
import duckdb_extension_spatial
import numpy as np
import pyarrow
from workload import inside_of, median_seconds, polygons, table, tell, write_changes

folder = os.path.dirname(duckdb_extension_spatial.__file__)
(extension,) = glob.glob(f"{folder}/extensions/v{duckdb.__version__}/spatial.duckdb_extension")
base = duckdb.connect()
base.execute(f"LOAD '{extension}'")
base.execute("SET threads = 1")

for workload, most in [("W1", 200_000), ("W3", 20_000)]:
    objects, _, lon, lat = table(workload, most)
    places = pyarrow.table({"row": np.arange(len(lon)), "x": lon, "y": lat})
    base.execute("CREATE OR REPLACE TABLE place AS SELECT row, ST_Point(x, y) AS g FROM places")
    zones = [zone.wkt for zone in polygons(workload)]

    def ask():
        rows, numbers = [], []
        for number, zone in enumerate(zones):
            found = base.execute(
                f"SELECT row FROM place WHERE ST_Contains(ST_GeomFromText('{zone}'), g)"
            ).fetchnumpy()["row"]
            rows.append(found)
            numbers.append(np.full(len(found), number))
        return np.concatenate(rows), np.concatenate(numbers)

    seconds, pairs = median_seconds(ask)
    inside = inside_of(len(lon), len(zones), pairs)
    tell(
        workload=workload,
        form="DuckDB spatial, one query a zone",
        version=f"duckdb {duckdb.__version__}",
        rows=len(lon),
        seconds=seconds,
        changes=write_changes(f"{workload}.duckdb", objects, inside),
    )
