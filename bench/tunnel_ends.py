# SPDX-License-Identifier: Apache-2.0
"""Ends of tunnels between two namespaces: ours, wireguard-go's, a bare one, one that does nothing to packets."""

import dataclasses
import json
import os
import subprocess
import time

WAIT_SECONDS = 60  # far more than is ever needed: it only ends a broken run
PORT = 51820
INTERFACE = "tun0"


class Failed(Exception):
    pass


def run(*words, **more):
    done = subprocess.run(words, capture_output=True, text=True, timeout=WAIT_SECONDS, check=False, **more)
    if done.returncode != 0:
        raise Failed(f"{' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def wait_for(condition, what):
    until = time.monotonic() + WAIT_SECONDS
    while not condition():
        if time.monotonic() > until:
            raise Failed(f"{what} did not come up")
        time.sleep(0.05)


@dataclasses.dataclass
class Side:
    """One end's place: its namespace, what it is called outside and inside, a folder of its own."""
    namespace: str
    outer: str
    inner: str
    folder: str
    private: str = ""
    public: str = ""

    def start(self, *words):
        """In the namespace; what it says goes to a file, so that nobody waits for a reader."""
        with open(os.path.join(self.folder, "log"), "ab") as log:
            return subprocess.Popen(["ip", "netns", "exec", self.namespace, *words], stdin=subprocess.DEVNULL, stdout=log,
                                    stderr=log)

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(text)
        return path

    def make_keys(self):
        self.private = run("wg", "genkey").strip()
        self.public = run("wg", "pubkey", input=self.private).strip()


def start_penstock(programs, here, there, plug_in, setting):
    """`penstock run` with one VPN connection; started when the connection is."""
    control = os.path.join(here.folder, "control.sock")
    configuration = here.file("gateway.toml", (
        f'[control]\nsocket = "{control}"\n[[path]]\nlocal = {{ tun = "{INTERFACE}" }}\nremote = {{ nowhere = true }}\n'
        f'[[vpn]]\nname = "bench"\nplug_in = "{plug_in}"\nservers = ["{there.outer}"]\nservice = "{PORT}"\n{setting}\n'))
    process = here.start(programs.penstock, "run", configuration)

    def started():
        if process.poll() is not None:
            with open(os.path.join(here.folder, "log")) as log:
                raise Failed(f"penstock run ended: {log.read()}")
        asked = subprocess.run([programs.penstock, "vpn", "list", "--control", control, "--json"], capture_output=True,
                               text=True, check=False)
        return asked.returncode == 0 and json.loads(asked.stdout)[0]["phase"] == "started"

    wait_for(started, "penstock run")
    return process


def ours(programs, here, there):
    """Our WireGuard plug-in, told by a wg-quick file."""
    file = here.file("wg0.conf", (
        f"[Interface]\nPrivateKey = {here.private}\nListenPort = {PORT}\nAddress = {here.inner}/32\nMTU = 1420\n"
        f"[Peer]\nPublicKey = {there.public}\nAllowedIPs = {there.inner}/32\nEndpoint = {there.outer}:{PORT}\n"))
    return start_penstock(programs, here, there, programs.wireguard, f'custom_file = "{file}"')


def nothing(programs, here, there, plug_in=None):
    """Our runtime around a plug-in that does nothing to packets."""
    return start_penstock(programs, here, there, plug_in or programs.nothing, f'custom = "{here.inner} {there.inner} 32"')


def nothing_in_bursts(programs, here, there):
    return nothing(programs, here, there, programs.nothing_in_bursts)


def wireguard_go(programs, here, there):
    # Its control socket is named after the interface, outside of any namespace.
    name = "wg" + os.urandom(4).hex()
    process = here.start("env", "WG_PROCESS_FOREGROUND=1", "LOG_LEVEL=error", programs.wireguard_go, "-f", name)
    wait_for(lambda: subprocess.run(["wg", "show", name], check=False, capture_output=True).returncode == 0,
             programs.wireguard_go)
    run("ip", "netns", "exec", here.namespace, "wg", "set", name, "listen-port", str(PORT), "private-key",
        here.file("key", here.private + "\n"), "peer", there.public, "allowed-ips", there.inner + "/32", "endpoint",
        f"{there.outer}:{PORT}")
    carry(here, there, name)
    return process


def bare(sealing):
    def start(programs, here, there):
        process = here.start(programs.bare_tunnel, here.namespace, INTERFACE, here.outer, there.outer, str(PORT), sealing)
        wait_for(lambda: subprocess.run(["ip", "-n", here.namespace, "link", "show", INTERFACE], check=False,
                                        capture_output=True).returncode == 0, "bare_tunnel")
        carry(here, there, INTERFACE)
        return process
    return start


def carry(here, there, interface):
    run("ip", "-n", here.namespace, "address", "add", here.inner + "/32", "dev", interface)
    run("ip", "-n", here.namespace, "link", "set", interface, "mtu", "1420", "txqueuelen", "500", "up")
    run("ip", "-n", here.namespace, "route", "add", there.inner + "/32", "dev", interface)


class Pair:
    """Two namespaces with a wire between them."""

    def __init__(self, number, folder):
        mark = os.urandom(3).hex()
        self.sides = []
        self.processes = []
        for index, letter in enumerate("ab"):
            place = os.path.join(folder, f"{number}{letter}")
            os.mkdir(place, 0o700)
            self.sides.append(Side(f"penbench-{mark}-{letter}", f"198.18.{number}.{index + 1}",
                                   f"198.18.{100 + number}.{index + 1}", place))

    def __enter__(self):
        one, other = self.sides
        for side in self.sides:
            run("ip", "netns", "add", side.namespace)
            run("ip", "-n", side.namespace, "link", "set", "lo", "up")
            side.make_keys()
        run("ip", "link", "add", "wire", "netns", one.namespace, "type", "veth", "peer", "name", "wire", "netns",
            other.namespace)
        for side in self.sides:
            run("ip", "-n", side.namespace, "address", "add", side.outer + "/24", "dev", "wire")
            run("ip", "-n", side.namespace, "link", "set", "wire", "up")
        return self

    def connect(self, programs, starts):
        one, other = self.sides
        for start, here, there in ((starts[0], one, other), (starts[1], other, one)):
            self.processes.append(start(programs, here, there))
        run("ip", "netns", "exec", one.namespace, "ping", "-c", "1", "-w", str(WAIT_SECONDS), "-q", other.inner)
        self.processes.append(other.start("iperf3", "-s", "-B", other.inner))
        wait_for(lambda: run("ip", "netns", "exec", other.namespace, "ss", "-Hltn"), "iperf3")

    def cut_super_packets(self, cut):
        """The wire as a network card that neither cuts UDP super-packets nor joins datagrams, or one that does."""
        for side in self.sides:
            run("ip", "netns", "exec", side.namespace, "ethtool", "-K", "wire", "tx-udp-segmentation", "off" if cut else "on",
                "gro", "off")

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=WAIT_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for side in self.sides:
            subprocess.run(["ip", "netns", "delete", side.namespace], check=False)
