// SPDX-License-Identifier: Apache-2.0
#include "ndis/gather.h"

#include <algorithm>
#include <cstring>

#include "ndis/net_buffer.h"

#include <ndis.h>

namespace penstock::ndis {
namespace {

std::uint32_t used_from(const NET_BUFFER& buffer, std::uint32_t offset_bytes, std::size_t wanted_bytes) {
  if (offset_bytes >= buffer.DataLength) return 0;
  return static_cast<std::uint32_t>(std::min<std::size_t>(buffer.DataLength - offset_bytes, wanted_bytes));
}

}  // namespace

std::uint32_t gather(const NET_BUFFER& buffer, std::uint32_t offset_bytes, std::span<std::uint8_t> out) {
  std::uint8_t* to = out.data();
  return walk_bytes(buffer, offset_bytes, used_from(buffer, offset_bytes, out.size()),
                    [&](const std::uint8_t* at, std::uint32_t count_bytes) {
                      std::memcpy(to, at, count_bytes);
                      to += count_bytes;
                    });
}

std::uint32_t gather(const NET_BUFFER& buffer, std::span<std::uint8_t> out) { return gather(buffer, 0, out); }

std::uint32_t scatter(const NET_BUFFER& buffer, std::uint32_t offset_bytes,
                      std::span<const std::uint8_t> bytes) {
  const std::uint8_t* from = bytes.data();
  return walk_bytes(buffer, offset_bytes, used_from(buffer, offset_bytes, bytes.size()),
                    [&](std::uint8_t* at, std::uint32_t count_bytes) {
                      std::memcpy(at, from, count_bytes);
                      from += count_bytes;
                    });
}

}  // namespace penstock::ndis
