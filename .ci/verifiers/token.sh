#!/usr/bin/env bash
# A token of time over a file (RFC 3161), made by an authority that lasts for this run, and verified; a changed file is
# refused by the same token.
set -euo pipefail
file=$1 work=$2
rm -rf "$work"; mkdir -p "$work"; cd "$work"
cat >conf <<'CONF'
[ tsa ]
default_tsa = tsa1
[ tsa1 ]
serial = ./serial
crypto_device = builtin
signer_cert = ./tsa.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
[ ext ]
extendedKeyUsage = critical,timeStamping
CONF
echo 01 >serial
{
  openssl req -x509 -newkey ed25519 -nodes -keyout ca.key -out ca.pem -subj /CN=root -days 2 ||
    openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=root -days 2
  openssl req -new -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=tsa
  openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 2 -extfile conf -extensions ext
  openssl ts -query -data "$file" -sha256 -cert -out query
  openssl ts -reply -config conf -section tsa1 -queryfile query -out token
} >log 2>&1 || { cat log; exit 1; }
openssl ts -verify -data "$file" -in token -CAfile ca.pem 2>>log
sed 's/^/x/' "$file" >changed
! openssl ts -verify -data changed -in token -CAfile ca.pem >>log 2>&1
echo "verified, and refused for a changed file"
