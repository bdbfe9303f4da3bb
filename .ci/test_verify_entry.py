"""verify_entry.py takes a good entry and refuses every other. The entries are made with pycose alone."""

import tempfile
import unittest
from pathlib import Path

import cbor2
from pycose.algorithms import EdDSA
from pycose.headers import KID, Algorithm, ContentType
from pycose.keys import OKPKey
from pycose.keys.curves import Ed25519
from pycose.messages import Sign1Message

from verify_entry import DOMAIN, Refused, main, verify

SEED = bytes(range(32))
NETWORK = bytes([0xAB]) * 32


def public_key(seed: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


KEY = public_key(SEED)


def entry(phdr=None, uhdr=None, payload=b"\xa1\x00\x01", aad=DOMAIN + NETWORK, tag=True) -> bytes:
    phdr = {Algorithm: EdDSA, ContentType: "application/vnd.emn.entry+cbor", KID: KEY} if phdr is None else phdr
    message = Sign1Message(phdr=phdr, uhdr=uhdr or {}, payload=payload, external_aad=aad)
    message.key = OKPKey(crv=Ed25519, x=KEY, d=SEED)
    return message.encode(tag=tag)


class VerifyEntry(unittest.TestCase):
    def refused(self, why: str, bytes_: bytes, key: bytes = KEY, network: bytes = NETWORK) -> None:
        with self.assertRaisesRegex(Refused, why):
            verify(bytes_, key, network)

    def test_good_entry_is_verified(self):
        self.assertEqual(verify(entry(), KEY, NETWORK), b"\xa1\x00\x01")

    def test_other_network_is_refused(self):
        self.refused("does not verify", entry(), network=bytes(32))

    def test_other_domain_is_refused(self):
        self.refused("does not verify", entry(aad=b"emn/roster/1" + NETWORK))

    def test_other_key_is_refused(self):
        self.refused("kid", entry(), key=public_key(bytes(32)))

    def test_every_flipped_byte_is_refused(self):
        good = entry()
        for place in range(len(good)):
            bad = bytearray(good)
            bad[place] ^= 1
            with self.subTest(place=place), self.assertRaises(Refused):
                verify(bytes(bad), KEY, NETWORK)

    def test_truncated_entry_is_refused(self):
        good = entry()
        for length in range(len(good)):
            with self.subTest(length=length), self.assertRaises(Refused):
                verify(good[:length], KEY, NETWORK)

    def test_trailing_byte_is_refused(self):
        self.refused("1 bytes follow", entry() + b"\x00")

    def test_untagged_message_is_refused(self):
        self.refused("not a tagged COSE_Sign1", entry(tag=False))

    def test_missing_kid_is_refused(self):
        self.refused("kid", entry(phdr={Algorithm: EdDSA}))

    def test_unprotected_algorithm_is_refused(self):
        self.refused("alg: EdDSA", entry(phdr={KID: KEY}, uhdr={Algorithm: EdDSA}))

    def test_unprotected_header_is_refused(self):
        self.refused("unprotected", entry(uhdr={KID: KEY}))

    def test_other_cbor_is_refused(self):
        self.refused("not a tagged COSE_Sign1", cbor2.dumps({"no": "entry"}))

    def test_program_tells_verified_refused_and_misused_apart(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "entry.cose"
            file.write_bytes(entry())
            self.assertEqual(main([str(file), KEY.hex(), NETWORK.hex()]), 0)
            self.assertEqual(main([str(file), KEY.hex(), bytes(32).hex()]), 1)
            self.assertEqual(main([str(file), "00", NETWORK.hex()]), 2)
            self.assertEqual(main([str(file.with_suffix(".none")), KEY.hex(), NETWORK.hex()]), 2)
            self.assertEqual(main([]), 2)


if __name__ == "__main__":
    unittest.main()
