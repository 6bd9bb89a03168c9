"""Has openssl verify every token of time (RFC 3161) of a record, out of the bytes that the record keeps."""

import json
import os
import subprocess
import sys
import tempfile

folder, authority = sys.argv[1:3]


def refuse(why):
    print("REFUSED:", why)
    sys.exit(3)


def leaves():
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


count = 0
for index, leaf in enumerate(leaves()):
    body = json.loads(leaf)["body"]
    if body["kind"] != "time_token":
        continue
    lines = body["e"]["checkpoint"]
    signatures = [line for line in lines if line.startswith("\u2014 ")]
    text = [line for line in lines if line not in signatures]
    note = "".join(line + "\n" for line in text) + "\n" + "".join(line + "\n" for line in signatures)
    digest = body["e"]["token"]["sha256"]
    token = os.path.join(folder, "blob", "sha256", digest[:2], digest)
    with tempfile.NamedTemporaryFile() as file:
        file.write(note.encode())
        file.flush()
        command = ["openssl", "ts", "-verify", "-data", file.name, "-in", token, "-CAfile", authority]
        if subprocess.run(command, capture_output=True).returncode != 0:
            refuse(f"the token of entry {index}")
    count += 1
if not count:
    refuse("there is no token of time")
print(f"{count} token of time")
