# SPDX-License-Identifier: Apache-2.0
"""Sorts the facts into groups, one per family of public headers, and into an order a compiler can read.

A group may use what the groups it includes declare. A name that a lower group needs is moved down to it: the facts
name the page on which a type is documented, which is not always the header that declares it first.
"""
import re

# group: (headers of the facts, groups it includes)
GROUPS = {
    "ntdef": (["ntdef.h"], []),
    "ntstatus": (["ntstatus.h"], []),
    "winerror": (["winerror.h"], []),
    "ws2": (["ws2def.h", "ws2ipdef.h", "winsock2.h", "ws2tcpip.h", "inaddr.h", "in6addr.h"], ["ntdef"]),
    "wdm": (["wdm.h", "winnt.h", "minwinbase.h", "winternl.h", "mcd.h", "devioctl.h", "interlockedapi.h",
             "dpfilter.h", "evntprov.h", "minwindef.h", "windef.h"], ["ntdef", "ntstatus"]),
    "ntddk": (["ntddk.h"], ["wdm"]),
    "ntifs": (["ntifs.h"], ["ntddk"]),
    "ip2string": (["ip2string.h"], ["wdm", "ws2"]),
    "mstcpip": (["mstcpip.h"], ["wdm", "ws2"]),
    "evntrace": (["evntrace.h"], ["ntdef"]),
    "ifdef": (["ifdef.h"], ["ntdef"]),
    "nldef": (["nldef.h"], ["ntdef"]),
    "netiodef": (["netiodef.h"], ["ntdef", "ws2"]),
    "ntddndis": (["ntddndis.h"], ["wdm", "ifdef"]),
    "ndis": (["ndis.h", "nbl.h", "nblapi.h", "nblaccessors.h", "nblinfo.h", "nbl8021q.h", "nblrsc.h",
              "nblchecksum.h", "nbllso.h", "nbluso.h", "nbltimestamp.h"], ["ntddk", "ntddndis", "ws2"]),
    "netioapi": (["netioapi.h"], ["wdm", "ws2", "ifdef", "nldef", "ntddndis"]),
    "netioddk": (["netioddk.h"], ["wdm", "ifdef"]),
    "fwptypes": (["fwptypes.h", "rpcdce.h"], ["wdm", "ws2", "ifdef"]),
    "fwpmtypes": (["fwpmtypes.h", "iketypes.h", "ipsectypes.h"], ["fwptypes", "nldef", "ntddndis"]),
    "fwpmk": (["fwpmk.h", "fwpmu.h"], ["fwpmtypes", "winerror"]),
    "fwpsk": (["fwpsk.h", "fwpstypes.h"], ["fwpmtypes", "ndis"]),
    "wdf": ([], ["wdm"]),
    "vmbus": (["vmbuskernelmodeclientlibapi.h"], ["ntddk"]),
    "aux_klib": (["aux_klib.h"], ["wdm"]),
    "fltkernel": (["fltkernel.h"], ["ntifs"]),
    "wdmsec": (["wdmsec.h"], ["wdm"]),
    "wsk": (["wsk.h"], ["netioddk", "ws2"]),
    "ntstrsafe": (["ntstrsafe.h"], ["wdm"]),
    "ntintsafe": (["ntintsafe.h", "intsafe.h"], ["wdm"]),
}

# Where facts without a header belong; the first pattern that matches the name wins.
UNPLACED = [
    (r"NDIS_PHYSICAL_MEDIUM", "ntddndis"), (r"P?C?FLT_", "fltkernel"), (r"P?NDIS_", "ndis"), (r"P?NPI", "netioddk"), (r"FWPM_|IPSEC_", "fwpmtypes"),
    (r"PIP\w*CHANGE|PUNICAST", "netioapi"), (r"P?C?WDF", "wdf"), (r"PROCESSINFO|THREADINFO|SECTION_INHERIT", "ntddk"),
    (r"SYSTEM_INFORMATION_CLASS", "ntifs"), (r"GUID_DEVCLASS_NET", "ndis"), (r"IPPROTO|\w+COMPARTMENT_ID", "ws2"),
    (r"NET_IFLUID", "ifdef"), (r"", "wdm"),
]

# Declared lower than the page on which they are documented, because a lower group's type contains them.
LOWERED = {"IP_ADDRESS_PREFIX": "ws2", "SID_AND_ATTRIBUTES": "wdm", "PSID_AND_ATTRIBUTES": "wdm",
           "MAXIMUM_VOLUME_LABEL_LENGTH": "wdm"}

