# SPDX-License-Identifier: Apache-2.0
"""Writes the header that a trace preprocessor would write for a source file (K-WPP-1).

The names of the trace functions come from the configuration block in comments of the guest's headers (K-WPP-2). Each
becomes a macro that checks its arguments and does nothing else, unless the guest has made one itself.
"""
import re

BLOCK = re.compile(r"begin_wpp\s+config(.*?)end_wpp", re.S | re.I)
FUNCTION = re.compile(r"^\s*(?://|\*)?\s*FUNC\s+(\w+)\s*(?:\{[^}]*\})?\s*\(", re.M)
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"\n]+)"|<([^>\n]+)>)', re.M)
USUAL = ["DoTraceMessage", "TraceEvents", "DoTraceLevelMessage"]
HEAD = "// Written by tools/lower_guest_source in place of a trace preprocessor.\n#include <penstock/trace_messages.h>\n"


def trace_header(source, finder):
    names = list(USUAL)
    for text in reachable_texts(source, finder, set()):
        for block in BLOCK.findall(text):
            names += [name for name in FUNCTION.findall(block) if name not in names]
    lines = [HEAD]
    for name in names:
        lines.append(f"#ifndef {name}\n#define {name}(...) PENSTOCK_TRACE_ARGUMENTS(__VA_ARGS__)\n#endif\n")
    return "".join(lines)


def reachable_texts(path, finder, seen):
    if path in seen:
        return
    seen.add(path)
    text = path.read_text(encoding="latin-1")
    yield text
    for quoted, bracketed in INCLUDE.findall(text):
        found = finder.guest_file(quoted or bracketed, bool(quoted), path)
        if found:
            yield from reachable_texts(found.resolve(), finder, seen)
