// SPDX-License-Identifier: Apache-2.0
// Any file as a capture. Beyond not crashing: what comes out is an IP packet that fits its buffer, the link
// ends drained or failed with a reason, everything it read is counted once, and no packet stays behind.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/assert.h"
#include "exec/runtime.h"
#include "link/capture_link.h"
#include "link/descriptor.h"
#include "packet/pool.h"

namespace penstock::link {
namespace {

// A memory file that keeps its place from one input to the next.
class InputFile {
 public:
  InputFile() : descriptor_(::memfd_create("capture", MFD_CLOEXEC)) { PENSTOCK_ASSERT(bool(descriptor_)); }
  void fill(const std::uint8_t* data, std::size_t size) {
    PENSTOCK_ASSERT(::ftruncate(descriptor_.get(), 0) == 0);
    PENSTOCK_ASSERT(::pwrite(descriptor_.get(), data, size, 0) == static_cast<ssize_t>(size));
  }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_.get()); }

 private:
  Descriptor descriptor_;
};

std::uint64_t take(CaptureLink& link) {
  packet::PacketBatch batch;
  const std::uint32_t received = link.receive(batch);
  PENSTOCK_ASSERT(received == batch.count());
  for (std::uint32_t i = 0; i < batch.count(); ++i) {
    const packet::Packet& packet = batch[i];
    PENSTOCK_ASSERT(packet.size_bytes() > 0 && packet.size_bytes() <= packet.storage_bytes());
    PENSTOCK_ASSERT(packet.data()[0] >> 4 == 4 || packet.data()[0] >> 4 == 6);
    PENSTOCK_ASSERT(packet.arrived_ns >= 0 && packet.arrived_ns < exec::kForever);
  }
  return received;
}

void read_at_once(const std::string& path, packet::PacketPool& pool) {
  const auto link = CaptureLink::open({.path = path}, pool);
  if (!link.ok()) {
    PENSTOCK_ASSERT(to_string(link.fault()).find(path) != std::string::npos);
    return;
  }
  std::uint64_t received = 0;
  // A batch may come back empty-handed only at the end: what is dropped is passed over.
  while (const std::uint64_t some = take(**link)) received += some;
  const LinkState state = (*link)->state();
  PENSTOCK_ASSERT(state != LinkState::open);
  PENSTOCK_ASSERT((state == LinkState::failed) == (*link)->fault().has_value());
  const LinkCounts counts = (*link)->counts();
  PENSTOCK_ASSERT(counts.received_packets == received);
  PENSTOCK_ASSERT(counts.dropped_malformed == (*link)->frame_faults(FrameFault::too_short) +
                                                  (*link)->frame_faults(FrameFault::not_ip) +
                                                  (*link)->frame_faults(FrameFault::bad_version));
}

void read_paced(const std::string& path, packet::PacketPool& pool) {
  const auto link = CaptureLink::open({.path = path, .paced = true}, pool);
  if (!link.ok()) return;
  take(**link);
  PENSTOCK_ASSERT((*link)->next_arrival_ns() > 0);
}

}  // namespace
}  // namespace penstock::link

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace penstock;
  static packet::PacketPool pool({.packets_max = 256, .clones_max = 0});
  static link::InputFile file;
  file.fill(data, size);
  link::read_at_once(file.path(), pool);
  link::read_paced(file.path(), pool);
  PENSTOCK_ASSERT(pool.counts().out == 0);
  return 0;
}
