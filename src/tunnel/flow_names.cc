// SPDX-License-Identifier: Apache-2.0
#include "tunnel/flow_names.h"

#include <utility>

#include "wire/parse.h"

namespace penstock::tunnel {
namespace {

constexpr std::uint8_t kSyn = 0x02;
constexpr std::uint8_t kAck = 0x10;

}  // namespace

const std::string* FlowNames::begun_by(std::span<const std::uint8_t> packet) {
  const auto parsed = wire::parse(packet);
  if (programs_ == nullptr || !parsed.ok()) return nullptr;
  const wire::FlowKey key = wire::transport_key(*parsed);
  // What follows a first fragment has no ports, and was told of with that one.
  if (key.is_fragment()) return nullptr;
  const bool opens = key.protocol == wire::kProtocolTcp && (parsed->tcp_flags & (kSyn | kAck)) == kSyn;
  if (!begins(key, opens)) return nullptr;
  const std::string& program = programs_->program_of(key);
  return program.empty() ? nullptr : &program;
}

// A SYN after more than SYNs is another connection between the same ends.
bool FlowNames::begins(const wire::FlowKey& key, bool opens) {
  bool is_new = false;
  Shown& shown = remembered(key, is_new);
  const bool again = opens && shown == Shown::more;
  shown = opens ? Shown::opening : Shown::more;
  return is_new || again;
}

FlowNames::Shown& FlowNames::remembered(const wire::FlowKey& key, bool& is_new) {
  if (const auto found = recent_.find(key); found != recent_.end()) return found->second;
  if (recent_.size() >= kFlowsMax) {
    before_.clear();
    std::swap(recent_, before_);
  }
  if (auto known = before_.extract(key); !known.empty()) {
    return recent_.insert(std::move(known)).position->second;
  }
  is_new = true;
  return recent_[key];
}

}  // namespace penstock::tunnel
