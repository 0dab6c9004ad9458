// SPDX-License-Identifier: Apache-2.0
// The exports of a plug-in without IDL: the classes that its sources registered (tools/lower_plug_in_source).
#include <winrt/base.h>

#define EXPORTED extern "C" __attribute__((visibility("default"), used))

void* winrt_get_activation_factory(std::wstring_view const& name) {
  for (auto const& entry : winrt::impl::local_classes())
    if (entry.name == name) return entry.make();
  return nullptr;
}

namespace {

struct Names {
  wchar_t const* list[33] = {};
  Names() {
    std::size_t count = 0;
    for (auto const& entry : winrt::impl::local_classes())
      if (count != 32) list[count++] = entry.name.data();
  }
};

}  // namespace

EXPORTED wchar_t const* const* penstock_list_plug_in_classes() {
  static Names const names;
  return names.list;
}
EXPORTED __attribute__((weak)) std::int32_t DllCanUnloadNow() noexcept { return 1; }
EXPORTED __attribute__((weak)) std::int32_t DllGetActivationFactory(void* name, void** factory) noexcept try {
  *factory = winrt_get_activation_factory(winrt::impl::borrow<winrt::hstring>(name));
  return *factory ? 0 : winrt::impl::error_class_not_available.value;
} catch (...) {
  return winrt::to_hresult();
}
