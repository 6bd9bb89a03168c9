"""GEOS through shapely: every zone prepared, all positions asked about at once."""

import shapely
from workload import median_seconds, polygons, table, tell, write_changes

FORM = "GEOS, prepared zones (`shapely.contains_xy`)"

for workload, most in [("W1", 500_000), ("W3", 500_000)]:
    objects, _, lon, lat = table(workload, most)
    zones = polygons(workload)
    shapely.prepare(zones)
    seconds, inside = median_seconds(lambda: [shapely.contains_xy(zone, lon, lat) for zone in zones])
    tell(
        workload=workload,
        form=FORM,
        version=f"shapely {shapely.__version__}, GEOS {shapely.geos_version_string}",
        rows=len(lon),
        seconds=seconds,
        changes=write_changes(f"{workload}.geos", objects, inside),
    )
