// SPDX-License-Identifier: Apache-2.0
#include "winrt/debug_output.h"

#include <cstdio>
#include <memory>
#include <string>

#include <winrt/penstock/platform.h>
#include <winrt/penstock/string_conversion.h>

#include "exec/mutex.h"

namespace penstock::projection {
namespace {

exec::Mutex lock;
std::shared_ptr<DebugSink> current;

std::shared_ptr<DebugSink> sink() {
  lock.lock();
  auto copy = current;
  lock.unlock();
  return copy;
}

}  // namespace

void set_debug_sink(DebugSink sink) {
  auto next = sink ? std::make_shared<DebugSink>(std::move(sink)) : nullptr;
  lock.lock();
  current.swap(next);
  lock.unlock();
}

}  // namespace penstock::projection

void penstock_winrt_debug_output(wchar_t const* text, std::uint32_t length) noexcept {
  try {
    std::string const line = winrt::to_string(std::wstring_view(text, length));
    if (auto to = penstock::projection::sink())
      (*to)(line);
    else
      std::fprintf(stderr, "%s\n", line.c_str());
  } catch (...) {
    std::fputs("a plug-in's debug output was lost: no memory\n", stderr);
  }
}
