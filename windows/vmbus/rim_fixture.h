// SPDX-License-Identifier: Apache-2.0
// For tests: the test program is the guest and calls the library itself, a server's channel and a client's over one
// bus. What the callbacks say is written down in order.
//
// Threads: one test; callbacks on the channels' own.
// Memory: owns everything; both channels are cleaned up at its end.
// Errors: a call that should succeed fails the test.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/finding.h"
#include "channel/memory_bus.h"
#include "exec/free_runtime.h"
#include "exec/mutex.h"
#include "nt/guest.h"
#include "nt/services.h"
#include "nt/thread_state.h"
#include "vmbus/bus_handle.h"
#include "vmbus/environment.h"

#include "vmbus/channel_library.h"

extern "C" const char __executable_start[];
extern "C" const char etext[];

namespace penstock::vmbus {

inline constexpr GUID kType = {0x7E570001, 1, 2, {3}};
inline constexpr GUID kInstance = {0x7E570002, 1, 2, {3}};

inline nt::Guest& the_guest() {
  static nt::Guest* guest = [] {
    auto* made = new nt::Guest("test", nt::ledger().enroll({.name = "test"}));
    nt::add_guest_range(*made, __executable_start, static_cast<std::size_t>(etext - __executable_start));
    made->set_phase(nt::GuestPhase::running);
    return made;
  }();
  return *guest;
}

inline std::uint64_t findings(const char* code) { return base::finding_log().count(std::string_view(code)); }

// What happened, in order; callbacks of C functions find it here.
class Story {
 public:
  void add(std::string what) {
    std::lock_guard hold(lock_);
    told_.push_back(std::move(what));
  }
  std::vector<std::string> told() const {
    std::lock_guard hold(lock_);
    return told_;
  }
  bool has(const std::string& what) const {
    const auto all = told();
    return std::find(all.begin(), all.end(), what) != all.end();
  }
  std::size_t count(const std::string& what) const {
    const auto all = told();
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), what));
  }

 private:
  mutable exec::Mutex lock_;
  std::vector<std::string> told_;
};

class RimTest : public testing::Test {
 protected:
  RimTest() {
    base::finding_log().clear();
    the_guest();
    install({.client_bus = &bus_.client(), .own_memory = &memory_});
    EXPECT_TRUE(bus_.client().connect(channel::bus_version(5, 3)).ok());
    story = &story_;
    opened_status = STATUS_SUCCESS;
    on_packet = nullptr;
  }
  ~RimTest() override {
    take_away(client);
    take_away(server);
    close_bus(handle_);
    uninstall();
    EXPECT_EQ(nt::ledger().count(), 0u);
  }
  static void take_away(VMBCHANNEL& channel) {
    if (channel == nullptr) return;
    VmbChannelDisable(channel);
    VmbChannelCleanup(channel);
    channel = nullptr;
  }

  // Configured and not enabled.
  void make_server() {
    ASSERT_EQ(VmbChannelAllocate(nullptr, TRUE, &server), STATUS_SUCCESS);
    configure(server);
    ASSERT_EQ(VmbServerChannelInitSetTargetInterfaceId(server, kType, kInstance), STATUS_SUCCESS);
    ASSERT_EQ(VmbServerChannelInitSetVmbusHandle(server, handle_), STATUS_SUCCESS);
  }
  void make_client() {
    ASSERT_EQ(VmbChannelAllocate(nullptr, FALSE, &client), STATUS_SUCCESS);
    ASSERT_EQ(VmbChannelInitSetProcessPacketCallbacks(client, &client_process, nullptr), STATUS_SUCCESS);
    ASSERT_EQ(VmbClientChannelInitSetTargetPnp(client, &kType, nullptr, nullptr), STATUS_SUCCESS);
  }
  void up() {
    make_server();
    ASSERT_EQ(VmbChannelEnable(server), STATUS_SUCCESS);
    VmbChannelStart(server);
    make_client();
    ASSERT_EQ(VmbChannelEnable(client), STATUS_SUCCESS);
    ASSERT_TRUE(eventually([] { return story->has("post started"); }));
  }
  template <class Condition>
  static bool eventually(Condition condition) {
    for (int i = 0; i < 20000 && !condition(); ++i)
      exec::runtime().sleep_until(exec::runtime().now_ns() + 500'000);
    return condition();
  }
  static void configure(VMBCHANNEL channel) {
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
    VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
    callbacks.EvtChannelOpened = [](VMBCHANNEL) -> NTSTATUS { return story->add("opened"), opened_status; };
    callbacks.EvtChannelStarted = [](VMBCHANNEL) { story->add("started"); };
    callbacks.EvtChannelPostStarted = [](VMBCHANNEL) { story->add("post started"); };
    callbacks.EvtChannelSuspend = [](VMBCHANNEL) { story->add("suspended"); };
    callbacks.EvtChannelClosed = [](VMBCHANNEL) { story->add("closed"); };
    ASSERT_EQ(VmbChannelInitSetStateChangeCallbacks(channel, &callbacks), STATUS_SUCCESS);
    ASSERT_EQ(VmbChannelInitSetProcessPacketCallbacks(channel, &process, nullptr), STATUS_SUCCESS);
  }
  // One packet from the client to the server; `on_packet` there says what becomes of it.
  void client_sends(std::size_t bytes = 16) {
    std::vector<std::byte> payload(bytes);
    VMBPACKET packet = VmbPacketAllocate(client);
    EXPECT_EQ(VmbPacketSend(packet, payload.data(), static_cast<UINT32>(bytes), nullptr,
                            VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION),
              STATUS_SUCCESS);
  }

  static void process(VMBCHANNEL channel, VMBPACKETCOMPLETION packet, PVOID buffer, UINT32 bytes,
                      UINT32 flags) {
    story->add("packet at " + std::to_string(nt::thread_state().irql));
    if (on_packet != nullptr) return on_packet(channel, packet, buffer, bytes, flags);
    VmbChannelPacketComplete(packet, buffer, bytes);
  }
  static void client_process(VMBCHANNEL, VMBPACKETCOMPLETION packet, PVOID buffer, UINT32 bytes, UINT32) {
    VmbChannelPacketComplete(packet, buffer, bytes);
  }

  static inline Story* story = nullptr;
  static inline NTSTATUS opened_status = STATUS_SUCCESS;
  static inline PFN_VMB_CHANNEL_PROCESS_PACKET on_packet = nullptr;
  VMBCHANNEL server = nullptr;
  VMBCHANNEL client = nullptr;

  exec::FreeRuntime runtime_;
  exec::RuntimeScope scope_{runtime_};
  nt::Services services_;
  channel::OwnMemory memory_;
  channel::MemoryBus bus_{memory_};
  void* handle_ = open_bus(bus_.server());
  Story story_;
};

}  // namespace penstock::vmbus
