// SPDX-License-Identifier: Apache-2.0
// The driver for network devices that DPDK ships, in a process of its own and unmodified, on guests/netvsp: the test
// plays the kernel between them (it opens the channel and lends the buffers) and the path behind the port.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/function_ref.h"
#include "exec/runtime.h"
#include "lent_files.h"

#include "network_bench.h"

namespace penstock::network {
namespace {

constexpr std::uint32_t kRingPages = 64;
constexpr std::uint32_t kReceivePages = 1024;
constexpr std::uint32_t kSendPages = 256;
constexpr std::uint32_t kFrames = 20'000;
constexpr const char* kDevice = "4e455430-0000-0000-0000-000000000000";

class Unattended final : public channel::OpenableChannel {
 public:
  void offered(const channel::OfferChannel& offer) override { relid.store(offer.relid); }
  void rescinded() override {}
  void signalled() override {}  // the driver polls
  std::atomic<std::uint32_t> relid{0};
};

struct Mapping {
  const char* name;
  std::uint64_t address;
  std::uint32_t pages;
};

class DpdkGuest {
 public:
  explicit DpdkGuest(NetworkBench& bench, LentFiles& memory) : bench_(bench), memory_(memory) {}
  ~DpdkGuest() { std::filesystem::remove_all(folder_); }

  void open();
  // The program's exit status, and what it said. Meanwhile the path sends everything back, and `between` is called
  // with how many packets it has sent back.
  int run(std::string& said, base::FunctionRef<void(std::uint64_t)> between);

 private:
  std::uint32_t lend(std::uint64_t address, std::uint32_t pages);
  std::uint64_t allocate(std::uint32_t pages) { return *memory_.allocate(pages); }
  void write(const std::string& path, const std::string& text) {
    const std::filesystem::path file = folder_ + "/devices/" + kDevice + "/" + path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text << "\n";
  }
  void make_folder();
  [[noreturn]] void become_program(int output);
  void serve();

