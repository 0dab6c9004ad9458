// SPDX-License-Identifier: Apache-2.0
#include "testing/scripted_callout.h"

#include <algorithm>

#include "base/assert.h"
#include "exec/runtime.h"
#include "link/packet_copy.h"

namespace penstock::testing {
namespace {

using filter::Layer;
using filter::Value;
using filter::ValueType;

const Value* value_named(const filter::Classification& shown, std::string_view field) {
  const auto index = filter::field_index(shown.layer, field);
  return index && *index < shown.value_count ? &shown.values[*index] : nullptr;
}

std::string end_text(const filter::Classification& shown, std::string_view address_field,
                     std::string_view port_field) {
  const Value* address = value_named(shown, address_field);
  if (address == nullptr) return "none";
  std::string text = "empty";
  if (address->type == ValueType::uint32) text = wire::to_string(wire::Address::from_v4(address->uint32));
  if (address->type == ValueType::byte_array16) {
    text = "[" + wire::to_string(wire::Address::from_bytes(6, address->byte_array16->data())) + "]";
  }
  const Value* port = value_named(shown, port_field);
  if (port != nullptr && port->type == ValueType::uint16) text += ":" + std::to_string(port->uint16);
  return text;
}

std::string number_text(const Value* value) {
  if (value == nullptr) return "none";
  return value->type == ValueType::uint32 ? std::to_string(value->uint32) : "empty";
}

}  // namespace

// What is owed for one injection; gone when it was paid.
class ScriptedCallout::Completion final : public filter::InjectionCompletion {
 public:
  explicit Completion(ScriptedCallout& callout) : callout_(callout) {}
  void completed(filter::InjectionStatus status) override {
    callout_.injections.push_back(status);
    delete this;
  }

