// SPDX-License-Identifier: Apache-2.0
// Random numbers and identifiers: from the runtime, so a run is a function of its seed (K-DET-9).
#include <cstring>

#include "exec/runtime.h"
#include "nt/thread_state.h"

#include <bcrypt.h>
#include <ntifs.h>

using namespace penstock::nt;

namespace {

constexpr ULONG kUseSystemGenerator = 2;
constexpr NTSTATUS kInvalidHandle = static_cast<NTSTATUS>(0xC0000008);
constexpr NTSTATUS kNotFound = static_cast<NTSTATUS>(0xC0000225);

int generator;  // its address is the handle

void fill(PUCHAR to, std::size_t bytes) {
  while (bytes > 0) {
    const std::uint64_t bits = penstock::exec::runtime().random();
    const std::size_t part = bytes < sizeof bits ? bytes : sizeof bits;
    std::memcpy(to, &bits, part);
    to += part;
    bytes -= part;
  }
}

// The minimal standard generator of Park and Miller, as RtlUniform documents it.
ULONG step(PULONG seed) {
  constexpr std::uint64_t kModulus = 0x7FFFFFFF;
  *seed = static_cast<ULONG>((std::uint64_t{*seed} * 0x7FFFFFED + 0x7FFFFFC3) % kModulus);
  return *seed;
}

}  // namespace

extern "C" {

ULONG RtlUniform(PULONG seed) { return step(seed); }
ULONG RtlRandom(PULONG seed) { return step(seed); }
ULONG RtlRandomEx(PULONG seed) { return step(seed); }

NTSTATUS BCryptOpenAlgorithmProvider(BCRYPT_ALG_HANDLE* algorithm, LPCWSTR id, LPCWSTR, ULONG) {
  if (id == nullptr || id[0] != 'R' || id[1] != 'N' || id[2] != 'G' || id[3] != 0) return kNotFound;
  *algorithm = &generator;
  return STATUS_SUCCESS;
}

NTSTATUS BCryptCloseAlgorithmProvider(BCRYPT_ALG_HANDLE algorithm, ULONG) {
  return algorithm == &generator ? STATUS_SUCCESS : kInvalidHandle;
}

NTSTATUS BCryptGenRandom(BCRYPT_ALG_HANDLE algorithm, PUCHAR buffer, ULONG bytes, ULONG flags) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const bool known = algorithm == &generator || (algorithm == nullptr && (flags & kUseSystemGenerator) != 0);
  if (!known) return kInvalidHandle;
  fill(buffer, bytes);
  return STATUS_SUCCESS;
}

// Version 4, variant 1.
NTSTATUS ExUuidCreate(UUID* uuid) {
  PENSTOCK_IRQL_MAX(kPassive);
  fill(reinterpret_cast<PUCHAR>(uuid), sizeof *uuid);
  uuid->Data3 = static_cast<USHORT>((uuid->Data3 & 0x0FFF) | 0x4000);
  uuid->Data4[0] = static_cast<UCHAR>((uuid->Data4[0] & 0x3F) | 0x80);
  return STATUS_SUCCESS;
}

}  // extern "C"
