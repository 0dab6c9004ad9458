// SPDX-License-Identifier: Apache-2.0
// Saving and restoring a channel with many packets in use, to an image on a tmpfs and back. Beside it, in turns,
// what nobody can do without: the same bytes gathered into one buffer and written with writev over a file that
// is there already; and read from it and scattered. And what nobody can do without who must find a file first, or
// may act on nothing before he has seen all of it: the same into a new file, and read twice. By the clock, as whoever
// waits for a channel counts: a restore has a second thread.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include "base/assert.h"
#include "channel/client_endpoint.h"
#include "channel/memory_bus.h"
#include "channel/own_memory.h"
#include "channel/saved_section.h"
#include "channel/server_endpoint.h"
#include "channel_bench.h"
#include "snapshot/image_file.h"

namespace penstock::channel {
namespace {

constexpr Guid kType{{1}};
constexpr std::uint32_t kPayloadBytes = 64;
constexpr std::uint64_t kEpoch = 1;

// A provider with so much to say about each packet.
class Stateful final : public ChannelEvents {
 public:
  Stateful(std::uint32_t packets, std::uint32_t bytes) : bytes_(bytes) {
    // Each in a row, as what is compared with.
    for (std::uint32_t i = 0; i < packets; ++i) state.emplace_back(bytes, static_cast<std::byte>(i));
    for (std::uint32_t i = 0; i < packets; ++i) restored.emplace_back(bytes);
  }
  void process(ReceivedPacket& packet, MutableBytes, Delivery) override {
    (void)Endpoint::complete(packet.endpoint().ledger(), packet.loan(), {}, {});
  }
  bool saves_packets() const override { return true; }
  std::uint32_t save_packet(SentPacket& packet, MutableBytes buffer, std::uint32_t& needed) override {
    needed = bytes_;
    if (buffer.size() < needed) return 1;
    const auto index = reinterpret_cast<std::uintptr_t>(packet.pointer());
    std::memcpy(buffer.data(), state[index].data(), needed);
    return 0;
  }
  std::uint32_t restore_packet(Bytes library, Bytes own) override {
    SentPacket* packet = heir->allocate_packet();
    packet->set_pointer(reinterpret_cast<void*>(static_cast<std::uintptr_t>(next)));
    std::memcpy(restored[next++].data(), own.data(), own.size());
    return heir->restore_packet(*packet, library).ok() ? 0 : 1;
  }

  std::vector<std::vector<std::byte>> state, restored;
  ServerEndpoint* heir = nullptr;
  std::uint32_t next = 0;

