#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `penstock replay` promises: the same bytes for the same input and seed, no crash and no error finding
whatever the capture holds, one packet out for each in and each made, exit codes as documented.

Usage: replay_test.py PENSTOCK HOLD REWRITE CAPTURES_OF_THE_CORPUS"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM, HOLD, REWRITE, CORPUS = sys.argv[1:5]
HERE = os.path.dirname(os.path.abspath(__file__))


class Outcome:
    def __init__(self, words, output):
        result = subprocess.run([PROGRAM, "replay", *words, "-o", output, "--json"], capture_output=True, timeout=120)
        self.exit_code, self.text, self.errors = result.returncode, result.stdout, result.stderr.decode()
        self.bytes = b""
        if os.path.exists(output):
            with open(output, "rb") as file:
                self.bytes = file.read()
        lines = [json.loads(line) for line in self.text.splitlines()]
        self.packets = [line for line in lines if "packet" in line]
        self.summary = lines[-1]["summary"] if lines and "summary" in lines[-1] else None


class Replay(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="penstock-replay-")
        subprocess.run([sys.executable, os.path.join(HERE, "make_replay_captures.py"), cls.folder], check=True)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def made(self, name):
        return os.path.join(self.folder, name + ".pcap")

    def replay(self, *words):
        return Outcome(list(words), os.path.join(self.folder, "out.pcapng"))

    def all_captures(self):
        for folder in (self.folder, CORPUS):
            for name in sorted(os.listdir(folder)):
                if name.endswith((".pcap", ".pcapng")) and name != "out.pcapng":
                    yield os.path.join(folder, name)

    def test_without_a_driver_no_capture_makes_a_finding_and_two_runs_are_equal(self):
        for capture in self.all_captures():
            with self.subTest(os.path.basename(capture)):
                first, second = self.replay(capture), self.replay(capture)
                self.assertIn(first.exit_code, (0, 5), first.errors)
                self.assertEqual((first.bytes, first.text), (second.bytes, second.text))
                if first.summary is not None:
                    self.assertEqual(first.summary["findings"], [])

    def test_with_hold_and_a_seed_two_runs_are_equal(self):
        for name in ("conversation_raw", "datagrams_ethernet", "everything_ethernet"):
            for seed in ("1", "7", "12345"):
                with self.subTest(name, seed=seed):
                    words = ("--driver", HOLD, "--seed", seed, self.made(name))
                    first, second = self.replay(*words), self.replay(*words)
                    self.assertEqual(first.exit_code, 0, first.errors)
                    self.assertEqual((first.bytes, first.text), (second.bytes, second.text))
                    self.assertGreater(first.summary["held"], 0)

    def test_every_packet_is_accounted_for(self):
        for name in ("everything_raw", "everything_ethernet"):
            for driver in ((), ("--driver", HOLD)):
                outcome = self.replay(*driver, self.made(name))
                total = outcome.summary
                made = total["captured"] + total["injected"] + total["generated"]
                self.assertEqual(len(outcome.packets), made)
                self.assertEqual([packet["packet"] for packet in outcome.packets], list(range(1, made + 1)))
                self.assertEqual(total["unfinished"], 0)

    def test_the_output_is_a_capture_that_others_read(self):
        outcome = self.replay("--driver", HOLD, self.made("everything_ethernet"))
        output = os.path.join(self.folder, "out.pcapng")
        if shutil.which("tshark") is None:
            self.skipTest("tshark is not installed")
        counted = subprocess.run(["capinfos", "-rcT", output], capture_output=True, text=True, check=True).stdout
        self.assertEqual(int(counted.split()[-1]), len(outcome.packets))
        comments = subprocess.run(["tshark", "-r", output, "-T", "fields", "-e", "frame.comment"], capture_output=True,
                                  text=True, check=True).stdout
        self.assertIn("ALE_AUTH_CONNECT_V4: absorb", comments)
        self.assertIn("decided by hold", comments)

    def test_what_comes_before_its_flows_verdict_is_reported(self):
        outcome = self.replay("--driver", HOLD, self.made("conversation_raw"))
        early = [packet["at_ns"] for packet in outcome.packets if packet["before_verdict"]]
        self.assertEqual(outcome.summary["before_verdict"], 2)
        self.assertEqual([at_ns % 1_000_000_000 // 1_000_000 for at_ns in early], [2, 3])
        held = outcome.packets[0]
        self.assertEqual((held["outcome"], held["decided_by"]), ("delivered", "hold"))
        self.assertAlmostEqual(held["held_ns"] / 1e6, 10, delta=1)

    def test_a_script_decides(self):
        script = os.path.join(self.folder, "script.toml")
        with open(script, "w") as file:
            file.write('[[verdict]]\nverdict = "block"\nremote_port = 80\nafter_ms = 1\n[[verdict]]\nverdict = "permit"\n')
        outcome = self.replay("--driver", HOLD, "--script", script, self.made("conversation_raw"))
        self.assertGreaterEqual(outcome.summary["blocked"], 1)
        self.assertEqual(outcome.packets[0]["outcome"], "refused")
        self.assertGreaterEqual(outcome.summary["generated"], 1)  # the reset

    def test_local_prefixes_turn_the_sides(self):
        outcome = self.replay("--local", "10.0.0.2", self.made("conversation_raw"))
        self.assertEqual(outcome.packets[0]["direction"], "inbound")
        self.assertEqual(self.replay(self.made("conversation_raw")).packets[0]["direction"], "outbound")

    def test_two_drivers_are_asked(self):
        outcome = self.replay("--driver", HOLD, "--driver", HOLD, "--param", "hold2:DefaultVerdict=1",
                              self.made("conversation_raw"))
        # Both want one device: the second is refused, by name.
        self.assertEqual(outcome.exit_code, 3)
        self.assertIn("hold2", outcome.errors)

    def test_what_one_driver_held_another_may_take_further_on(self):
        outcome = self.replay("--driver", HOLD, "--driver", REWRITE, "--param", "rewrite:Place=1",
                              self.made("conversation_raw"))
        self.assertEqual(outcome.exit_code, 0, outcome.errors)
        self.assertEqual((outcome.summary["unfinished"], outcome.summary["held"]), (0, 1))
        self.assertEqual((outcome.packets[0]["outcome"], outcome.packets[0]["decided_by"]), ("absorbed", "hold"))
        self.assertEqual(outcome.summary["before_verdict"], 2)

    def test_a_parameter_reaches_the_driver(self):
        outcome = self.replay("--driver", HOLD, "--param", "hold:DefaultVerdict=2", self.made("conversation_raw"))
        self.assertEqual(outcome.exit_code, 0, outcome.errors)
        self.assertEqual(outcome.summary["permitted"], 0)

    def test_exit_codes_say_what_was_wrong(self):
        capture = self.made("conversation_raw")
        for words, code, sentence in (
                (("--driver", "/nonexistent.so", capture), 3, "/nonexistent.so"),
                (("/nonexistent.pcap",), 5, "/nonexistent.pcap"),
                (("--local", "ten", capture), 2, "--local ten"),
                (("--param", "x", capture), 2, "driver:Name=value"),
                (("--param", "x:y=1", capture), 2, "no --driver is named x"),
                (("--script", "/nonexistent.toml", capture), 2, "/nonexistent.toml"),
                (("--colour", capture), 2, "colour")):
            with self.subTest(words=words):
                outcome = self.replay(*words)
                self.assertEqual(outcome.exit_code, code, outcome.errors)
                self.assertIn(sentence, outcome.errors)


unittest.main(argv=sys.argv[:1])
