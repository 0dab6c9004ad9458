// SPDX-License-Identifier: Apache-2.0
// guests/echo_service in `penstock run`, and a client of it in the test's process, which stays while the program is saved,
// killed and started again.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <optional>
#include <string>

#include "channel/bus_socket.h"
#include "channel/endpoint_fixture.h"
#include "running_penstock.h"

namespace penstock::channels {

using namespace penstock::channel;

inline constexpr Guid kEchoServiceType{
    {0x1e, 0x9a, 0x0c, 0x3f, 0xd2, 0x66, 0x5b, 0x4c, 0x8a, 0x57, 0x0f, 0x5e, 0x4d, 0x3c, 0x2b, 0x1a}};
inline constexpr std::uint32_t kCalls = 300;

// As guests/echo_service/protocol.h has it.
struct Header {
  std::uint32_t operation = 0;  // 1 now, 4 call back, 5 a call
  std::uint32_t sequence = 0;
  std::uint32_t argument = 0;
  std::uint32_t length = 0;
};

inline std::string configuration(const Folder& folder, const std::string& more = "") {
  return "[control]\nsocket = \"" + (folder / "control") +
         "\"\n[[driver]]\nfile = \"" PENSTOCK_ECHO_DRIVER
         "\"\nname = \"echo_service\"\n[[channel]]\nname = \"echo\"\ndriver = \"echo_service\"\nsocket = \"" +
         (folder / "bus") +
         "\"\nattach = { device = '\\\\.\\PenstockEcho', control = 0x122040, input = [\"bus\", "
         "\"guid:11111111-0002-0003-0405-060708090a0b\"] }\n" +
         more;
}

// A client that keeps the calls it gets until it is told to answer them.
class Client {
 public:
  explicit Client(const std::string& path) {
    auto opened = BusPort::open(path);
    EXPECT_TRUE(opened.ok());
    port = std::move(*opened);
    events.on_process = [this](ReceivedPacket& packet, MutableBytes payload, Delivery) {
      Header header;
      std::memcpy(&header, payload.data(), std::min(sizeof header, payload.size()));
      seen.add(header.sequence);
      held.add(packet.loan());
    };
    endpoint.emplace(port->client(), events, ledger, "client");
    EXPECT_TRUE(endpoint->set_target(kEchoServiceType, std::nullopt).ok());
    EXPECT_TRUE(endpoint->set_ring_pages(1, 1).ok());
    EXPECT_TRUE(port->client().connect(bus_version(5, 3)).ok());
  }
  void open() {
    ASSERT_TRUE(endpoint->enable().ok());
    events.log.wait_for(3);
  }
  std::string ask(const std::string& text) {
    std::string message(sizeof(Header), 0);
    const Header header{.operation = 1, .length = static_cast<std::uint32_t>(text.size())};
    std::memcpy(message.data(), &header, sizeof header);
    std::array<std::byte, 256> answer{};
    const auto got = endpoint->send_and_wait(bytes_of(message + text), {.answer_wanted = true}, answer, -1);
    return got.ok() ? text_of(Bytes(answer).first(*got).subspan(sizeof header)) : to_string(got.fault());
  }
  void have_called(std::uint32_t count) {
    const Header header{.operation = 4, .sequence = 1, .argument = count};
    // Its answer is behind the calls: nobody waits for it.
    ASSERT_TRUE(endpoint->send(*endpoint->allocate_packet(), std::as_bytes(std::span(&header, 1)), {}).ok());
  }
  void answer(std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) {
      held.wait_for(i + 1);
      ASSERT_TRUE(Endpoint::complete(ledger, held.at(i), bytes_of("done"), {}).ok());
    }
  }
  void expect_each_call_once() {
    ASSERT_EQ(seen.size(), kCalls);
    for (std::uint32_t i = 0; i < kCalls; ++i) ASSERT_EQ(seen.at(i), i + 1);
  }

  ScriptedEvents events;
  Collected<std::uint32_t> seen;
  Collected<packet::LoanId> held;
  packet::Ledger ledger;
  std::unique_ptr<BusPort> port;
  std::optional<ClientEndpoint> endpoint;
};

class EchoChannel : public testing::Test {
 protected:
  EchoChannel() { folder.write("run.toml", configuration(folder)); }
  // The client has 50 calls in its hands; the ring is full with others, and the rest waits in the program.
  void call_and_save(Client& client, RunningPenstock& first) {
    client.open();
    ASSERT_TRUE(client.endpoint->set_quota(50).ok());
    client.have_called(kCalls);
    client.held.wait_for(50);
    const auto saved = first.ask({"channel", "save", "echo", image});
    EXPECT_EQ(saved["answer"], "paused and saved");
    EXPECT_EQ(saved["in flight"].get<int>() + saved["queued"].get<int>(), int{kCalls});
    EXPECT_GT(saved["queued"], 0);
  }
  void restart(std::optional<RunningPenstock>& program) {
    program.emplace(folder, std::vector<std::string>{"--restore", image});
    ASSERT_TRUE(program->hear("restored")) << program->said();
  }
  // The client learns of the new epoch a moment after the program said that it has restored.
  static void wait_for_reconnect(const Client& client) {
    while (client.port->reconnects() == 0) exec::runtime().point(exec::Point::yield);
  }
  // One whose bus is gone would wait for a restored one as long as it lives: it learns that there is none.
  void end_client(Client& client) {
    RunningPenstock fresh(folder);
    for (std::size_t answered = 0;
         client.events.log.size() < 5;) {  // a close waits for what the client holds
      const std::size_t held = client.held.size();
      client.answer(answered, held);
      answered = held;
      exec::runtime().point(exec::Point::yield);
    }
  }
  Folder folder;
  const std::string image = folder / "image";
};

}  // namespace penstock::channels
