// SPDX-License-Identifier: Apache-2.0
// The lines that say what must have happened. Each takes what it speaks of away, so that a line speaks of
// the oldest thing that no line has spoken of yet.
#include <map>

#include "testing/transcript.h"

namespace penstock::testing {
namespace {

void must(bool fulfilled, const std::string& expected, const std::string& happened) {
  if (!fulfilled) throw TextError("expected " + expected + ", but " + happened);
}

std::string yes_no(bool value) { return value ? "yes" : "no"; }

std::string direction_text(const Seen& seen) {
  if (!seen.has(filter::kHasPacketDirection)) return "none";
  return seen.metadata.packet_direction == filter::Direction::outbound ? "outbound" : "inbound";
}

const char* status_text(filter::InjectionStatus status) {
  switch (status) {
    case filter::InjectionStatus::sent:
      return "sent";
    case filter::InjectionStatus::dropped:
      return "dropped";
    case filter::InjectionStatus::malformed:
      return "malformed";
    case filter::InjectionStatus::path_closed:
      return "path_closed";
  }
  return "?";
}

// What a line may ask of a classification, as text; numbers are compared as numbers.
std::map<std::string, std::string> facts_of(const Seen& seen) {
  const filter::Metadata& meta = seen.metadata;
  const auto number = [](std::uint64_t value) { return std::to_string(value); };
  return {
      {"flags", number(seen.flags)},
      {"reason", seen.has_reason ? number(seen.reason) : "none"},
      {"handle", yes_no(seen.has(filter::kHasCompletionHandle) && meta.completion_handle != 0)},
      {"packet", yes_no(seen.has_packet)},
      {"offset", number(seen.data_offset_bytes)},
      {"size", number(seen.packet_bytes)},
      {"fields", number(seen.value_count)},
      {"direction", direction_text(seen)},
      {"rights", number(seen.rights)},
      {"entry-action", number(static_cast<std::uint32_t>(seen.entry_action))},
      {"entry-flags", number(seen.entry_flags)},
      {"context", number(seen.flow_context)},
      {"filter-context", number(seen.filter_context)},
      {"state", number(static_cast<std::uint32_t>(seen.injection))},
      {"injection-context", number(seen.injection_context)},
      {"local", seen.local},
      {"remote", seen.remote},
      {"arrival", seen.arrival},
      {"protocol", seen.protocol ? number(*seen.protocol) : "none"},
      {"pend", seen.pend.empty() ? "none" : seen.pend},
      {"flow", yes_no(seen.has(filter::kHasFlowHandle) && meta.flow_handle != 0)},
      {"endpoint",
       yes_no(seen.has(filter::kHasTransportEndpointHandle) && meta.transport_endpoint_handle != 0)},
      {"compartment", seen.has(filter::kHasCompartmentId) ? number(meta.compartment_id) : "none"},
      {"ale-required", yes_no(seen.has(filter::kAleClassifyRequired))},
      {"ip-header", seen.has(filter::kHasIpHeaderSize) ? number(meta.ip_header_bytes) : "none"},
      {"transport-header",
       seen.has(filter::kHasTransportHeaderSize) ? number(meta.transport_header_bytes) : "none"},
      {"discard",
       seen.has(filter::kHasDiscardReason)
           ? number(static_cast<std::uint32_t>(meta.discard_module)) + "/" + number(meta.discard_reason)
           : "none"},
      {"thread", seen.thread},
      {"layer", std::string(filter::find_layer(seen.layer)->name)},
  };
}

bool same(const std::string& expected, const std::string& shown) {
  if (expected == shown) return true;
  return expected.starts_with("0x") && std::to_string(read_number(expected, "a value")) == shown;
}

}  // namespace

void Transcript::expect(Words& words) {
  if (words.accept("local")) {
    expect_packet(Side::local, words);
  } else if (words.accept("remote")) {
    expect_packet(Side::remote, words);
  } else if (words.peek() == "finding" || words.peek() == "no") {
    expect_finding(words);
  } else if (words.accept("layers")) {
    expect_layers(words);
  } else if (words.accept("result")) {
    const std::string expected = words.next("a result");
    must(expected == last_result_, expected, "it was " + last_result_);
  } else if (words.accept("count") || words.peek() == "held" || words.peek() == "flows" ||
             words.peek() == "dropped") {
    expect_count(words);
  } else {
    expect_of(words.next("of whom something is expected"), words);
  }
}

void Transcript::expect_packet(Side side, Words& words) {
  const auto packet = host().next_at(side);
  if (words.accept("nothing")) {
    must(!packet, "no packet", packet ? "there is " + describe_packet(*packet) : "");
    return;
  }
  const PacketText expected = read_packet_text(words);
  must(packet.has_value(), "a packet", "none came out");
  const std::string different = difference(expected, *packet);
  must(different.empty(), "another packet (" + different + " differs)",
       "there is " + describe_packet(*packet));
}

void Transcript::take_findings() {
  for (base::Finding& finding : base::finding_log().list()) {
    for (std::uint64_t i = 0; i < finding.count; ++i) findings_.push_back(finding);
  }
  base::finding_log().clear();
}

void Transcript::expect_finding(Words& words) {
  take_findings();
  if (words.accept("no finding")) {
    must(findings_.empty(), "no finding", findings_.empty() ? "" : "there is " + findings_.front().code);
    return;
  }
  words.accept("finding");
  const std::string code = words.next("a code");
  must(!findings_.empty(), "finding " + code, "there is none");
  const base::Finding finding = findings_.front();
  must(finding.code == code, "finding " + code, "there is " + finding.code + ": " + finding.message);
  if (words.accept("by")) {
    const std::string who = words.next("who");
    must(finding.who == who, "that " + who + " did it", "it was " + finding.who);
  }
  if (words.accept("with both calls")) {
    must(finding.first && finding.second, "two call sites", "one is missing");
  }
  findings_.pop_front();
}

void Transcript::expect_layers(Words& words) {
  while (!words.done()) {
    const std::string layer = words.next("a layer");
    if (layer == "nothing") break;
    must(!layers_seen_.empty(), layer, "no further layer was asked");
    must(layers_seen_.front() == layer, layer, "the next one asked was " + layers_seen_.front());
    layers_seen_.pop_front();
  }
  must(layers_seen_.empty(), "no further layer",
       layers_seen_.empty() ? "" : layers_seen_.front() + " was asked");
}

void Transcript::expect_count(Words& words) {
  filter::EngineCounts& counts = engine().counts();
  filter::StationCounts station = host().station().counts();
  const std::string name = words.next("what is counted");
  std::uint64_t value = 0;
  std::uint64_t handed_over = 0;
  for (std::size_t path = 0; path < host().paths(); ++path)
    handed_over += host().path(path).counts().handed_over;
  const std::map<std::string, std::uint64_t> values = {
      {"held", host().ledger().count()},    {"flows", station.flows},
      {"held-total", counts.held},          {"permitted", counts.permitted},
      {"blocked", counts.blocked},          {"abandoned", counts.abandoned},
      {"released", counts.released},        {"reauthorized", counts.reauthorized},
      {"injected", counts.injected},        {"authorized", counts.authorized_flows},
      {"denied", counts.denied_flows},      {"absorbed", counts.absorbed_packets},
      {"generated", station.generated},     {"syn-retransmissions", station.syn_retransmissions_absorbed},
      {"handed-over-by-both", handed_over},
  };
  if (name == "dropped") {
    const std::string reason = words.next("a reason");
    bool known = false;
    for (std::size_t i = 0; i < station.dropped.size(); ++i) {
      if (reason != filter::to_string(static_cast<filter::DropReason>(i))) continue;
      known = true;
      value = station.dropped[i];
    }
    if (!known) throw TextError("'" + reason + "' is no reason for a drop");
  } else {
    const auto found = values.find(name);
    if (found == values.end()) throw TextError("'" + name + "' is not counted");
    value = found->second;
  }
  const std::uint64_t expected = words.number("a count");
  must(value == expected, std::to_string(expected) + " " + name, "there are " + std::to_string(value));
}

void Transcript::expect_of(const std::string& name, Words& words) {
  ScriptedCallout& callout = callout_named(name);
  if (words.accept("nothing")) {
    must(callout.seen.empty(), "that " + name + " was not asked",
         callout.seen.empty() ? "" : "it was: " + describe(callout.seen.front()));
  } else if (words.accept("told context")) {
    const std::uint64_t context = words.number("a context");
    if (!words.accept("is gone")) throw TextError("'is gone' is missing");
    must(!callout.deletions.empty(), "a notice that a context is gone", "there is none");
    must(callout.deletions.front().context == context, std::to_string(context),
         "it was " + std::to_string(callout.deletions.front().context));
    callout.deletions.pop_front();
  } else if (words.accept("told nothing")) {
    must(callout.deletions.empty(), "no notice of a context", "there is one");
  } else if (words.accept("injection")) {
    if (words.accept("not completed")) {
      must(callout.injections.empty(), "no completion", "there is one");
      return;
    }
    const std::string status = words.next("a status");
    must(!callout.injections.empty(), "a completion", "there is none");
    must(status == status_text(callout.injections.front()), status,
         std::string("it was ") + status_text(callout.injections.front()));
    callout.injections.pop_front();
  } else if (words.accept("inside result")) {
    const std::string result = words.next("a result");
    must(result == callout.last_fault, result, "it was " + callout.last_fault);
  } else if (words.accept("filters deleted")) {
    const std::uint64_t count = words.number("a count");
    must(static_cast<std::uint64_t>(callout.filters_deleted) == count, std::to_string(count),
         "there are " + std::to_string(callout.filters_deleted));
  } else {
    expect_seen(callout, words);
  }
}

void Transcript::expect_seen(ScriptedCallout& callout, Words& words) {
  must(!callout.seen.empty(), "that " + callout.name() + " was asked", "it was not");
  const Seen seen = callout.seen.front();
  const std::string happened = "it saw: " + describe(seen);
  if (words.accept("initial")) {
    must(!seen.reauthorization(), "a first classification", happened);
  } else if (words.accept("reauthorize")) {
    must(seen.reauthorization(), "a reauthorization", happened);
  } else if (!words.accept("asked")) {
    throw TextError("expect " + callout.name() + " initial, reauthorize, asked, nothing, told or injection");
  }
  const auto facts = facts_of(seen);
  while (!words.done()) {
    const std::string name = words.next("what it saw");
    const std::string expected = words.next("a value");
    if (name == "endpoint-is") {  // a letter that stands for one endpoint throughout
      const std::uint64_t shown = seen.metadata.transport_endpoint_handle;
      const bool fits = endpoints_.emplace(expected, shown).first->second == shown;
      must(fits, "the endpoint called " + expected, "it is another");
      for (const auto& [letter, endpoint] : endpoints_) {
        must(letter == expected || endpoint != shown, "another endpoint than " + letter, "it is the same");
      }
      continue;
    }
    const auto fact = facts.find(name);
    if (fact == facts.end()) throw TextError("'" + name + "' is nothing that a classification shows");
    must(same(expected, fact->second), name + " " + expected, name + " is " + fact->second + "; " + happened);
  }
  callout.seen.pop_front();
}

}  // namespace penstock::testing
