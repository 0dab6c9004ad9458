// SPDX-License-Identifier: Apache-2.0
// Writes captures as pcapng, a block at a time: one section, an interface block for each link, and for each
// packet its bytes, its time in nanoseconds, its direction and what is to be said of it (which layer, what
// verdict) as comments. The bytes of the file are a function of what was written: no host, no time of day,
// no version is in it, so that two equal runs leave equal files.
//
// Threads: one at a time.
// Memory: one buffer; full, or at flush(), it goes to the file.
// Errors: the first failure of the file is kept: everything later is counted as lost, flush() tells why.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "link/descriptor.h"
#include "link/fault.h"

namespace penstock::link {

enum class PacketDirection : std::uint8_t { unknown = 0, inbound = 1, outbound = 2 };

struct PacketNote {
  PacketDirection direction = PacketDirection::unknown;
  std::span<const std::string_view> comments = {};  // UTF-8; each is cut at kCommentBytesMax
};

inline constexpr std::size_t kCommentBytesMax = 4096;
inline constexpr std::uint16_t kLinkTypeRaw = 101;

class PcapngWriter {
 public:
  // Makes or empties the file, and locks it (flock): Reason::busy while another writer has it.
  static Result<std::unique_ptr<PcapngWriter>> create(const std::string& path);
  // Writes where the descriptor is; `subject` names it in faults.
  PcapngWriter(Descriptor file, std::string subject);
  ~PcapngWriter();  // flushes; ask flush() before if you want to know
  PcapngWriter(const PcapngWriter&) = delete;
  PcapngWriter& operator=(const PcapngWriter&) = delete;

  // Returns the number by which packets name it.
  std::uint32_t add_interface(std::string_view name, std::uint16_t link_type = kLinkTypeRaw);
  // `at_ns` since 1970. `original_bytes` where the packet was longer than `bytes`; 0: it was not.
  void write(std::uint32_t interface, std::int64_t at_ns, std::span<const std::uint8_t> bytes,
             const PacketNote& note = {}, std::uint32_t original_bytes = 0);

  Result<void> flush();
  std::uint64_t lost_packets() const { return lost_packets_; }

 private:
  void write_section();
  void begin_block(std::uint32_t type);
  void end_block();
  void put16(std::uint16_t value);
  void put32(std::uint32_t value);
  void put_padded(std::span<const std::uint8_t> bytes);
  void put_option(std::uint16_t code, std::span<const std::uint8_t> value);
  void put_text_option(std::uint16_t code, std::string_view text);

  Descriptor file_;
  const std::string subject_;
  std::vector<std::uint8_t> buffer_;
  std::size_t block_at_ = 0;
  std::uint32_t interfaces_ = 0;
  std::uint64_t lost_packets_ = 0;
  std::optional<Fault> fault_;
};

}  // namespace penstock::link
