// SPDX-License-Identifier: Apache-2.0
#include "nt/debug_print.h"

#include <atomic>
#include <cstdio>
#include <string>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/printf.h"
#include "nt/thread_state.h"

#include <ntifs.h>

namespace penstock::nt {

namespace {

constexpr std::size_t kLineBytesMax = 512;
constexpr ULONG kDefaultComponent = 101;
constexpr ULONG kInfoLevel = 3;

void to_standard_error(const PrintedLine& line) {
  const bool ended = !line.text.empty() && line.text.back() == '\n';
  std::fprintf(stderr, "%s: %.*s%s", line.guest != nullptr ? line.guest->name().c_str() : "?",
               static_cast<int>(line.text.size()), line.text.data(), ended ? "" : "\n");
}

std::atomic<PrintSink> sink{to_standard_error};
std::atomic<std::uint32_t> shown{0x3};

// A level of 32 and more is a mask itself.
bool is_shown(ULONG level) {
  const std::uint32_t bits = level < 32 ? 1u << level : level;
  return (bits & shown.load(std::memory_order_relaxed)) != 0;
}

bool has_wide_conversion(std::string_view format) {
  for (const char* wide : {"%ws", "%wZ", "%ls", "%S", "%lc", "%C", "%wc"}) {
    if (format.find(wide) != std::string_view::npos) return true;
  }
  return false;
}

void print(ULONG component, ULONG level, std::string_view prefix, PCSTR format, va_list arguments,
           base::CallSite site) {
  exec::runtime().point(exec::Point::print);
  if (thread_state().irql > kPassive && has_wide_conversion(format)) {
    report("F-IRQL-5", "", base::Severity::warning, guest_of(site),
           "Unicode format printed above PASSIVE_LEVEL", {}, site);
  }
  std::string text(prefix);
  text += format_text(format, arguments);
  if (text.size() > kLineBytesMax) text.resize(kLineBytesMax);
  sink.load()({.guest = guest_of(site),
               .component = component,
               .level = level,
               .irql = thread_state().irql,
               .at_ns = exec::runtime().now_ns(),
               .text = text});
}

}  // namespace

PrintSink set_print_sink(PrintSink installed) { return sink.exchange(installed); }
void set_print_mask(std::uint32_t mask) { shown.store(mask); }

}  // namespace penstock::nt

using namespace penstock::nt;

extern "C" {

ULONG DbgPrint(PCSTR format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print(kDefaultComponent, kInfoLevel, "", format, arguments, PENSTOCK_CALLER);
  va_end(arguments);
  return STATUS_SUCCESS;
}

ULONG DbgPrintEx(ULONG component, ULONG level, PCSTR format, ...) {
  if (!is_shown(level)) return STATUS_SUCCESS;
  va_list arguments;
  va_start(arguments, format);
  print(component, level, "", format, arguments, PENSTOCK_CALLER);
  va_end(arguments);
  return STATUS_SUCCESS;
}

ULONG vDbgPrintEx(ULONG component, ULONG level, PCSTR format, va_list arguments) {
  if (is_shown(level)) print(component, level, "", format, arguments, PENSTOCK_CALLER);
  return STATUS_SUCCESS;
}

ULONG vDbgPrintExWithPrefix(PCSTR prefix, ULONG component, ULONG level, PCSTR format, va_list arguments) {
  if (is_shown(level)) print(component, level, prefix, format, arguments, PENSTOCK_CALLER);
  return STATUS_SUCCESS;
}

}  // extern "C"
