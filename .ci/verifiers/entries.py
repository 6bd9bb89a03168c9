"""Checks every entry of a record: its canonical form with rfc8785, and its signatures with securesystemslib, as DSSE.

The keys are those that the first entry names.
"""

import base64
import json
import os
import sys

import rfc8785
from securesystemslib.dsse import Envelope
from securesystemslib.signer import Signature, SSlibKey

TYPE = "application/vnd.armistice.entry.v1+json"


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


def key_of(vkey):
    """A verifier key as the library wants it, under the name that entries use."""
    name, identifier, encoded = vkey.split("+", 2)
    public = base64.b64decode(encoded)[1:].hex()
    return SSlibKey(f"{name}+{identifier}", "ed25519", "ed25519", {"public": public})


keys, count = {}, 0
for index, leaf in enumerate(leaves(sys.argv[1])):
    entry = json.loads(leaf)
    if rfc8785.dumps(entry) != leaf:
        refuse(f"entry {index} is not in canonical form")
    if index == 0:
        for holder in entry["body"]["e"]["holders"]:
            keys |= {key.keyid: key for key in map(key_of, holder["keys"])}
    signatures = {s["key"]: Signature(s["key"], base64.b64decode(s["sig"]).hex()) for s in entry["sigs"]}
    envelope = Envelope(rfc8785.dumps(entry["body"]), TYPE, signatures)
    signers = [keys[name] for name in signatures if name in keys]
    if len(signers) != len(signatures):
        refuse(f"entry {index} is signed by a key that the first entry does not name")
    try:
        envelope.verify(signers, len(signers))
    except Exception as error:
        refuse(f"entry {index}: {error}")
    count += len(signers)
print(f"{index + 1} entries, {count} signatures")
