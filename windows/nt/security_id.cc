// SPDX-License-Identifier: Apache-2.0
// Security identifiers: a revision, an authority of six bytes, and up to 15 numbers (nt.md 3.11). They name users in the
// conditions of filters; nobody is looked up here.
#include <cstring>
#include <string>

#include "nt/pool.h"
#include "nt/string_conversion.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;

namespace {

constexpr ULONG kHeaderBytes = 8;
constexpr UCHAR kNumbersMax = 15;

const SID& sid_of(PSID sid) { return *static_cast<const SID*>(sid); }
ULONG length_of(ULONG numbers) { return kHeaderBytes + numbers * sizeof(ULONG); }

std::string text_of(const SID& sid) {
  std::uint64_t authority = 0;
  for (const UCHAR byte : sid.IdentifierAuthority.Value) authority = authority << 8 | byte;
  std::string text = "S-" + std::to_string(sid.Revision) + "-" + std::to_string(authority);
  for (UCHAR i = 0; i < sid.SubAuthorityCount; ++i) text += "-" + std::to_string(sid.SubAuthority[i]);
  return text;
}

}  // namespace

extern "C" {

ULONG RtlLengthRequiredSid(ULONG numbers) { return length_of(numbers); }
ULONG RtlLengthSid(PSID sid) { return length_of(sid_of(sid).SubAuthorityCount); }

BOOLEAN RtlValidSid(PSID sid) {
  if (sid == nullptr) return FALSE;
  return sid_of(sid).Revision == SID_REVISION && sid_of(sid).SubAuthorityCount <= kNumbersMax ? TRUE : FALSE;
}

NTSTATUS RtlInitializeSid(PSID sid, PSID_IDENTIFIER_AUTHORITY authority, UCHAR numbers) {
  if (numbers > kNumbersMax) return STATUS_INVALID_PARAMETER;
  std::memset(sid, 0, length_of(numbers));
  auto* const made = static_cast<SID*>(sid);
  made->Revision = SID_REVISION;
  made->SubAuthorityCount = numbers;
  made->IdentifierAuthority = *authority;
  return STATUS_SUCCESS;
}

PULONG RtlSubAuthoritySid(PSID sid, ULONG index) { return &static_cast<SID*>(sid)->SubAuthority[index]; }
PUCHAR RtlSubAuthorityCountSid(PSID sid) { return &static_cast<SID*>(sid)->SubAuthorityCount; }

BOOLEAN RtlEqualSid(PSID a, PSID b) {
  const ULONG bytes = RtlLengthSid(a);
  return bytes == RtlLengthSid(b) && std::memcmp(a, b, bytes) == 0 ? TRUE : FALSE;
}

NTSTATUS RtlCopySid(ULONG room, PSID to, PSID from) {
  const ULONG bytes = RtlLengthSid(from);
  if (bytes > room) return STATUS_BUFFER_TOO_SMALL;
  std::memcpy(to, from, bytes);
  return STATUS_SUCCESS;
}

NTSTATUS RtlConvertSidToUnicodeString(PUNICODE_STRING to, PSID sid, BOOLEAN allocate) {
  PENSTOCK_IRQL_MAX(kPassive);
  if (RtlValidSid(sid) == FALSE) return STATUS_INVALID_SID;
  const std::u16string text = utf16_of(text_of(sid_of(sid)));
  const auto bytes = static_cast<USHORT>(text.size() * sizeof(char16_t));
  if (allocate != FALSE) {
    to->MaximumLength = static_cast<USHORT>(bytes + sizeof(char16_t));
    to->Buffer = static_cast<PWSTR>(allocate_pool(
        {.size_bytes = to->MaximumLength, .tag = 0x72745374, .what = __func__}, PENSTOCK_CALLER));
    if (to->Buffer == nullptr) return STATUS_NO_MEMORY;
  }
  if (to->MaximumLength < bytes) return STATUS_BUFFER_OVERFLOW;
  to->Length = bytes;
  std::memcpy(to->Buffer, text.data(), bytes);
  if (to->MaximumLength > bytes) to->Buffer[text.size()] = 0;
  return STATUS_SUCCESS;
}

}  // extern "C"
