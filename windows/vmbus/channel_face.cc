// SPDX-License-Identifier: Apache-2.0
#include "vmbus/channel_face.h"

#include <string>

#include "ndis/handle_set.h"
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "vmbus/bus_handle.h"
#include "vmbus/environment.h"
#include "vmbus/packet_handle.h"
#include "vmbus/region_book.h"
#include "vmbus/status.h"

namespace penstock::vmbus {
namespace {

ndis::HandleSet<ChannelFace>& faces() {
  static auto* all = new ndis::HandleSet<ChannelFace>;
  return *all;
}

std::byte no_bytes[8];

// A guest's buffer is never NULL (vmbus.md A-18).
PVOID shown(channel::MutableBytes bytes) { return bytes.data() != nullptr ? bytes.data() : no_bytes; }

UINT32 size_of(channel::Bytes bytes) { return static_cast<UINT32>(bytes.size()); }

PVOID unchangeable(channel::Bytes bytes) {
  return bytes.empty() ? nullptr : const_cast<std::byte*>(bytes.data());
}

}  // namespace

ChannelFace::ChannelFace(Tie& tie, bool is_server, base::CallSite made_at) : tie_(tie), made_at_(made_at) {
  const std::string name = tie.guest != nullptr ? tie.guest->name() : "channel";
  if (is_server) {
    auto server = std::make_unique<channel::ServerEndpoint>(*this, nt::ledger(), name);
    server_ = server.get();
    endpoint_ = std::move(server);
  } else {
    auto client =
        std::make_unique<channel::ClientEndpoint>(*environment().client_bus, *this, nt::ledger(), name);
    client_ = client.get();
    endpoint_ = std::move(client);
  }
}

ChannelFace::~ChannelFace() {
  if (client_ != nullptr) forget_lent(*client_);
  endpoint_.reset();
  mark_ = 0;
}

bool ChannelFace::configured() const { return functions.process != nullptr; }

void ChannelFace::tell(VOID (*function)(VMBCHANNEL), const char* what) {
  if (function == nullptr || cut()) return;
  nt::GuestCall call(tie_.guest, nt::kPassive, what);
  function(handle());
}

std::uint32_t ChannelFace::opened() {
  if (functions.state.EvtChannelOpened == nullptr || cut()) return STATUS_SUCCESS;  // V-LIFE-3
  nt::GuestCall call(tie_.guest, nt::kPassive, "EvtChannelOpened");
  const NTSTATUS status = functions.state.EvtChannelOpened(handle());
  return NT_SUCCESS(status) ? STATUS_SUCCESS : static_cast<std::uint32_t>(status);
}

void ChannelFace::closed() {
  tell(functions.state.EvtChannelClosed, "EvtChannelClosed");
  if (server_ == nullptr || forget_mappings(*server_) == 0) return;
  nt::report("F-VMB-6", "V-LIFE-11", base::Severity::error, tie_.guest,
             "a shared buffer is still mapped after EvtChannelClosed; it is taken away", made_at_, {});
}

void ChannelFace::suspended() { tell(functions.state.EvtChannelSuspend, "EvtChannelSuspend"); }
void ChannelFace::started() { tell(functions.state.EvtChannelStarted, "EvtChannelStarted"); }
void ChannelFace::post_started() { tell(functions.state.EvtChannelPostStarted, "EvtChannelPostStarted"); }

void ChannelFace::connect_failed(std::uint32_t fault) {
  if (functions.connect_failed == nullptr || cut()) return;
  nt::GuestCall call(tie_.guest, nt::kPassive, "EvtChannelPnpFailure");
  functions.connect_failed(handle(), to_status(static_cast<channel::Fault>(fault), Family::life));
}

void ChannelFace::process(channel::ReceivedPacket& packet, channel::MutableBytes payload,
                          channel::Delivery how) {
  const packet::LoanId loan = packet.loan();
  if (cut()) {
    (void)channel::Endpoint::complete(nt::ledger(), loan, {}, {});
    return;
  }
  nt::GuestCall call(tie_.guest, how.may_block ? nt::kPassive : nt::kDispatch, "EvtVmbChannelProcessPacket");
  functions.process(handle(), handle_of(loan), shown(payload), size_of(payload),
                    how.external_data ? VMBUS_CHANNEL_PROCESS_PACKET_FLAG_EXTERNAL_DATA : 0);
}

void ChannelFace::processing_complete(std::uint32_t packets, bool may_block) {
  if (functions.processing_complete == nullptr || cut()) return;
  nt::GuestCall call(tie_.guest, may_block ? nt::kPassive : nt::kDispatch, "EvtVmbChannelProcessingComplete");
  functions.processing_complete(handle(), packets);
}

bool ChannelFace::saves_packets() const { return functions.save != nullptr && !cut(); }
bool ChannelFace::restores_packets() const { return functions.restore != nullptr && !cut(); }

std::uint32_t ChannelFace::save_packet(channel::SentPacket& packet, channel::MutableBytes buffer,
                                       std::uint32_t& bytes_needed) {
  nt::GuestCall call(tie_.guest, nt::kPassive, "EvtVmbChannelSavePacket");
  const NTSTATUS status =
      functions.save(handle(), reinterpret_cast<VMBPACKET>(&packet), buffer.empty() ? nullptr : buffer.data(),
                     size_of(buffer), &bytes_needed);
  return NT_SUCCESS(status) ? STATUS_SUCCESS : static_cast<std::uint32_t>(status);
}

std::uint32_t ChannelFace::restore_packet(channel::Bytes library, channel::Bytes own) {
  nt::GuestCall call(tie_.guest, nt::kPassive, "EvtVmbChannelRestorePacket");
  const NTSTATUS status =
      functions.restore(handle(), unchangeable(library), size_of(library), unchangeable(own), size_of(own));
  return NT_SUCCESS(status) ? STATUS_SUCCESS : static_cast<std::uint32_t>(status);
}

// The channels there are.

ChannelFace& add_face(std::unique_ptr<ChannelFace> face) { return *faces().add(std::move(face)); }

ChannelFace* face_of(VMBCHANNEL channel, const char* function, base::CallSite site) {
  ChannelFace* face = faces().find(channel);
  if (face == nullptr)
    report_misuse("F-VMB-1", "V-LIFE-2", function, "what it was given is no channel", {}, site);
  return face;
}

ChannelFace* marked_face(VMBCHANNEL channel, const char* function, base::CallSite site) {
  auto* face = reinterpret_cast<ChannelFace*>(channel);
  if (face != nullptr && face->is_marked()) return face;
  report_misuse("F-VMB-1", "V-LIFE-2", function, "what it was given is no channel", {}, site);
  return nullptr;
}

channel::ServerEndpoint* server_of(VMBCHANNEL channel, const char* function, base::CallSite site) {
  ChannelFace* face = face_of(channel, function, site);
  return face != nullptr ? face->server() : nullptr;
}

channel::ClientEndpoint* client_of(VMBCHANNEL channel, const char* function, base::CallSite site) {
  ChannelFace* face = face_of(channel, function, site);
  return face != nullptr ? face->client() : nullptr;
}

void remove_face(ChannelFace& face) { (void)faces().take(&face); }

std::vector<ChannelFace*> faces_of(const nt::Guest& guest) {
  return faces().all(
      [&](const ChannelFace& face) { return const_cast<ChannelFace&>(face).tie().guest == &guest; });
}

std::vector<channel::ServerEndpoint*> offered_on(const channel::BusServer& bus) {
  std::vector<channel::ServerEndpoint*> offered;
  for (ChannelFace* face : faces().all([](const ChannelFace&) { return true; })) {
    channel::ServerEndpoint* server = face->server();
    if (server != nullptr && server->bus() == &bus && !server->disabled()) offered.push_back(server);
  }
  return offered;
}

std::vector<base::CallSite> remove_faces_of(const nt::Guest& guest) {
  std::vector<base::CallSite> left;
  for (ChannelFace* face : faces_of(guest)) {
    left.push_back(face->made_at());
    (void)face->endpoint().disable();
    remove_face(*face);
  }
  return left;
}

void report_misuse(const char* code, const char* rule, const char* function, const char* fact,
                   base::CallSite first, base::CallSite site) {
  nt::report(code, rule, base::Severity::error, nt::guest_of(site), std::string(function) + ": " + fact,
             first, site);
}

void report_wait(const channel::Result<void>& done, const char* function, base::CallSite site) {
  if (done.ok()) return;
  switch (done.fault()) {
    case channel::Fault::would_wait_for_itself:
      return report_misuse("F-WAIT-6", "V-LIFE-7", function,
                           "called inside a callback of the channel it would wait for", {}, site);
    case channel::Fault::saving:
      return report_misuse("F-VMB-7", "V-SAVE-25", function,
                           "called between the beginning and the end of a save; nothing was done", {}, site);
    default:
      report_misuse("F-VMB-7", "V-LIFE-7", function, "the channel is not enabled; nothing was done", {},
                    site);
  }
}

}  // namespace penstock::vmbus
