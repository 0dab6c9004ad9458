#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `penstock image` promises: it tells what is in an image, finds each damage before a restore does, names the
file, the section and the reason, and ends with 5; whatever the file holds.

Usage: image_test.py PENSTOCK CORPUS"""

import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

PROGRAM, CORPUS = sys.argv[1:3]
FIRST = os.path.join(CORPUS, "snapshot", "container_1_0.bin")


def crc32c(data):
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def padded(data, unit):
    return data + bytes(-len(data) % unit)


# From docs/snapshot_format.md alone.
def section(name, data, version=1):
    head = padded(b"SECT" + struct.pack("<HHQI", version, len(name), len(data), crc32c(data)) + name, 4)
    return padded(head + struct.pack("<I", crc32c(head)), 8) + padded(data, 8)


def container(*sections, major=1):
    header = b"PTNKIMG\n" + struct.pack("<HHQII", major, 0, 7, len(sections), 0)
    return header + struct.pack("<I", crc32c(header)) + b"".join(sections)


def chunk(kind, body):
    return padded(b"PSCH" + struct.pack("<HHII", kind, 0, len(body), crc32c(body)) + body, 8)


def packet(state, transaction):
    library = struct.pack("<HHIQHHII", 1, state, 1, transaction, 6, 0, 0, 0)
    return chunk(4, struct.pack("<II", len(library), 0) + library)


REQUEST = struct.pack("<IIIII", 1, 77, 5, 0, 3) + bytes(120)
INTERFACE, INSTANCE = bytes(range(16)), bytes(range(16, 32))


def channel(packets=3):
    return b"".join((
        chunk(1, struct.pack("<HHIII", 1, 0, 8, packets, 0) + INTERFACE + INSTANCE),
        chunk(2, struct.pack("<HBBII", 2, 255, 1, 1, 0x10001) + REQUEST
              + struct.pack("<QIIII", 1 << 20, 0, 64, 64, 0)),
        chunk(3, struct.pack("<I", 0)),
        packet(2, 7), packet(2, 8), packet(1, 0),
        chunk(5, struct.pack("<QI", 9, 3) + b"yes"),
        chunk(6, b"")))


def bus(number=1, state=2):
    offer = INTERFACE + INSTANCE + struct.pack("<HHHH", 2, 0, 0, 0) + bytes(120) + struct.pack("<IBB", number, state, 0)
    return struct.pack("<HIBI", 1, 0x50003, 1, 1) + offer + REQUEST + REQUEST + struct.pack("<I", 0)


class Image(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="penstock-image-")
        self.addCleanup(shutil.rmtree, self.folder)

    def file(self, data, name="an.image"):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(data)
        return path

    def image(self, *words):
        return subprocess.run([PROGRAM, "image", *words], capture_output=True, text=True, timeout=60)

    def refused(self, path, *parts, commands=("verify", "inspect")):
        for command in commands:
            outcome = self.image(command, path)
            self.assertEqual(outcome.returncode, 5, (command, outcome))
            for part in (path, *parts):
                self.assertIn(part, outcome.stderr)
            self.assertNotIn("well", outcome.stdout)

    def test_a_whole_image_is_well_and_tells_its_channel(self):
        path = self.file(container(section(b"bus/0", bus()), section(b"channel/numbers", channel())))
        outcome = self.image("verify", path)
        self.assertEqual((outcome.returncode, outcome.stdout, outcome.stderr), (0, f"{path}: well\n", ""))
        outcome = self.image("inspect", path, "--json")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        told = json.loads(outcome.stdout)
        self.assertEqual((told["container"], told["epoch"], told["bytes"]), ("1.0", 7, os.path.getsize(path)))
        first, second = told["sections"]
        self.assertEqual((first["section"], first["known"], first["checksum"]),
                         ("bus/0", "yes", f"0x{crc32c(bus()):08x}"))
        self.assertEqual(first["contents"], {"bus_version": "5.3", "channels": 1, "open": 1, "regions": 0})
        self.assertEqual(second["contents"], {
            "interface": "03020100-0504-0706-0809-0a0b0c0d0e0f", "instance": "13121110-1514-1716-1819-1a1b1c1d1e1f",
            "sub_channel": 2, "open": True, "queued": 1, "unanswered": 2, "answers": 1, "regions": 0})
        table = self.image("inspect", path).stdout
        self.assertIn("open, queued 1, unanswered 2, answers 1", table)

    def test_the_first_image_ever_written_is_told_and_its_foreign_sections_are_named(self):
        outcome = self.image("inspect", FIRST, "--json")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        sections = json.loads(outcome.stdout)["sections"]
        columns = ("section", "version", "bytes", "checksum", "known")
        self.assertEqual([tuple(one[column] for column in columns) for one in sections],
                         [("bus", 1, 16, "0xb8faf178", "no"), ("line/one", 2, 3, "0x2a94b2e9", "no")])
        self.refused(FIRST, "section bus: unknown section", commands=("verify",))

    def test_each_flipped_byte_is_found(self):
        with open(FIRST, "rb") as file:
            good = file.read()
        for at in range(len(good)):
            path = self.file(good[:at] + bytes([good[at] ^ 0x10]) + good[at + 1:])
            with self.subTest(at=at):
                self.refused(path)
        at = good.index(b"state of")
        self.refused(self.file(good[:at] + b"S" + good[at + 1:]),
                     "section bus: damaged: checksum 0xb8faf178, computed 0x", commands=("inspect",))
        at = good.index(b"line/one")
        self.refused(self.file(good[:at] + b"L" + good[at + 1:]), "section #2: damaged", commands=("inspect",))

    def test_each_truncation_is_found(self):
        with open(FIRST, "rb") as file:
            good = file.read()
        for size in range(len(good)):
            with self.subTest(size=size):
                self.refused(self.file(good[:size]))
        self.refused(self.file(b""), "truncated: 0 bytes, a header has 32")
        self.refused(self.file(good[:-8]), "section line/one: truncated", commands=("inspect",))
        self.refused(self.file(good + bytes(8)), "8 bytes behind the end", commands=("inspect",))

    def test_sections_that_are_whole_and_wrong_are_named(self):
        for data, reason in ((channel()[:-16], "truncated: chunk 8 at byte"),
                             (channel(packets=9), "damaged: chunk 8 at byte"),
                             (channel() + bytes(8), "damaged: chunk 9 at byte"), (b"", "truncated: chunk 1 at byte 0")):
            with self.subTest(reason):
                self.refused(self.file(container(section(b"channel/x", data))), "section channel/x: " + reason)
        self.refused(self.file(container(section(b"bus/x", bus()[:-1]))), "section bus/x: truncated")
        newer = self.file(container(section(b"channel/x", channel(), version=2)))
        self.refused(newer, "section channel/x: newer version: 2", commands=("verify",))
        self.assertIn("newer version", self.image("inspect", newer).stdout)
        self.refused(self.file(container(major=2)), "newer version: 2")
        self.refused(self.file(container(section(b"bus/x", bus()), section(b"bus/x", bus()))),
                     "section bus/x: duplicate section")

    def test_a_channel_that_its_bus_does_not_know_as_open_is_named(self):
        for other in (bus(number=2), bus(state=0)):
            self.refused(self.file(container(section(b"channel/x", channel()), section(b"bus/0", other))),
                         "section channel/x: open here under number 1, but not in its bus")
        well = self.file(container(section(b"channel/x", channel())))  # of a bus that is elsewhere
        self.assertEqual(self.image("verify", well).returncode, 0)

    def test_what_is_no_image_is_refused_at_once(self):
        self.refused(os.path.join(self.folder, "nowhere"), "No such file or directory")
        self.refused(self.folder, "not a regular file")
        pipe = os.path.join(self.folder, "pipe")
        os.mkfifo(pipe)
        self.refused(pipe, "not a regular file")
        self.refused(self.file(b"not an image"), "not an image")
        huge = self.file(container(), "huge")
        os.truncate(huge, 1 << 40)
        self.refused(huge, "too large: 1099511627776 bytes", "--bytes-max")
        few = self.image("verify", FIRST, "--bytes-max", "100")
        self.assertEqual(few.returncode, 5)
        self.assertIn("too large: 120 bytes, and at most 100 are read", few.stderr)
        claims = bytearray(container(section(b"bus/x", b"")))
        head = b"SECT" + struct.pack("<HHQI", 1, 5, 1 << 33, 0) + b"bus/x\0\0\0"
        claims[32:] = padded(head + struct.pack("<I", crc32c(head)), 8)
        self.refused(self.file(bytes(claims)), "section bus/x: truncated")

    def test_a_name_cannot_speak_to_the_terminal(self):
        path = self.file(container(section(b"bus/\x1b[2J\xff", b"")))
        for words in (("inspect", path), ("inspect", path, "--json"), ("verify", path)):
            outcome = self.image(*words)
            self.assertEqual(outcome.returncode, 5)
            self.assertNotIn("\x1b", outcome.stdout + outcome.stderr)
            self.assertIn("bus/\\x1b[2J\\xff", outcome.stderr)

    def test_an_image_without_sections_is_well(self):
        path = self.file(container())
        self.assertEqual(self.image("verify", path).returncode, 0)
        self.assertIn("(none)", self.image("inspect", path).stdout)


unittest.main(argv=sys.argv[:1])
