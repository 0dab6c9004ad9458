// SPDX-License-Identifier: Apache-2.0
#include "dpdk_guest.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "exec/runtime.h"

namespace penstock::network {
namespace {

constexpr std::uint32_t kRingPages = 64;
constexpr std::uint32_t kReceivePages = 1024;
constexpr std::uint32_t kSendPages = 256;
constexpr const char* kDevice = "4e455430-0000-0000-0000-000000000000";
constexpr const char* kHeapFrom = "--base-virtaddr=0x10000000";
constexpr channel::Guid kType{
    {0x63, 0x51, 0x61, 0xf8, 0x3e, 0xdf, 0xc5, 0x46, 0x91, 0x3f, 0xf2, 0xd2, 0xf9, 0x65, 0xed, 0x0e}};

}  // namespace

class DpdkGuest::Unattended final : public channel::OpenableChannel {
 public:
  void offered(const channel::OfferChannel& offer) override { relid.store(offer.relid); }
  void rescinded() override {}
  void signalled() override {}  // the driver polls
  std::atomic<std::uint32_t> relid{0};
};

DpdkGuest::~DpdkGuest() {
  if (child_ > 0) {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  for (const int end : {to_child_, from_child_}) {
    if (end >= 0) ::close(end);
  }
  if (!folder_.empty()) std::filesystem::remove_all(folder_);
}

std::uint32_t DpdkGuest::lend(std::uint64_t address, std::uint32_t pages) {
  std::vector<std::uint64_t> numbers;
  for (std::uint32_t i = 0; i < pages; ++i) numbers.push_back(address / 4096 + i);
  const channel::PageRange range{.bytes = pages * 4096, .offset = 0, .pages = numbers};
  const auto lent = bus_.lend(channel_->relid, std::span(&range, 1), false);
  EXPECT_TRUE(lent.ok());
  return *lent;
}

void DpdkGuest::open() {
  channel_ = std::make_shared<Unattended>();
  ASSERT_TRUE(bus_.connect(channel::bus_version(5, 3)).ok());
  bus_.claim(kType, std::nullopt, channel_);
  while (channel_->relid == 0) exec::runtime().point(exec::Point::yield);
  const auto allocate = [&](std::uint32_t pages) { return *memory_.allocate(pages); };
  const std::uint64_t rings = allocate(2 * kRingPages), receive = allocate(kReceivePages),
                      send = allocate(kSendPages);
  mappings_ = {{"txrx_rings", rings, 2 * kRingPages},
               {"int_page", allocate(1), 1},
               {"monitor_page", allocate(1), 1},
               {"recv:" + std::to_string(lend(receive, kReceivePages)), receive, kReceivePages},
               {"send:" + std::to_string(lend(send, kSendPages)), send, kSendPages}};
  const auto opened = bus_.open({.relid = channel_->relid,
                                 .open_id = channel_->relid,
                                 .ring_region = lend(rings, 2 * kRingPages),
                                 .downstream_page = kRingPages});
  ASSERT_TRUE(opened.ok());
  ASSERT_EQ(*opened, 0u);
  make_folder();
}

void DpdkGuest::write(const std::string& path, const std::string& text) {
  const std::filesystem::path file = folder_ + "/devices/" + kDevice + "/" + path;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << text << "\n";
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

void DpdkGuest::become_program(int input, int output, std::vector<std::string> words) {
  dup2(input, 0);
  dup2(output, 1);
  dup2(output, 2);
  std::ostringstream maps;
  for (const Mapping& mapping : mappings_) maps << mapping.address << "," << mapping.pages * 4096 << " ";
  fcntl(memory_.descriptor(), F_SETFD, 0);
  setenv("LD_PRELOAD", PENSTOCK_DPDK_PRELOAD, 1);
  setenv("PENSTOCK_DEVICE_FOLDER", folder_.c_str(), 1);
  setenv("PENSTOCK_DEVICE_MAPS", maps.str().c_str(), 1);
  setenv("PENSTOCK_DEVICE_FILE", std::to_string(memory_.descriptor()).c_str(), 1);
  setenv("XDG_RUNTIME_DIR", folder_.c_str(), 1);
  for (const char* word : {"--", "--no-huge", "-m", "64", "--iova-mode=va", kHeapFrom, "--no-pci",
                           "--no-telemetry", "--no-shconf", "-l", "0", "-d", PENSTOCK_DPDK_DRIVERS})
    words.push_back(word);
  std::vector<char*> arguments = {const_cast<char*>(PENSTOCK_DPDK_PROGRAM)};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(PENSTOCK_DPDK_PROGRAM, arguments.data());
  _exit(127);
}

void DpdkGuest::begin(std::uint32_t frames, const std::vector<std::string>& sizes) {
  int in[2], out[2];
  ASSERT_EQ(pipe2(in, O_CLOEXEC), 0);
  ASSERT_EQ(pipe2(out, O_CLOEXEC), 0);
  std::vector<std::string> words = {std::to_string(frames)};
  words.insert(words.end(), sizes.begin(), sizes.end());
  child_ = fork();
  if (child_ == 0) become_program(in[0], out[1], std::move(words));
  close(in[0]);
  close(out[1]);
  to_child_ = in[1];
  from_child_ = out[0];
  fcntl(from_child_, F_SETFL, O_NONBLOCK);
}

void DpdkGuest::ring() { bus_.signal_to_peer(channel_->relid)->notify(); }

void DpdkGuest::next_size() { EXPECT_EQ(::write(to_child_, "n", 1), 1); }

void DpdkGuest::take_words() {
  char words[4096];
  for (ssize_t count = 0; (count = read(from_child_, words, sizeof words)) > 0;)
    said_.append(words, static_cast<std::size_t>(count));
}

bool DpdkGuest::ended() {
  take_words();
  if (child_ <= 0) return true;
  int status = 0;
  if (waitpid(child_, &status, WNOHANG) != child_) return false;
  child_ = -1;
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  take_words();
  return true;
}

}  // namespace penstock::network
