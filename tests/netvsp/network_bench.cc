// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "base/finding.h"
#include "exec/runtime.h"
#include "host/loader.h"
#include "link/packet_copy.h"
#include "ndis/generic_object.h"
#include "ndis/packet_face.h"
#include "nt/thread_state.h"
#include "vmbus/bus_handle.h"
#include "vmbus/channel_face.h"
#include "vmbus/environment.h"

#include "network_bench.h"

namespace penstock::network {
namespace {

constexpr std::int32_t kSuccess = 0;
constexpr std::int32_t kBufferOverflow = static_cast<std::int32_t>(0x80000005);
constexpr std::int32_t kBufferTooSmall = static_cast<std::int32_t>(0xC0000023);

packet::PoolOptions with_face(const char* name, std::uint32_t packets_max, std::uint32_t buffer_bytes) {
  return {.name = name,
          .packets_max = packets_max,
          .clones_max = 8,
          .buffer_bytes = buffer_bytes,
          .face_bytes = ndis::kPacketFaceBytes,
          .retire_face = ndis::retire};
}

NETVSP_ATTACH attachment(void* bus) {
  NETVSP_ATTACH attach{};
  attach.VmbusHandle = reinterpret_cast<std::uintptr_t>(bus);
  attach.Instance.Data1 = 0x4e455430;
  std::memcpy(attach.GuestAddress, kGuestAddress, 6);
  std::memcpy(attach.OurAddress, kOurAddress, 6);
  std::uint16_t* name = attach.PortName;
  for (const char16_t character : std::u16string_view(u"net0")) *name++ = character;
  return attach;
}

}  // namespace

Frame frame_of(const std::vector<std::uint8_t>& packet) {
  Frame frame(kOurAddress, kOurAddress + 6);
  frame.insert(frame.end(), kGuestAddress, kGuestAddress + 6);
  const bool ip4 = packet[0] >> 4 == 4;
  frame.insert(frame.end(),
               {static_cast<std::uint8_t>(ip4 ? 0x08 : 0x86), static_cast<std::uint8_t>(ip4 ? 0x00 : 0xDD)});
  frame.insert(frame.end(), packet.begin(), packet.end());
  return frame;
}

std::vector<std::uint8_t> packet_in(const Frame& frame) { return {frame.begin() + 14, frame.end()}; }

std::string findings_text() {
  std::string text;
  for (const base::Finding& finding : base::finding_log().list())
    text += finding.code + " " + finding.message + "\n";
  return text;
}

NetworkBench::NetworkBench(channel::LendingMemory* of_guest)
    : small_(with_face("small", 4096, 2048)), big_(with_face("big", 64, 70'000)) {
  base::finding_log().clear();
  bus.emplace(of_guest != nullptr ? *of_guest : memory);
  ndis::register_account();
  port::install({.small = &small_, .big = &big_});
  vmbus::install({.client_bus = &bus->client(), .own_memory = &memory});
  services_.emplace();
  host_.emplace();
  load();
  bus_handle_ = vmbus::open_bus(bus->server());
}

void NetworkBench::load() {
  auto loaded = host_->load(PENSTOCK_NETWORK_DRIVER, "network");
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.fault().message);
  driver_ = loaded ? *loaded : nullptr;
  auto device = nt::DeviceClient::open("\\\\.\\PenstockNetwork");
  EXPECT_TRUE(device);
  device_.emplace(std::move(*device));
}

void NetworkBench::kill() {
  for (vmbus::ChannelFace* face : vmbus::faces_of(driver_->guest())) face->server()->abandon();
  device_->close();
  EXPECT_TRUE(host_->unload(*driver_));
  base::finding_log().clear();  // what it could not do any more
  load();
}

NetworkBench::~NetworkBench() {
  client_.reset();
  device_->close();
  EXPECT_TRUE(driver_ != nullptr && host_->unload(*driver_));
  EXPECT_EQ(findings_text(), "");
  vmbus::close_bus(bus_handle_);
  host_.reset();
  services_.reset();
  vmbus::uninstall();
  port::uninstall();
  bus.reset();
}

void NetworkBench::attach() {
  const NETVSP_ATTACH attach = attachment(bus_handle_);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(&attach);
  EXPECT_EQ(device_->control_and_wait(IOCTL_NETVSP_ATTACH, {bytes, bytes + sizeof attach}, 0).status,
            kSuccess);
}

void NetworkBench::open() {
  attach();
  EXPECT_EQ(ask(IOCTL_NETVSP_START), kSuccess);
  ASSERT_TRUE(bus->client().connect(channel::bus_version(5, 3)).ok());
  begin_client();
}

void NetworkBench::begin_client() {
  client_.emplace(bus->client(), memory, guest_ledger);
  client_->open();
}

std::int32_t NetworkBench::ask(std::uint32_t code) { return device_->control_and_wait(code, {}, 0).status; }

NETVSP_COUNTS NetworkBench::counts() {
  NETVSP_COUNTS counts{};
  const nt::Answer answer = device_->control_and_wait(IOCTL_NETVSP_COUNTS, {}, sizeof counts);
  EXPECT_EQ(answer.status, kSuccess);
  if (answer.output.size() == sizeof counts) std::memcpy(&counts, answer.output.data(), sizeof counts);
  return counts;
}

void NetworkBench::wait_until_lent(std::uint64_t count) {
  while (counts().Lent != count) exec::runtime().point(exec::Point::yield);
}

std::vector<std::vector<std::uint8_t>> NetworkBench::path_receives(std::size_t count) {
  std::vector<std::vector<std::uint8_t>> received;
  while (received.size() < count) {
    packet::PacketBatch batch;
    if (link().receive(batch) == 0) exec::runtime().point(exec::Point::yield);
    for (std::uint32_t i = 0; i < batch.count(); ++i) {
      received.emplace_back(batch[i].bytes().begin(), batch[i].bytes().end());
      last_offload_ = batch[i].offload;
    }
  }
  return received;
}

void NetworkBench::path_sends(const std::vector<std::vector<std::uint8_t>>& packets) {
  packet::PacketBatch batch;
  for (const auto& bytes : packets) batch.push_back(link::packet_with_bytes(bytes, small_));
  nt::thread_state().is_path = true;
  link().send(batch);
  nt::thread_state().is_path = false;
}

std::vector<std::uint8_t> NetworkBench::save(std::uint32_t piece_bytes) {
  std::vector<std::uint8_t> saved;
  std::vector<std::uint8_t> go_on;
  for (;;) {
    const std::size_t head = offsetof(NETVSP_SAVE, Bytes);
    const nt::Answer answer = device_->control_and_wait(IOCTL_NETVSP_SAVE, go_on, head + piece_bytes);
    EXPECT_EQ(answer.status, kSuccess);
    NETVSP_SAVE piece{};
    std::memcpy(&piece, answer.output.data(), head);
    saved.insert(saved.end(), answer.output.begin() + static_cast<long>(head),
                 answer.output.begin() + static_cast<long>(head + piece.BytesFilled));
    if (piece.Status == kSuccess) return saved;
    if (piece.Status == kBufferTooSmall) {
      piece_bytes = piece.BytesRequired;
    } else if (piece.Status != kBufferOverflow) {
      ADD_FAILURE() << "save: " << std::hex << piece.Status;
      return saved;
    }
    if (piece.BytesFilled != 0) go_on = {1};
  }
}

std::int32_t NetworkBench::restore(const std::vector<std::uint8_t>& saved) {
  return device_->control_and_wait(IOCTL_NETVSP_RESTORE, saved, 0).status;
}

}  // namespace penstock::network
