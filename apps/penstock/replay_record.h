// SPDX-License-Identifier: Apache-2.0
// One packet of a replay and everything that was said about it, and the places where that is told: lines for
// a person, lines of JSON, a pcapng with comments. The three say the same.
//
// Threads: plain values; a teller by one thread at a time.
// Memory: a record owns a copy of the packet's bytes.
// Errors: a file that cannot be written is told by finish().
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "filter/metadata.h"
#include "link/pcapng_writer.h"

namespace penstock::app {

enum class Origin : std::uint8_t { captured, generated, injected };
const char* to_string(Origin origin);

// What a layer answered.
struct Said {
  std::string layer;
  std::string verdict;
  std::uint64_t filter_id = 0;
  std::uint32_t reauthorize_reason = 0;
};

struct PacketRecord {
  std::uint64_t number = 0;
  Origin origin = Origin::captured;
  filter::Direction direction = filter::Direction::outbound;
  std::int64_t at_ns = 0;  // since 1970
  std::vector<std::uint8_t> bytes;
  std::vector<Said> said;
  bool before_verdict = false;  // its flow was held when it came
  bool held = false;
  std::int64_t held_ns = 0;
  bool decided = false;  // what waited goes its way from then on
  std::string decided_by;
  std::string outcome;  // "delivered", "absorbed", "dropped: blocked", ...
  bool open = true;     // more may follow
};

class RecordTeller {
 public:
  virtual ~RecordTeller() = default;
  virtual void tell(const PacketRecord& record) = 0;
};

// For a person, or a line of JSON each, on standard output.
std::unique_ptr<RecordTeller> make_text_teller();
std::unique_ptr<RecordTeller> make_json_teller();

class CaptureTeller final : public RecordTeller {
 public:
  explicit CaptureTeller(std::unique_ptr<link::PcapngWriter> writer);
  void tell(const PacketRecord& record) override;
  link::Result<void> finish() { return writer_->flush(); }

 private:
  std::unique_ptr<link::PcapngWriter> writer_;
  std::uint32_t interfaces_[2];
};

}  // namespace penstock::app
