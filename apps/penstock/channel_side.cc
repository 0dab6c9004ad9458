// SPDX-License-Identifier: Apache-2.0
#include "channel_side.h"

#include <fmt/format.h>

#include <cstring>
#include <mutex>

#include "exec/runtime.h"
#include "vmbus/bus_handle.h"

namespace penstock::app {
namespace {

constexpr std::int64_t kPatienceNs = 10'000'000'000;
constexpr std::int64_t kEndPatienceNs = 5'000'000'000;

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

const char* text_of(channel::Life life) {
  switch (life) {
    case channel::Life::disabled:
      return "disabled";
    case channel::Life::enabled:
      return "offered";
    case channel::Life::open:
      return "open";
  }
  return "?";
}

std::string why_no_socket(const std::string& path, channel::Fault fault) {
  if (fault == channel::Fault::in_use) return path + ": somebody answers there already; choose another path";
  return path + ": cannot listen there: it is no socket, or its folder is missing or not ours";
}

}  // namespace

struct ChannelSide::Job {
  std::function<Answer()> work;
  std::atomic<bool> done{false};
  Answer answer;
};

std::string status_text(std::int32_t status) {
  return fmt::format("{:#010x}", static_cast<std::uint32_t>(status));
}

const char* ChannelSide::text_of(Phase phase) {
  switch (phase) {
    case Phase::idle:
      return "not started";
    case Phase::running:
      return "active";
    case Phase::paused:
      return "paused";
    case Phase::saved:
      return "saved";
    case Phase::restoring:
      return "waits for the client of its image";
    case Phase::failed:
      return "failed";
  }
  return "?";
}

ChannelSide::Opened ChannelSide::open(const control::ChannelSetting& setting, ChannelSurroundings around,
                                      std::optional<ImageToRestore> image) {
  auto side = std::unique_ptr<ChannelSide>(new ChannelSide(setting, std::move(around)));
  auto host = channel::BusHost::open({.path = setting.socket,
                                      .mode = setting.socket_mode,
                                      .memory_bytes_max = std::uint64_t{setting.memory_mib_max} << 20});
  if (!host) return "socket: " + why_no_socket(setting.socket, host.fault());
  side->host_ = std::move(*host);
  side->from_start_ = image.has_value();
  if (const std::string wrong = side->take_in(std::move(image)); !wrong.empty()) return wrong;
  if (const std::string wrong = side->attach(); !wrong.empty()) {
    // The bus goes now, and the driver stays for a while.
    for (channel::ServerEndpoint* offered : vmbus::offered_on(side->host_->server()))
      (void)offered->disable();
    side->end();
    return wrong;
  }
  return side;
}

std::string ChannelSide::attach() {
  auto device = nt::DeviceClient::open(std::string_view(setting_.device));
  if (!device) {
    return fmt::format("attach: no device {} (status {}): is it the driver's control device?",
                       setting_.device, status_text(device.fault().status));
  }
  device_ = std::move(*device);
  bus_handle_ = vmbus::open_bus(host_->server());
  std::vector<std::uint8_t> input = setting_.attach_input;
  const auto handle = reinterpret_cast<std::uintptr_t>(bus_handle_);
  std::memcpy(input.data() + setting_.attach_bus_at, &handle, sizeof handle);
  const nt::Answer answer = device_->control_and_wait(setting_.attach_control, input, 0);
  if (answer.status < 0) {
    return fmt::format("attach: driver {} refused control {:#x} with status {}", setting_.driver,
                       setting_.attach_control, status_text(answer.status));
  }
  const auto offered = vmbus::offered_on(host_->server());
  if (offered.size() != 1) {
    return fmt::format("attach: driver {} offers {} channels on its bus; exactly one is wanted",
                       setting_.driver, offered.size());
  }
  endpoint_ = offered.front();
  if (setting_.capture.empty()) return {};
  const Answer captured = begin_capture(setting_.capture);
  const auto* wrong = std::get_if<std::string>(&captured);
  return wrong == nullptr ? std::string() : "capture: " + *wrong;
}

void ChannelSide::begin() {
  thread_ = exec::runtime().spawn("channel " + setting_.name, [this] { work(); });
}

void ChannelSide::end() {
  stopping_.store(true, std::memory_order_release);
  exec::runtime().unpark_all(&jobs_);
  if (phase() == Phase::saved || phase() == Phase::restoring || phase() == Phase::failed) let_go_as_killed();
  const std::int64_t deadline_ns = exec::runtime().now_ns() + kEndPatienceNs;
  const auto runs = [this] { return thread_ != 0 && !ended_.load(std::memory_order_acquire); };
  while (runs() && exec::runtime().now_ns() < deadline_ns) exec::runtime().park(&ended_, runs, deadline_ns);
  if (device_) device_->close();
  if (bus_handle_ != nullptr) vmbus::close_bus(std::exchange(bus_handle_, nullptr));
}

// The client is not told: it will find whoever restores the image.
void ChannelSide::let_go_as_killed() {
  host_->cut();
  if (endpoint_ != nullptr) endpoint_->abandon();
}

ChannelSide::~ChannelSide() {
  stopping_.store(true, std::memory_order_release);
  exec::runtime().unpark_all(&jobs_);
  if (thread_ != 0) exec::runtime().join(thread_);
}

bool ChannelSide::next(std::shared_ptr<Job>& job) {
  const auto nothing = [this] {
    std::lock_guard hold(lock_);
    return jobs_.empty() && !stopping_.load(std::memory_order_acquire);
  };
  while (nothing()) exec::runtime().park(&jobs_, nothing, exec::kForever);
  std::lock_guard hold(lock_);
  if (jobs_.empty()) return false;
  job = std::move(jobs_.front());
  jobs_.pop_front();
  return true;
}

void ChannelSide::work() {
  if (image_) {
    listen();
    go_on_from_image();
  } else if (setting_.start) {
    (void)start_now();
  }
  for (std::shared_ptr<Job> job; next(job);) {
    job->answer = job->work();
    job->done.store(true, std::memory_order_release);
    exec::runtime().unpark_all(job.get());
    if (image_) go_on_from_image();
  }
  ended_.store(true, std::memory_order_release);
  exec::runtime().unpark_all(&ended_);
}

ChannelSide::Answer ChannelSide::ask(const char* what, std::function<Answer()> work) {
  if (phase() == Phase::restoring) {
    return fmt::format(
        "channel {} waits for the client of its image; nothing else can be done before it is back",
        setting_.name);
  }
  if (phase() == Phase::failed) {
    std::lock_guard hold(lock_);
    return fmt::format("channel {} could not be restored: {}", setting_.name, why_failed_);
  }
  auto job = std::make_shared<Job>();
  job->work = std::move(work);
  {
    std::lock_guard hold(lock_);
    jobs_.push_back(job);
  }
  exec::runtime().unpark_all(&jobs_);
  const std::int64_t deadline_ns = exec::runtime().now_ns() + kPatienceNs;
  const auto waits = [&] { return !job->done.load(std::memory_order_acquire); };
  while (waits() && exec::runtime().now_ns() < deadline_ns)
    exec::runtime().park(job.get(), waits, deadline_ns);
  if (waits()) {
    return fmt::format(
        "channel {}: {} is under way and not done yet; the driver holds {} packets; see: penstock "
        "channel list",
        setting_.name, what, endpoint_->outstanding());
  }
  return job->answer;
}

ChannelSide::Answer ChannelSide::start() {
  return ask("the start", [this] { return start_now(); });
}
ChannelSide::Answer ChannelSide::pause() {
  return ask("the pause", [this] { return pause_now(); });
}
ChannelSide::Answer ChannelSide::save(const std::string& file) {
  return ask("the save", [this, file] { return save_now(file); });
}
ChannelSide::Answer ChannelSide::restore(const std::string& file) {
  return ask("the restore", [this, file] { return prepare_restore(file); });
}

// ---- on the channel's thread ----

void ChannelSide::listen() {
  if (std::exchange(listening_, true)) return;
  host_->run();
}

ChannelSide::Answer ChannelSide::start_now() {
  if (phase() == Phase::running) return fmt::format("channel {} is active already", setting_.name);
  if (const std::string wrong = consume(); !wrong.empty()) return wrong;
  listen();
  if (const auto started = endpoint_->start(); !started) {
    return fmt::format("channel {}: cannot be started: {}", setting_.name,
                       channel::to_string(started.fault()));
  }
  if (!set_aside_.empty()) spent_ = std::exchange(set_aside_, {});
  if (around_.port != nullptr) around_.port->let_go();
  set_phase(Phase::running);
  return base::Row{{"channel", setting_.name}, {"answer", std::string("started")}};
}

// First the port: a provider that is paused may not want what the path sends.
std::string ChannelSide::stop_running() {
  if (around_.port != nullptr) around_.port->hold();
  if (const auto paused = endpoint_->pause(); !paused)
    return fmt::format("channel {}: cannot be paused: {}", setting_.name, channel::to_string(paused.fault()));
  capture_.flush();
  if (phase() != Phase::saved) set_phase(Phase::paused);
  return {};
}

ChannelSide::Answer ChannelSide::pause_now() {
  if (phase() == Phase::paused || phase() == Phase::saved)
    return fmt::format("channel {} is paused already", setting_.name);
  if (const std::string wrong = stop_running(); !wrong.empty()) return wrong;
  return base::Row{{"channel", setting_.name}, {"answer", std::string("paused")}};
}

// ---- shown ----

base::Row ChannelSide::row() const {
  std::string image;
  {
    std::lock_guard hold(lock_);
    image = phase() == Phase::failed ? why_failed_ : last_image_;
  }
  return {{"channel", setting_.name},
          {"driver", setting_.driver},
          {"state", std::string(text_of(phase()))},
          {"is", std::string(app::text_of(endpoint_->life()))},
          {"client", std::string(channel::to_string(host_->client()))},
          {"received and held", number(endpoint_->outstanding())},
          {"in flight", number(endpoint_->in_flight())},
          {"queued", number(endpoint_->queued_now())},
          {"held at the port", number(around_.port == nullptr ? 0 : around_.port->held_packets())},
          {"image", phase() == Phase::saved || phase() == Phase::failed ? image : std::string()}};
}

base::Row ChannelSide::details() const {
  base::Row row = this->row();
  const channel::ChannelCounts counts = endpoint_->counts();
  const channel::BusServerCounts bus = host_->server().counts();
  std::uint64_t violations = 0;
  for (const std::uint64_t one : counts.violations) violations += one;
  const std::uint32_t version = host_->server().version();
  base::Row more = {{"socket", setting_.socket},
                    {"port", setting_.port},
                    {"bus version", fmt::format("{}.{}", version >> 16, version & 0xFFFF)},
                    {"epoch", number(host_->identity().epoch)},
                    {"turned away", number(host_->turned_away())},
                    {"received", number(counts.received)},
                    {"completed", number(counts.completed)},
                    {"sent", number(counts.sent)},
                    {"answers", number(counts.answers)},
                    {"waited for room", number(counts.queued)},
                    {"signals", number(counts.signals)},
                    {"violations", number(violations)},
                    {"bus messages", number(bus.messages)},
                    {"bus messages refused", number(bus.refused + bus.unexpected)}};
  row.insert(row.end(), more.begin(), more.end());
  const base::Row capture = capture_.details();
  row.insert(row.end(), capture.begin(), capture.end());
  return row;
}

}  // namespace penstock::app
