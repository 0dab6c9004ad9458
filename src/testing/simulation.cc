// SPDX-License-Identifier: Apache-2.0
#include "testing/simulation.h"

#include <map>

#include "base/finding.h"
#include "exec/seeded_runtime.h"
#include "testing/random_callout.h"
#include "testing/scripted_host.h"
#include "wire/parse.h"

namespace penstock::testing {
namespace {

constexpr std::uint32_t kFlows = 24;
constexpr std::uint32_t kCallouts = 3;

// What happened, as lines; times and numbers of packets included.
class Trace final : public filter::EventSink {
 public:
  void happened(const filter::Event& event) override {
    lines.push_back(std::to_string(event.at_ns) + " " + filter::to_string(event.kind) + " flow " +
                    std::to_string(event.flow_id) + " layer " +
                    (event.has_layer ? std::to_string(static_cast<int>(event.layer)) : "-") + " " +
                    event.verdict + " " + std::string(event.text));
  }
  std::vector<std::string> lines;
};

class Simulation {
 public:
  explicit Simulation(const SimulationOptions& options)
      : options_(options),
        seeded_({.seed = options.seed, .strategy = exec::Strategy::random}),
        scope_(seeded_),
        host_({.paths = options.paths, .packets_max = 8192, .events = &trace_}) {}

  SimulationResult run();

 private:
  std::uint32_t draw(std::uint32_t below) { return static_cast<std::uint32_t>(seeded_.random() % below); }
  void set_up();
  void step();
  void send_one();
  void send_fragments(const PacketText& about);
  void change_policy();
  void take_packets();
  void check_order(Side side, const Bytes& packet);
  void check_conservation();
  void check_empty();
  void violated(std::string what) { result_.violations.push_back(std::move(what)); }
  PacketText packet_of(std::uint32_t flow, Side from) const;

