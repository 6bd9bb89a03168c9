"""SedonaDB: a join of positions and zones, which builds a tree over the zones and prepares them."""

import geopandas
import numpy as np
import pyarrow
import sedonadb
from workload import inside_of, median_seconds, polygons, table, tell, write_changes

sd = sedonadb.connect()
sd.sql("SET datafusion.execution.target_partitions = 1").execute()

for workload, most in [("W1", 500_000), ("W3", 500_000)]:
    objects, _, lon, lat = table(workload, most)
    zones = polygons(workload)
    places = pyarrow.table({"row": np.arange(len(lon)), "x": lon, "y": lat})
    sd.create_data_frame(places).to_view("raw", overwrite=True)
    sd.sql("SELECT row, ST_Point(x, y) AS g FROM raw").to_memtable().to_view("place", overwrite=True)
    frame = geopandas.GeoDataFrame({"zone": np.arange(len(zones))}, geometry=zones)
    sd.create_data_frame(frame).to_memtable().to_view("zone", overwrite=True)

    def ask():
        return sd.sql(
            "SELECT place.row, zone.zone FROM place JOIN zone ON ST_Contains(zone.geometry, place.g)"
        ).to_arrow_table()

    seconds, found = median_seconds(ask)
    pairs = found["row"].to_numpy(), found["zone"].to_numpy()
    inside = inside_of(len(lon), len(zones), pairs)
    tell(
        workload=workload,
        form="SedonaDB, join",
        version=f"sedonadb {sedonadb.__version__}",
        rows=len(lon),
        seconds=seconds,
        changes=write_changes(f"{workload}.sedona", objects, inside),
    )
