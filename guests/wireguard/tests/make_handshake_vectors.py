#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A whole handshake from fixed keys, written down a second time and in another language, from the paper alone:
X25519 and ChaCha20-Poly1305 from python3-cryptography, BLAKE2s and HMAC from the standard library, XChaCha20 by
hand. Prints handshake_vectors.inc; with --check FILE it compares instead."""

import hashlib
import hmac
import struct
import sys

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CONSTRUCTION = b"Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s"
IDENTIFIER = b"WireGuard v1 zx2c4 Jason@zx2c4.com"


def digest(*parts):
    return hashlib.blake2s(b"".join(parts)).digest()


def mac(key, data):
    return hashlib.blake2s(data, key=key, digest_size=16).digest()


def hkdf(key, data, count):
    extracted = hmac.new(key, data, hashlib.blake2s).digest()
    results, last = [], b""
    for number in range(1, count + 1):
        last = hmac.new(extracted, last + bytes([number]), hashlib.blake2s).digest()
        results.append(last)
    return results


def public(secret):
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def dh(secret, other):
    return X25519PrivateKey.from_private_bytes(secret).exchange(X25519PublicKey.from_public_bytes(other))


def seal(key, counter, plain, associated):
    return ChaCha20Poly1305(key).encrypt(b"\0" * 4 + struct.pack("<Q", counter), plain, associated or None)


def hchacha20(key, nonce):
    state = list(struct.unpack("<16I", b"expand 32-byte k" + key + nonce))

    def rotated(value, bits):
        return ((value << bits) | (value >> (32 - bits))) & 0xffffffff

    def quarter(a, b, c, d):
        for one, two, three, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[one] = (state[one] + state[two]) & 0xffffffff
            state[three] = rotated(state[three] ^ state[one], bits)

    for _ in range(10):
        for column in range(4):
            quarter(column, 4 + column, 8 + column, 12 + column)
        for diagonal in range(4):
            quarter(diagonal, 4 + (diagonal + 1) % 4, 8 + (diagonal + 2) % 4, 12 + (diagonal + 3) % 4)
    return struct.pack("<8I", *state[:4], *state[12:])


def seal_wide(key, nonce, plain, associated):
    return ChaCha20Poly1305(hchacha20(key, nonce[:16])).encrypt(b"\0" * 4 + nonce[16:], plain, associated)


def clamped(label):
    raw = bytearray(hashlib.sha256(label).digest())
    raw[0] &= 248
    raw[31] = raw[31] & 127 | 64
    return bytes(raw)


def vectors():
    static_i, static_r = clamped(b"initiator"), clamped(b"responder")
    ephemeral_i, ephemeral_r = clamped(b"first ephemeral"), clamped(b"second ephemeral")
    preshared = hashlib.sha256(b"preshared").digest()
    timestamp = struct.pack(">QI", 0x400000000000000a + 1700000000, 0x1a000000)
    index_i, index_r = 0x01234567, 0x89abcdef
    cookie = hashlib.sha256(b"cookie").digest()[:16]
    nonce = hashlib.sha256(b"nonce").digest()[:24]

    chain = digest(CONSTRUCTION)
    transcript = digest(digest(chain, IDENTIFIER), public(static_r))
    header = struct.pack("<II", 1, index_i) + public(ephemeral_i)
    chain, = hkdf(chain, public(ephemeral_i), 1)
    transcript = digest(transcript, public(ephemeral_i))
    chain, key = hkdf(chain, dh(ephemeral_i, public(static_r)), 2)
    sealed_static = seal(key, 0, public(static_i), transcript)
    transcript = digest(transcript, sealed_static)
    chain, key = hkdf(chain, dh(static_i, public(static_r)), 2)
    sealed_timestamp = seal(key, 0, timestamp, transcript)
    transcript = digest(transcript, sealed_timestamp)
    initiation = header + sealed_static + sealed_timestamp
    initiation += mac(digest(b"mac1----", public(static_r)), initiation)
    with_cookie = initiation + mac(cookie, initiation)
    reply = struct.pack("<II", 3, index_i) + nonce + seal_wide(digest(b"cookie--", public(static_r)), nonce, cookie,
                                                               initiation[116:132])
    initiation += bytes(16)

    response = struct.pack("<III", 2, index_r, index_i) + public(ephemeral_r)
    chain, = hkdf(chain, public(ephemeral_r), 1)
    transcript = digest(transcript, public(ephemeral_r))
    chain, = hkdf(chain, dh(ephemeral_r, public(ephemeral_i)), 1)
    chain, = hkdf(chain, dh(ephemeral_r, public(static_i)), 1)
    chain, middle, key = hkdf(chain, preshared, 3)
    transcript = digest(transcript, middle)
    response += seal(key, 0, b"", transcript)
    response += mac(digest(b"mac1----", public(static_i)), response) + bytes(16)

    initiator_sends, responder_sends = hkdf(chain, b"", 2)
    packet = bytes(range(64))
    data = struct.pack("<IIQ", 4, index_r, 7) + seal(initiator_sends, 7, packet, b"")
    keepalive = struct.pack("<IIQ", 4, index_i, 0) + seal(responder_sends, 0, b"", b"")
    return {
        "static_i": static_i, "static_r": static_r, "public_i": public(static_i), "public_r": public(static_r),
        "ephemeral_i": ephemeral_i, "ephemeral_r": ephemeral_r, "preshared": preshared, "timestamp": timestamp,
        "initiation": initiation, "initiation_with_cookie": with_cookie, "cookie_reply": reply, "cookie": cookie,
        "cookie_nonce": nonce, "response": response, "initiator_sends": initiator_sends,
        "responder_sends": responder_sends, "packet": packet, "data": data, "keepalive": keepalive,
    }


def main():
    lines = ["// SPDX-License-Identifier: Apache-2.0", "// Made by make_handshake_vectors.py; a test checks that it still makes the same."]
    for name, value in vectors().items():
        lines.append(f"inline constexpr std::string_view k_{name} =")
        text = value.hex()
        pieces = [text[i:i + 96] for i in range(0, len(text), 96)]
        lines += [f'    "{piece}"' for piece in pieces[:-1]] + [f'    "{pieces[-1]}";']
    made = "\n".join(lines) + "\n"
    if sys.argv[1:2] == ["--check"]:
        with open(sys.argv[2]) as file:
            sys.exit(0 if file.read() == made else f"{sys.argv[2]} is not what this script makes")
    print(made, end="")


main()