 private:
  ScriptedCallout& callout_;
};

ScriptedCallout::ScriptedCallout(filter::Engine& engine, std::string name)
    : engine_(engine),
      name_(std::move(name)),
      borrower_(engine.ledger().enroll({.name = name_})),
      injector_(*engine.create_injector(
          {.types = filter::kInjectTransport | filter::kInjectNetwork, .owner = borrower_})) {}

ScriptedCallout::~ScriptedCallout() {
  for (Kept& kept : kept_) {
    if (kept.attachment != nullptr) kept.attachment->release();
  }
}

void ScriptedCallout::complete(std::size_t number, bool showing_packet) {
  const void* shown = showing_packet ? static_cast<const void*>(this) : nullptr;
  engine_.complete(loan(number), borrower_, PENSTOCK_CALLER, shown);
}

packet::LoanId ScriptedCallout::loan(std::size_t number) const {
  if (number == 0 || number > loans_.size()) {
    throw TextError(name_ + " has pended " + std::to_string(loans_.size()) + " times, not " +
                    std::to_string(number));
  }
  return loans_[number - 1];
}

void ScriptedCallout::keep(const packet::Packet& packet) {
  Kept kept{.bytes = Bytes(packet.bytes().begin(), packet.bytes().end()), .attachment = packet.attachment()};
  if (kept.attachment != nullptr) kept.attachment->add_reference();
  kept_.push_back(std::move(kept));
}

filter::Result<void> ScriptedCallout::inject_kept(std::size_t number, filter::Direction direction,
                                                  std::uint64_t context) {
  if (number == 0 || number > kept_.size()) throw TextError(name_ + " has kept no such packet");
  const Kept& kept = kept_[number - 1];
  return inject(kept.bytes, kept.attachment, direction, context, filter::kInjectTransport);
}

filter::Result<void> ScriptedCallout::inject(std::span<const std::uint8_t> bytes,
                                             const packet::Attachment* continues, filter::Direction direction,
                                             std::uint64_t context, std::uint32_t type) {
  packet::PacketPtr packet = engine_.allocate_packet();
  PENSTOCK_ASSERT(packet != nullptr && packet->set_size(static_cast<std::uint32_t>(bytes.size())));
  std::copy(bytes.begin(), bytes.end(), packet->data());
  auto* completion = new Completion(*this);
  const auto injected = engine_.inject({.injector = injector_,
                                        .context = context,
                                        .type = type,
                                        .direction = direction,
                                        .packet = std::move(packet),
                                        .continues = continues,
                                        .completion = completion});
  if (!injected) delete completion;  // W-INJ-3: then it is not called
  return injected;
}

bool ScriptedCallout::filter_added(const filter::FilterNotice&) {
  ++filters_added;
  return true;
}

void ScriptedCallout::flow_deleted(Layer layer, std::uint32_t, std::uint64_t context) {
  deletions.push_back({layer, context});
}

Seen ScriptedCallout::look(const filter::Classification& shown, const filter::ClassifyOut& out) const {
  Seen saw{.layer = shown.layer,
           .metadata = *shown.metadata,
           .has_packet = shown.packet != nullptr,
           .data_offset_bytes = shown.data_offset_bytes,
           .packet_bytes = shown.packet == nullptr ? 0 : shown.packet->size_bytes(),
           .value_count = shown.value_count,
           .local = end_text(shown, "IP_LOCAL_ADDRESS", "IP_LOCAL_PORT"),
           .remote = end_text(shown, "IP_REMOTE_ADDRESS", "IP_REMOTE_PORT"),
           .arrival = number_text(value_named(shown, "ARRIVAL_INTERFACE_TYPE")),
           .rights = out.rights,
           .entry_action = out.action,
           .entry_flags = out.flags,
           .filter_id = shown.filter->id,
           .filter_context = shown.filter->context,
           .flow_context = shown.flow_context,
           .thread = exec::runtime().name_of(exec::runtime().self())};
  if (const Value* flags = value_named(shown, "FLAGS")) saw.flags = flags->uint32;
  if (const Value* reason = value_named(shown, "REAUTHORIZE_REASON")) {
    saw.has_reason = true;
    saw.reason = reason->uint32;
  }
  if (const Value* protocol = value_named(shown, "IP_PROTOCOL")) saw.protocol = protocol->uint8;
  if (shown.packet != nullptr) {
    saw.injection = engine_.injection_state(injector_, *shown.packet, &saw.injection_context);
  }
  return saw;
}

const Answer* ScriptedCallout::find_answer(const Seen& seen_now) {
  const auto fits = [&](When when) {
    switch (when) {
      case When::any:
        return true;
      case When::initial:
        return !seen_now.reauthorization();
      case When::reauthorize:
        return seen_now.reauthorization();
      case When::completion:
        return seen_now.reauthorization() && seen_now.reason == 0x10;
      case When::policy_change:
        return seen_now.reauthorization() && seen_now.reason == 0x1;
      case When::injected:
        return seen_now.injection == filter::InjectionState::by_self;
      case When::other_injected:
        return seen_now.injection == filter::InjectionState::by_other;
    }
    return false;
  };
  for (const Answer& answer : answers_) {
    if (answer.once && !answer.words.empty() && fits(answer.when)) return &answer;
  }
  for (auto answer = answers_.rbegin(); answer != answers_.rend(); ++answer) {
    if (!answer->once && fits(answer->when)) return &*answer;
  }
  return nullptr;
}

void ScriptedCallout::classify(const filter::Classification& shown, filter::ClassifyOut& out) {
  PENSTOCK_ASSERT(!inside ||
                  (*shown.metadata).completion_handle == 0);  // never entered by its own completion
  const bool outer = std::exchange(inside, true);
  if (first_handle_ == 0) first_handle_ = shown.metadata->completion_handle;
  if (shown.metadata->flow_handle != 0) last_flow = shown.metadata->flow_handle;
  Seen seen_now = look(shown, out);
  if (const Answer* answer = find_answer(seen_now)) {
    const std::vector<std::string> words = answer->words;
    if (answer->once) const_cast<Answer*>(answer)->words.clear();
    for (const std::string& word : words) say(word, shown, out, seen_now);
  }
  inside = outer;
  seen.push_back(std::move(seen_now));
}

void ScriptedCallout::say(const std::string& word, const filter::Classification& shown,
                          filter::ClassifyOut& out, Seen& seen_now) {
  if (word == "permit") {
    out.action = filter::Action::permit;
  } else if (word == "block") {
    out.action = filter::Action::block;
  } else if (word == "continue") {
    out.action = filter::Action::proceed;
  } else if (word == "none") {
    out.action = filter::Action::none;
  } else if (word == "absorb") {
    out.flags |= filter::kClassifyOutAbsorb;
  } else if (word == "hard") {
    out.rights &= ~std::uint32_t{filter::kRightActionWrite};
  } else {
    act(word, shown, seen_now);
  }
}

void ScriptedCallout::act(const std::string& word, const filter::Classification& shown, Seen& seen_now) {
  if (word == "pend") {
    pend(shown.metadata->completion_handle, seen_now);
  } else if (word == "pend-null") {
    pend(0, seen_now);
  } else if (word == "pend-first-handle") {
    pend(first_handle_, seen_now);
  } else if (word == "pend-elsewhere") {
    exec::Runtime& runtime = exec::runtime();
    const std::uint64_t handle = shown.metadata->completion_handle;
    runtime.join(runtime.spawn("pender", [&] { pend(handle, seen_now); }));
  } else if (word.starts_with("complete=")) {
    complete(read_number(word.substr(9), "which loan"), false);
  } else if (word == "complete") {
    complete(loans_.size(), false);
  } else if (word == "complete-elsewhere") {
    exec::Runtime& runtime = exec::runtime();
    runtime.join(runtime.spawn("completer", [this] { complete(loans_.size(), false); }));
  } else if (word == "keep") {
    if (shown.packet != nullptr) keep(*shown.packet);
  } else if (word == "inject-out") {
    if (!inject_kept(kept_.size(), filter::Direction::outbound, 0)) throw TextError("injection was refused");
  } else if (word == "inject-in") {
    if (!inject_kept(kept_.size(), filter::Direction::inbound, 0)) throw TextError("injection was refused");
  } else if (word == "abort") {
    (void)engine_.abort_flow(last_flow);
  } else if (word == "remove-context") {
    const auto removed = engine_.remove_context(last_flow, shown.layer, id);
    last_fault = removed ? "ok" : fault_word(removed.fault());
  } else if (word.starts_with("associate=")) {
    const auto associated =
        engine_.associate_context(last_flow, shown.layer, id, read_number(word.substr(10), "a context"));
    last_fault = associated ? "ok" : fault_word(associated.fault());
  } else {
    throw TextError("'" + word + "' is no answer of a callout");
  }
}

void ScriptedCallout::pend(std::uint64_t handle, Seen& seen_now) {
  const auto loan = engine_.pend(handle, borrower_, PENSTOCK_CALLER);
  seen_now.pend = loan ? "ok" : fault_word(loan.fault());
  if (loan) loans_.push_back(*loan);
}

std::string fault_word(filter::Fault fault) {
  std::string word = filter::to_string(fault);
  std::replace(word.begin(), word.end(), ' ', '_');
  return word;
}

std::string describe(const Seen& seen) {
  const filter::LayerInfo* info = filter::find_layer(seen.layer);
  std::string text = std::string(info == nullptr ? "?" : info->name);
  text += seen.reauthorization() ? " reauthorize" : " initial";
  text += " flags " + std::to_string(seen.flags) + " reason " + std::to_string(seen.reason);
  text += seen.has(filter::kHasCompletionHandle) ? " handle yes" : " handle no";
  text += seen.has_packet ? " packet yes offset " + std::to_string(seen.data_offset_bytes) : " packet no";
  text += " rights " + std::to_string(seen.rights) + " local " + seen.local + " remote " + seen.remote;
  text += " context " + std::to_string(seen.flow_context);
  text += " state " + std::to_string(static_cast<std::uint32_t>(seen.injection));
  if (!seen.pend.empty()) text += " pend " + seen.pend;
  return text;
}

}  // namespace penstock::testing
