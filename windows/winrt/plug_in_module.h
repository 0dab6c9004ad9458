// SPDX-License-Identifier: Apache-2.0
// A plug-in's shared object, loaded: its runtime classes by name, and which of them is its background task or, where it
// has none, its VPN plug-in.
//
// Threads: load and unload by one thread; factories from any.
// Memory: never unloaded while an object of it may be alive, which nobody can know: it stays until the process ends.
// Errors: text that says what is missing.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <winrt/base.h>

namespace penstock::projection {

class PlugInModule {
 public:
  using Loaded = std::variant<std::shared_ptr<PlugInModule>, std::string>;
  static Loaded load(const std::string& path);

  const std::string& path() const { return path_; }
  std::vector<std::string> classes() const;
  // An instance of a class by name, null when the plug-in has none.
  winrt::Windows::Foundation::IInspectable activate(const std::string& class_name) const;
  // The first class, in the order of the plug-in, whose instances answer to an interface. An entry point that
  // names its class wins.
  winrt::Windows::Foundation::IInspectable activate_first(winrt::guid const& interface_id,
                                                          const std::string& preferred) const;

 private:
  explicit PlugInModule(std::string path) : path_(std::move(path)) {}

  std::string path_;
  std::int32_t (*get_factory_)(void* name, void** factory) = nullptr;
  wchar_t const* const* classes_ = nullptr;
};

}  // namespace penstock::projection
