// SPDX-License-Identifier: Apache-2.0
#include "wire/packet_checksum.h"

#include <optional>

#include "base/byte_order.h"
#include "wire/checksum.h"

namespace penstock::wire {
namespace {

constexpr std::size_t kIpv4ChecksumAt = 10;

// Where a transport checksum stands and what it covers.
struct Coverage {
  std::uint32_t start = 0;
  std::uint32_t bytes = 0;
  std::uint16_t field = 0;  // from start
  bool pseudo_header = true;
};

std::optional<Coverage> coverage_of(const Parsed& parsed) noexcept {
  if (parsed.transport_header_bytes == 0 || parsed.fragment.fragment || parsed.source_routed) return {};
  Coverage coverage{.start = parsed.network_header_bytes,
                    .bytes = parsed.transport_header_bytes + parsed.payload_bytes};
  switch (parsed.protocol) {
    case kProtocolTcp:
      coverage.field = 16;
      return coverage;
    case kProtocolUdp:
      coverage.field = 6;
      return coverage;
    case kProtocolIcmpV6:
      coverage.field = 2;
      return coverage;
    case kProtocolIcmp:
      coverage.field = 2;
      coverage.pseudo_header = false;
      return coverage;
    default:
      return {};
  }
}

PartialSum pseudo_sum(const Parsed& parsed, const Coverage& coverage) noexcept {
  PartialSum sum;
  if (coverage.pseudo_header) {
    sum.add_pseudo_header(parsed.source, parsed.destination, parsed.protocol, coverage.bytes);
  }
  return sum;
}

bool fits(std::span<const std::uint8_t> bytes, const Parsed& parsed) noexcept {
  return bytes.size() >= parsed.total_bytes;
}

}  // namespace

const char* to_string(ChecksumVerdict verdict) noexcept {
  switch (verdict) {
    case ChecksumVerdict::correct:
      return "correct";
    case ChecksumVerdict::wrong:
      return "wrong";
    case ChecksumVerdict::absent:
      return "absent";
    case ChecksumVerdict::not_covered:
      return "not_covered";
  }
  return "?";
}

ChecksumVerdict verify_network_checksum(std::span<const std::uint8_t> bytes, const Parsed& parsed) noexcept {
  if (parsed.version != 4) return ChecksumVerdict::not_covered;
  if (!fits(bytes, parsed)) return ChecksumVerdict::wrong;
  const bool zero = internet_checksum(bytes.first(parsed.network_header_bytes)) == 0;
  return zero ? ChecksumVerdict::correct : ChecksumVerdict::wrong;
}

ChecksumVerdict verify_transport_checksum(std::span<const std::uint8_t> bytes,
                                          const Parsed& parsed) noexcept {
  const std::optional<Coverage> coverage = coverage_of(parsed);
  if (!coverage) return ChecksumVerdict::not_covered;
  if (!fits(bytes, parsed)) return ChecksumVerdict::wrong;
  const auto covered = bytes.subspan(coverage->start, coverage->bytes);
  if (parsed.protocol == kProtocolUdp && base::load_big16(covered.data() + coverage->field) == 0) {
    // IPv6 has no other check of its addresses, so there it must not be left out (RFC 8200, 8.1).
    return parsed.version == 4 ? ChecksumVerdict::absent : ChecksumVerdict::wrong;
  }
  const bool zero = pseudo_sum(parsed, *coverage).add(covered).value() == 0;
  return zero ? ChecksumVerdict::correct : ChecksumVerdict::wrong;
}

Result<void> fill_network_checksum(std::span<std::uint8_t> bytes, const Parsed& parsed) noexcept {
  if (parsed.version != 4) return {};
  if (!fits(bytes, parsed)) return Fault::too_short;
  base::store_big16(bytes.data() + kIpv4ChecksumAt, 0);
  base::store_big16(bytes.data() + kIpv4ChecksumAt,
                    internet_checksum(bytes.first(parsed.network_header_bytes)));
  return {};
}

Result<void> fill_transport_checksum(std::span<std::uint8_t> bytes, const Parsed& parsed) noexcept {
  const std::optional<Coverage> coverage = coverage_of(parsed);
  if (!coverage) return Fault::no_transport_checksum;
  if (!fits(bytes, parsed)) return Fault::too_short;
  const auto covered = bytes.subspan(coverage->start, coverage->bytes);
  std::uint8_t* field = covered.data() + coverage->field;
  base::store_big16(field, 0);
  const PartialSum sum = pseudo_sum(parsed, *coverage).add(covered);
  base::store_big16(field, parsed.protocol == kProtocolUdp ? sum.value_never_zero() : sum.value());
  return {};
}

Result<void> fill_checksums(std::span<std::uint8_t> bytes, const Parsed& parsed) noexcept {
  if (auto network = fill_network_checksum(bytes, parsed); !network) return network;
  if (!coverage_of(parsed)) return {};
  return fill_transport_checksum(bytes, parsed);
}

Result<void> complete_partial_checksum(std::span<std::uint8_t> bytes, PartialChecksum where) noexcept {
  const std::size_t field_end = std::size_t{where.checksum_start} + where.checksum_offset + 2;
  if (field_end > bytes.size()) return Fault::too_short;
  const PartialSum sum = PartialSum{}.add(bytes.subspan(where.checksum_start));
  // Which protocol it is is not said here, and all of them take 0xffff for 0.
  base::store_big16(bytes.data() + field_end - 2, sum.value_never_zero());
  return {};
}

Result<PartialChecksum> leave_partial_checksum(std::span<std::uint8_t> bytes, const Parsed& parsed) noexcept {
  const std::optional<Coverage> coverage = coverage_of(parsed);
  if (!coverage) return Fault::no_transport_checksum;
  if (!fits(bytes, parsed)) return Fault::too_short;
  base::store_big16(bytes.data() + coverage->start + coverage->field, pseudo_sum(parsed, *coverage).sum());
  return PartialChecksum{.checksum_start = static_cast<std::uint16_t>(coverage->start),
                         .checksum_offset = coverage->field};
}

}  // namespace penstock::wire
