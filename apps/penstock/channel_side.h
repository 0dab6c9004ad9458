// SPDX-License-Identifier: Apache-2.0
// A channel of a gateway, as configured: the bus that its client finds at a socket, the driver that provides it, and the
// port that is held while it is paused. The program does here what a virtual machine's worker process does: it hands the
// driver the bus, starts and pauses, saves and restores. A saved channel stays paused, and its image is good until it is
// started.
//
// Threads: one of its own, on which the channel is started, paused, saved and restored; the first asks for it.
// Memory: owns the bus; outlives the drivers.
// Errors: a sentence that names the channel.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/view.h"
#include "channel/bus_host.h"
#include "channel/server_endpoint.h"
#include "channel_image.h"
#include "control/configuration.h"
#include "exec/mutex.h"
#include "link/port_link.h"
#include "nt/device_client.h"
#include "ring_capture.h"

namespace penstock::app {

struct ChannelSurroundings {
  link::PortLink* port = nullptr;
  std::function<bool()> settle;  // waits until the paths have nothing under way; false: they would not stop
  std::function<void(const std::string&)> log;
  std::function<void()> restore_failed;  // of the image it was opened with
};

class ChannelSide {
 public:
  using Opened = std::variant<std::unique_ptr<ChannelSide>, std::string>;
  using Answer = std::variant<base::Row, std::string>;  // or why not

  // With the driver loaded, and before the paths start.
  static Opened open(const control::ChannelSetting& setting, ChannelSurroundings around,
                     std::optional<ImageToRestore> image);
  ~ChannelSide();  // after the drivers are gone

  void begin();
  // Before the drivers are unloaded. A channel that stands saved is let go of without a word to its client.
  void end();

  // Each waits for the channel's thread, not for ever.
  Answer start();
  Answer pause();
  Answer save(const std::string& file);
  Answer restore(const std::string& file);
  // At once, whatever the channel is at.
  Answer begin_capture(const std::string& file) { return capture_.begin(*endpoint_, file); }
  Answer end_capture() { return capture_.end(*endpoint_); }

  const std::string& name() const { return setting_.name; }
  base::Row row() const;
  base::Row details() const;

 private:
  struct Job;
  enum class Phase : std::uint8_t { idle, running, paused, saved, restoring, failed };
  ChannelSide(const control::ChannelSetting& setting, ChannelSurroundings around)
      : setting_(setting), around_(std::move(around)), capture_(setting.name) {}

  std::string attach();
  std::string take_in(std::optional<ImageToRestore> image);
  Answer ask(const char* what, std::function<Answer()> work);
  void work();
  bool next(std::shared_ptr<Job>& job);

  void listen();
  Answer start_now();
  Answer pause_now();
  Answer save_now(const std::string& file);
  Answer prepare_restore(const std::string& file);
  std::string stop_running();
  std::string save_state(std::vector<std::byte>& into);
  std::string consume();
  void go_on_from_image();
  std::string restore_image();
  void let_go_as_killed();

  Phase phase() const { return phase_.load(std::memory_order_acquire); }
  void set_phase(Phase phase) { phase_.store(phase, std::memory_order_release); }
  static const char* text_of(Phase phase);

  const control::ChannelSetting& setting_;
  const ChannelSurroundings around_;
  RingCapture capture_;
  std::unique_ptr<channel::BusHost> host_;
  void* bus_handle_ = nullptr;
  std::optional<nt::DeviceClient> device_;
  channel::ServerEndpoint* endpoint_ = nullptr;  // the driver's, as long as it is loaded
  bool listening_ = false;                       // the channel's thread
  bool from_start_ = false;                      // the image came with the program's start
  std::optional<ImageToRestore> image_;
  std::vector<std::string> images_;  // written since the last start
  std::string set_aside_;            // of them, and not started yet: an operator may still want it
  std::string spent_;                // the client has gone on from it, so it is good for nothing
  std::atomic<Phase> phase_{Phase::idle};

  mutable exec::Mutex lock_;  // of the next three
  std::deque<std::shared_ptr<Job>> jobs_;
  std::string last_image_;
  std::string why_failed_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> ended_{false};
  exec::ThreadId thread_ = 0;
};

}  // namespace penstock::app
