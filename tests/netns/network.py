# SPDX-License-Identifier: Apache-2.0
"""What the namespace tests share: privileges, namespaces of their own, sockets inside them, a running Penstock."""

import contextlib
import ctypes
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time

CLONE_NEWNET = 0x40000000
SKIPPED = 77
LIBC = ctypes.CDLL(None, use_errno=True)
WAIT_SECONDS = 60  # far more than is ever needed: it only ends a broken test


def require_root():
    if os.geteuid() == 0 and os.path.exists("/dev/net/tun"):
        return
    print("skipped: network namespaces and TUN devices need root")
    sys.exit(1 if os.environ.get("PENSTOCK_REQUIRE_ROOT") == "1" else SKIPPED)


def check(condition, message):
    if not condition:
        print("FAILED:", message)
        sys.exit(1)


def run(*words, **more):
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=WAIT_SECONDS, **more).stdout


def wait_for(condition, failure):
    """What the condition says once it says something. For what no descriptor tells of; where one does, poll that."""
    until = time.monotonic() + WAIT_SECONDS
    while not (found := condition()):
        check(time.monotonic() < until, failure() if callable(failure) else failure)
        select.select([], [], [], 0.01)
    return found


def wait_readable(socket_or_file, failure):
    readable, _, _ = select.select([socket_or_file], [], [], WAIT_SECONDS)
    check(readable, failure)


def held(penstock, port):
    """The entry of the connection to this port, once it is there with a number."""
    return wait_for(lambda: next((row for row in penstock.ask("held", "list")
                                  if row.get("remote_port") == port and row["id"] != "-"), None),
                    f"the connection to port {port} is not held")


OUTER = ("10.50.0.1", "10.50.0.2")


def add_wire(namespaces, addresses=OUTER):
    """A pair of network devices between the two namespaces, with these addresses."""
    run("ip", "-n", namespaces.local, "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns",
        namespaces.remote)
    for name, address in zip((namespaces.local, namespaces.remote), addresses):
        run("ip", "-n", name, "address", "add", address + "/24", "dev", "wire")
        run("ip", "-n", name, "link", "set", "wire", "up")


class Namespaces:
    """Two namespaces with names that nobody else has, gone at the end."""

    def __init__(self):
        mark = os.urandom(4).hex()
        self.local, self.remote = (f"pentest-{side}-{mark}" for side in ("l", "r"))

    def __enter__(self):
        for name in (self.local, self.remote):
            run("ip", "netns", "add", name)
            run("ip", "-n", name, "link", "set", "lo", "up")
            # What IPv6 says by itself would be counted with what the test does.
            for setting in ("accept_ra=0", "router_solicitations=0", "addr_gen_mode=1", "accept_dad=0"):
                run("ip", "netns", "exec", name, "sysctl", "-qw", "net.ipv6.conf.default." + setting)
        return self

    def __exit__(self, *_):
        for name in (self.local, self.remote):
            subprocess.run(["ip", "netns", "delete", name], check=False)

    @staticmethod
    def path(name):
        return f"/run/netns/{name}"


@contextlib.contextmanager
def inside(name):
    """The calling thread in a namespace; sockets stay in the one they were made in."""
    with open("/proc/thread-self/ns/net") as back, open(Namespaces.path(name)) as there:
        if LIBC.setns(there.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")
        try:
            yield
        finally:
            LIBC.setns(back.fileno(), CLONE_NEWNET)


def make_socket(name, family, kind):
    with inside(name):
        return socket.socket(family, kind)


class Penstock:
    """`penstock run` with a configuration, until the end of the block; its exit code and errors afterwards."""

    def __init__(self, program, configuration):
        self.program = program
        self.folder = tempfile.TemporaryDirectory(prefix="penstock-test-")
        self.socket = os.path.join(self.folder.name, "control.sock")
        self.file = os.path.join(self.folder.name, "gateway.toml")
        with open(self.file, "w") as file:
            file.write(f'[control]\nsocket = "{self.socket}"\n' + configuration)

    def __enter__(self):
        self.process = subprocess.Popen([self.program, "run", self.file], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        text=True)
        readable, _, _ = select.select([self.process.stdout], [], [], WAIT_SECONDS)
        line = self.process.stdout.readline() if readable else ""
        if "control socket" not in line:
            self.process.kill()
            check(False, f"penstock run did not start: {line}{self.process.stderr.read()}")
        return self

    def __exit__(self, *failure):
        self.process.send_signal(signal.SIGTERM)
        try:
            _, self.errors = self.process.communicate(timeout=WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            check(False, "penstock run did not end after SIGTERM")
        self.exit_code = self.process.returncode
        if failure[0] is None:
            check(self.exit_code == 0, f"exit code {self.exit_code}: {self.errors}")
            check("error F-" not in self.errors, self.errors)

    def ask(self, *words):
        return json.loads(run(self.program, *words, "--control", self.socket, "--json"))


def tun_path(namespaces, offload=True, mtu=1500):
    """A [[path]] between the two namespaces."""
    lines = ["[[path]]"]
    for side, name, number in (("local", namespaces.local, 1), ("remote", namespaces.remote, 2)):
        lines.append(
            f'{side} = {{ tun = "pen0", namespace = "{Namespaces.path(name)}", '
            f'addresses = ["10.78.0.{number}/24", "fd78::{number}/64"], mtu = {mtu}, offload = {str(offload).lower()} }}')
    return "\n".join(lines) + "\n"


LOCAL = {socket.AF_INET: "10.78.0.1", socket.AF_INET6: "fd78::1"}
REMOTE = {socket.AF_INET: "10.78.0.2", socket.AF_INET6: "fd78::2"}