  NetworkBench& bench_;
  LentFiles& memory_;
  std::shared_ptr<Unattended> channel_ = std::make_shared<Unattended>();
  std::vector<Mapping> mappings_;
  std::string receive_name_, send_name_;
  std::uint64_t note_ = 0;
  std::string folder_;
  bool heap_known_ = false;
  std::uint64_t sent_back_ = 0;
};

std::uint32_t DpdkGuest::lend(std::uint64_t address, std::uint32_t pages) {
  std::vector<std::uint64_t> numbers;
  for (std::uint32_t i = 0; i < pages; ++i) numbers.push_back(address / 4096 + i);
  const channel::PageRange range{.bytes = pages * 4096, .offset = 0, .pages = numbers};
  const auto lent = bench_.bus->client().lend(channel_->relid, std::span(&range, 1), false);
  EXPECT_TRUE(lent.ok());
  return *lent;
}

void DpdkGuest::open() {
  channel::BusClient& bus = bench_.bus->client();
  ASSERT_TRUE(bus.connect(channel::bus_version(5, 3)).ok());
  bus.claim(kNetworkType, std::nullopt, channel_);
  while (channel_->relid == 0) exec::runtime().point(exec::Point::yield);
  note_ = allocate(1);
  const std::uint64_t rings = allocate(2 * kRingPages), receive = allocate(kReceivePages),
                      send = allocate(kSendPages);
  receive_name_ = "recv:" + std::to_string(lend(receive, kReceivePages));
  send_name_ = "send:" + std::to_string(lend(send, kSendPages));
  mappings_ = {{"txrx_rings", rings, 2 * kRingPages},
               {"int_page", allocate(1), 1},
               {"monitor_page", allocate(1), 1},
               {receive_name_.c_str(), receive, kReceivePages},
               {send_name_.c_str(), send, kSendPages}};
  const auto opened = bus.open({.relid = channel_->relid,
                                .open_id = channel_->relid,
                                .ring_region = lend(rings, 2 * kRingPages),
                                .downstream_page = kRingPages});
  ASSERT_TRUE(opened.ok());
  ASSERT_EQ(*opened, 0u);
  make_folder();
}

void DpdkGuest::make_folder() {
  char name[] = "/tmp/penstock_device_XXXXXX";
  folder_ = mkdtemp(name);
  write("class_id", "{f8615163-df3e-46c5-913f-f2d2f965ed0e}");
  write("device_id", std::string("{") + kDevice + "}");
  write("id", std::to_string(channel_->relid));
  write("monitor_id", "0");
  write("numa_node", "0");
  write("uio/uio0/name", "hv_vmbus_client");
  for (std::size_t i = 0; i < mappings_.size(); ++i) {
    const std::string map = "uio/uio0/maps/map" + std::to_string(i);
    write(map + "/name", mappings_[i].name);
    write(map + "/size", std::to_string(mappings_[i].pages * 4096));
    write(map + "/addr", "0x0");
    write(map + "/offset", "0x0");
  }
}

void DpdkGuest::become_program(int output) {
  dup2(output, 1);
  dup2(output, 2);
  std::ostringstream maps;
  for (const Mapping& mapping : mappings_) maps << mapping.address << "," << mapping.pages * 4096 << " ";
  for (const int descriptor : {memory_.file().descriptor(), memory_.heap_descriptor()})
    fcntl(descriptor, F_SETFD, 0);
  setenv("LD_PRELOAD", PENSTOCK_DPDK_PRELOAD, 1);
  setenv("PENSTOCK_DEVICE_FOLDER", folder_.c_str(), 1);
  setenv("PENSTOCK_DEVICE_MAPS", maps.str().c_str(), 1);
  setenv("PENSTOCK_DEVICE_FILE", std::to_string(memory_.file().descriptor()).c_str(), 1);
  setenv("PENSTOCK_DEVICE_NOTE", std::to_string(note_).c_str(), 1);
  setenv("PENSTOCK_DEVICE_HEAP", std::to_string(memory_.heap_descriptor()).c_str(), 1);
  setenv("XDG_RUNTIME_DIR", folder_.c_str(), 1);
  const std::string frames = std::to_string(kFrames);
  execl(PENSTOCK_DPDK_PROGRAM, PENSTOCK_DPDK_PROGRAM, frames.c_str(), "64", "1400", "--", "--no-huge", "-m",
        "64", "--iova-mode=va", "--no-pci", "--no-telemetry", "--no-shconf", "-l", "0", "-d",
        PENSTOCK_DPDK_DRIVERS, nullptr);
  _exit(127);
}

// What the driver wrote is looked at without waiting for its signal, which is a bit in a page.
void DpdkGuest::serve() {
  if (!heap_known_) {
    const auto* note =
        reinterpret_cast<volatile std::uint64_t*>(memory_.file().view(note_, 16, channel::Right::read));
    if (note[1] != 0) {
      memory_.place_heap(note[0], note[1]);
      heap_known_ = true;
    }
  }
  bench_.bus->client().signal_to_peer(channel_->relid)->notify();
  packet::PacketBatch batch;
  sent_back_ += bench_.link().receive(batch);
  if (!batch.empty()) bench_.link().send(batch);
  exec::runtime().point(exec::Point::yield);
}

int DpdkGuest::run(std::string& said, base::FunctionRef<void(std::uint64_t)> between) {
  int pipe_ends[2];
  EXPECT_EQ(pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK), 0);
  const pid_t child = fork();
  if (child == 0) become_program(pipe_ends[1]);
  close(pipe_ends[1]);
  int status = 0;
  const auto take_words = [&] {
    char words[4096];
    for (ssize_t count = 0; (count = read(pipe_ends[0], words, sizeof words)) > 0;)
      said.append(words, static_cast<std::size_t>(count));
  };
  while (waitpid(child, &status, WNOHANG) == 0) {
    serve();
    between(sent_back_);
    take_words();
  }
  take_words();
  close(pipe_ends[0]);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

struct Dpdk : testing::Test {
  Dpdk() {
    bench.attach();
    EXPECT_EQ(bench.ask(IOCTL_NETVSP_START), 0);
    guest.open();
  }
  LentFiles memory{8u << 20};
  NetworkBench bench{&memory};
  DpdkGuest guest{bench, memory};
  std::string said;
};

TEST_F(Dpdk, SendsAndReceivesFramesOfTwoSizesInOrderAndLosesNone) {
  EXPECT_EQ(guest.run(said, [](std::uint64_t) {}), 0) << said;
  const NETVSP_COUNTS counts = bench.counts();
  EXPECT_EQ(counts.GuestDelivered, 2u * kFrames) << said;
  EXPECT_EQ(counts.PathDelivered, 2u * kFrames);
  EXPECT_EQ(counts.GuestMalformed, 0u);
  std::printf("%s", said.c_str());
}

// Under traffic, with frames of both ways on their way: the provider is paused, saved and gone, and another goes on from
// what was saved. The path in the test's place does not run meanwhile, so that what is between it and the provider, which
// is the path's to save, is not in question.
TEST_F(Dpdk, NeverNoticesThatItsProviderWasSavedKilledAndRestored) {
  std::uint32_t cuts = 0;
  const int status = guest.run(said, [&](std::uint64_t sent_back) {
    if (sent_back < 1500u * (cuts + 1) || cuts == 20) return;
    EXPECT_EQ(bench.ask(IOCTL_NETVSP_PAUSE), 0);
    const std::vector<std::uint8_t> saved = bench.save(1u << 16);
    bench.kill();
    bench.attach();
    EXPECT_EQ(bench.restore(saved), 0);
    EXPECT_EQ(bench.ask(IOCTL_NETVSP_START), 0);
    ++cuts;
  });
  EXPECT_EQ(status, 0) << said;
  EXPECT_EQ(cuts, 20u);
  std::printf("%s", said.c_str());
}

}  // namespace
}  // namespace penstock::network
