# SPDX-License-Identifier: Apache-2.0
"""What a plug-in's own classes need beside their projection: X.g.h, X.g.cpp and the module's exports."""
from .model import Interface, TypeRef
from .naming import Scope, cpp_name, mangled

HEAD = "// SPDX-License-Identifier: Apache-2.0\n// Generated from the plug-in's IDL by tools/generate_component_headers.\n"


class Component:
    def __init__(self, catalogue, item):
        self.catalogue = catalogue
        self.item = item
        self.scope = Scope(catalogue, item.namespace)

    def faces(self, names):
        return [self.scope.item(TypeRef(name, [], False)) for name in names]

    def implemented(self):
        """The interfaces of an instance, with all that they require."""
        found = []

        def add(ref, scope):
            target = scope.item(ref)
            text = scope.element(ref)
            if text in found:
                return
            found.append(text)
            for required in target.requires if isinstance(target, Interface) and not target.generics else []:
                add(required, Scope(self.catalogue, target.namespace))

        for ref in self.item.interfaces:
            add(ref, self.scope)
        return found

    def header(self):
        item, name, space = self.item, self.item.name, self.item.namespace.replace(".", "::")
        out = HEAD + f"#pragma once\n\n#include <winrt/{item.namespace}.h>\n\n"
        if item.interfaces:
            faces = "".join(f", {face}" for face in self.implemented())
            out += (f"namespace winrt::{space}::implementation {{\n"
                    f"template <typename D, typename... I>\nstruct {name}_base : ::winrt::implements<D{faces}, I...> {{\n"
                    f"  using base_type = {name}_base;\n  using class_type = {cpp_name(item.full)};\n"
                    f"  using implements_type = typename {name}_base::implements_type;\n"
                    f"  using implements_type::implements_type;\n"
                    f'  ::winrt::hstring GetRuntimeClassName() const {{ return L"{item.full}"; }}\n'
                    f"  operator class_type() const noexcept {{\n    class_type projected{{nullptr}};\n"
                    f"    copy_from_abi(projected, this->penstock_unknown());\n    return projected;\n  }}\n}};\n"
                    f"}}  // namespace winrt::{space}::implementation\n")
        out += f"namespace winrt::{space}::factory_implementation {{\n"
        faces = "".join(f", {cpp_name(face.full)}" for face in self.faces(item.factories + item.statics))
        out += (f"template <typename D, typename T, typename... I>\n"
                f"struct {name}T : ::winrt::implements<D, ::winrt::Windows::Foundation::IActivationFactory{faces}, I...> {{\n"
                f"  using instance_type = {cpp_name(item.full)};\n"
                f'  ::winrt::hstring GetRuntimeClassName() const {{ return L"{item.full}"; }}\n'
                f"  ::winrt::Windows::Foundation::IInspectable ActivateInstance() const {{\n")
        out += "    return ::winrt::make<T>();\n" if item.activatable else "    throw ::winrt::hresult_not_implemented();\n"
        out += "  }\n"
        for face in self.faces(item.factories):
            for method in face.methods:
                names = ", ".join(parameter.name for parameter in method.parameters)
                out += f"  auto {method.name}({self.scope.parameters(method)}) const {{ return ::winrt::make<T>({names}); }}\n"
        for face in self.faces(item.statics):
            for method in face.methods:
                names = ", ".join(parameter.name for parameter in method.parameters)
                out += f"  auto {method.name}({self.scope.parameters(method)}) const {{ return T::{method.name}({names}); }}\n"
        out += f"}};\n}}  // namespace winrt::{space}::factory_implementation\n"
        if item.interfaces:
            out += (f"namespace winrt::{space}::implementation {{\ntemplate <typename D, typename... I>\n"
                    f"using {name}T = {name}_base<D, I...>;\n}}  // namespace winrt::{space}::implementation\n")
        return out

    def maker(self):
        return f"winrt_make_{mangled(self.item.full)}"

    def source(self):
        space = self.item.namespace.replace(".", "::")
        return (HEAD + f"// Included by the source of the class, after its header.\n#pragma once\n\nvoid* {self.maker()}() {{\n"
                f"  return winrt::detach_abi(winrt::make<winrt::{space}::factory_implementation::{self.item.name}>());\n}}\n")


def module_source(components, included):
    """`included` are the classes whose X.g.cpp a source includes; the others are made here, from their headers."""
    out = HEAD + "#if __has_include(\"pch.h\")\n#include \"pch.h\"\n#endif\n#include <winrt/base.h>\n\n#include <string_view>\n\n"
    for component in components:
        name = component.item.name
        if name not in included:
            out += f'#if __has_include("{name}.h")\n#include "{name}.h"\n#include "{name}.g.cpp"\n#endif\n'
        out += f"void* {component.maker()}();\n"
    out += "\nbool winrt_can_unload_now() noexcept { return false; }\n\nvoid* winrt_get_activation_factory(std::wstring_view const& name) {\n"
    for component in components:
        out += f'  if (name == L"{component.item.full}") return {component.maker()}();\n'
    out += "  static_cast<void>(name);\n  return nullptr;\n}\n\n"
    names = "".join(f'L"{component.item.full}", ' for component in components)
    return out + EXPORTS.format(names=names)


EXPORTS = '''#define EXPORTED extern "C" __attribute__((visibility("default"), used))

EXPORTED wchar_t const* const penstock_plug_in_classes[] = {{{names}nullptr}};

extern "C" __attribute__((visibility("hidden"))) std::int32_t WINRT_CanUnloadNow() noexcept {{ return 1; }}
extern "C" __attribute__((visibility("hidden"))) std::int32_t WINRT_GetActivationFactory(void* name, void** factory) noexcept try {{
  *factory = winrt_get_activation_factory(winrt::impl::borrow<winrt::hstring>(name));
  return *factory ? 0 : winrt::impl::error_class_not_available.value;
}} catch (...) {{
  return winrt::to_hresult();
}}
EXPORTED __attribute__((weak)) std::int32_t DllCanUnloadNow() noexcept {{ return WINRT_CanUnloadNow(); }}
EXPORTED __attribute__((weak)) std::int32_t DllGetActivationFactory(void* name, void** factory) noexcept {{
  return WINRT_GetActivationFactory(name, factory);
}}
'''
