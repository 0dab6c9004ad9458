# SPDX-License-Identifier: Apache-2.0
"""Where the programs are that the tunnels are measured with, and which wireguard-go is the newest there is."""

import glob
import os
import shutil
import subprocess
import tempfile

# What is needed beyond tools/debian_packages, by the program's name.
NEEDED = {"iperf3": "iperf3", "ethtool": "ethtool", "ping": "iputils-ping", "ip": "iproute2", "wg": "wireguard-tools",
          "wireguard-go": "wireguard-go"}
BACKPORTS = "bookworm-backports"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
MIRROR = "http://deb.debian.org/debian"


def missing():
    """Debian packages to install."""
    return sorted({package for program, package in NEEDED.items() if shutil.which(program) is None})


class Programs:
    def __init__(self, build, wireguard_go=None):
        build = os.path.abspath(build)
        self.penstock = os.path.join(build, "apps/penstock/penstock")
        self.wireguard = os.path.join(build, "guests/wireguard/wireguard.so")
        self.nothing = os.path.join(build, "bench/nothing.so")
        self.nothing_in_bursts = os.path.join(build, "bench/nothing_in_bursts.so")
        self.bare_tunnel = os.path.join(build, "bench/bare_tunnel")
        self.datagram_load = os.path.join(build, "bench/datagram_load")
        self.plug_in_bench = os.path.join(build, "bench/plug_in_bench")
        self.wireguard_go = wireguard_go or shutil.which("wireguard-go")

    def unbuilt(self):
        return [path or name for name, path in vars(self).items() if path is None or not os.path.exists(path)]


def fetch_wireguard_go(folder):
    """The one of bookworm-backports, unpacked below `folder` and not installed; None when it cannot be had."""
    found = os.path.join(folder, "usr/bin/wireguard-go")
    if os.path.exists(found):
        return found
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory() as lists:
        os.chmod(lists, 0o755)
        for needed in ("lists/partial", "cache/archives/partial"):
            os.makedirs(os.path.join(lists, needed))
        source = os.path.join(lists, "source.list")
        with open(source, "w") as out:
            out.write(f"deb [signed-by={KEYRING}] {MIRROR} {BACKPORTS} main\n")
        options = [f"-oDir::State::Lists={lists}/lists", f"-oDir::Etc::SourceList={source}", "-oDir::Etc::SourceParts=/dev/null",
                   f"-oDir::Cache={lists}/cache", "-oAPT::Sandbox::User=root", "-qq"]
        try:
            for words in (["update"], ["download", "wireguard-go"]):
                subprocess.run(["apt-get", *options, *words], check=True, cwd=lists, capture_output=True, timeout=300)
            for package in glob.glob(os.path.join(lists, "wireguard-go_*.deb")):
                subprocess.run(["dpkg", "-x", package, folder], check=True, capture_output=True, timeout=60)
        except (subprocess.SubprocessError, OSError):
            return None
    return found if os.path.exists(found) else None
