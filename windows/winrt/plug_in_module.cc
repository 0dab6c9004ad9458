// SPDX-License-Identifier: Apache-2.0
#include "winrt/plug_in_module.h"

#include <dlfcn.h>

#include <mutex>

#include "exec/mutex.h"
#include "winrt/activation_table.h"

namespace penstock::projection {

using winrt::Windows::Foundation::IActivationFactory;
using winrt::Windows::Foundation::IInspectable;

namespace {

exec::Mutex lock;
std::vector<std::shared_ptr<PlugInModule>>& loaded() {
  static std::vector<std::shared_ptr<PlugInModule>> modules;
  return modules;
}

// Classes of plug-ins for whoever activates them by name.
Factory factory_in_modules(std::wstring_view name);

}  // namespace

PlugInModule::Loaded PlugInModule::load(const std::string& path) {
  std::shared_ptr<PlugInModule> module(new PlugInModule(path));
  void* const object = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!object) return std::string(dlerror());
  module->get_factory_ =
      reinterpret_cast<std::int32_t (*)(void*, void**)>(dlsym(object, "DllGetActivationFactory"));
  if (!module->get_factory_)
    return path + ": exports no DllGetActivationFactory; give penstock_add_vpn_plugin the IDL of its classes";
  module->classes_ = static_cast<wchar_t const* const*>(dlsym(object, "penstock_plug_in_classes"));
  using List = wchar_t const* const* (*)();
  if (auto* const list = reinterpret_cast<List>(dlsym(object, "penstock_list_plug_in_classes")))
    module->classes_ = list();
  {
    std::lock_guard guard(lock);
    loaded().push_back(module);
  }
  static bool const registered = (add_class_source(factory_in_modules), true);
  (void)registered;
  return module;
}

std::vector<std::string> PlugInModule::classes() const {
  std::vector<std::string> names;
  for (auto* name = classes_; name && *name; ++name) names.push_back(winrt::to_string(*name));
  return names;
}

IInspectable PlugInModule::activate(const std::string& class_name) const {
  auto const name = winrt::to_hstring(class_name);
  void* found = nullptr;
  if (get_factory_(winrt::get_abi(name), &found) < 0) return nullptr;
  IActivationFactory const factory{found, winrt::take_ownership_from_abi};
  return factory.ActivateInstance<IInspectable>();
}

IInspectable PlugInModule::activate_first(winrt::guid const& interface_id,
                                          const std::string& preferred) const {
  auto names = preferred.empty() ? classes() : std::vector<std::string>{preferred};
  for (auto const& name : names) {
    IInspectable instance{nullptr};
    try {
      instance = activate(name);
    } catch (winrt::hresult_error const&) {
      continue;  // a class that is not made without arguments
    }
    void* face = nullptr;
    if (!instance || instance.as(interface_id, &face) < 0) continue;
    IInspectable const held{face, winrt::take_ownership_from_abi};
    return instance;
  }
  return nullptr;
}

namespace {

Factory factory_in_modules(std::wstring_view name) {
  std::vector<std::shared_ptr<PlugInModule>> modules;
  {
    std::lock_guard guard(lock);
    modules = loaded();
  }
  for (auto const& module : modules) {
    for (auto const& own : module->classes())
      if (winrt::to_hstring(own) == name) {
        void* const symbols = dlopen(module->path().c_str(), RTLD_NOW | RTLD_NOLOAD);
        auto* const get =
            reinterpret_cast<std::int32_t (*)(void*, void**)>(dlsym(symbols, "DllGetActivationFactory"));
        void* factory = nullptr;
        winrt::hstring const text(name);
        if (get && get(winrt::get_abi(text), &factory) >= 0) return {factory, winrt::take_ownership_from_abi};
      }
  }
  return nullptr;
}

}  // namespace

}  // namespace penstock::projection
