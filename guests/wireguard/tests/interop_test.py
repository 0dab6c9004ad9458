#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The protocol against wireguard-go, over a pair of network devices: both roles, IPv4 and IPv6 outside and
inside, with a pre-shared key and without, every inner size from the smallest packet to the MTU, an address
that changes, cookies, restarts of either side, and a lossy wire. --slow: keys that change with time.

Usage: interop_test.py TUNNEL_PROGRAM [--quick] [--slow]"""

import argparse
import base64
import contextlib
import ctypes
import os
import select
import socket
import subprocess
import sys
import tempfile

CLONE_NEWNET = 0x40000000
SKIPPED = 77
WAIT_SECONDS = 60
LIBC = ctypes.CDLL(None, use_errno=True)
MTU = 1420
INNER = {4: ("10.77.0.1", "10.77.0.2"), 6: ("fd77::1", "fd77::2")}
OUTER = {4: ("192.0.2.1", "192.0.2.2"), 6: ("2001:db8::1", "2001:db8::2")}
PORTS = (51801, 51802)
FAMILIES = {4: socket.AF_INET, 6: socket.AF_INET6}


def require():
    missing = [name for name in ("wireguard-go", "wg", "ip", "nft") if subprocess.run(
        ["which", name], stdout=subprocess.DEVNULL, check=False).returncode]
    if os.geteuid() == 0 and os.path.exists("/dev/net/tun") and not missing:
        return
    print("skipped: needs root, TUN devices, wireguard-go, wg, ip and nft" + (f"; missing: {missing}" if missing else ""))
    sys.exit(1 if os.environ.get("PENSTOCK_REQUIRE_ROOT") == "1" else SKIPPED)


def check(condition, message):
    if not condition:
        sys.exit(f"FAILED: {message}")


def run(*words, **more):
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=WAIT_SECONDS, **more).stdout


@contextlib.contextmanager
def inside(name):
    with open("/proc/thread-self/ns/net") as back, open(f"/run/netns/{name}") as there:
        check(LIBC.setns(there.fileno(), CLONE_NEWNET) == 0, "setns")
        try:
            yield
        finally:
            LIBC.setns(back.fileno(), CLONE_NEWNET)


class Key:
    def __init__(self):
        self.secret = run("wg", "genkey").strip()
        self.public = run("wg", "pubkey", input=self.secret + "\n").strip()


class Host:
    """One end: a namespace, its outer addresses, its key."""

    def __init__(self, number):
        self.number = number
        self.name = f"wgtest{number}-{os.urandom(4).hex()}"
        self.key = Key()

    def config(self, other, outer, preshared, endpoint, addresses):
        lines = ["[Interface]", f"PrivateKey = {self.key.secret}", f"ListenPort = {PORTS[self.number]}"]
        if addresses:
            lines += [f"Address = {INNER[4][self.number]}/24, {INNER[6][self.number]}/64", f"MTU = {MTU}"]
        lines += ["[Peer]", f"PublicKey = {other.key.public}",
                  f"AllowedIPs = {INNER[4][other.number]}/32, {INNER[6][other.number]}/128"]
        if preshared:
            lines.append(f"PresharedKey = {preshared}")
        if endpoint:
            host = OUTER[outer][other.number]
            lines.append(f"Endpoint = {'[' + host + ']' if outer == 6 else host}:{PORTS[other.number]}")
        return "\n".join(lines) + "\n"


@contextlib.contextmanager
def network():
    ours, theirs = Host(0), Host(1)
    try:
        for host in (ours, theirs):
            run("ip", "netns", "add", host.name)
            run("ip", "-n", host.name, "link", "set", "lo", "up")
            run("ip", "netns", "exec", host.name, "sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0",
                "net.ipv6.conf.default.router_solicitations=0", "net.ipv6.conf.default.addr_gen_mode=1", "net.ipv4.conf.default.promote_secondaries=1")
        run("ip", "link", "add", "wire", "netns", ours.name, "type", "veth", "peer", "name", "wire", "netns", theirs.name)
        for host in (ours, theirs):
            run("ip", "-n", host.name, "addr", "add", OUTER[4][host.number] + "/24", "dev", "wire")
            run("ip", "-n", host.name, "addr", "add", OUTER[6][host.number] + "/64", "dev", "wire", "nodad")
            run("ip", "-n", host.name, "link", "set", "wire", "up")
        yield ours, theirs
    finally:
        for host in (ours, theirs):
            subprocess.run(["ip", "netns", "delete", host.name], check=False, capture_output=True)


def address(host, device):
    run("ip", "-n", host.name, "addr", "add", INNER[4][host.number] + "/24", "dev", device)
    run("ip", "-n", host.name, "addr", "add", INNER[6][host.number] + "/64", "dev", device, "nodad")
    run("ip", "-n", host.name, "link", "set", device, "mtu", str(MTU), "up")


@contextlib.contextmanager
def our_end(program, ours, config, **environment):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "tunnel.conf")
        with open(path, "w") as file:
            file.write(config)
        process = subprocess.Popen(["ip", "netns", "exec", ours.name, program, path, "tun0"], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True, env=os.environ | environment)
        try:
            check(process.stdout.readline() == "ready\n", "our end did not start")
            address(ours, "tun0")
            yield process
        finally:
            process.stdin.close()
            print("   ", process.stdout.read().replace("\n", "; ") or "nothing dropped")
            check(process.wait(WAIT_SECONDS) == 0, "our end failed")


@contextlib.contextmanager
def their_end(theirs, config):
    device = "wgi" + os.urandom(3).hex()
    process = subprocess.Popen(["ip", "netns", "exec", theirs.name, "wireguard-go", "-f", device],
                               env=os.environ | {"LOG_LEVEL": "error", "WG_PROCESS_FOREGROUND": "1"}, stderr=subprocess.DEVNULL)
    try:
        while subprocess.run(["wg", "show", device], check=False, capture_output=True).returncode != 0:
            check(process.poll() is None, "wireguard-go did not start")
            select.select([], [], [], 0.01)
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(config)
            file.flush()
            run("ip", "netns", "exec", theirs.name, "wg", "setconf", device, file.name)
        address(theirs, device)
        yield device
    finally:
        process.terminate()
        process.wait(WAIT_SECONDS)


def make_socket(host, family):
    with inside(host.name):
        sock = socket.socket(FAMILIES[family], socket.SOCK_DGRAM)
    sock.settimeout(WAIT_SECONDS)
    sock.bind((INNER[family][host.number], 0))
    return sock


def exchange(sender_host, receiver_host, family, sizes):
    """Datagrams of each payload size there and back, with the bytes compared."""
    with make_socket(sender_host, family) as sender, make_socket(receiver_host, family) as receiver:
        for size in sizes:
            sent = os.urandom(size)
            sender.sendto(sent, receiver.getsockname()[:2])
            there, source = receiver.recvfrom(65536)
            check(there == sent, f"{size} bytes of payload over IPv{family} arrived otherwise")
            receiver.sendto(there, source)
            check(sender.recv(65536) == sent, f"{size} bytes of payload over IPv{family} came back otherwise")


def sizes_for(family, quick):
    most = MTU - (28 if family == 4 else 48)
    return [0, 1, 15, 16, 17, 100, most - 1, most] if quick else range(most + 1)


def talk(first, second, quick):
    for family in (4, 6):
        exchange(first, second, family, sizes_for(family, quick))
        exchange(second, first, family, sizes_for(family, True))


def scenario(program, outer, preshared, we_begin, quick):
    print(f"outside IPv{outer}, {'with' if preshared else 'without'} pre-shared key, "
          f"{'we' if we_begin else 'they'} begin")
    secret = base64.b64encode(os.urandom(32)).decode() if preshared else None
    with network() as (ours, theirs):
        with our_end(program, ours, ours.config(theirs, outer, secret, we_begin, True)), \
                their_end(theirs, theirs.config(ours, outer, secret, not we_begin, False)) as device:
            talk(*((ours, theirs) if we_begin else (theirs, ours)), quick)
            told = run("ip", "netns", "exec", theirs.name, "wg", "show", device, "latest-handshakes").split()
            check(int(told[-1]) > 0, "wireguard-go tells of no handshake")


def move(host, new):
    run("ip", "-n", host.name, "addr", "add", new + "/24", "dev", "wire")
    run("ip", "-n", host.name, "addr", "del", OUTER[4][host.number] + "/24", "dev", "wire")


def roaming(program):
    """Our address changes, and then their port: each side follows what is authentic."""
    print("roaming")
    with network() as (ours, theirs):
        with our_end(program, ours, ours.config(theirs, 4, None, True, True)), \
                their_end(theirs, theirs.config(ours, 4, None, False, False)) as device:
            talk(ours, theirs, True)
            move(ours, "192.0.2.11")
            talk(ours, theirs, True)
            told = run("ip", "netns", "exec", theirs.name, "wg", "show", device, "endpoints")
            check("192.0.2.11:" in told, f"wireguard-go did not follow: {told}")
            # Its port, not its address: this wireguard-go goes on writing from an address that is gone.
            run("ip", "netns", "exec", theirs.name, "wg", "set", device, "listen-port", "51803")
            talk(theirs, ours, True)
            talk(ours, theirs, True)


def cookies(program):
    """We are under load from the first message on: they have to come back with a cookie."""
    print("cookies")
    with network() as (ours, theirs):
        with our_end(program, ours, ours.config(theirs, 6, None, False, True), HANDSHAKES_PER_SECOND_MAX="0"), \
                their_end(theirs, theirs.config(ours, 6, None, True, False)):
            exchange(theirs, ours, 4, [100])


def restarts(program):
    """Either side forgets everything, as a reboot does; the tunnel comes back when the forgetful one speaks."""
    print("restarts")
    with network() as (ours, theirs):
        config = ours.config(theirs, 4, None, True, True)
        other = theirs.config(ours, 4, None, True, False)
        with our_end(program, ours, config):
            for _ in range(2):
                with their_end(theirs, other):
                    talk(theirs, ours, True)
        with their_end(theirs, other):
            for _ in range(2):
                with our_end(program, ours, config):
                    talk(ours, theirs, True)


def lossy(program):
    """One datagram in ten is lost on the way; what arrives is whole, and the handshake is repeated until it is made."""
    print("loss")
    rules = ("table inet lossy { chain arriving { type filter hook input priority 0; "
             "udp dport { 51801, 51802 } numgen random mod 10 < 1 drop; }; }\n")
    with network() as (ours, theirs):
        for host in (ours, theirs):
            run("ip", "netns", "exec", host.name, "nft", "-f", "-", input=rules)
        with our_end(program, ours, ours.config(theirs, 4, None, True, True)), \
                their_end(theirs, theirs.config(ours, 4, None, False, False)):
            with make_socket(ours, 4) as sender, make_socket(theirs, 4) as receiver:
                arrived = set()
                receiver.settimeout(0.05)
                for number in range(100000):
                    sender.sendto(b"%08d" % number + bytes(number % 1000), receiver.getsockname()[:2])
                    with contextlib.suppress(TimeoutError):
                        message = receiver.recv(65536)
                        check(message[8:] == bytes(int(message[:8]) % 1000), "a datagram arrived otherwise")
                        check(message[:8] not in arrived, "a datagram arrived twice")
                        arrived.add(message[:8])
                    if len(arrived) == 500:
                        return
                check(False, f"only {len(arrived)} datagrams of 100000 arrived")


def long_lived(program, we_begin):
    """For real, past the two minutes after which keys change and the three after which the old ones are refused."""
    print(f"200 seconds of traffic, {'we' if we_begin else 'they'} began")
    with network() as (ours, theirs):
        with our_end(program, ours, ours.config(theirs, 4, None, we_begin, True)), \
                their_end(theirs, theirs.config(ours, 4, None, not we_begin, False)) as device:
            first, second = (ours, theirs) if we_begin else (theirs, ours)
            handshakes = set()
            for _ in range(200):
                exchange(first, second, 4, [100, 1300])
                handshakes.add(run("ip", "netns", "exec", theirs.name, "wg", "show", device, "latest-handshakes").split()[-1])
                select.select([], [], [], 1)
            check(len(handshakes) >= 2, "the keys did not change")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--slow", action="store_true", help="only what takes minutes")
    parser.add_argument("--quick", action="store_true", help="a few sizes only")
    options = parser.parse_args()
    require()
    if options.slow:
        long_lived(options.program, True)
        long_lived(options.program, False)
        return
    for outer in (4, 6):
        for we_begin in (True, False):
            scenario(options.program, outer, outer == 6 or we_begin, we_begin, options.quick or outer == 6)
    roaming(options.program)
    cookies(options.program)
    restarts(options.program)
    lossy(options.program)


main()
