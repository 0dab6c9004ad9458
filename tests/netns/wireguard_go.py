# SPDX-License-Identifier: Apache-2.0
"""The other end of a WireGuard tunnel for namespace tests: wireguard-go, which is killed and comes back."""

import contextlib
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

import network

PORT = 51820  # in a namespace of its own
INNER = {socket.AF_INET: ("10.66.0.1", "10.66.0.2"), socket.AF_INET6: ("fd66::1", "fd66::2")}
LENGTHS = {socket.AF_INET: 24, socket.AF_INET6: 64}
HOST = {socket.AF_INET: 32, socket.AF_INET6: 128}
MTU = 1420


def require():
    network.require_root()
    for needed in ("wg", "wireguard-go"):
        if shutil.which(needed) is None:
            print(f"skipped: {needed} is not installed")
            sys.exit(network.SKIPPED)


class Keys:
    def __init__(self):
        self.private = network.run("wg", "genkey").strip()
        self.public = network.run("wg", "pubkey", input=self.private).strip()


class WireguardGo:
    """In `namespace`, until the end of the block. Its interface has a name that nobody else has, since its control
    socket does."""

    def __init__(self, namespace, peer, preshared, endpoint=None, port=PORT, inner=None):
        self.namespace, self.keys, self.name = namespace, Keys(), "wg" + os.urandom(4).hex()
        self.inner = inner or INNER
        allowed = ", ".join(f"{ends[0]}/{HOST[family]}" for family, ends in self.inner.items())
        self.file = tempfile.NamedTemporaryFile("w", prefix="penstock-test-")
        self.file.write(f"[Interface]\nPrivateKey = {self.keys.private}\nListenPort = {port}\n"
                        f"[Peer]\nPublicKey = {peer.public}\nPresharedKey = {preshared}\n"
                        f"AllowedIPs = {allowed}\n" + (f"Endpoint = {endpoint}\n" if endpoint else ""))
        self.file.flush()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.end(signal.SIGTERM)
        self.file.close()

    def start(self):
        with network.inside(self.namespace):
            self.process = subprocess.Popen(["wireguard-go", "-f", self.name], stdout=subprocess.DEVNULL,
                                            stderr=subprocess.DEVNULL, env=dict(os.environ, WG_PROCESS_FOREGROUND="1"))
        network.wait_for(self._answers, "wireguard-go did not start")
        network.run("wg", "setconf", self.name, self.file.name)
        for family, addresses in self.inner.items():
            network.run("ip", "-n", self.namespace, "address", "add", f"{addresses[1]}/{LENGTHS[family]}", "dev", self.name)
        network.run("ip", "-n", self.namespace, "link", "set", self.name, "up", "mtu", str(MTU))

    def end(self, by):
        self.process.send_signal(by)
        self.process.wait(timeout=network.WAIT_SECONDS)

    def _answers(self):
        network.check(self.process.poll() is None, "wireguard-go ended")
        return subprocess.run(["wg", "show", self.name], check=False, capture_output=True).returncode == 0

    def show(self, what):
        """What `wg show` says of the one peer."""
        return network.run("wg", "show", self.name, what).split()[-1]


def wg_quick(keys, server, preshared, more_of_interface="", endpoint=f"{network.OUTER[1]}:{PORT}"):
    """A file for our end, as users have it."""
    return (f"[Interface]\nPrivateKey = {keys.private}\nAddress = 10.66.0.1/32, fd66::1/128\nMTU = {MTU}\n{more_of_interface}"
            f"[Peer]\nPublicKey = {server.public}\nPresharedKey = {preshared}\n"
            f"AllowedIPs = 10.66.0.0/24, fd66::/64\n" + (f"Endpoint = {endpoint}\n" if endpoint else ""))


def gateway(folder, plug_in, text):
    """The configuration of a `penstock run` whose interface is the tunnel's."""
    file = os.path.join(folder, "wg0.conf")
    with open(file, "w") as out:
        out.write(text)
    return ('[[path]]\nlocal = { tun = "vpn0" }\nremote = { nowhere = true }\n'
            f'[[vpn]]\nname = "work"\nplug_in = "{plug_in}"\ncustom_file = "{file}"\n'
            f'servers = ["{network.OUTER[1]}"]\njournal = "{folder}/journal"\n')


def wait_until_up(penstock):
    network.wait_for(lambda: penstock.ask("vpn", "list")[0]["phase"] == "started",
                     lambda: f"not up: {penstock.ask('vpn', 'list')}")


@contextlib.contextmanager
def two_sockets(namespaces, family, inner=None):
    """One at each inner end; made anew each time, since a peer that is killed takes its interface with it."""
    with network.make_socket(namespaces.local, family, socket.SOCK_DGRAM) as local, \
            network.make_socket(namespaces.remote, family, socket.SOCK_DGRAM) as remote:
        for end, address in zip((local, remote), (inner or INNER)[family]):
            end.bind((address, 0))
        yield local, remote


def exchange(first, second):
    """From the first to the second and back, repeated by the first until it is answered, as a resolver would."""
    def answered():
        first.sendto(b"there", second.getsockname()[:2])
        while readable := select.select([first, second], [], [], 0.2)[0]:
            if second in readable:
                message, source = second.recvfrom(100)
                network.check(message == b"there", f"{message} arrived")
                second.sendto(b"back", source)
            if first in readable:
                network.check(first.recv(100) == b"back", "another answer than the one that was sent")
                return True
        return False

    network.wait_for(answered, "nothing arrives through the tunnel")


def talk(namespaces, remote_first, inner=None):
    """Over both inner families, each way."""
    for family in INNER:
        with two_sockets(namespaces, family, inner) as ends:
            exchange(*(reversed(ends) if remote_first else ends))
