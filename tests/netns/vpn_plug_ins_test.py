#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A plug-in that somebody else wrote, in `penstock run`, with its own server in another namespace: ping and iperf3 go
through its tunnel both ways, over TCP and UDP, and again after the connection was taken down and up.

Usage: vpn_plug_ins_test.py PENSTOCK FAR_END PLUG_IN.so..."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import network  # noqa: E402

PORT, TUN = 4712, "far0"  # both in namespaces of their own
OUTER = ("198.51.100.1", "198.51.100.2")  # of no tunnel here
PING_COUNT = 5
TCP_BYTES, UDP_BYTES, UDP_BITS_PER_SECOND = 8_000_000, 1_000_000, 20_000_000

SPLIT = """<split><address>10.7.0.2</address><address>fd00:7::2</address>
<routes><route>10.7.0.0/16</route><route kind="exclude">10.7.9.0/24</route><route>fd00:7::/64</route></routes>
<name dns="10.7.0.53">corp.example</name>
<filters><filter protocol="icmp"/><filter protocol="icmp6"/><filter protocol="tcp" to="10.7.0.0/24 fd00:7::/64" app="%s"/>
<filter protocol="udp" ports="53, 5000-5999"/></filters></split>""" % os.path.realpath(shutil.which("iperf3") or "")
FRAMED = '<framed user="mara"><cookie>quay</cookie><route prefix="16">10.9.0.0</route></framed>'


class Story:
    """What the plug-in is told, and the addresses it takes and its server has."""

    def __init__(self, ends, more_ends=None, server=OUTER[1], custom="", transports=("udp",)):
        self.ends, self.more_ends, self.server, self.custom = ends, more_ends, server, custom
        self.transports = transports

    def is_stream(self):
        return "udp" not in self.transports

    def pairs(self):
        return [self.ends] + ([self.more_ends] if self.more_ends else [])


STORIES = {
    "coroutines": Story(("10.20.0.2", "10.20.0.1"), custom="address, please"),
    "framed": Story(("10.9.0.2", "10.9.0.1"), custom=FRAMED, transports=("tcp",)),
    "lanes": Story(("10.30.0.2", "10.30.0.1"), transports=("tcp",)),
    "line": Story(("10.6.0.2", "10.6.0.1"), server=f"line://{OUTER[1]}:{PORT}", transports=("tls",)),
    "prompts": Story(("10.50.0.2", "10.50.0.1")),
    "sealed": Story(("10.64.0.2", "10.64.0.1"), server=f"esp://{OUTER[1]}:{PORT}/", custom="c0ffee"),
    "sequence": Story(("10.2.0.2", "10.2.0.1"), ("fd00::2", "fd00::1")),
    "split": Story(("10.7.0.2", "10.7.0.1"), ("fd00:7::2", "fd00:7::1"), custom=SPLIT),
    "twin": Story(("10.40.0.2", "10.40.0.1"), ("fd00:40::2", "fd00:40::1"), transports=("tcp", "udp")),
}


def certificate(folder):
    """One that nobody vouches for."""
    files = [os.path.join(folder, name) for name in ("certificate.pem", "key.pem")]
    network.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
                "/CN=somebody.else", "-days", "2", "-out", files[0], "-keyout", files[1])
    return files


@contextlib.contextmanager
def running(namespace, *words):
    """A program in a namespace until the end of the block, once it said its first line."""
    with network.inside(namespace):
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
    try:
        network.wait_readable(process.stdout, f"{words[0]} says nothing")
        process.first_line = process.stdout.readline()
        yield process
    finally:
        process.terminate()
        process.wait(timeout=network.WAIT_SECONDS)


def add_tun(story, namespaces):
    run = network.run
    run("ip", "-n", namespaces.remote, "tuntap", "add", "dev", TUN, "mode", "tun")
    run("ip", "-n", namespaces.remote, "link", "set", TUN, "up", "mtu", "1400")
    for near, far in story.pairs():
        run("ip", "-n", namespaces.remote, "address", "add", far, "peer", near, "dev", TUN)


@contextlib.contextmanager
def far_end(program, name, namespaces, more_words):
    with running(namespaces.remote, program, name, str(PORT), TUN, *more_words) as process:
        network.check(process.first_line == "ready\n", "the far end did not start")
        yield process


