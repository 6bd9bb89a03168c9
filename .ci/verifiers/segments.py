"""Reads the segments of positions of a record with pyarrow, and checks the parts of each against the entry that binds it.

The last row group and the footer alone have to be enough to read that row group.
"""

import csv
import decimal
import hashlib
import io
import json
import os
import sys

from pyarrow import parquet


def refuse(why):
    print("REFUSED:", why)
    sys.exit(3)


def leaves(folder):
    """The entries, bundle by bundle."""
    top = os.path.join(folder, "tile", "entries")
    size = int(open(os.path.join(folder, "checkpoint"), encoding="utf-8").read().split("\n")[1])
    for start in range(0, size, 256):
        name = f"{start // 256:03}" + ("" if size - start >= 256 else f".p/{size - start}")
        data = open(os.path.join(top, name), "rb").read()
        while data:
            length = int.from_bytes(data[:2], "big")
            yield data[2 : 2 + length]
            data = data[2 + length :]


def parts_of(file, length):
    """Where the parts of a file lie, by what pyarrow reads in its footer."""
    groups = [file.metadata.row_group(at) for at in range(file.num_row_groups)]
    last = [group.column(group.num_columns - 1) for group in groups]
    ends = [column.data_page_offset + column.total_compressed_size for column in last] + [length]
    return list(zip([0] + ends, ends))


def check(folder, entry):
    digest, groups = entry["blob"]["sha256"], entry["groups"]
    path = os.path.join(folder, "blob", "sha256", digest[:2], digest)
    data = open(path, "rb").read()
    if hashlib.sha256(data).hexdigest() != digest:
        refuse(f"{path} does not have its hash")
    file = parquet.ParquetFile(io.BytesIO(data))
    places = parts_of(file, len(data))
    if [hashlib.sha256(data[start:end]).hexdigest() for start, end in places] != groups:
        refuse(f"the parts of {path} are not those that the entry binds")
    rows = file.read().to_pylist()
    if len(rows) != entry["rows"] or rows != sorted(rows, key=lambda row: (row["object"], row["time"])):
        refuse(f"{path}: {len(rows)} rows, or not sorted; the entry says {entry['rows']}")
    # The last row group and the footer, with noughts for all else.
    alone = bytearray(len(data))
    for start, end in [(0, 4), places[-2], places[-1]]:
        alone[start:end] = data[start:end]
    last = parquet.ParquetFile(io.BytesIO(alone)).read_row_group(file.num_row_groups - 1).to_pylist()
    if last != rows[len(rows) - len(last) :]:
        refuse(f"{path}: its last row group is read otherwise alone")
    return rows


count, rows = 0, []
for leaf in leaves(sys.argv[1]):
    body = json.loads(leaf)["body"]
    if body["kind"] == "segment" and body["e"]["schema"].startswith("armistice-tracks-parquet/"):
        count += 1
        rows += check(sys.argv[1], body["e"])
if not count:
    refuse("there is no segment in the form of Parquet")
# With the table that they came from, each position once.
if len(sys.argv) > 2:
    e7 = lambda text: int(decimal.Decimal(text).scaleb(7))
    with open(sys.argv[2], encoding="utf-8", newline="") as table:
        wanted = sorted((row["MMSI"], e7(row["LAT"]), e7(row["LON"])) for row in csv.DictReader(table))
    if wanted != sorted((row["object"], row["lat_e7"], row["lon_e7"]) for row in rows):
        refuse("the positions are not those of the table")
print(f"{count} segments, {len(rows)} positions")
