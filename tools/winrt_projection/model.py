# SPDX-License-Identifier: Apache-2.0
"""The types that an IDL text declares, and a catalogue to find them by name."""
import dataclasses
import uuid

BASIC = {
    "Boolean": "bool", "Int8": "int8_t", "UInt8": "uint8_t", "Byte": "uint8_t", "Int16": "int16_t", "UInt16": "uint16_t",
    "Int32": "int32_t", "UInt32": "uint32_t", "Int64": "int64_t", "UInt64": "uint64_t", "Single": "float",
    "Double": "double", "Char": "char16_t", "Char16": "char16_t", "Guid": "::winrt::guid", "HRESULT": "::winrt::hresult",
    "event_token": "::winrt::event_token", "TimeSpan": "", "DateTime": "", "boolean": "bool", "BYTE": "uint8_t",
    "INT32": "int32_t", "UINT32": "uint32_t", "UINT16": "uint16_t", "INT64": "int64_t", "UINT64": "uint64_t",
    "BOOLEAN": "bool", "FLOAT": "float", "DOUBLE": "double", "GUID": "::winrt::guid",
}
STRINGS = ("String", "HSTRING")
OBJECTS = ("Object", "IInspectable")
# Types whose projection is written by hand.
BY_HAND = {"Windows.Foundation.TimeSpan": "::winrt::Windows::Foundation::TimeSpan",
           "Windows.Foundation.DateTime": "::winrt::Windows::Foundation::DateTime"}
NAMESPACE_OF_NAMES = uuid.UUID("5e1d1c1a-7f0b-5d58-9a3d-0a70656e7374")


@dataclasses.dataclass
class TypeRef:
    name: str
    arguments: list
    array: bool
    is_default: bool = False


@dataclasses.dataclass
class Parameter:
    name: str
    type: TypeRef
    direction: str  # in, out, ref


@dataclasses.dataclass
class Method:
    name: str
    abi_name: str
    kind: str  # method, get, put, add, remove
    parameters: list
    result: TypeRef


@dataclasses.dataclass
class Named:
    namespace: str
    name: str

    @property
    def full(self):
        return f"{self.namespace}.{self.name}" if self.namespace else self.name


@dataclasses.dataclass
class Enum(Named):
    flags: bool = False
    values: list = dataclasses.field(default_factory=list)
    generics = ()


@dataclasses.dataclass
class Struct(Named):
    fields: list = dataclasses.field(default_factory=list)
    generics = ()


@dataclasses.dataclass
class Attributed(Named):
    attributes: dict = dataclasses.field(default_factory=dict)

    @property
    def guid(self):
        given = self.attributes.get("uuid")
        return given[0][0] if given else str(uuid.uuid5(NAMESPACE_OF_NAMES, self.full))


@dataclasses.dataclass
class Delegate(Attributed):
    parameters: list = dataclasses.field(default_factory=list)
    result: TypeRef = None
    generics: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Interface(Attributed):
    requires: list = dataclasses.field(default_factory=list)
    methods: list = dataclasses.field(default_factory=list)
    generics: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Class(Attributed):
    interfaces: list = dataclasses.field(default_factory=list)
    methods: list = dataclasses.field(default_factory=list)
    static_methods: list = dataclasses.field(default_factory=list)
    constructors: list = dataclasses.field(default_factory=list)
    is_static: bool = False
    generics = ()


class Catalogue:
    """All types by full name; what a class body declares becomes interfaces of its own."""

    def __init__(self):
        self.types = {}

    def add(self, types):
        for item in types:
            self.types[item.full] = item
        for item in types:
            if isinstance(item, Class):
                self.split_class(item)

    def synthesize(self, item, suffix, methods):
        name = "I" + item.name + suffix
        if f"{item.namespace}.{name}" in self.types:
            name = "I" + item.name + suffix + "Members"
        face = Interface(item.namespace, name, {}, [], methods, [])
        self.types[face.full] = face
        return face

    def split_class(self, item):
        item.factory = None
        item.statics = [arguments[0] for arguments in item.attributes.get("static", [])]
        item.factories = [arguments[0] for arguments in item.attributes.get("factory", [])]
        item.activatable = False
        for arguments in item.attributes.get("activatable", []):
            if arguments and arguments[0] and not arguments[0][0].isdigit() and "contract" not in arguments[0].lower():
                item.factories.append(arguments[0])
            else:
                item.activatable = True
        with_arguments = [parameters for parameters in item.constructors if parameters]
        item.activatable = item.activatable or any(not parameters for parameters in item.constructors)
        if with_arguments:
            result = TypeRef(item.full, [], False)
            methods = [Method("CreateInstance", f"CreateInstance{number or ''}", "method", parameters, result)
                       for number, parameters in enumerate(with_arguments)]
            item.factories.append(self.synthesize(item, "Factory", methods).full)
        if item.static_methods:
            item.statics.append(self.synthesize(item, "Statics", item.static_methods).full)
        marked = [face for face in item.interfaces if face.is_default]
        if item.methods or (not item.interfaces and not item.is_static) or (item.constructors and not marked and "default_interface" in item.attributes):
            own = TypeRef(self.synthesize(item, "", item.methods).full, [], False)
            item.interfaces.insert(0, own)
            item.own_interface = own
        if marked:
            item.interfaces.remove(marked[0])
            item.interfaces.insert(0, marked[0])

    def find(self, name, namespace):
        if name in self.types:
            return self.types[name]
        scope = namespace
        while scope:
            if f"{scope}.{name}" in self.types:
                return self.types[f"{scope}.{name}"]
            scope = scope.rpartition(".")[0]
        for imported in ("Windows.Foundation", "Windows.Foundation.Collections"):
            if f"{imported}.{name}" in self.types:
                return self.types[f"{imported}.{name}"]
        return None