# The facts call these integers; a distinct pointer type finds more mistakes of a caller.
TYPE_CORRECTIONS = {
    "PFLT_FILTER": "struct _FLT_FILTER*", "PFLT_INSTANCE": "struct _FLT_INSTANCE*", "PFLT_PORT": "struct _FLT_PORT*",
    "PFLT_VOLUME": "struct _FLT_VOLUME*", "PPCW_BUFFER": "struct _PCW_BUFFER*",
    "PPCW_REGISTRATION": "struct _PCW_REGISTRATION*", "PCWSTR": "const WCHAR*",
}
# Tables that consist of others, one behind the other; the facts list the parts.
JOINED = {"KMCL_SERVER_INTERFACE_V1": ["KMCL_CLIENT_INTERFACE_V1", "KMCL_SERVER_ONLY_METHODS"]}
# Names of the facts that are not C names of a header.
LEFT_OUT = {"NULL", "NdisReserved", "_SCSI_REQUEST_BLOCK", "VOID", "INT_MAX", "UINT_MAX", "va_list", "NETIOAPI_API"}

# penstock/interlocked.h, safe_arithmetic.h and string_functions.h make these with macros, where by_hand sees no names.
MADE_BY_MACROS = re.compile(r"Rtl\w+(Add|Sub|Mult)$|RtlString(Cb|Cch)|ULong(Add|LongToULongPtr)$|Interlocked(Add|And|Or|Xor|Increment|Decrement|Exchange|CompareExchange)\w*$|Interlocked(And|Or|Xor)$")

WORD = re.compile(r"[A-Za-z_]\w*")
BARE_TAG = re.compile(r"(\b(?:struct|union|enum)\s+\w+)|(\b[A-Za-z_]\w*\b)")
TAGGED = re.compile(r"\b(?:struct|union)\s+(\w+)")
C_WORDS = set("""void char short int long float double signed unsigned const volatile struct union enum sizeof
 CONST UNALIGNED __unaligned VOID __int64 __int32 __int16 __int8 wchar_t char16_t size_t""".split())


class Entry:
    """One name to be declared. needs: names that must be complete before; mentions: names that must be known."""

    def __init__(self, kind, name, fact, group):
        self.kind, self.name, self.fact, self.group = kind, name, fact, group
        self.needs, self.mentions = set(), set()


def group_of(fact, name):
    header = fact.get("header") or "?"
    if name in LOWERED:
        return LOWERED[name]
    if header.startswith("wdf"):
        return "wdf" if header != "wdfsec.h" and header != "wdmsec.h" else "wdmsec"
    for group, (headers, _) in GROUPS.items():
        if header in headers:
            return group
    if header in ("limits.h", "guiddef.h"):
        return "ntdef"
    return next(group for pattern, group in UNPLACED if re.match(pattern, name))


def words(text):
    return {word for word in WORD.findall(text) if word not in C_WORDS}


def closure(group):
    seen, todo = set(), [group]
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            todo += GROUPS[one][1]
    return seen


CLOSURES = {group: closure(group) for group in GROUPS}