 private:
  std::uint32_t bytes_;
};

class Silent final : public ChannelEvents {
 public:
  void process(ReceivedPacket&, MutableBytes, Delivery) override {}
};

class Saving {
 public:
  Saving(std::uint32_t packets, std::uint32_t state_bytes)
      : packets_(packets), events_(packets, state_bytes), scattered_(packets), back_(packets) {
    folder_ =
        std::filesystem::exists("/dev/shm") ? "/dev/shm/penstock-bench-XXXXXX" : "/tmp/penstock-bench-XXXXXX";
    PENSTOCK_ASSERT(::mkdtemp(folder_.data()) != nullptr);
    open();
    (void)save(image_path(), {});
    const std::size_t bytes = std::filesystem::file_size(image_path()) / packets + 1;
    for (auto& one : scattered_) one.assign(bytes, std::byte{3});
    for (auto& one : back_) one.assign(bytes, std::byte{0});
    gathered_.resize(bytes * packets);
    file_ = ::open((folder_ + "/bare").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    (void)bare_save();
  }
  ~Saving() {
    ::close(file_);
    server_->abandon();
    client_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::size_t bytes() const { return gathered_.size(); }
  double bare_save() {
    const double begin = now_ns();
    gather();
    write_all(file_);
    return now_ns() - begin;
  }
  double bare_save_to_new_file() {
    const std::string path = folder_ + "/new";
    const double begin = now_ns();
    gather();
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    write_all(file);
    ::close(file);
    const double took = now_ns() - begin;
    std::filesystem::remove(path);
    return took;
  }
  double bare_restore() {
    const double begin = now_ns();
    for (std::size_t at = 0; at < gathered_.size();)
      at += read_at(at, gathered_.size() - at, gathered_.data() + at);
    const std::byte* from = gathered_.data();
    for (auto& one : back_) std::memcpy(one.data(), from, one.size()), from += one.size();
    return now_ns() - begin;
  }
  // Through a block that stays in the cache, as it is done fastest.
  double bare_restore_reading_twice() {
    const double begin = now_ns();
    for (std::size_t at = 0; at < gathered_.size();) at += read_at(at, block_.size(), block_.data());
    std::size_t at = 0, filled = 0, taken = 0;
    for (auto& one : back_) {
      for (std::size_t into = 0; into < one.size();) {
        if (taken == filled) filled = read_at(at, block_.size(), block_.data()), at += filled, taken = 0;
        const std::size_t some = std::min(one.size() - into, filled - taken);
        std::memcpy(one.data() + into, block_.data() + taken, some);
        into += some, taken += some;
      }
    }
    return now_ns() - begin;
  }
  // To an image in its place, synced and renamed: the first one there ever was.
  double save_to_new_file() {
    const std::string path = folder_ + "/new-image";
    const double took = save(path, {});
    std::filesystem::remove(path);
    return took;
  }
  // As every other time: whoever started took the one before away, and its file is written over.
  double save_again() {
    const auto used = snapshot::consume_image(image_path());
    PENSTOCK_ASSERT(used.ok());
    return save(image_path(), *used);
  }
  double save(const std::string& path, const std::string& spent) {
    const double begin = now_ns();
    snapshot::ImageFileSink file(path);
    file.write_over(spent);
    snapshot::ImageStream image(kEpoch, file);
    PENSTOCK_ASSERT(image.open("channel/bench", 1).ok() && save_section(*server_, image).ok());
    PENSTOCK_ASSERT(image.close().ok() && image.finish().ok() && file.commit().ok());
    return now_ns() - begin;
  }
  // Into memory that is there already, as a host of the foreign interface does it.
  double save_to_memory() {
    const double begin = now_ns();
    PENSTOCK_ASSERT(server_->save_begin().ok());
    const SaveStep step = server_->save_continue(gathered_);
    PENSTOCK_ASSERT(step.outcome == SaveStep::Outcome::all_saved);
    server_->save_end();
    return now_ns() - begin;
  }
  double restore() {
    server_->abandon();
    auto heir = make_server();
    events_.heir = heir.get();
    events_.next = 0;
    const double begin = now_ns();
    constexpr snapshot::KnownSection known[] = {{"channel/*", 1}};
    auto image = snapshot::open_image(image_path(), known);
    PENSTOCK_ASSERT(image.ok() && image->check().ok());
    auto section = image->section("channel/bench");
    PENSTOCK_ASSERT(section.ok() && restore_section(*heir, *section).ok());
    const double took = now_ns() - begin;
    PENSTOCK_ASSERT(events_.next == packets_);
    PENSTOCK_ASSERT(events_.restored == events_.state);
    server_ = std::move(heir);
    return took;
  }

 private:
  std::string image_path() const { return folder_ + "/image"; }
  std::unique_ptr<ServerEndpoint> make_server() {
    auto server = std::make_unique<ServerEndpoint>(bus_.server(), events_, ledger_, "server");
    PENSTOCK_ASSERT(server->set_target(kType, kType).ok() && server->set_maximum_packet(256).ok());
    PENSTOCK_ASSERT(server->enable().ok());
    return server;
  }
  void open() {
    const std::uint32_t ring_pages =  // half of them wait in the ring, the others in the queue
        packets_ / 2 * RingWriter::bytes_needed(0, kPayloadBytes) / kPageBytes;
    server_ = make_server();
    PENSTOCK_ASSERT(server_->start().ok() && bus_.client().connect(bus_version(5, 3)).ok());
    PENSTOCK_ASSERT(client_->set_target(kType, std::nullopt).ok());
    PENSTOCK_ASSERT(client_->set_ring_pages(ring_pages, 1).ok() && client_->enable().ok());
    bus_.settle();
    while (!client_->active() || !server_->active()) exec::runtime().point(exec::Point::yield);
    PENSTOCK_ASSERT(client_->pause().ok());
    const std::vector<std::byte> payload(kPayloadBytes);
    for (std::uintptr_t i = 0; i < packets_; ++i) {
      SentPacket* packet = server_->allocate_packet();
      packet->set_pointer(reinterpret_cast<void*>(i));
      PENSTOCK_ASSERT(server_->send(*packet, payload, {.answer_wanted = true}).ok());
    }
    PENSTOCK_ASSERT(server_->pause().ok());
    PENSTOCK_ASSERT(server_->in_flight() + server_->queued_now() == packets_);
    std::printf("%zu in the ring, unanswered; %llu queued\n", server_->in_flight(),
                static_cast<unsigned long long>(server_->queued_now()));
  }
  void gather() {
    std::byte* to = gathered_.data();
    for (const auto& one : scattered_) to = std::copy(one.begin(), one.end(), to);
  }
  void write_all(int file) {
    PENSTOCK_ASSERT(::lseek(file, 0, SEEK_SET) == 0);
    for (std::size_t at = 0; at < gathered_.size();) {
      const iovec part{gathered_.data() + at, gathered_.size() - at};
      const ssize_t written = ::writev(file, &part, 1);
      PENSTOCK_ASSERT(written > 0);
      at += static_cast<std::size_t>(written);
    }
  }
  std::size_t read_at(std::size_t at, std::size_t bytes, std::byte* into) const {
    const ssize_t got = ::pread(file_, into, bytes, static_cast<off_t>(at));
    PENSTOCK_ASSERT(got > 0);
    return static_cast<std::size_t>(got);
  }

  std::uint32_t packets_;
  OwnMemory memory_;
  packet::Ledger ledger_;
  MemoryBus bus_{memory_};
  Stateful events_;
  Silent client_events_;
  std::unique_ptr<ServerEndpoint> server_;
  std::unique_ptr<ClientEndpoint> client_ =
      std::make_unique<ClientEndpoint>(bus_.client(), client_events_, ledger_, "client");
  std::string folder_;
  int file_ = -1;
  std::vector<std::vector<std::byte>> scattered_, back_;
  std::vector<std::byte> gathered_;
  std::vector<std::byte> block_ = std::vector<std::byte>(256 << 10);
};

void figures(std::uint32_t packets, std::uint32_t state_bytes, int turns) {
  Saving saving(packets, state_bytes);
  const std::vector<Samples> ns = in_turns(turns, {[&] { return saving.bare_save(); },                   //
                                                   [&] { return saving.bare_save_to_new_file(); },       //
                                                   [&] { return saving.bare_restore(); },                //
                                                   [&] { return saving.bare_restore_reading_twice(); },  //
                                                   [&] { return saving.save_to_new_file(); },            //
                                                   [&] { return saving.save_again(); },                  //
                                                   [&] { return saving.save_to_memory(); },              //
                                                   [&] { return saving.restore(); }});
  const auto rate = [&](std::size_t row) { return static_cast<double>(saving.bytes()) / median(ns[row]); };
  std::printf("%u packets with %u B of state, %.0f MB\n", packets, state_bytes,
              static_cast<double>(saving.bytes()) / 1e6);
  const auto bare = [&](const char* what, std::size_t row) {
    std::printf("  %-34s %5.2f GB/s\n", what, rate(row));
  };
  const auto ours = [&](const char* what, std::size_t row, std::size_t own_bare) {
    std::printf("  %-34s %5.2f GB/s: %5.2f x gather and writev, %5.2f x the same bare\n", what, rate(row),
                ratio(ns[0], ns[row]), ratio(ns[own_bare], ns[row]));
  };
  bare("gather and writev", 0);
  bare("gather and write to a new file", 1);
  bare("read and scatter", 2);
  bare("read twice, and scatter", 3);
  ours("save to a new image", 4, 1);
  ours("save over the image used before", 5, 0);
  ours("save into memory", 6, 0);
  ours("restore from an image", 7, 3);
}

}  // namespace

void save_figures() {
  figures(10'000, 1500, 11);
  figures(100'000, 1500, 7);
}

}  // namespace penstock::channel
