# SPDX-License-Identifier: Apache-2.0
"""Lowers a file of a plug-in: how includes are spelled, and identities of classic interfaces, which gcc cannot keep in an
attribute, become a constant of the interface. Where a plug-in has no IDL, classes that the platform could activate are
registered after their definition."""
import re

from .lowering import Lowering, decoded, INCLUDE

ATTRIBUTES = r"(?:(?:__declspec|DECLSPEC_UUID)\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\s*|DECLSPEC_NOVTABLE\s+)+"
CLASS_WITH_UUID = re.compile(r"\b(struct|class)\s+(" + ATTRIBUTES + r")(\w+)([^;{}()]*)\{")
MIDL_INTERFACE = re.compile(r'\bMIDL_INTERFACE\s*\(\s*"([^"]+)"\s*\)\s*(\w+)([^;{}()]*)\{')
UUID = re.compile(r'(?:uuid|DECLSPEC_UUID)\s*\(\s*"\{?([0-9A-Fa-f-]{36})\}?"')
ACTIVATABLE = re.compile(
    r"\b(?:struct|class)\s+(\w+)\s*(?:final\s*)?:\s*(?:public\s+)?(?:::)?(?:winrt::)?implements<\s*\1\s*,[^{;]*?"
    r"\b(?:IBackgroundTask|IVpnPlugIn)\b[^{;]*\{")


def with_identities(text):
    def member(uuid, is_class):
        line = f' static constexpr char const penstock_uuid[] = "{uuid.lower()}";'
        return f" public:{line} private:" if is_class else line

    def declared(match):
        uuid = UUID.search(match.group(2))
        return match.group(0) + (member(uuid.group(1), match.group(1) == "class") if uuid else "")

    text = CLASS_WITH_UUID.sub(declared, text)
    return MIDL_INTERFACE.sub(lambda match: match.group(0) + member(match.group(1), False), text)


def closing_brace(text, at):
    """The place after the brace that closes the one before `at`, strings and comments aside."""
    depth = 1
    for match in re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|[{}]', re.S).finditer(text, at):
        depth += {"{": 1, "}": -1}.get(match.group(0), 0)
        if depth == 0:
            return match.end()
    return None


def with_registrations(text):
    out, at = "", 0
    for match in ACTIVATABLE.finditer(text):
        end = closing_brace(text, match.end())
        semicolon = text.find(";", end) if end is not None else -1
        if semicolon < 0 or semicolon < at:
            continue
        out += text[at:semicolon + 1]
        name = match.group(1)
        out += f' static bool const penstock_registered_{name} = ::winrt::impl::register_local_class<{name}>(L"{name}");'
        at = semicolon + 1
    return out + text[at:]


class PlugInLowering(Lowering):
    def __init__(self, finder, header_folder, source, register):
        super().__init__(finder, header_folder, source, is_cxx=True)
        self.register = register

    def lower_file(self, path):
        self.files_read.add(path)
        text = with_identities(decoded(path.read_bytes()))
        if self.register:
            text = with_registrations(text)
        lines = []
        for line in text.split("\n"):
            match = INCLUDE.match(line)
            lines.append(self.lower_include(line, match, path) if match else line)
        name = str(path).replace("\\", "\\\\").replace('"', '\\"')
        return f'#line 1 "{name}"\n' + "\n".join(lines)
