// SPDX-License-Identifier: Apache-2.0
// A capture file as a link: pcap or pcapng, read with libpcap. Packets come in the file's order with the
// file's times, as fast as they are asked for; or, paced, no earlier than the runtime's clock says, counted
// from the first packet. It takes no packets: what is sent to it is refused.
//
// Threads: one.
// Memory: packets come from the pool; the reader holds one frame ahead.
// Errors: open() says what file and why. A file that errs later ends there: state `failed`, fault() tells.
//   Frames without IP are dropped_malformed, by reason in frame_faults(); frames longer than a buffer are
//   dropped_too_long. Packets that the capture cut short are handed on as they are.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "link/fault.h"
#include "link/framing.h"
#include "link/link.h"
#include "link/link_counters.h"
#include "packet/pool.h"

struct pcap;

namespace penstock::link {

struct CaptureOptions {
  std::string path;
  std::uint32_t mtu_bytes = 65535;  // what mtu_bytes() says: a capture has none of its own
  bool paced = false;               // arrived_ns is on the runtime's clock, and nothing comes before its time
};

class CaptureLink final : public Link {
 public:
  static Result<std::unique_ptr<CaptureLink>> open(CaptureOptions options, packet::PacketPool& pool);
  ~CaptureLink() override;

  const std::string& name() const override { return options_.path; }
  std::uint32_t mtu_bytes() const override { return options_.mtu_bytes; }
  std::uint32_t receive(packet::PacketBatch& batch) override;
  void send(packet::PacketBatch& batch) override;
  LinkState state() const override;
  std::int64_t next_arrival_ns() const override;
  LinkCounts counts() const override { return counters_.read(); }

  // Why the state is `failed`.
  const std::optional<Fault>& fault() const { return fault_; }
  std::uint64_t frame_faults(FrameFault fault) const {
    return frame_faults_[static_cast<std::size_t>(fault)].read();
  }

 private:
  struct Ahead {
    std::span<const std::uint8_t> packet;  // libpcap's, until the next frame is read
    std::int64_t arrival_ns = 0;
  };
  struct ClosePcap {
    void operator()(pcap* file) const;
  };

  CaptureLink(CaptureOptions options, packet::PacketPool& pool, std::unique_ptr<pcap, ClosePcap> file,
              Framing framing);
  void read_ahead();
  std::int64_t arrival_of(std::int64_t file_ns);
  packet::PacketPtr take_ahead();

  const CaptureOptions options_;
  packet::PacketPool& pool_;
  std::unique_ptr<pcap, ClosePcap> file_;
  const Framing framing_;
  std::optional<Ahead> ahead_;
  std::optional<std::int64_t> first_file_ns_;
  std::int64_t opened_ns_ = 0;
  std::optional<Fault> fault_;
  LinkCounters counters_;
  std::array<Counter, kFrameFaultCount> frame_faults_;
};

}  // namespace penstock::link
