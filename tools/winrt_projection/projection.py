# SPDX-License-Identifier: Apache-2.0
"""Writes the projection of one namespace: forward declarations (.0), vtables and interfaces (.1), classes and bodies (.2)."""
from .model import BASIC, Class, Delegate, Enum, Interface, Struct, TypeRef
from .naming import Scope, cpp_name, used_types

HEAD = "// SPDX-License-Identifier: Apache-2.0\n// Generated from interface definitions by {tool}; change those, never this.\n#pragma once\n\n"


def template_head(generics):
    return "template <" + ", ".join(f"typename {name}" for name in generics) + ">" if generics else "template <>"


def instance(item):
    return cpp_name(item.full) + (f"<{', '.join(item.generics)}>" if item.generics else "")


class Projection:
    def __init__(self, catalogue, namespace, tool, own_namespaces=None):
        # A component's own namespaces lie beside its header; the platform's are found where they are installed.
        self.own_namespaces = own_namespaces
        self.activate = "activate" if own_namespaces is None else "activate_local"
        self.factory = "cached_factory" if own_namespaces is None else "local_factory"
        self.catalogue = catalogue
        self.namespace = namespace
        self.tool = tool
        self.items = [item for item in catalogue.types.values() if item.namespace == namespace]

    def include(self, name, part):
        if self.own_namespaces is None or name in self.own_namespaces:
            return f'#include "{name}.{part}.h"\n'
        return f"#include <winrt/generated/{name}.{part}.h>\n"

    def of(self, kind):
        return [item for item in self.items if isinstance(item, kind)]

    def dependencies(self):
        found = set()
        for item in self.items:
            scope = Scope(self.catalogue, self.namespace, item.generics)
            for ref in used_types(item):
                target = scope.item(ref)
                if target is not None and target.namespace != self.namespace:
                    found.add(target.namespace)
        return sorted(found)

    def base_dependencies(self):
        """Namespaces whose interfaces are bases of something here, or fields."""
        found = set()
        for item in self.items:
            scope = Scope(self.catalogue, self.namespace, item.generics)
            refs = []
            if isinstance(item, (Interface, Class)):
                refs = [face for face in (item.requires if isinstance(item, Interface) else item.interfaces)]
            if isinstance(item, Struct):
                refs = [ref for _, ref in item.fields]
            for ref in refs:
                target = scope.item(ref)
                if target is not None and target.namespace != self.namespace:
                    found.add(target.namespace)
        return sorted(found)

    # .0
    def forward(self):
        out = HEAD.format(tool=self.tool)
        for name in self.struct_namespaces():
            out += self.include(name, 0)
        out += f"\nnamespace winrt::{self.namespace.replace('.', '::')} {{\n\n"
        for item in self.of(Enum):
            out += self.enum(item)
        for item in self.items:
            if not isinstance(item, Enum):
                head = template_head(item.generics) + "\n" if item.generics else ""
                out += f"{head}struct {item.name};\n"
        out += "\n"
        for item in self.of(Struct):
            out += self.struct(item)
        out += f"}}  // namespace winrt::{self.namespace.replace('.', '::')}\n\nnamespace winrt::impl {{\n\n"
        for item in self.items:
            out += self.traits(item)
        return out + "}  // namespace winrt::impl\n"

    def struct_namespaces(self):
        found = set()
        for item in self.of(Struct):
            scope = Scope(self.catalogue, self.namespace)
            for _, ref in item.fields:
                target = scope.item(ref)
                if target is not None and target.namespace != self.namespace:
                    found.add(target.namespace)
        # A class is known by its default interface, which may be somebody else's.
        for item in self.of(Class):
            scope = Scope(self.catalogue, self.namespace)
            for ref in item.interfaces[:1]:
                for part in [ref] + ref.arguments:
                    target = scope.item(part)
                    if target is not None and target.namespace != self.namespace:
                        found.add(target.namespace)
        return sorted(found)

    def enum(self, item):
        underlying = "uint32_t" if item.flags else "int32_t"
        text = f"enum class {item.name} : {underlying} {{\n"
        for name, value in item.values:
            shown = f"0x{value & 0xFFFFFFFF:X}" if item.flags and isinstance(value, int) else value
            text += f"  {name} = {shown},\n"
        text += "};\n"
        if item.flags:
            for operator in "|&^":
                text += (f"constexpr {item.name} operator{operator}({item.name} a, {item.name} b) noexcept {{\n"
                         f"  return static_cast<{item.name}>(static_cast<uint32_t>(a) {operator} static_cast<uint32_t>(b));\n}}\n"
                         f"constexpr {item.name}& operator{operator}=({item.name}& a, {item.name} b) noexcept {{ return a = a {operator} b; }}\n")
            text += (f"constexpr {item.name} operator~({item.name} a) noexcept {{\n"
                     f"  return static_cast<{item.name}>(~static_cast<uint32_t>(a));\n}}\n")
        return text + "\n"

    def struct(self, item):
        scope = Scope(self.catalogue, self.namespace)
        text = f"struct {item.name} {{\n"
        for name, ref in item.fields:
            text += f"  {scope.element(ref)} {name};\n"
        compared = " && ".join(f"a.{name} == b.{name}" for name, _ in item.fields) or "true"
        text += (f"}};\ninline bool operator==({item.name} const& a, {item.name} const& b) noexcept {{ return {compared}; }}\n"
                 f"inline bool operator!=({item.name} const& a, {item.name} const& b) noexcept {{ return !(a == b); }}\n\n")
        return text

    def traits(self, item):
        scope = Scope(self.catalogue, self.namespace, item.generics)
        full = instance(item)
        head = template_head(item.generics)
        if isinstance(item, Enum):
            kind = "enum_category"
        elif isinstance(item, Struct):
            kind = "struct_category<" + ", ".join(scope.element(ref) for _, ref in item.fields) + ">"
        elif item.generics:
            kind = f"generic_category<{', '.join(item.generics)}>"
        elif isinstance(item, Delegate):
            kind = "delegate_category"
        elif isinstance(item, Interface):
            kind = "interface_category"
        elif item.interfaces:
            kind = f"class_category<{scope.element(item.interfaces[0])}>"
        else:
            kind = "basic_category"
        text = f"{head}\nstruct category<{full}> {{\n  using type = {kind};\n}};\n"
        name = f'fixed_text{{"{item.full}"}}'
        if item.generics:
            name = f'fixed_text{{"{item.full}`{len(item.generics)}<"}} + join_names<{", ".join(item.generics)}>() + fixed_text{{">"}}'
        text += f"{head}\nstruct type_name<{full}> {{\n  static constexpr auto value = {name};\n}};\n"
        if isinstance(item, (Interface, Delegate)):
            if item.generics:
                text += (f"{head}\nstruct type_guid<{full}> : generic_guid<{full}> {{\n"
                         f'  static constexpr guid generic{{"{item.guid}"}};\n}};\n')
            else:
                text += f'{head}\nstruct type_guid<{full}> {{\n  static constexpr guid value{{"{item.guid}"}};\n}};\n'
        return text

    # .1
    def interfaces(self):
        out = HEAD.format(tool=self.tool) + f'#include "{self.namespace}.0.h"\n'
        for name in self.dependencies():
            out += self.include(name, 0)
        for name in self.base_dependencies():
            out += self.include(name, 1)
        out += "\nnamespace winrt::impl {\n\n"
        for item in self.of(Interface):
            out += self.vtable(item)
        for item in self.of(Delegate):
            out += self.delegate_vtable(item)
        for item in self.of(Interface):
            out += self.consumer(item)
        out += f"}}  // namespace winrt::impl\n\nnamespace winrt::{self.namespace.replace('.', '::')} {{\n\n"
        for item in self.ordered_interfaces():
            out += self.interface(item)
        for item in self.of(Delegate):
            out += self.delegate(item)
        return out + f"}}  // namespace winrt::{self.namespace.replace('.', '::')}\n"

    def ordered_interfaces(self):
        return self.of(Interface)

    def vtable(self, item):
        scope = Scope(self.catalogue, self.namespace, item.generics)
        text = f"{template_head(item.generics)}\nstruct abi<{instance(item)}> {{\n  struct type : inspectable_abi {{\n"
        for method in item.methods:
            text += f"    virtual int32_t {method.abi_name}({scope.abi_parameters(method)}) noexcept = 0;\n"
        return text + "  };\n};\n"

    def delegate_vtable(self, item):
        scope = Scope(self.catalogue, self.namespace, item.generics)
        arguments = ", ".join(scope.element(parameter.type) for parameter in item.parameters)
        return f"{template_head(item.generics)}\nstruct abi<{instance(item)}> {{\n  using type = delegate_abi<{arguments}>;\n}};\n"

    def consumer(self, item):
        scope = Scope(self.catalogue, self.namespace, item.generics)
        extra = item.attributes.get("extend")
        base = f" : {extra[0][0]}<D{''.join(', ' + name for name in item.generics)}>" if extra else ""
        text = f"{template_head(item.generics)}\nstruct consume<{instance(item)}> {{\n  template <typename D>\n  struct type{base} {{\n"
        for method in item.methods:
            text += f"    {scope.result(method.result)} {method.name}({scope.parameters(method)}) const;\n"
            if method.kind == "add":
                revoker = f"event_revoker<{instance(item)}>"
                text += f"    using {method.name}_revoker = {revoker};\n"
                text += f"    {revoker} {method.name}(auto_revoke_t, {scope.parameters(method)}) const;\n"
        return text + "  };\n};\n"

    def closure(self, scope, refs, seen=None):
        """All interfaces that these require, as element names, in order."""
        found = [] if seen is None else seen
        for ref in refs:
            target = scope.item(ref)
            text = scope.element(ref)
            if any(text == known for known, _, _ in found):
                continue
            found.append((text, target, ref))
            bound = dict(zip(target.generics, ref.arguments))
            inner = Scope(self.catalogue, target.namespace, target.generics)
            substituted = [self.substitute(required, bound, scope, inner) for required in target.requires]
            self.closure(scope, substituted, found)
        return found

    def substitute(self, ref, bound, scope, inner):
        if ref.name in bound:
            return bound[ref.name]
        target = inner.item(ref)
        name = target.full if target is not None else ref.name
        return TypeRef(name, [self.substitute(argument, bound, scope, inner) for argument in ref.arguments], ref.array)

    def using_lines(self, owner, default, required):
        """Names that come from more than one interface are brought together."""
        names = {}
        for text, target in ([(None, default)] if default is not None else []) + [(text, target) for text, target, _ in required]:
            for name in {method.name for method in target.methods}:
                names.setdefault(name, []).append(text)
        lines = ""
        for name, owners in sorted(names.items()):
            if len(owners) > 1:
                for text in owners:
                    source = f"::winrt::impl::consume_t<{owner}>" if text is None else f"::winrt::impl::consume_t<{owner}, {text}>"
                    lines += f"  using {source}::{name};\n"
        return lines

    def interface(self, item):
        scope = Scope(self.catalogue, self.namespace, item.generics)
        full = item.name + (f"<{', '.join(item.generics)}>" if item.generics else "")
        required = self.closure(scope, item.requires)
        bases = ["::winrt::Windows::Foundation::IInspectable", f"::winrt::impl::consume_t<{full}>"]
        if required:
            bases.append(f"::winrt::impl::require<{full}, {', '.join(text for text, _, _ in required)}>")
        head = template_head(item.generics) + "\n" if item.generics else ""
        # A value may stand where its box is asked for; reference.h says how it is put into one.
        boxes = f"  {item.name}({item.generics[0]} const& value);\n" if "boxes" in item.attributes else ""
        return (f"{head}struct {item.name} : {', '.join(bases)} {{\n"
                f"  {item.name}(std::nullptr_t = nullptr) noexcept {{}}\n{boxes}"
                f"  {item.name}(void* object, take_ownership_from_abi_t) noexcept\n"
                f"      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {{}}\n"
                f"{self.using_lines(full, item, required)}}};\n")

    def delegate(self, item):
        scope = Scope(self.catalogue, self.namespace, item.generics)
        full = item.name + (f"<{', '.join(item.generics)}>" if item.generics else "")
        base = f"::winrt::impl::delegate_base<{', '.join([full] + [scope.element(parameter.type) for parameter in item.parameters])}>"
        head = template_head(item.generics) + "\n" if item.generics else ""
        return f"{head}struct {item.name} : {base} {{\n  using {base}::delegate_base;\n}};\n"

    # .2
    def classes(self):
        out = HEAD.format(tool=self.tool) + f'#include "{self.namespace}.1.h"\n'
        for name in self.dependencies():
            out += self.include(name, 1)
        out += f"\nnamespace winrt::{self.namespace.replace('.', '::')} {{\n\n"
        for item in self.of(Class):
            out += self.runtime_class(item)
        out += f"}}  // namespace winrt::{self.namespace.replace('.', '::')}\n\n"
        for name in self.dependencies():
            out += self.include(name, 2)
        out += "\nnamespace winrt::impl {\n\n"
        for item in self.of(Interface):
            out += self.consumer_bodies(item)
            out += self.producer(item)
        out += f"}}  // namespace winrt::impl\n\nnamespace winrt::{self.namespace.replace('.', '::')} {{\n\n"
        for item in self.of(Class):
            out += self.class_bodies(item)
        return out + f"}}  // namespace winrt::{self.namespace.replace('.', '::')}\n"

    def face(self, scope, name):
        return scope.item(TypeRef(name, [], False))

    def runtime_class(self, item):
        scope = Scope(self.catalogue, self.namespace)
        if item.is_static or not item.interfaces:
            text = f"struct {item.name} {{\n  {item.name}() = delete;\n"
            return text + self.static_declarations(item, scope) + "};\n"
        default = scope.element(item.interfaces[0])
        default_item = scope.item(item.interfaces[0])
        covered = [text for text, _, _ in self.closure(scope, [item.interfaces[0]])]
        required = [entry for entry in self.closure(scope, item.interfaces) if entry[0] not in covered]
        bases = [default]
        if required:
            bases.append(f"::winrt::impl::require<{item.name}, {', '.join(text for text, _, _ in required)}>")
        text = f"struct {item.name} : {', '.join(bases)} {{\n"
        text += f"  {item.name}(std::nullptr_t) noexcept : {default_name(default)}(nullptr) {{}}\n"
        text += (f"  {item.name}(void* object, take_ownership_from_abi_t) noexcept\n"
                 f"      : {default_name(default)}(object, take_ownership_from_abi) {{}}\n")
        if item.activatable:
            text += f"  {item.name}();\n"
        for method in self.factory_methods(item, scope):
            # A number is no object; what is made of text alone may be written as text, as older projections allow.
            number = len(method.parameters) == 1 and method.parameters[0].type.name in BASIC
            text += f"  {'explicit ' if number else ''}{item.name}({scope.parameters(method)});\n"
        text += self.static_declarations(item, scope)
        text += self.class_using_lines(item, default, default_item, required)
        return text + "};\n"

    def class_using_lines(self, item, default, default_item, required):
        names = {}
        inherited = self.closure(Scope(self.catalogue, self.namespace), [item.interfaces[0]])
        for _, target, _ in inherited:
            for method in target.methods:
                names.setdefault(method.name, set()).add(default)
        for text, target, _ in required:
            for method in target.methods:
                names.setdefault(method.name, set()).add(f"::winrt::impl::consume_t<{item.name}, {text}>")
        lines = ""
        for name, owners in sorted(names.items()):
            if len(owners) > 1:
                lines += "".join(f"  using {owner}::{name};\n" for owner in sorted(owners))
        return lines

    def factory_methods(self, item, scope):
        for name in item.factories:
            for method in self.face(scope, name).methods:
                yield method

    def static_declarations(self, item, scope):
        text = ""
        for name in item.statics:
            for method in self.face(scope, name).methods:
                text += f"  static {scope.result(method.result)} {method.name}({scope.parameters(method)});\n"
                if method.kind == "add":
                    revoker = f"::winrt::impl::event_revoker<{cpp_name(self.face(scope, name).full)}>"
                    text += f"  using {method.name}_revoker = {revoker};\n"
                    text += f"  static {revoker} {method.name}(auto_revoke_t, {scope.parameters(method)});\n"
        return text

    def class_bodies(self, item):
        scope = Scope(self.catalogue, self.namespace)
        text = ""
        if item.activatable:
            text += (f"inline {item.name}::{item.name}() : {item.name}(::winrt::impl::{self.activate}<{item.name}>()) {{}}\n")
        for name in item.factories:
            face = self.face(scope, name)
            for method in face.methods:
                names = ", ".join(parameter.name for parameter in method.parameters)
                text += (f"inline {item.name}::{item.name}({scope.parameters(method)})\n"
                         f"    : {item.name}(::winrt::impl::{self.factory}<{item.name}, {cpp_name(face.full)}>().{method.name}({names})) {{}}\n")
        for name in item.statics:
            face = self.face(scope, name)
            for method in face.methods:
                names = ", ".join(parameter.name for parameter in method.parameters)
                factory = f"::winrt::impl::{self.factory}<{item.name}, {cpp_name(face.full)}>()"
                text += (f"inline {scope.result(method.result)} {item.name}::{method.name}({scope.parameters(method)}) {{\n"
                         f"  return {factory}.{method.name}({names});\n}}\n")
                if method.kind == "add":
                    text += (f"inline {item.name}::{method.name}_revoker {item.name}::{method.name}(auto_revoke_t, {scope.parameters(method)}) {{\n"
                             f"  return {factory}.{method.name}(auto_revoke, {names});\n}}\n")
        return text

    def consumer_bodies(self, item):
        scope = Scope(self.catalogue, self.namespace, item.generics)
        text = ""
        owner = f"consume<{instance(item)}>::type<D>" if not item.generics else f"consume<{instance(item)}>::template type<D>"
        outer = template_head(item.generics) + "\n" if item.generics else ""
        for method in item.methods:
            lines = ""
            arguments = scope.arguments(method)
            after = ""
            for parameter in method.parameters:
                if parameter.type.array and parameter.direction == "out":
                    lines += f"  answer<com_array<{scope.element(parameter.type)}>> {parameter.name}_answer;\n"
                    after += f"  {parameter.name} = {parameter.name}_answer.take();\n"
            if method.result is not None:
                lines += f"  answer<{scope.result(method.result)}> result;\n"
                if method.result.array:
                    arguments.append(f"&result.size, reinterpret_cast<{scope.abi_in(method.result)}**>(&result.data)")
                else:
                    arguments.append("result.put()")
                after += "  return result.take();\n"
            check = f"  check_hresult(call<{instance(item)}>(static_cast<D const*>(this))->{method.abi_name}({', '.join(arguments)}));\n"
            if method.kind == "remove":
                check = check.replace("check_hresult(", "static_cast<void>(", 1)
            text += (f"{outer}template <typename D>\n{scope.result(method.result)} {owner}::{method.name}({scope.parameters(method)}) const {{\n"
                     f"{lines}{check}{after}}}\n")
            if method.kind == "add":
                name = method.parameters[0].name
                revoker = f"event_revoker<{instance(item)}>"
                text += (f"{outer}template <typename D>\n{revoker} {owner}::{method.name}(auto_revoke_t, {scope.parameters(method)}) const {{\n"
                         f"  return {{static_cast<{instance(item)}>(*static_cast<D const*>(this)), &abi_t<{instance(item)}>::remove_{method.name}, {method.name}({name})}};\n}}\n")
        return text

    def producer(self, item):
        scope = Scope(self.catalogue, self.namespace, item.generics)
        head = "template <typename D" + "".join(f", typename {name}" for name in item.generics) + ">"
        text = f"{head}\nstruct produce<D, {instance(item)}> : produce_base<D, {instance(item)}> {{\n"
        for method in item.methods:
            text += f"  int32_t {method.abi_name}({scope.abi_parameters(method)}) noexcept final try {{\n"
            after = ""
            for parameter in method.parameters:
                name = "p_" + parameter.name
                if parameter.direction == "out" and parameter.type.array:
                    text += f"    need_place({name}_size), need_place({name});\n    com_array<{scope.element(parameter.type)}> {name}_values;\n"
                    after += f"    give_array<{scope.element(parameter.type)}>({name}_size, reinterpret_cast<{scope.element(parameter.type)}**>({name}), std::move({name}_values));\n"
                elif parameter.direction != "in" and not parameter.type.array:
                    text += f"    need_place({name});\n"
                    if parameter.direction == "out":
                        text += f"    clear_out<{scope.element(parameter.type)}>({name});\n"
            invoke = f"this->shim().{method.name}({scope.shim_arguments(method)})"
            if method.result is None:
                text += f"    {invoke};\n"
            elif method.result.array:
                element = scope.element(method.result)
                text += f"    need_place(result_size), need_place(result);\n    give_array<{element}>(result_size, reinterpret_cast<{element}**>(result), {invoke});\n"
            else:
                element = scope.element(method.result)
                text += f"    need_place(result);\n    clear_out<{element}>(result);\n    give<{element}>(result, {invoke});\n"
            text += f"{after}    return 0;\n  }} catch (...) {{\n    return to_hresult();\n  }}\n"
        return text + "};\n"


def default_name(text):
    """The name by which a base is initialised: without template arguments, its own short name."""
    return text
