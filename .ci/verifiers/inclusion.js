// Checks a proof file with Sigstore's client for Node, and that the entry is in the canonical form of RFC 8785.
const fs = require("fs");
const path = require("path");
// The package exports only its front; the function is the one that the client itself uses.
const merkle = path.join(__dirname, "node_modules/@sigstore/verify/dist/tlog/merkle.js");
const { verifyMerkleInclusion } = require(merkle);

const refuse = (why) => {
  console.log(`REFUSED: ${why}`);
  process.exit(3);
};

async function main() {
  const text = fs.readFileSync(process.argv[2], "utf8");
  const cut = text.indexOf("\n\n");
  const [, extra, index, ...siblings] = text.slice(0, cut).split("\n");
  const [, size, root] = text.slice(cut + 2).split("\n");
  const leaf = Buffer.from(extra.replace("extra ", ""), "base64");
  const bytes = (line) => Buffer.from(line, "base64");
  const inclusionProof = { logIndex: index.replace("index ", ""), hashes: siblings.map(bytes) };
  try {
    verifyMerkleInclusion({ inclusionProof, canonicalizedBody: leaf }, { logSize: BigInt(size), logHash: bytes(root) });
  } catch (error) {
    refuse(error.message);
  }
  const loaded = await import("canonicalize");
  const canonicalize = loaded.default ?? loaded.canonicalize;
  if (canonicalize(JSON.parse(leaf.toString("utf8"))) !== leaf.toString("utf8")) {
    refuse("the entry is not in canonical form");
  }
  console.log(`in the tree of ${size}, the entry is in canonical form`);
}

main();