def ping(namespace, source, destination):
    with network.inside(namespace):
        # With a deadline it waits for the last answers, however long they take, and not for twice what the others took.
        said = network.run("ping", "-n", "-c", str(PING_COUNT), "-i", "0.01", "-w", str(network.WAIT_SECONDS // 2), "-I",
                           source, destination)
    received = re.search(r"(\d+) received", said)
    network.check(received and int(received[1]) >= PING_COUNT, said)


def iperf(namespaces, near, far, *words):
    """From near to far, or back where the words say -R."""
    with running(namespaces.remote, "iperf3", "--server", "--one-off", "--forceflush", "--bind", far, "--port",
                 "5201") as server:
        with network.inside(namespaces.local):
            said = network.run("iperf3", "--client", far, "--port", "5201", "--bind", near, "--json", *words)
        server.communicate(timeout=network.WAIT_SECONDS)
    return json.loads(said)["end"]


def measure(namespaces, near, far):
    for direction in ((), ("--reverse",)):
        tcp = iperf(namespaces, near, far, "--bytes", str(TCP_BYTES), *direction)
        network.check(tcp["sum_received"]["bytes"] >= TCP_BYTES / 2, f"TCP {direction}: {tcp}")
        udp = iperf(namespaces, near, far, "--udp", "--length", "1000", "--bitrate", str(UDP_BITS_PER_SECOND), "--bytes",
                    str(UDP_BYTES), *direction)["sum"]
        network.check(udp["lost_percent"] < 50, f"UDP {direction}: {udp}")
        print(f"  {near} {'from' if direction else 'to'} {far}: TCP {tcp['sum_received']['bits_per_second'] / 1e6:.0f} Mbit/s, "
              f"UDP lost {udp['lost_packets']} of {udp['packets']}")


def wait_until_up(penstock, reconnects=0):
    network.wait_for(lambda: all(row["phase"] == "started" and row["reconnects"] == reconnects
                                 for row in penstock.ask("vpn", "list")),
                     lambda: f"not up: {penstock.ask('vpn', 'list')}")


def carry(namespaces, penstock, story):
    for near, far in story.pairs():
        ping(namespaces.local, near, far)
        ping(namespaces.remote, far, near)
        measure(namespaces, near, far)
    peers = [row["peer"].split()[0] for row in penstock.ask("vpn", "peers")]
    network.check(tuple(peers) == story.transports, f"{peers}")


def data_sockets(namespaces):
    """The ends of those here that are connected to the far end."""
    with network.inside(namespaces.local):
        rows = [line.split() for line in network.run("ss", "-Hun").splitlines()]
    return [row[-2] for row in rows if row[-1] == f"{OUTER[1]}:{PORT}"]


def replace_data_transport(namespaces, server):
    """The far end asks over the control connection: for an answer, then for another socket."""
    server.stdin.write("p\n")
    network.wait_readable(server.stdout, "no answer on the control connection")
    network.check(server.stdout.readline() == "pong\n", "another answer on the control connection")
    before = data_sockets(namespaces)
    server.stdin.write("r\n")
    network.wait_for(lambda: len(data_sockets(namespaces)) == 1 and data_sockets(namespaces) != before,
                     lambda: f"{before} is not replaced: {data_sockets(namespaces)}")


def take_down_and_up(penstock):
    penstock.ask("vpn", "down")
    network.wait_for(lambda: penstock.ask("vpn", "list")[0]["phase"] == "stopped", "it is not down")
    penstock.ask("vpn", "up")
    wait_until_up(penstock)


def begin(penstock, name):
    wait_until_up(penstock)
    if name == "line":
        network.wait_for(lambda: penstock.ask("vpn", "list")[0]["packets injected"] == 1,
                         "the packet that came with the server's last word was not injected")


def tell(penstock, plug_in, program, namespaces, folder, name, story):
    configuration = ('[[path]]\nlocal = { tun = "vpn0" }\nremote = { nowhere = true }\n'
                     f'[[vpn]]\nname = "work"\nplug_in = "{plug_in}"\nservers = ["{story.server}"]\nservice = "{PORT}"\n'
                     f"journal = \"{folder}/journal\"\ncustom = '''{story.custom}'''\n"
                     f'credentials_file = "{folder}/credentials"\n')
    with open(f"{folder}/credentials", "w") as file:
        file.write("mara\nquay\n7\n")
    words = (program, name, namespaces, certificate(folder) if "tls" in story.transports else ())
    add_tun(story, namespaces)
    with far_end(*words) as server:
        with network.inside(namespaces.local):
            gateway = network.Penstock(penstock, configuration).__enter__()
        try:
            begin(gateway, name)
            carry(namespaces, gateway, story)
            if name == "twin":
                replace_data_transport(namespaces, server)
            else:
                take_down_and_up(gateway)
            carry(namespaces, gateway, story)
            if story.is_stream():  # the server ends, and comes back
                server.terminate()
                server.wait(timeout=network.WAIT_SECONDS)
                with far_end(*words):
                    wait_until_up(gateway, reconnects=1)
                    ping(namespaces.local, *story.ends)
        finally:
            gateway.__exit__(*sys.exc_info())


def main():
    penstock, program, *plug_ins = sys.argv[1:]
    network.require_root()
    for plug_in in plug_ins:
        name = re.sub(r"\.so$", "", os.path.basename(plug_in))
        print(name)
        with network.Namespaces() as namespaces, tempfile.TemporaryDirectory(prefix="penstock-test-") as folder:
            os.environ["XDG_DATA_HOME"] = folder  # where a plug-in's own files lie
            network.add_wire(namespaces, OUTER)
            tell(penstock, plug_in, program, namespaces, folder, name, STORIES[name])


main()