  const SimulationOptions options_;
  exec::SeededRuntime seeded_;
  exec::RuntimeScope scope_;
  Trace trace_;
  std::vector<std::unique_ptr<RandomCallout>> callouts_;
  ScriptedHost host_;
  filter::SessionId session_ = 0;
  std::uint64_t extra_filter_ = 0;
  std::uint64_t taken_ = 0;
  std::uint32_t sequence_ = 0;
  std::uint16_t datagram_ = 0;
  std::map<std::string, std::uint32_t> newest_;  // of each flow and side: the sequence last seen
  SimulationResult result_;
};

void Simulation::set_up() {
  base::finding_log().clear();
  filter::PolicyStore& policy = host_.engine().policy();
  session_ = *policy.open_session({});
  const filter::Layer layers[kCallouts] = {filter::Layer::ale_auth_connect_v4,
                                           filter::Layer::ale_auth_recv_accept_v4,
                                           filter::Layer::outbound_transport_v4};
  for (const filter::Layer layer : layers) {
    callouts_.push_back(
        std::make_unique<RandomCallout>(host_.engine(), [this](std::uint32_t below) { return draw(below); }));
    const filter::Key key = filter::make_key();
    const filter::Key layer_key = filter::find_layer(layer)->key;
    callouts_.back()->id = *host_.engine().callouts().register_callout(key, *callouts_.back(), 0, 0);
    const bool made =
        policy.add_callout(session_, {.key = key, .display = {.name = "r"}, .layer = layer_key}).ok() &&
        policy
            .add_filter(session_, {.display = {.name = "r"},
                                   .layer = layer_key,
                                   .action = filter::Action::callout_unknown,
                                   .callout = key})
            .ok();
    PENSTOCK_ASSERT(made);
  }
}

PacketText Simulation::packet_of(std::uint32_t flow, Side from) const {
  PacketText text;
  const TextEndpoint local{*wire::parse_address("10.0.0.1"), static_cast<std::uint16_t>(4000 + flow)};
  const TextEndpoint remote{*wire::parse_address("10.0.0.2"), static_cast<std::uint16_t>(50 + flow % 5)};
  text.protocol = flow % 3 == 0 ? wire::kProtocolTcp : wire::kProtocolUdp;
  text.from = from == Side::local ? local : remote;
  text.to = from == Side::local ? remote : local;
  return text;
}

void Simulation::send_one() {
  const std::uint32_t flow = draw(kFlows);
  const Side from = draw(2) == 0 ? Side::local : Side::remote;
  PacketText text = packet_of(flow, from);
  text.payload = std::to_string(++sequence_);
  if (text.protocol == wire::kProtocolTcp) {
    constexpr std::uint8_t kFlags[] = {wire::kTcpSyn, wire::kTcpSyn | wire::kTcpAck, wire::kTcpAck,
                                       wire::kTcpAck, wire::kTcpFin | wire::kTcpAck, wire::kTcpRst};
    text.tcp_flags = kFlags[draw(6)];
  }
  const std::uint32_t kind = draw(20);
  if (kind == 0 && text.protocol == wire::kProtocolUdp) return send_fragments(text);
  if (kind == 1) {  // an error about it, from the other side
    PacketText error{.protocol = wire::kProtocolIcmp, .from = text.to, .to = text.from};
    error.icmp = PacketText::Icmp::unreachable;
    error.about = std::make_shared<PacketText>(text);
    host_.send(from == Side::local ? Side::remote : Side::local, build(error), draw(options_.paths));
    return;
  }
  Bytes packet = build(text);
  if (kind == 2) packet.resize(draw(static_cast<std::uint32_t>(packet.size())) + 1);  // broken
  host_.send(from, packet, draw(options_.paths));
}

// The pieces of one datagram, perhaps in the wrong order, perhaps not all.
void Simulation::send_fragments(const PacketText& about) {
  const Side from = about.from->address == *wire::parse_address("10.0.0.1") ? Side::local : Side::remote;
  PacketText first = about;
  first.payload.reset();
  first.payload_bytes = 120;
  first.fragment = TextFragment{.identification = ++datagram_, .offset_bytes = 0, .more = true};
  PacketText last = first;
  last.fragment = TextFragment{.identification = datagram_, .offset_bytes = 128, .more = false};
  const bool swapped = draw(2) == 0;
  const std::size_t reader = draw(options_.paths);
  host_.send(from, build(swapped ? last : first), reader);
  if (draw(5) != 0) host_.send(from, build(swapped ? first : last), reader);
}

void Simulation::change_policy() {
  filter::PolicyStore& policy = host_.engine().policy();
  if (extra_filter_ != 0) {
    PENSTOCK_ASSERT(policy.delete_filter(session_, extra_filter_).ok());
    extra_filter_ = 0;
    return;
  }
  extra_filter_ =
      *policy.add_filter(session_, {.display = {.name = "extra"},
                                    .layer = filter::find_layer(filter::Layer::ale_auth_connect_v4)->key,
                                    .sublayer = filter::kInspectionSublayer,
                                    .action = filter::Action::permit});
}

void Simulation::step() {
  const std::uint32_t drawn = draw(100);
  if (drawn < 70) {
    send_one();
  } else if (drawn < 90) {
    callouts_[draw(2)]->complete_one();
  } else if (drawn < 93) {
    change_policy();
  } else if (drawn < 96) {
    host_.station(draw(options_.paths)).endpoint_died(key_of(packet_of(draw(kFlows), Side::local)));
  } else {
    seeded_.settle(seeded_.now_ns() + std::int64_t{draw(20)} * 1'000'000'000);
  }
  if (draw(3) == 0) seeded_.settle(seeded_.now_ns());
  seeded_.point(exec::Point::yield);
  take_packets();
}

void Simulation::take_packets() {
  for (const Side side : {Side::local, Side::remote}) {
    while (const auto packet = host_.next_at(side)) {
      ++taken_;
      check_order(side, *packet);
    }
  }
}

// What a callout injected later is behind its time; all others of a flow come in the order they were sent.
void Simulation::check_order(Side side, const Bytes& packet) {
  const auto parsed = wire::parse(packet);
  if (!parsed || parsed->fragment.fragment || parsed->payload_bytes == 0 || !parsed->has_ports()) return;
  if (parsed->protocol == wire::kProtocolUdp) return;  // kept and injected
  const std::string payload(packet.begin() + parsed->payload_offset,
                            packet.begin() + parsed->payload_offset + parsed->payload_bytes);
  const auto number = static_cast<std::uint32_t>(std::stoul(payload));
  const std::string flow = std::to_string(static_cast<int>(side)) + ":" +
                           std::to_string(parsed->source_port) + ":" +
                           std::to_string(parsed->destination_port);
  std::uint32_t& newest = newest_[flow];
  const bool may_be_injected = side == Side::local;  // a SYN that waited for its acceptance
  if (number <= newest && !may_be_injected)
    violated("flow " + flow + ": " + payload + " after " + std::to_string(newest));
  newest = std::max(newest, number);
}

void Simulation::check_conservation() {
  std::uint64_t onward = 0;
  std::uint64_t received = 0;
  std::uint64_t seen = 0;
  std::uint64_t injected = 0;
  for (std::size_t path = 0; path < host_.paths(); ++path) {
    const filter::StationCounts counts = host_.station(path).counts();
    const std::uint64_t in = counts.packets[0] + counts.packets[1];
    std::uint64_t out = counts.onward[0] + counts.onward[1] + counts.waiting;
    for (const std::uint64_t dropped : counts.dropped) out += dropped;
    if (in != out)
      violated("path " + std::to_string(path) + ": " + std::to_string(in) + " in, " + std::to_string(out) +
               " out");
    seen += in;
    injected += counts.injected;
    onward += counts.onward[0] + counts.onward[1] + counts.generated;
    const path::PathCounts path_counts = host_.path(path).counts();
    received += path_counts.received;
    result_.handed_over += path_counts.handed_over;
  }
  if (seen != received + injected)
    violated(std::to_string(received + injected) + " came, " + std::to_string(seen) + " were seen");
  if (onward != taken_) violated(std::to_string(onward) + " went on, " + std::to_string(taken_) + " arrived");
  result_.packets = seen;
  result_.delivered = onward;
}

void Simulation::check_empty() {
  if (const std::uint64_t out = host_.ledger().count(); out != 0)
    violated(std::to_string(out) + " loans are out");
  if (const std::uint64_t out = host_.pool_counts().out; out != 0)
    violated(std::to_string(out) + " packets are out");
  for (const auto& callout : callouts_) {
    if (callout->injections_owed != callout->injections_completed) violated("an injection was not completed");
    if (callout->contexts_begun != callout->contexts_ended) violated("a context was not ended once");
  }
  for (const base::Finding& finding : base::finding_log().list()) {
    if (finding.severity == base::Severity::error) violated(finding.code + ": " + finding.message);
  }
}

SimulationResult Simulation::run() {
  set_up();
  host_.run_freely();
  for (std::uint32_t i = 0; i < options_.steps; ++i) step();
  for (auto& callout : callouts_) {
    while (callout->outstanding() != 0) callout->complete_one();
  }
  seeded_.settle(seeded_.now_ns());
  host_.stop();
  host_.settle();
  take_packets();
  host_.close_station();
  host_.settle();
  take_packets();
  check_conservation();
  check_empty();
  const filter::EngineCounts& counts = host_.engine().counts();
  result_.held = counts.held;
  result_.injected = counts.injected;
  result_.reauthorized = counts.reauthorized;
  result_.trace = std::move(trace_.lines);
  base::finding_log().clear();
  return std::move(result_);
}

}  // namespace

SimulationResult simulate(const SimulationOptions& options) { return Simulation(options).run(); }

}  // namespace penstock::testing
