// SPDX-License-Identifier: Apache-2.0
// A channel as a guest has it: the core's endpoint, and the guest's functions behind the core's events. A handle
// is this object's address; a packet's handle is the core's packet, a completion's handle the loan.
//
// Threads: as the core says; each callback is entered at the level the contract gives it.
// Memory: from allocation to cleanup, or until its guest is gone.
// Errors: F-VMB-1 for a handle that is none, F-VMB-2 for a packet used after it was completed, F-VMB-3 for a
//   cleanup while enabled, F-VMB-7 for a call of life in a state that has no place for it, F-WAIT-6 for a call that
//   would wait for itself.
#pragma once

#include <memory>
#include <vector>

#include "base/call_site.h"
#include "channel/client_endpoint.h"
#include "channel/server_endpoint.h"
#include "vmbus/account.h"

#include "vmbus/channel_library.h"

namespace penstock::vmbus {

// What a guest has set. Functions that were not set are NULL.
struct GuestFunctions {
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS state{};
  PFN_VMB_CHANNEL_PROCESS_PACKET process = nullptr;
  PFN_VMB_CHANNEL_PROCESSING_COMPLETE processing_complete = nullptr;
  PFN_VMB_CHANNEL_SAVE_PACKET save = nullptr;
  PFN_VMB_CHANNEL_RESTORE_PACKET restore = nullptr;
  PFN_VMB_CHANNEL_PNP_FAILURE connect_failed = nullptr;
};

class ChannelFace final : public channel::ChannelEvents {
 public:
  ChannelFace(Tie& tie, bool is_server, base::CallSite made_at);
  ~ChannelFace() override;

  VMBCHANNEL handle() { return reinterpret_cast<VMBCHANNEL>(this); }
  channel::Endpoint& endpoint() { return *endpoint_; }
  channel::ServerEndpoint* server() { return server_; }  // nullptr for a client's
  channel::ClientEndpoint* client() { return client_; }  // nullptr for a server's
  Tie& tie() { return tie_; }
  base::CallSite made_at() const { return made_at_; }
  GuestFunctions functions;
  bool is_marked() const { return mark_ == kMark; }

  bool configured() const override;
  std::uint32_t opened() override;
  void closed() override;
  void suspended() override;
  void started() override;
  void post_started() override;
  void connect_failed(std::uint32_t fault) override;
  void process(channel::ReceivedPacket& packet, channel::MutableBytes payload,
               channel::Delivery how) override;
  void processing_complete(std::uint32_t packets, bool may_block) override;
  bool saves_packets() const override;
  bool restores_packets() const override;
  std::uint32_t save_packet(channel::SentPacket& packet, channel::MutableBytes buffer,
                            std::uint32_t& bytes_needed) override;
  std::uint32_t restore_packet(channel::Bytes library, channel::Bytes own) override;

 private:
  bool cut() const { return tie_.cut.load(std::memory_order_acquire); }
  void tell(VOID (*function)(VMBCHANNEL), const char* what);

  static constexpr std::uint64_t kMark = 0x6C656E6E61686356;

  std::uint64_t mark_ = kMark;
  Tie& tie_;
  const base::CallSite made_at_;
  std::unique_ptr<channel::Endpoint> endpoint_;
  channel::ServerEndpoint* server_ = nullptr;
  channel::ClientEndpoint* client_ = nullptr;
};

ChannelFace& add_face(std::unique_ptr<ChannelFace> face);
// nullptr, which is reported, for what is no channel.
ChannelFace* face_of(VMBCHANNEL channel, const char* function, base::CallSite site);
// The same without a lock, for calls that come with every packet: an address that was never a channel's is the
// guest's own fault here, as it is on Windows.
ChannelFace* marked_face(VMBCHANNEL channel, const char* function, base::CallSite site);
// The same for one that must be a server's, or a client's.
channel::ServerEndpoint* server_of(VMBCHANNEL channel, const char* function, base::CallSite site);
channel::ClientEndpoint* client_of(VMBCHANNEL channel, const char* function, base::CallSite site);
void remove_face(ChannelFace& face);
// Where each that was left had been made; they are disabled and gone.
std::vector<base::CallSite> remove_faces_of(const nt::Guest& guest);
std::vector<ChannelFace*> faces_of(const nt::Guest& guest);

void report_misuse(const char* code, const char* rule, const char* function, const char* fact,
                   base::CallSite first, base::CallSite site);
// A fault of a call that changes the life of a channel and has no status to say so.
void report_wait(const channel::Result<void>& done, const char* function, base::CallSite site);

}  // namespace penstock::vmbus
