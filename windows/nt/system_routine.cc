// SPDX-License-Identifier: Apache-2.0
// What a driver asks about the system: which functions there are, which version it is.
#include <dlfcn.h>

#include <cstring>
#include <string>

#include "nt/string_conversion.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;

namespace {

constexpr ULONG kMajor = 10, kMinor = 0, kBuild = 20348;

// Names that Windows' kernel exports. The program exports far more: the C library, our own C++.
bool is_kernel_name(const std::string& name) {
  static constexpr const char* kPrefixes[] = {"Ke", "Kf",  "Ex",    "Rtl",   "Ps",          "Ob",    "Mm",
                                              "Io", "Iof", "Zw",    "Se",    "Dbg",         "vDbg",  "Etw",
                                              "Po", "Cm",  "FsRtl", "Probe", "Interlocked", "BCrypt"};
  for (const char* prefix : kPrefixes) {
    if (name.starts_with(prefix)) return true;
  }
  return false;
}

}  // namespace

extern "C" {

PVOID MmGetSystemRoutineAddress(PUNICODE_STRING name) {
  PENSTOCK_IRQL_MAX(kPassive);
  const std::string wanted = utf8_of(*name);
  return is_kernel_name(wanted) ? dlsym(RTLD_DEFAULT, wanted.c_str()) : nullptr;
}

NTSTATUS RtlGetVersion(PRTL_OSVERSIONINFOW version) {
  version->dwMajorVersion = kMajor;
  version->dwMinorVersion = kMinor;
  version->dwBuildNumber = kBuild;
  version->dwPlatformId = 2;
  version->szCSDVersion[0] = 0;
  return STATUS_SUCCESS;
}

BOOLEAN PsGetVersion(PULONG major, PULONG minor, PULONG build, PUNICODE_STRING service_pack) {
  if (major != nullptr) *major = kMajor;
  if (minor != nullptr) *minor = kMinor;
  if (build != nullptr) *build = kBuild;
  if (service_pack != nullptr) *service_pack = {};
  return FALSE;  // not a checked build
}

BOOLEAN RtlIsNtDdiVersionAvailable(ULONG version) { return version <= NTDDI_WIN10_FE; }

KPROCESSOR_MODE ExGetPreviousMode(void) { return KernelMode; }

SIZE_T RtlCompareMemory(const VOID* a, const VOID* b, SIZE_T bytes) {
  const auto* first = static_cast<const unsigned char*>(a);
  const auto* second = static_cast<const unsigned char*>(b);
  SIZE_T equal = 0;
  while (equal < bytes && first[equal] == second[equal]) ++equal;
  return equal;
}

NTSTATUS KeExpandKernelStackAndCalloutEx(PEXPAND_STACK_CALLOUT callout, PVOID parameter, SIZE_T size,
                                         BOOLEAN wait, PVOID context) {
  check_irql_at_most(wait ? kApc : kDispatch, __func__, PENSTOCK_CALLER);
  constexpr SIZE_T kStackBytesMax = 64 * 1024;
  if (size > kStackBytesMax) return STATUS_INVALID_PARAMETER_3;
  if (context != nullptr) return STATUS_INVALID_PARAMETER_5;
  callout(parameter);  // a thread's stack here is far larger than a kernel's
  return STATUS_SUCCESS;
}

NTSTATUS KeExpandKernelStackAndCallout(PEXPAND_STACK_CALLOUT callout, PVOID parameter, SIZE_T size) {
  return KeExpandKernelStackAndCalloutEx(callout, parameter, size, TRUE, nullptr);
}

}  // extern "C"
