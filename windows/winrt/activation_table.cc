// SPDX-License-Identifier: Apache-2.0
#include "winrt/activation_table.h"

#include <map>
#include <mutex>
#include <vector>

#include "exec/mutex.h"

namespace penstock::projection {
namespace {

struct Entry {
  std::wstring_view name;
  FactoryMaker make;
};

constexpr Entry kClasses[] = {
    {L"Windows.Networking.EndpointPair", make_endpoint_pair_factory},
    {L"Windows.Networking.HostName", make_host_name_factory},
};

exec::Mutex lock;
std::vector<ClassSource>& sources() {
  static std::vector<ClassSource> list;
  return list;
}
std::map<std::wstring_view, Factory>& made() {
  static std::map<std::wstring_view, Factory> list;
  return list;
}

Factory find_made(std::wstring_view name) {
  std::lock_guard guard(lock);
  auto const found = made().find(name);
  return found == made().end() ? Factory{nullptr} : found->second;
}

}  // namespace

void add_class_source(ClassSource source) {
  std::lock_guard guard(lock);
  sources().push_back(source);
}

Factory find_factory(std::wstring_view name) {
  if (auto known = find_made(name)) return known;
  for (auto const& entry : kClasses) {
    if (entry.name != name) continue;
    auto factory = entry.make();
    std::lock_guard guard(lock);
    return made().emplace(entry.name, std::move(factory)).first->second;
  }
  std::vector<ClassSource> others;
  {
    std::lock_guard guard(lock);
    others = sources();
  }
  for (auto const source : others)
    if (auto factory = source(name)) return factory;
  return nullptr;
}

}  // namespace penstock::projection

std::int32_t penstock_winrt_activation_factory(void* name, void const* iid, void** factory) noexcept try {
  *factory = nullptr;
  auto const& text = winrt::impl::borrow<winrt::hstring>(name);
  auto const found = penstock::projection::find_factory(text);
  if (!found) {
    return winrt::hresult_class_not_registered(L"no runtime class is called " + text).to_abi();
  }
  return found.as(*static_cast<winrt::guid const*>(iid), factory);
} catch (...) {
  return winrt::to_hresult();
}
