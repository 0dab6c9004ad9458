# SPDX-License-Identifier: Apache-2.0
"""Processor seconds of this script and all it has started, with the kernel's work for them: a control group counts.
Where there is none that we may make, the whole machine's seconds stand for it."""

import contextlib
import os
import time

TICKS = os.sysconf("SC_CLK_TCK")
FIRST = "/sys/fs/cgroup/cpuacct"  # control groups, version 1
SECOND = "/sys/fs/cgroup"


def machine_seconds():
    with open("/proc/stat") as stat:
        user, nice, system, _, _, hard, soft, stolen = (int(word) for word in stat.readline().split()[1:9])
    return (user + nice + system + hard + soft + stolen) / TICKS


class CpuMeter:
    def __enter__(self):
        self.folder = None
        for root in (FIRST, SECOND):
            folder = os.path.join(root, f"penstock-bench-{os.getpid()}")
            try:
                os.mkdir(folder)
                with open(os.path.join(folder, "cgroup.procs"), "w") as processes:
                    processes.write(str(os.getpid()))
                self.folder = folder
                self.seconds()
                break
            except OSError:
                self.leave()
        self.began = self.seconds(), machine_seconds(), time.monotonic()
        return self

    def __exit__(self, *_):
        self.leave()

    def leave(self):
        """Back to the group above; the folder is ours alone and goes."""
        if self.folder:
            with contextlib.suppress(OSError):
                with open(os.path.join(os.path.dirname(self.folder), "cgroup.procs"), "w") as processes:
                    processes.write(str(os.getpid()))
                os.rmdir(self.folder)
        self.folder = None

    def seconds(self):
        if self.folder is None:
            return machine_seconds()
        if self.folder.startswith(FIRST):
            with open(os.path.join(self.folder, "cpuacct.usage")) as usage:
                return int(usage.read()) / 1e9
        with open(os.path.join(self.folder, "cpu.stat")) as stat:
            return next(int(line.split()[1]) for line in stat if line.startswith("usage_usec")) / 1e6

    def foreign_share(self):
        """Of the whole machine since the beginning."""
        own, machine, start = self.began
        passed = time.monotonic() - start
        others = (machine_seconds() - machine) - (self.seconds() - own)
        return max(0.0, others / (passed * os.cpu_count()))