class Catalogue:
    def __init__(self, facts, by_hand):
        self.facts, self.by_hand, self.remarks = facts, by_hand, []
        self.entries, self.owner = [], {}
        self.struct_fields = {f["name"]: f["fields"] for f in facts["structs"]}
        self.names_of_tags = {o["name"]: "struct " + o["name"] for o in facts["opaque"] if o["name"].startswith("_")}
        self.names_of_tags |= {f["tag"]: f["name"] for s in ("structs", "enums") for f in facts[s] if f.get("tag")}
        self.add_all()
        for entry in self.entries:
            self.find_dependencies(entry)
        self.settle_groups()

    def add_all(self):
        facts = self.facts
        for kind, section in (("enum", "enums"), ("struct", "structs"), ("typedef", "typedefs")):
            for fact in facts[section]:
                self.add(kind, fact["name"], fact)
        for name, parts in JOINED.items():
            self.add("struct", name, self.joined(name, parts))
        for fact in facts["functions"]:
            self.add_function(fact)
        for fact in facts["opaque"]:
            name = fact["name"]
            if name not in self.owner and name not in self.by_hand and name not in LEFT_OUT:
                self.add("opaque", name, {"header": "?", **fact})

    def add(self, kind, name, fact):
        if name in self.by_hand or name in LEFT_OUT or name in self.owner or MADE_BY_MACROS.match(name):
            return
        entry = Entry(kind, name, fact, group_of(fact, name))
        self.entries.append(entry)
        self.owner[name] = entry
        for alias in fact.get("aliases", []) + fact.get("typedefs", []):
            self.owner.setdefault(alias.lstrip("*"), entry)
        if fact.get("tag"):
            self.owner.setdefault(fact["tag"], entry)

    def joined(self, name, parts):
        first = next(fact for fact in self.facts["structs"] if fact["name"] == parts[0])
        fields = [field for part in parts for field in self.struct_fields[part]]
        return {"name": name, "aliases": ["*P" + name], "header": first["header"], "kind": "struct", "fields": fields}

    def add_function(self, fact):
        name = fact["name"]
        if fact.get("user_mode"):
            return
        if fact["callback"]:
            self.add("callback", name, fact)
            return
        if "typedef" in fact:
            self.add("callback", fact["typedef"], {**fact, "callback_type": "function"})
        if name in self.by_hand:
            return
        if fact.get("macro") or fact.get("lvalue"):
            self.remarks.append(f"macro {name} is not provided by hand")
            return
        self.add("function", name, fact)

    def spelled(self, value):
        """The same fact with each bare tag (_IO_CSQ*, in_addr*) replaced by the typedef name, as C needs it."""
        if isinstance(value, dict):
            if value.get("name", "") in (None, "") and value.get("type") in self.struct_fields:
                # An unnamed member of a named type is an extension that g++ lacks: its members are written out.
                return {"name": None, "struct": self.spelled(self.struct_fields[value["type"]])}
            return {key: self.spell_type(inner) if key in ("type", "return_type", "ret") and isinstance(inner, str)
                    else self.spelled(inner) for key, inner in value.items()}
        return [self.spelled(inner) for inner in value] if isinstance(value, list) else value

    def spell_type(self, text):
        text = text.replace("[ ]", "").strip()
        return BARE_TAG.sub(lambda match: match.group(1) or self.names_of_tags.get(match.group(2), match.group(2)), text)

    def find_dependencies(self, entry):
        entry.fact = self.spelled(entry.fact)
        fact, kind = entry.fact, entry.kind
        if kind == "typedef":
            entry.fact = fact = {**fact, "type": TYPE_CORRECTIONS.get(entry.name, fact["type"])}
            entry.mentions = words(fact["type"])
            if "*" not in fact["type"]:
                entry.needs = entry.mentions & {n for n, e in self.owner.items() if e.kind in ("typedef", "enum")}
            else:
                entry.needs = self.typedef_names(entry.mentions)
        elif kind in ("callback", "function"):
            for text in [fact["return_type"] or "void"] + [p["type"] for p in fact["params"]]:
                entry.mentions |= words(text)
            entry.needs = self.typedef_names(entry.mentions)
        elif kind == "struct":
            self.struct_dependencies(entry, fact["fields"])
        entry.mentions.discard(entry.name)
        entry.needs.discard(entry.name)

    def typedef_names(self, names):
        """Of the names, those that a forward declaration cannot give."""
        return {n for n in names if n in self.owner and self.owner[n].kind not in ("struct", "opaque")}

    def struct_dependencies(self, entry, fields):
        for field in fields:
            nested = field.get("struct") or field.get("union")
            if nested is not None:
                self.struct_dependencies(entry, nested)
                continue
            if field["type"] == "function*":
                texts = [field["ret"]] + [p["type"] for p in field["params"]]
                for text in texts:
                    entry.mentions |= words(text)
                    entry.needs |= self.typedef_names(words(text))
                continue
            names = words(field["type"])
            entry.mentions |= names
            entry.needs |= names if "*" not in field["type"] else self.typedef_names(names)

    def settle_groups(self):
        moved = True
        while moved:
            moved = False
            for entry in self.entries:
                for name in entry.needs:
                    used = self.owner.get(name)
                    if used is None or used is entry or used.group in CLOSURES[entry.group]:
                        continue
                    if entry.group not in CLOSURES[used.group]:
                        self.remarks.append(f"{entry.group}:{entry.name} needs {used.group}:{name}")
                        continue
                    used.group = entry.group
                    moved = True

    def of(self, group, *kinds):
        return [e for e in self.entries if e.group == group and e.kind in kinds]

    def in_order(self, group, *kinds):
        """The entries so that each comes after what it needs; the order of the facts where there is a choice."""
        todo = {e.name: e for e in self.of(group, *kinds)}
        done, out = set(), []

        def visit(entry):
            if entry.name in done:
                return
            done.add(entry.name)
            for name in sorted(entry.needs):
                used = self.owner.get(name)
                if used is not None and used.name in todo:
                    visit(used)
            out.append(entry)

        for entry in todo.values():
            visit(entry)
        return out
