#!/usr/bin/env python3
"""Verifies an exported entry with a COSE library that knows nothing of this network.

    verify_entry.py ENTRY PUBLIC_KEY NETWORK_ID

ENTRY is a file with the raw COSE_Sign1 (RFC 9052, tag 18); the key and the network id are 64 hexadecimal characters.
Exit codes: 0 verified, 1 refused (the reason on standard error), 2 usage.
"""

import io
import sys
from pathlib import Path

import cbor2
from pycose.algorithms import EdDSA
from pycose.exceptions import CoseException
from pycose.headers import KID, Algorithm
from pycose.keys import OKPKey
from pycose.keys.curves import Ed25519
from pycose.messages import Sign1Message

DOMAIN = b"emn/entry/1"


class Refused(Exception):
    """The entry is not what it should be; the text says why."""


def verify(entry: bytes, public_key: bytes, network_id: bytes) -> bytes:
    """Returns the payload of a good entry; raises `Refused` for any other."""
    message = decode(entry)
    check_headers(message, public_key)
    message.key = OKPKey(crv=Ed25519, x=public_key)
    message.external_aad = DOMAIN + network_id
    if not message.verify_signature():
        raise Refused("the signature does not verify")
    check_bound_to_domain(message, network_id)
    return message.payload


def decode(entry: bytes) -> Sign1Message:
    stream = io.BytesIO(entry)
    try:
        cbor2.load(stream)
        if stream.tell() != len(entry):
            raise Refused(f"{len(entry) - stream.tell()} bytes follow the COSE_Sign1")
        return Sign1Message.decode(entry)
    except (AttributeError, LookupError, TypeError, ValueError, cbor2.CBORError, CoseException) as error:
        raise Refused(f"not a tagged COSE_Sign1: {error}") from error


def check_headers(message: Sign1Message, public_key: bytes) -> None:
    if message.phdr.get(Algorithm) is not EdDSA:
        raise Refused("the protected header does not say alg: EdDSA")
    if message.phdr.get(KID) != public_key:
        raise Refused("kid in the protected header is not the public key")
    if message.uhdr:
        raise Refused("there are unprotected headers: anyone could change them")
    if not message.payload:
        raise Refused("the payload is missing")


def check_bound_to_domain(message: Sign1Message, network_id: bytes) -> None:
    """A signature that also held elsewhere could be lifted out of this network."""
    other_network = bytes([network_id[0] ^ 1]) + network_id[1:]
    for elsewhere in (b"", DOMAIN, b"emn/roster/1" + network_id, DOMAIN + other_network):
        message.external_aad = elsewhere
        if message.verify_signature():
            raise Refused(f"the signature also verifies with external_aad {elsewhere.hex() or '(empty)'}")


def main(arguments: list[str]) -> int:
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        entry = Path(arguments[0]).read_bytes()
        public_key, network_id = (bytes.fromhex(text) for text in arguments[1:])
        if (len(public_key), len(network_id)) != (32, 32):
            raise ValueError("the key and the network id have 64 hexadecimal characters each")
    except (OSError, ValueError) as error:
        print(f"verify_entry.py: {error}", file=sys.stderr)
        return 2
    try:
        payload = verify(entry, public_key, network_id)
    except Refused as reason:
        print(f"verify_entry.py: {arguments[0]}: {reason}", file=sys.stderr)
        return 1
    print(f"verified: {len(entry)} bytes, payload {len(payload)} bytes, key {arguments[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
