// SPDX-License-Identifier: Apache-2.0
#include "replay_record.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "packet_text.h"

namespace penstock::app {
namespace {

const char* direction_text(filter::Direction direction) {
  return direction == filter::Direction::outbound ? "outbound" : "inbound";
}

std::string said_text(const Said& said) {
  std::string text = fmt::format("{}: {}", said.layer, said.verdict);
  if (said.filter_id != 0) text += fmt::format(" (filter {})", said.filter_id);
  if (said.reauthorize_reason != 0) text += fmt::format(" (reauthorization {:#x})", said.reauthorize_reason);
  return text;
}

std::string outcome_text(const PacketRecord& record) {
  std::string text = record.outcome;
  if (record.held) {
    text += fmt::format("; held for {}", duration_text(record.held_ns));
    if (!record.decided_by.empty()) text += ", decided by " + record.decided_by;
  }
  if (record.before_verdict) text += "; before its flow's verdict";
  if (record.origin != Origin::captured) text += fmt::format("; {}", to_string(record.origin));
  return text;
}

class TextTeller final : public RecordTeller {
 public:
  void tell(const PacketRecord& record) override {
    if (!first_ns_) first_ns_ = record.at_ns;
    const std::int64_t since_ns = record.at_ns - *first_ns_;
    fmt::print("{:>6} {:>12.6f} {:<8} {}\n", record.number, static_cast<double>(since_ns) / 1e9,
               direction_text(record.direction), packet_text(record.bytes));
    for (const Said& said : record.said) fmt::print("{:>28} {}\n", "", said_text(said));
    fmt::print("{:>28} -> {}\n", "", outcome_text(record));
  }

 private:
  std::optional<std::int64_t> first_ns_;
};

class JsonTeller final : public RecordTeller {
 public:
  void tell(const PacketRecord& record) override {
    nlohmann::ordered_json line = {{"packet", record.number},
                                   {"at_ns", record.at_ns},
                                   {"origin", to_string(record.origin)},
                                   {"direction", direction_text(record.direction)},
                                   {"summary", packet_text(record.bytes)},
                                   {"bytes", record.bytes.size()}};
    auto said = nlohmann::ordered_json::array();
    for (const Said& one : record.said) {
      nlohmann::ordered_json entry = {{"layer", one.layer}, {"verdict", one.verdict}};
      if (one.filter_id != 0) entry["filter"] = one.filter_id;
      if (one.reauthorize_reason != 0) entry["reauthorize_reason"] = one.reauthorize_reason;
      said.push_back(std::move(entry));
    }
    line["said"] = std::move(said);
    line["outcome"] = record.outcome;
    line["before_verdict"] = record.before_verdict;
    if (record.held) {
      line["held_ns"] = record.held_ns;
      line["decided_by"] = record.decided_by;
    }
    fmt::print("{}\n", line.dump());
  }
};

}  // namespace

const char* to_string(Origin origin) {
  switch (origin) {
    case Origin::captured:
      return "captured";
    case Origin::generated:
      return "generated";
    case Origin::injected:
      return "injected";
  }
  return "?";
}

std::unique_ptr<RecordTeller> make_text_teller() { return std::make_unique<TextTeller>(); }
std::unique_ptr<RecordTeller> make_json_teller() { return std::make_unique<JsonTeller>(); }

CaptureTeller::CaptureTeller(std::unique_ptr<link::PcapngWriter> writer)
    : writer_(std::move(writer)),
      interfaces_{writer_->add_interface("local"), writer_->add_interface("remote")} {}

void CaptureTeller::tell(const PacketRecord& record) {
  std::vector<std::string> texts;
  for (const Said& said : record.said) texts.push_back(said_text(said));
  texts.push_back(outcome_text(record));
  const std::vector<std::string_view> comments(texts.begin(), texts.end());
  const bool outbound = record.direction == filter::Direction::outbound;
  writer_->write(interfaces_[outbound ? 0 : 1], record.at_ns, record.bytes,
                 {.direction = outbound ? link::PacketDirection::outbound : link::PacketDirection::inbound,
                  .comments = comments});
}

}  // namespace penstock::app
