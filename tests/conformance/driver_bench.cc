// SPDX-License-Identifier: Apache-2.0
#include "driver_bench.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "base/finding.h"
#include "exec/runtime.h"
#include "link/packet_copy.h"
#include "nt/guest.h"
#include "nt/processor.h"
#include "nt/thread_state.h"
#include "testing/packet_text.h"

namespace penstock::conformance {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;
// Real time, which only a broken run takes, and virtual time, which costs nothing.
constexpr std::int64_t kPatience = 10'000 * kMillisecond;
constexpr std::int64_t kSeededPatience = 300 * kMillisecond;

std::unique_ptr<exec::SeededRuntime> scheduler(std::uint64_t seed) {
  if (seed == 0) return nullptr;
  return std::make_unique<exec::SeededRuntime>(exec::SeededOptions{.seed = seed, .level = 2});
}

packet::PoolOptions packet_pool() {
  return app::with_face({.name = "packets", .packets_max = 8192, .clones_max = 8192});
}

testing::PacketText read(const std::string& packet) {
  testing::Words words(packet);
  testing::PacketText text = testing::read_packet_text(words);
  words.expect_end();
  return text;
}

exec::Runtime& in_scope(std::optional<exec::RuntimeScope>& scope, exec::SeededRuntime* seeded) {
  base::finding_log().clear();
  if (seeded != nullptr) scope.emplace(*seeded);
  return exec::runtime();
}

const link::MemoryPairOptions kWire{.queue_packets_max = 4096};

}  // namespace

void EventCounter::happened(const filter::Event& event) {
  kinds_[static_cast<std::size_t>(event.kind)].fetch_add(1);
  if (event.kind == filter::EventKind::classified && event.has_layer)
    layers_[static_cast<std::size_t>(event.layer)].fetch_add(1);
}

std::uint32_t EventCounter::of(filter::EventKind kind) const {
  return kinds_[static_cast<std::size_t>(kind)].load();
}

std::uint32_t EventCounter::classified(filter::Layer layer) const {
  return layers_[static_cast<std::size_t>(layer)].load();
}

DriverBench::DriverBench(std::uint64_t seed)
    : seeded_(scheduler(seed)),
      packets_((in_scope(scope_, seeded_.get()), packet_pool())),
      engine_({.packets = &packets_, .ledger = &app::process_ledger(), .events = &events_}),
      local_wire_(kWire, packets_),
      remote_wire_(kWire, packets_),
      station_(engine_, {}, packets_, reentry_),
      path_({}, local_wire_.right(), remote_wire_.right(), reentry_, idle_),
      windows_(std::make_unique<app::WindowsSide>(engine_, packets_, packets_, host::HostOptions{})) {
  path_.add_station(as_station_);
  local_wire_.right().set_waker(&idle_);
  remote_wire_.right().set_waker(&idle_);
  path_thread_ = exec::runtime().spawn("path", [this] {
    nt::thread_state().is_path = true;
    const nt::PermanentProcessor processor;
    path_.run();
  });
}

// As the program does it: drivers go while the path still runs, because going waits for it.
DriverBench::~DriverBench() {
  for (const std::string& refused : windows_->unload_all()) ADD_FAILURE() << refused;
  path_.request_stop();
  exec::runtime().join(path_thread_);
  local_wire_.right().set_waker(nullptr);
  remote_wire_.right().set_waker(nullptr);
  reentry_.close();
  station_.close();
  windows_.reset();
}

host::LoadedDriver* DriverBench::load(const std::string& name, const host::RegistryParameters& parameters) {
  const std::string folder = name == "hold" ? PENSTOCK_HOLD_FOLDER : PENSTOCK_CONFORMANCE_DRIVERS;
  auto loaded = windows_->host().load(folder + "/" + name + ".so", name, parameters);
  if (loaded) return *loaded;
  ADD_FAILURE() << loaded.fault().message;
  return nullptr;
}

