// SPDX-License-Identifier: Apache-2.0
// What a peer may put into shared memory or say on the bus, through the code that reads it. The first byte
// chooses: a ring's contents, a message of the bus, the descriptors of packets, a saved channel.
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "base/assert.h"
#include "channel/bus_server.h"
#include "channel/descriptor.h"
#include "channel/own_memory.h"
#include "channel/ring_reader.h"
#include "channel/ring_writer.h"
#include "channel/saved_chunk.h"
#include "channel/saved_outline.h"

namespace penstock::channel {
namespace {

// The ring holds the input, its indices are the input's first words; whatever is there, the reader ends.
void read_ring(Bytes input) {
  if (input.size() < 8) return;
  std::vector<std::uint64_t> memory(2 * kPageBytes / 8);
  auto* bytes = reinterpret_cast<std::byte*>(memory.data());
  const RingSpan ring{bytes, bytes + kPageBytes, kPageBytes};
  std::memcpy(ring.control, input.data(), 8);
  std::memcpy(ring.data, input.data() + 8, std::min<std::size_t>(input.size() - 8, kPageBytes));
  RingReader reader;
  if (reader.attach(ring) != RingFault::none) return;
  PacketHead head;
  std::uint32_t packets = 0;
  std::uint32_t bytes_read = 0;
  while (reader.next(head) == Next::packet) {
    std::vector<std::uint64_t> body(head.length8);
    reader.copy(kHeadBytes, reinterpret_cast<std::byte*>(body.data()), head.length8 * 8u - kHeadBytes);
    PENSTOCK_ASSERT(head.descriptor_bytes() + head.payload_bytes() + kHeadBytes == head.length8 * 8u);
    reader.advance();
    bytes_read += head.length8 * 8u + kTrailerBytes;
    PENSTOCK_ASSERT(++packets <= kPageBytes / 24 && bytes_read < kPageBytes);
  }
  reader.release();
  reader.unmask();
  PENSTOCK_ASSERT(reader.fault() == RingFault::none || to_string(reader.fault())[0] != '?');
}

// Packets of the lengths that the input says, through a ring that wraps: each comes out as it went in.
void write_ring(Bytes input) {
  std::vector<std::uint64_t> memory(2 * kPageBytes / 8);
  auto* bytes = reinterpret_cast<std::byte*>(memory.data());
  const RingSpan ring{bytes, bytes + kPageBytes, kPageBytes};
  RingWriter writer;
  RingReader reader;
  PENSTOCK_ASSERT(writer.attach(ring) == RingFault::none && reader.attach(ring) == RingFault::none);
  std::uint64_t sent = 0, got = 0;
  for (const std::byte length : input) {
    const std::vector<std::byte> payload(static_cast<std::size_t>(length) * 5, length);
    if (writer.put({.type = 6, .transaction = sent}, {}, payload) == Put::written) {
      ++sent;
      writer.publish();
      continue;
    }
    writer.wait_for(RingWriter::bytes_needed(0, static_cast<std::uint32_t>(payload.size())));
    PacketHead head;
    while (reader.next(head) == Next::packet) {
      PENSTOCK_ASSERT(head.transaction == got++);
      reader.advance();
    }
    PENSTOCK_ASSERT(reader.fault() == RingFault::none);
    reader.release();
    writer.stop_waiting();
  }
}

class Nowhere final : public BusPipe {
 public:
  void post(Bytes message) override { PENSTOCK_ASSERT(decode(message).ok()); }
  std::shared_ptr<Signal> signal_to(std::uint32_t) override {
    return std::make_shared<CallSignal>([] {});
  }
};

class Willing final : public OfferedChannel {
 public:
  void open_asked(const OpenRequest& request) override {
    const auto region = bus->map(request.ring_region, Right::write);
    if (region.ok()) PENSTOCK_ASSERT(ring_pages(*region, request.downstream_page).ok());
    bus->answer_open(offer, 0);
  }
  void closed_by_peer() override { bus->closed(offer); }
  void signalled() override {}
  BusServer* bus = nullptr;
  OfferId offer = 0;
};

// A conversation: length, bytes, length, bytes. What the server says of itself afterwards must be restorable.
void talk(Bytes input) {
  static OwnMemory memory;
  Nowhere pipe;
  BusServer bus(memory, pipe);
  auto willing = std::make_shared<Willing>();
  willing->bus = &bus;
  willing->offer = *bus.offer({.interface_type = Guid{{1}}, .instance = Guid{{2}}}, willing);
  bus.receive(encode(InitiateContact{.version = bus_version(5, 3)}));
  bus.receive(encode(RequestOffers{}));
  while (!input.empty()) {
    const std::size_t length = std::min<std::size_t>(static_cast<std::size_t>(input[0]), input.size() - 1);
    const Bytes bytes = input.subspan(1, length);
    bus.receive(bytes);
    if (const auto message = decode(bytes); message.ok()) PENSTOCK_ASSERT(decode(encode(*message)).ok());
    input = input.subspan(1 + length);
  }
  const std::vector<std::byte> saved = bus.save();
  BusServer again(memory, pipe);
  PENSTOCK_ASSERT(again.restore(saved).ok() && again.save() == saved);
}

void descriptors(Bytes input) {
  if (input.empty()) return;
  std::vector<std::uint64_t> words((input.size() + 7) / 8);
  std::memcpy(words.data(), input.data(), input.size());
  const Bytes aligned{reinterpret_cast<const std::byte*>(words.data()), words.size() * 8};
  std::vector<PageRange> ranges;
  if (parse_page_list(aligned, 1024, ranges)) {
    std::vector<std::byte> written;
    write_page_list(ranges, written);
    PENSTOCK_ASSERT(written.size() <= aligned.size());
    static OwnMemory memory;
    std::vector<MemoryPiece> pieces;
    for (const PageRange& range : ranges) PENSTOCK_ASSERT(!show_range(memory, range, Right::read, pieces));
  }
  TransferPages pages;
  if (parse_transfer_pages(aligned, pages)) {
    std::vector<std::byte> written;
    write_transfer_pages(pages, written);
    PENSTOCK_ASSERT(written.size() <= aligned.size());
  }
}

// As it is, and again with its checksums made good, so that what is behind them is reached.
void saved_channel(Bytes input) {
  Bytes rest = input;
  while (!rest.empty() && take_chunk(rest).ok()) {
  }
  (void)decode_header(input);
  (void)decode_channel(input);
  (void)decode_regions(input);
  (void)decode_packet_chunk(input);
  (void)decode_answer(input);
  (void)outline_of(input);
  if (const auto packet = decode_packet(input); packet.ok()) {
    std::vector<std::byte> again(packet_chunk_bytes(*packet, 0));
    write_packet_chunk(again.data(), *packet, {});
    Bytes left = again;
    const auto whole = take_chunk(left);
    PENSTOCK_ASSERT(whole.ok() && left.empty());
    const auto halves = decode_packet_chunk(whole->body);
    PENSTOCK_ASSERT(halves.ok() && decode_packet(halves->library).ok());
  }
  static OwnMemory memory;
  Nowhere pipe;
  BusServer bus(memory, pipe);
  if (bus.restore(input).ok()) (void)bus.save();
  const std::vector<std::byte> chunk = make_chunk(ChunkType::packet, input);
  Bytes made = chunk;
  PENSTOCK_ASSERT(take_chunk(made).ok() && made.empty());
}

}  // namespace
}  // namespace penstock::channel

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace penstock::channel;
  if (size == 0) return 0;
  // A copy of exactly its size, so that the sanitizer sees the first byte past it.
  const std::vector<std::uint8_t> copy(data + 1, data + size);
  const Bytes input = std::as_bytes(std::span(copy));
  switch (data[0] % 5) {
    case 0:
      read_ring(input);
      break;
    case 1:
      talk(input);
      break;
    case 2:
      descriptors(input);
      break;
    case 3:
      saved_channel(input);
      break;
    default:
      write_ring(input);
      break;
  }
  return 0;
}
