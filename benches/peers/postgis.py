"""PostGIS in a server of its own, on a socket in the folder: a tree over the positions, the zones outside of the join, so
that each zone is prepared once. Debian's package brings it; its processor time is that of the one server process."""

import glob
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
from workload import FOLDER, ROUNDS, inside_of, polygons, table, tell, write_changes

programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
if not programs or not glob.glob("/usr/share/postgresql/*/extension/postgis.control"):
    tell(absent="PostGIS: no package postgresql-*-postgis-* is installed")
    sys.exit()
programs = Path(programs[-1])
own = Path(sys.argv[2])
shutil.rmtree(own, ignore_errors=True)
own.mkdir(parents=True)
# The server runs as nobody's superuser.
as_user = []
if os.geteuid() == 0:
    shutil.chown(own, "postgres")
    as_user = ["runuser", "-u", "postgres", "--"]


def run(*command, **more):
    done = subprocess.run([*as_user, *map(str, command)], text=True, capture_output=True, cwd=own, **more)
    if done.returncode != 0:
        tell(absent=f"PostGIS: {command[0]} failed: {done.stderr.strip()[:200]}")
        sys.exit()
    return done.stdout


def sql(text, data=None):
    return run("psql", "-h", own, "-d", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1", "-c", text, input=data)


def ticks(process):
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


run(programs / "initdb", "-D", own / "data", "-A", "trust", "-U", "postgres", "--no-sync")
options = f"-c listen_addresses='' -c unix_socket_directories={own} -c fsync=off -c shared_buffers=256MB -c jit=off"
run(programs / "pg_ctl", "-D", own / "data", "-w", "-s", "-l", own / "log", "-o", options, "start")
try:
    sql("CREATE EXTENSION postgis")
    version = sql("SELECT postgis_lib_version()").strip()
    for workload, most in [("W1", 100_000), ("W3", 50_000)]:
        objects, _, lon, lat = table(workload, most)
        zones = polygons(workload)
        sql("DROP TABLE IF EXISTS place, zone; CREATE TABLE place (row int, x float8, y float8); "
            "CREATE TABLE zone (zone int, g geometry)")
        rows = "".join(f"{row}\t{x!r}\t{y!r}\n" for row, (x, y) in enumerate(zip(lon.tolist(), lat.tolist())))
        sql("COPY place FROM STDIN", rows)
        sql("COPY zone FROM STDIN", "".join(f"{number}\t{zone.wkb_hex}\n" for number, zone in enumerate(zones)))
        sql("ALTER TABLE place ADD g geometry; UPDATE place SET g = ST_MakePoint(x, y); "
            "CREATE INDEX ON place USING gist (g); VACUUM ANALYZE place, zone" .replace("; VACUUM", ";VACUUM").split(";VACUUM")[0])
        sql("VACUUM ANALYZE place")
        query = "SELECT zone.zone, place.row FROM zone JOIN place ON ST_Intersects(zone.g, place.g)"
        # One session asks; its own process tells the processor time before and after.
        session = subprocess.Popen(
            [*as_user, "psql", "-h", str(own), "-d", "postgres", "-qAt", "-F", " "],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=own, bufsize=1,
        )

        def ask(text):
            session.stdin.write(text + "; SELECT 'end';\n")
            session.stdin.flush()
            answer = []
            for line in session.stdout:
                if line == "end\n":
                    return answer
                answer.append(line)
            return answer

        ask("SET max_parallel_workers_per_gather = 0; SET enable_seqscan = on; SET work_mem = '256MB'")
        (process,) = ask("SELECT pg_backend_pid()")
        times = []
        for _ in range(ROUNDS):
            before = ticks(int(process))
            found = ask(query)
            times.append(ticks(int(process)) - before)
        session.stdin.close()
        session.wait()
        pairs = np.array([line.split() for line in found], dtype=np.int64).reshape(-1, 2)
        inside = inside_of(len(lon), len(zones), (pairs[:, 1], pairs[:, 0]))
        tell(
            workload=workload,
            form="PostGIS, tree over the positions, join from the zones",
            version=f"PostGIS {version}",
            rows=len(lon),
            seconds=sorted(times)[ROUNDS // 2],
            changes=write_changes(f"{workload}.postgis", objects, inside),
        )
finally:
    run(programs / "pg_ctl", "-D", own / "data", "-m", "immediate", "-s", "stop")
