// SPDX-License-Identifier: Apache-2.0
// A provider of another hand and the caller, on one bench: told what to do through the device that it answers on.
//
// Threads: one test's.
// Memory: a bench, and a handle of each device; all end with it.
// Errors: statuses as the devices give them; findings at the end fail the test.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "vmbus/channel_face.h"

#include "echo_devices.h"
#include "providers/field.h"

namespace penstock::conformance {

struct FieldProvider {
  const char* name;
  const char* device;
  std::uint32_t number;  // the last part of its interface type
};

inline constexpr FieldProvider kTurnstile{"turnstile", "Turnstile", 1};
inline constexpr FieldProvider kFerry{"ferry", "Ferry", 2};
inline constexpr FieldProvider kVault{"vault", "Vault", 4};
inline constexpr FieldProvider kPump{"pump", "Pump", 5};
inline constexpr FieldProvider kLodger{"lodger", "Lodger", 6};
inline constexpr FieldProvider kOrchard{"orchard", "Orchard", 7};
inline constexpr FieldProvider kPostmaster{"postmaster", "Postmaster", 8};
inline constexpr FieldProvider kGranary{"granary", "Granary", 9};
inline constexpr FieldProvider kParlor{"parlor", "Parlor", 10};
inline constexpr FieldProvider kTower{"tower", "Tower", 11};
inline constexpr FieldProvider kCrucible{"crucible", "Crucible", 12};
inline constexpr FieldProvider kTicker{"ticker", "Ticker", 13};
inline constexpr FieldProvider kWarden{"warden", "Warden", 14};

using Bytes = std::vector<std::uint8_t>;
using Pieces = std::vector<Bytes>;

class FieldBench {
 public:
  FieldBench(FieldProvider provider, int seed)
      : bench(static_cast<std::uint64_t>(seed)), provider_(provider) {
    bench.load(provider_.name);
    bench.load("caller");
    device.emplace(bench.open(provider_.device));
    caller.emplace(bench);
  }
  ~FieldBench() {
    caller->close();
    device->close();
    bench.unload("caller");
    bench.unload(provider_.name);
    EXPECT_EQ(provider_errors(), expected_errors) << provider_findings();
  }
  std::int32_t offer() {
    return control(IOCTL_FIELD_OFFER, bytes_of(FIELD_OFFER{bench.bus_handle(), kEchoInstance}));
  }
  void up(bool hold_answers = false, std::uint32_t ring_pages = 1) {
    EXPECT_EQ(offer(), STATUS_SUCCESS) << provider_findings();
    EXPECT_EQ(control(IOCTL_FIELD_START), STATUS_SUCCESS);
    EXPECT_EQ(caller->connect(type(), kEchoInstance, hold_answers, ring_pages), STATUS_SUCCESS);
    EXPECT_TRUE(bench.eventually([&] { return caller->counts().Started == 1 && counts().PostStarted == 1; }))
        << provider_findings();
  }
  GUID type() const {
    return {0x10000000 + provider_.number,
            0x1111,
            0x4222,
            {0x83, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, static_cast<std::uint8_t>(provider_.number)}};
  }
  std::int32_t control(std::uint32_t code, const Bytes& in = {}) {
    return device->control_and_wait(code, in, 0).status;
  }
  std::int32_t number(std::uint32_t code, std::uint32_t value) { return control(code, bytes_of(value)); }
  FIELD_COUNTS counts() {
    return as<FIELD_COUNTS>(device->control_and_wait(IOCTL_FIELD_COUNTS, {}, sizeof(FIELD_COUNTS)));
  }
  // All of it in pieces of at most that many bytes; the status that ended it.
  std::int32_t save(std::size_t piece_bytes, Pieces& pieces) {
    Bytes go_on;
    for (;;) {
      const nt::Answer answer =
          device->control_and_wait(IOCTL_FIELD_SAVE, go_on, sizeof(FIELD_PIECE) + piece_bytes);
      const auto piece = as<FIELD_PIECE>(answer);
      if (answer.status != 0) return answer.status;
      go_on = {1};
      if (piece.Filled != 0) {
        const auto begin = answer.output.begin() + sizeof(FIELD_PIECE);
        pieces.emplace_back(begin, begin + piece.Filled);
      }
      // Nothing required: it is the provider's own status (V-SAVE-14).
      if (piece.Status == STATUS_BUFFER_TOO_SMALL && piece.Required != 0)
        piece_bytes = piece.Required;
      else if (piece.Status != STATUS_BUFFER_OVERFLOW)
        return piece.Status;
    }
  }
  std::int32_t restore(const Pieces& pieces) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const std::int32_t status = control(IOCTL_FIELD_RESTORE, pieces[i]);
      if (i + 1 == pieces.size() || status != STATUS_MORE_PROCESSING_REQUIRED) return status;
    }
    return STATUS_UNSUCCESSFUL;
  }
  // The provider's process ends without a word; a fresh one offers the same.
  void kill_and_replace() {
    for (vmbus::ChannelFace* face : vmbus::faces_of(*bench.guest(provider_.name))) face->server()->abandon();
    device->close();
    bench.unload(provider_.name);
    bench.load(provider_.name);
    device.emplace(bench.open(provider_.device));
    EXPECT_EQ(offer(), STATUS_SUCCESS);
  }

  ProviderBench bench;
  std::optional<nt::DeviceClient> device;
  std::optional<CallerDevice> caller;
  std::uint64_t expected_errors = 0;

 private:
  FieldProvider provider_;
};

}  // namespace penstock::conformance
