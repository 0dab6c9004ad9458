// SPDX-License-Identifier: Apache-2.0
#include "provider_bench.h"

#include <stdexcept>

#include "base/finding.h"
#include "exec/runtime.h"
#include "nt/guest.h"
#include "vmbus/bus_handle.h"
#include "vmbus/environment.h"

namespace penstock::conformance {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::int64_t kPatience = 20'000 * kMillisecond;

std::unique_ptr<exec::Runtime> make_runtime(std::uint64_t seed) {
  base::finding_log().clear();
  if (seed == 0) return std::make_unique<exec::FreeRuntime>();
  return std::make_unique<exec::SeededRuntime>(exec::SeededOptions{.seed = seed, .level = 2});
}

std::string path_of(const std::string& name) {
  return (name == "echo_service" ? PENSTOCK_ECHO_FOLDER : PENSTOCK_CONFORMANCE_PROVIDERS) +
         ("/" + name + ".so");
}

}  // namespace

ProviderBench::ProviderBench(std::uint64_t seed)
    : runtime_(make_runtime(seed)),
      scope_(*runtime_),
      services_(std::make_unique<nt::Services>()),
      bus_(std::make_unique<channel::MemoryBus>(memory_)),
      bus_handle_(vmbus::open_bus(bus_->server())),
      host_(std::make_unique<host::Host>()) {
  vmbus::install({.client_bus = &bus_->client(), .own_memory = &memory_});
  EXPECT_TRUE(bus_->client().connect(channel::bus_version(5, 3)).ok());
}

ProviderBench::~ProviderBench() {
  host_.reset();
  vmbus::close_bus(bus_handle_);
  vmbus::uninstall();
  EXPECT_EQ(nt::ledger().count(), 0u);
  services_.reset();
  bus_.reset();
}

host::LoadedDriver* ProviderBench::load(const std::string& name) {
  auto loaded = host_->load(path_of(name), name);
  if (loaded) return *loaded;
  ADD_FAILURE() << loaded.fault().message;
  return nullptr;
}

void ProviderBench::unload(const std::string& name) {
  for (const auto& driver : host_->drivers()) {
    if (driver->name() != name) continue;
    const auto unloaded = host_->unload(*driver);
    if (!unloaded) ADD_FAILURE() << unloaded.fault().message;
    return;
  }
  ADD_FAILURE() << name << " is not loaded";
}

nt::Guest* ProviderBench::guest(const std::string& name) {
  for (const auto& driver : host_->drivers()) {
    if (driver->name() == name) return &driver->guest();
  }
  return nullptr;
}

nt::DeviceClient ProviderBench::open(const std::string& device) {
  auto opened = nt::DeviceClient::open("\\\\.\\" + device);
  if (!opened) throw std::runtime_error("cannot open the device " + device);
  return std::move(*opened);
}

bool ProviderBench::eventually(base::FunctionRef<bool()> condition) {
  const std::int64_t give_up_ns = runtime_->now_ns() + kPatience;
  while (!condition()) {
    if (runtime_->now_ns() >= give_up_ns) return false;
    runtime_->sleep_until(runtime_->now_ns() + kMillisecond / 10);
  }
  return true;
}

void ProviderBench::pass_ms(std::int64_t milliseconds) {
  runtime_->sleep_until(runtime_->now_ns() + milliseconds * kMillisecond);
}

std::string provider_findings() {
  std::string text;
  for (const base::Finding& finding : base::finding_log().list()) {
    text += finding.code + " (" + to_string(finding.severity) + ", " + finding.who + ") " + finding.message +
            " [" + base::name_of(finding.first) + "; " + base::name_of(finding.second) + "]\n";
  }
  return text;
}

std::uint64_t provider_errors() { return base::finding_log().count(base::Severity::error); }

}  // namespace penstock::conformance
