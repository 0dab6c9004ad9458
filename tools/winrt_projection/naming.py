# SPDX-License-Identifier: Apache-2.0
"""How a type reference is written in C++, as a value, as a parameter and at a vtable."""
from .model import BASIC, BY_HAND, OBJECTS, STRINGS, Class, Delegate, Enum, Interface, Struct, TypeRef


class Scope:
    """Resolves names within one namespace and one set of generic parameters."""

    def __init__(self, catalogue, namespace, generics=()):
        self.catalogue = catalogue
        self.namespace = namespace
        self.generics = generics

    def item(self, ref):
        if ref.name in self.generics:
            return None
        found = self.catalogue.find(ref.name, self.namespace)
        if not found and ref.name not in BASIC and ref.name not in STRINGS and ref.name not in OBJECTS \
                and self.by_hand(ref) is None:
            raise KeyError(f"{self.namespace}: no type is called {ref.name}")
        return found

    def by_hand(self, ref):
        for name in (ref.name, f"{self.namespace}.{ref.name}", f"Windows.Foundation.{ref.name}"):
            if name in BY_HAND:
                return BY_HAND[name]
        return None

    def kind(self, ref):
        """generic, string, reference or value."""
        if ref.name in self.generics:
            return "generic"
        if ref.name in STRINGS:
            return "string"
        if ref.name in OBJECTS:
            return "reference"
        if self.by_hand(ref) or ref.name in BASIC:
            return "value"
        item = self.item(ref)
        return "value" if isinstance(item, (Enum, Struct)) else "reference"

    def element(self, ref):
        """The projected type, arrays aside."""
        if ref.name in self.generics:
            return ref.name
        if ref.name in STRINGS:
            return "::winrt::hstring"
        if ref.name in OBJECTS:
            return "::winrt::Windows::Foundation::IInspectable"
        if self.by_hand(ref):
            return self.by_hand(ref)
        if ref.name in BASIC:
            return BASIC[ref.name]
        text = cpp_name(self.item(ref).full)
        if ref.arguments:
            text += "<" + ", ".join(self.element(argument) for argument in ref.arguments) + ">"
        return text

    def result(self, ref):
        if ref is None:
            return "void"
        return f"::winrt::com_array<{self.element(ref)}>" if ref.array else self.element(ref)

    # The vtable.
    def abi_in(self, ref):
        kind = self.kind(ref)
        if kind in ("string", "reference"):
            return "void*"
        return f"arg_in<{ref.name}>" if kind == "generic" else self.element(ref)

    def abi_parameters(self, method, names=True):
        found = []
        for parameter in method.parameters:
            name = "p_" + parameter.name if names else ""
            base = self.abi_in(parameter.type)
            if not parameter.type.array:
                found.append(f"{base}{'*' if parameter.direction != 'in' else ''} {name}")
            elif parameter.direction == "out":
                found += [f"uint32_t* {name}_size", f"{base}** {name}"]
            else:
                found += [f"uint32_t {name}_size", f"{base}* {name}"]
        if method.result is not None:
            base = self.abi_in(method.result)
            if method.result.array:
                found += ["uint32_t* result_size", f"{base}** result"]
            else:
                found.append(f"{base}* result")
        return ", ".join(found)

    # The projected side.
    COLLECTIONS = {"IIterable": "iterable", "IVectorView": "vector_view", "IVector": "vector", "IMap": "map", "IMapView": "map_view"}

    def parameter(self, parameter):
        ref, name = parameter.type, parameter.name
        element = self.element(ref)
        if ref.array:
            if parameter.direction == "in":
                return f"::winrt::array_view<{element} const> {name}"
            return f"::winrt::com_array<{element}>& {name}" if parameter.direction == "out" else f"::winrt::array_view<{element}> {name}"
        if parameter.direction != "in":
            return f"{element}& {name}"
        kind = self.kind(ref)
        if kind == "string":
            return f"::winrt::param::hstring const& {name}"
        short = ref.name.rpartition(".")[2]
        if kind == "reference" and short in self.COLLECTIONS and ref.arguments:
            arguments = ", ".join(self.element(argument) for argument in ref.arguments)
            return f"::winrt::param::{self.COLLECTIONS[short]}<{arguments}> const& {name}"
        if kind == "value" and (ref.name in BASIC and BASIC[ref.name] and not BASIC[ref.name].startswith("::") or isinstance(self.item(ref) if not self.by_hand(ref) else None, Enum)):
            return f"{element} {name}"
        return f"{element} const& {name}"

    def parameters(self, method):
        return ", ".join(self.parameter(parameter) for parameter in method.parameters)

    def arguments(self, method):
        found = []
        for parameter in method.parameters:
            ref, name = parameter.type, parameter.name
            if ref.array:
                base = self.abi_in(ref)
                if parameter.direction == "out":
                    found.append(f"&{name}_answer.size, reinterpret_cast<{base}**>(&{name}_answer.data)")
                else:
                    found.append(f"{name}.size(), reinterpret_cast<{base}*>(const_cast<{self.element(ref)}*>({name}.data()))")
            elif parameter.direction != "in":
                found.append(f"out({name})")
            elif self.kind(ref) == "value":
                found.append(name)
            elif self.kind(ref) == "generic":
                found.append(f"in<{self.element(ref)}>({name})")
            else:
                found.append(f"get_abi({name})")
        return found

    # The implementing side.
    def shim_arguments(self, method):
        found = []
        for parameter in method.parameters:
            ref, name = parameter.type, "p_" + parameter.name
            element = self.element(ref)
            if ref.array:
                if parameter.direction == "in":
                    found.append(f"array_view<{element} const>(reinterpret_cast<{element} const*>({name}), {name}_size)")
                elif parameter.direction == "out":
                    found.append(f"{name}_values")
                else:
                    found.append(f"array_view<{element}>(reinterpret_cast<{element}*>({name}), {name}_size)")
            elif parameter.direction != "in":
                found.append(f"borrow_out<{element}>({name})")
            elif self.kind(ref) == "value":
                found.append(name)
            else:
                found.append(f"borrow<{element}>({name})")
        return ", ".join(found)


def cpp_name(full):
    return "::winrt::" + full.replace(".", "::")


def mangled(full):
    return full.replace(".", "_")


def used_types(item):
    """All type references that a declaration mentions."""
    refs = []

    def take(ref):
        if ref is not None:
            refs.append(ref)
            for argument in ref.arguments:
                take(argument)

    methods = list(getattr(item, "methods", ()))
    if isinstance(item, Class):
        methods += item.static_methods
        for parameters in item.constructors:
            for parameter in parameters:
                take(parameter.type)
        for face in item.interfaces:
            take(face)
        for name in item.statics + item.factories:
            take(TypeRef(name, [], False))
    if isinstance(item, Interface):
        for ref in item.requires:
            take(ref)
    if isinstance(item, Delegate):
        for parameter in item.parameters:
            take(parameter.type)
    if isinstance(item, Struct):
        for _, ref in item.fields:
            take(ref)
    for method in methods:
        take(method.result)
        for parameter in method.parameters:
            take(parameter.type)
    return refs