bool DriverBench::unload(host::LoadedDriver& driver) {
  const auto unloaded = windows_->host().unload(driver);
  if (!unloaded) ADD_FAILURE() << unloaded.fault().message;
  return unloaded.ok();
}

nt::DeviceClient DriverBench::open(const std::string& device) {
  auto opened = nt::DeviceClient::open("\\\\.\\" + device);
  if (!opened) throw std::runtime_error("cannot open the device " + device);
  return std::move(*opened);
}

void DriverBench::send(Side side, const std::string& packet) {
  packet::PacketBatch batch;
  packet::PacketPtr sent = link::packet_with_bytes(testing::build(read(packet)), packets_);
  if (sent == nullptr) throw std::runtime_error("the pool is empty: the test holds too many packets");
  batch.push_back(std::move(sent));
  wire(side).send(batch);
}

void DriverBench::local_sends(const std::string& packet) { send(Side::local, packet); }
void DriverBench::remote_sends(const std::string& packet) { send(Side::remote, packet); }

bool DriverBench::take(Side side) {
  if (arrived_[static_cast<std::size_t>(side)].empty()) {
    packet::PacketBatch batch;
    if (!eventually([&] { return wire(side).waiting_packets() > 0; })) return false;
    wire(side).receive(batch);
    for (std::uint32_t i = 0; i < batch.count(); ++i)
      arrived_[static_cast<std::size_t>(side)].emplace_back(batch[i].bytes().begin(), batch[i].bytes().end());
  }
  last_ = std::move(arrived_[static_cast<std::size_t>(side)].front());
  arrived_[static_cast<std::size_t>(side)].pop_front();
  return true;
}

std::string DriverBench::next_at(Side side) { return take(side) ? testing::describe_packet(last_) : ""; }

::testing::AssertionResult DriverBench::arrives(Side side, const std::string& packet) {
  const char* where = side == Side::local ? "local" : "remote";
  if (!take(side))
    return ::testing::AssertionFailure() << "nothing came out at " << where << ", expected " << packet;
  const std::string difference = testing::difference(read(packet), last_);
  if (difference.empty()) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "at " << where << ": " << difference;
}

std::size_t DriverBench::waiting_at(Side side) {
  return wire(side).waiting_packets() + arrived_[static_cast<std::size_t>(side)].size();
}

void DriverBench::endpoint_dies(const std::string& packet) {
  station_.endpoint_died(testing::key_of(read(packet)));
}

bool DriverBench::eventually(base::FunctionRef<bool()> condition) {
  exec::Runtime& runtime = exec::runtime();
  const std::int64_t give_up_ns = runtime.now_ns() + (seeded_ ? kSeededPatience : kPatience);
  while (!condition()) {
    if (runtime.now_ns() >= give_up_ns) return false;
    runtime.sleep_until(runtime.now_ns() + kMillisecond / 10);
  }
  return true;
}

void DriverBench::pass_ms(std::int64_t milliseconds) {
  exec::Runtime& runtime = exec::runtime();
  runtime.sleep_until(runtime.now_ns() + milliseconds * kMillisecond);
}

std::string findings_text() {
  std::string text;
  for (const base::Finding& finding : base::finding_log().list()) {
    text += finding.code + " (" + to_string(finding.severity) + ", " + finding.who + ") " + finding.message +
            " [" + base::name_of(finding.first) + "; " + base::name_of(finding.second) + "]\n";
  }
  return text;
}

std::uint64_t errors() { return base::finding_log().count(base::Severity::error); }

std::uint64_t findings(const std::string& code) { return base::finding_log().count(code); }

bool found_in(const std::string& code, const std::string& function) {
  for (const base::Finding& finding : base::finding_log().list()) {
    if (finding.code != code) continue;
    for (const base::CallSite site : {finding.first, finding.second})
      if (base::name_of(site).rfind(function + "+", 0) == 0) return true;
  }
  return false;
}

}  // namespace penstock::conformance
