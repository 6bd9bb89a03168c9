"""Checks a proof file with Sigstore's client: the inclusion of the entry that it brings, and the form of its note."""

import base64
import sys
from types import SimpleNamespace

from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore._internal.rekor.checkpoint import SignedCheckpoint

proof, checkpoint = open(sys.argv[1], encoding="utf-8").read().split("\n\n", 1)
first, extra, index, *siblings = proof.split("\n")
assert first == "c2sp.org/tlog-proof@v1"
signed = SignedCheckpoint.from_text(checkpoint)
head = signed.checkpoint
inner = SimpleNamespace(
    canonicalized_body=base64.b64decode(extra.removeprefix("extra ")),
    inclusion_proof=SimpleNamespace(
        log_index=int(index.removeprefix("index ")),
        tree_size=head.log_size,
        root_hash=bytes.fromhex(head.log_hash),
        hashes=[base64.b64decode(line) for line in siblings],
    ),
)
try:
    verify_merkle_inclusion(SimpleNamespace(_inner=inner))
except Exception as error:
    print("REFUSED:", str(error)[:90])
    sys.exit(3)
print(f"in the tree of {head.log_size}, {len(signed.signed_note.signatures)} signatures read")
