#!/usr/bin/env python3
"""Checks a record with nothing of Armistice: Python's own library, and openssl for signatures.

    python3 check_record.py RECORD POLICY [--tree]

It works out the root of the tree from every entry (RFC 6962, section 2.1), holds it against the checkpoint that the log
of the policy signed, and checks the cosignatures of the policy's witnesses and the signatures of the entries under the
keys that the first entry names; with --tree, not the last. Read it before you trust it: that is what it is short for.
"""

import base64, hashlib, json, os, subprocess, sys, tempfile, time

DSSE = b"application/vnd.armistice.entry.v1+json"


def refuse(why):
    print("REFUSED:", why)
    sys.exit(3)


def vkey(text):
    """Name, identifier and public key of a verifier key (c2sp.org/signed-note)."""
    name, identifier, encoded = text.split("+", 2)
    return name, bytes.fromhex(identifier), base64.b64decode(encoded)[1:]


def signed(public, message, signature):
    """Whether the Ed25519 key signed the message, by openssl. The bytes before the key are RFC 8410, section 4."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("key", "message", "signature")]
        der = bytes.fromhex("302a300506032b6570032100") + public
        for path, data in zip(paths, (der, message, signature)):
            with open(path, "wb") as file:
                file.write(data)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-rawin"]
        command += ["-inkey", paths[0], "-in", paths[1], "-sigfile", paths[2]]
        return subprocess.run(command, capture_output=True).returncode == 0


def note(path):
    """The text of a signed note, and what each key signed: by name and identifier."""
    text, _, below = open(path, encoding="utf-8").read().rpartition("\n\n")
    signatures = {}
    for line in below.splitlines():
        _, name, encoded = line.split(" ")
        data = base64.b64decode(encoded)
        signatures[name, data[:4]] = data[4:]
    return text + "\n", signatures


def leaves(record, size):
    """The entries, bundle by bundle (c2sp.org/tlog-tiles)."""
    for start in range(0, size, 256):
        number, width = start // 256, min(256, size - start)
        parts = [f"{number % 1000:03}"]
        while number := number // 1000:
            parts.insert(0, f"x{number % 1000:03}")
        path = os.path.join(record, "tile", "entries", *parts)
        data = open(path if width == 256 else f"{path}.p/{width}", "rb").read()
        for _ in range(width):
            length = int.from_bytes(data[:2], "big")
            yield data[2 : 2 + length]
            data = data[2 + length :]


def root(hashes):
    """RFC 6962, section 2.1, as it is written there."""
    if len(hashes) == 1:
        return hashes[0]
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return hashlib.sha256(b"\1" + root(hashes[:half]) + root(hashes[half:])).digest()


def main(record, policy, only=None):
    lines = [line.split() for line in open(policy, encoding="utf-8")]
    log = next(vkey(line[1]) for line in lines if line[:1] == ["log"])
    witnesses = [vkey(line[2]) for line in lines if line[:1] == ["witness"]]
    checkpoint = os.path.join(record, "checkpoint")
    text, signatures = note(checkpoint)
    origin, size, claimed = text.split("\n")[:3]
    if origin != log[0] or not signed(log[2], text.encode(), signatures.get(log[:2], b"")):
        refuse("the checkpoint is not signed by the log of the policy")
    entries = list(leaves(record, int(size)))
    hashes = [hashlib.sha256(b"\0" + entry).digest() for entry in entries]
    if base64.b64encode(root(hashes)).decode() != claimed:
        refuse("the entries do not give the root that was signed")
    print(f"{size} entries give the root that {origin} signed")

    for name, identifier, public in witnesses:
        folder = os.path.join(record, "witness", name.replace("/", "+"), hashlib.sha256(origin.encode()).hexdigest())
        if not os.path.exists(os.path.join(folder, "checkpoint")):
            print(f"{name} has signed nothing here")
            continue
        seen, signatures = note(os.path.join(folder, "checkpoint"))
        _, seen_size, seen_root = seen.split("\n")[:3]
        data = signatures.get((name, identifier), b"")
        at = int.from_bytes(data[:8], "big")
        if not signed(public, b"cosignature/v1\ntime %d\n" % at + seen.encode(), data[8:]):
            refuse(f"the cosignature of {name} does not hold")
        if base64.b64encode(root(hashes[: int(seen_size)])).decode() != seen_root:
            refuse(f"{name} has seen another history of {seen_size} entries")
        print(f"{name} had seen {seen_size} of them on {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(at))}")

    if only == "--tree":
        return
    holders = json.loads(entries[0])["body"]["e"]["holders"]
    keys = {"+".join(key.split("+", 2)[:2]): vkey(key)[2] for holder in holders for key in holder["keys"]}
    good = later = 0
    for index, entry in enumerate(entries):
        # What was signed stands in the entry as it is: the body comes first, in its canonical form.
        document = json.loads(entry)
        body = entry[len(b'{"body":') : entry.rindex(b',"sigs":[')]
        if json.loads(body) != document["body"]:
            refuse(f"entry {index} is not in the canonical form")
        message = b"DSSEv1 %d %s %d %s" % (len(DSSE), DSSE, len(body), body)
        for signature in document["sigs"]:
            public = keys.get(signature["key"])
            if public is None:
                later += 1
            elif signed(public, message, base64.b64decode(signature["sig"])):
                good += 1
            else:
                refuse(f"the signature of {signature['key']} on entry {index} does not hold")
    print(f"{good} signatures of entries hold, {later} are by keys that the first entry does not name")


if __name__ == "__main__":
    main(*sys.argv[1:4])
