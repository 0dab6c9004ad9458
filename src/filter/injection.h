// SPDX-License-Identifier: Apache-2.0
// Inject is custody's mirror image: a callout lends us a packet, and we owe it a completion. Who injected a
// packet, and who before, travels with it and with its clones (W-INJ-7, W-INJ-9).
//
// Threads: completed() on the path's thread, or on the injecting one when a path closes.
// Memory: the history is counted by reference and attached to packets.
// Errors: Status says what became of the packet.
#pragma once

#include <cstdint>
#include <span>

#include "filter/callout.h"
#include "filter/metadata.h"
#include "packet/custody.h"
#include "packet/packet.h"

namespace penstock::filter {

using InjectorId = std::uint64_t;  // 0 is none

// What an injector may be used for (the contract's bits, W-INJ-1).
enum : std::uint32_t {
  kInjectStream = 1,
  kInjectTransport = 2,
  kInjectNetwork = 4,
  kInjectForward = 8,
};

struct InjectorOptions {
  std::uint32_t types = 0;      // 0: transport, stream and forward
  std::uint8_t ip_version = 0;  // 0: both
  packet::BorrowerId owner = 0;
  base::CallSite from;
};

enum class InjectionState : std::uint32_t {
  not_injected = 0,
  by_self = 1,
  by_other = 2,
  previously_by_self = 3,
};

enum class InjectionStatus : std::uint8_t { sent, dropped, malformed, path_closed };

class InjectionCompletion {
 public:
  virtual ~InjectionCompletion() = default;
  virtual void completed(InjectionStatus status) = 0;
};

struct InjectionRequest {
  InjectorId injector = 0;
  std::uint64_t context = 0;
  std::uint32_t type = kInjectTransport;  // one of the bits above
  Direction direction = Direction::outbound;
  packet::PacketPtr packet;                       // begins at the IP header
  const packet::Attachment* continues = nullptr;  // the history of the packet it was made from
  InjectionCompletion* completion = nullptr;
  bool from_loopback = false;
};

struct TransportSend {
  std::uint64_t endpoint_id = 0;
  std::uint8_t ip_version = 4;
  std::uint8_t remote_address[16] = {};  // network order, 4 or 16 bytes
  std::uint8_t source_address[16] = {};  // used when has_source
  bool has_source = false;
  std::uint8_t protocol = 0;  // 0: the endpoint's
  std::span<const std::uint8_t> ipv4_options = {};
};

// One link of a packet's injection history, newest first.
class InjectionHistory final : public packet::Attachment {
 public:
  // Takes a reference on what was before.
  InjectionHistory(InjectorId injector, std::uint64_t context, const packet::Attachment* before);

  InjectionState state_for(InjectorId injector, std::uint64_t* context) const;

 private:
  ~InjectionHistory() override;

  const InjectorId injector_;
  const std::uint64_t context_;
  InjectionHistory* before_;
};

}  // namespace penstock::filter
