// SPDX-License-Identifier: Apache-2.0
// A bus between two processes: traffic, a peer that dies, and a server that is killed and restored in another
// process while its client keeps what it was sent.
#include "channel/bus_socket.h"

#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "channel/two_process_fixture.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

TEST_F(TwoProcesses, NeverNoticeThatTheServerWasKilledAndRestored) {
  RULE("V-REST-15");
  RULE("V-SAVE-4");
  const pid_t first = child([this] { return first_server(); });
  const pid_t second = child([this] { return second_server(); });
  ASSERT_EQ(up.hear(), 'u');
  Keeper events;
  packet::Ledger ledger;
  {
    auto port = BusPort::open(socket_path);
    ASSERT_TRUE(port.ok());
    ClientEndpoint client((*port)->client(), events, ledger, "keeper");
    ASSERT_TRUE(client.set_target(kEchoType, std::nullopt).ok());
    ASSERT_TRUE(client.set_ring_pages(1, 1).ok());  // not all of them fit
    ASSERT_TRUE((*port)->client().connect(bus_version(5, 3)).ok());
    ASSERT_TRUE(client.set_quota(50).ok());  // it reads no further: the rest fills the ring and the queue
    ASSERT_TRUE(client.enable().ok());
    events.held.wait_for(50);
    to_first.say('s');
    ASSERT_EQ(up.hear(), 's');
    ASSERT_EQ(::kill(first, SIGKILL), 0);
    EXPECT_TRUE(WIFSIGNALED(wait_for(first)));
    // Answers to nobody: they stay in the ring.
    for (std::size_t i = 0; i < 10; ++i) {
      ASSERT_TRUE(
          Endpoint::complete(ledger, events.held.at(i), bytes_of("got " + events.seen.at(i)), {}).ok());
    }
    to_second.say('g');
    events.answer_from(10, ledger);
    ASSERT_EQ(up.hear(), 'd');
    EXPECT_GE((*port)->reconnects(), 1u);
    EXPECT_EQ(events.seen.size(), kNumbers) << "each once";
    for (std::uint64_t i = 0; i < kNumbers; ++i) ASSERT_EQ(events.seen.at(i), std::to_string(i + 1));
    EXPECT_EQ(events.story(), "opened started post-started") << "the channel never closed";
  }
  to_second.say('e');  // the client has closed: it would wait for a server that never comes back
  EXPECT_EQ(wait_for(second), 0);
}

TEST_F(TwoProcesses, CarryTrafficBothWays) {
  const pid_t server = child([this] {
    auto host = BusHost::open({.path = socket_path});
    if (!host) return 1;
    NumberServer numbers((*host)->server());
    (*host)->run();
    up.say('u');
    if (!numbers.endpoint.start().ok()) return 2;
    numbers.send_all();
    const bool good = numbers.all_ended_in_order();
    to_first.hear();
    return good ? 0 : 3;
  });
  ASSERT_EQ(up.hear(), 'u');
  ScriptedEvents events;
  packet::Ledger ledger;
  events.on_process = [&](ReceivedPacket& packet, MutableBytes payload, Delivery) {
    ASSERT_TRUE(Endpoint::complete(ledger, packet.loan(), bytes_of("got " + text_of(payload)), {}).ok());
  };
  auto port = BusPort::open(socket_path, {.reconnect = false});
  ASSERT_TRUE(port.ok());
  ClientEndpoint client((*port)->client(), events, ledger, "client");
  ASSERT_TRUE(client.set_target(kEchoType, std::nullopt).ok());
  ASSERT_TRUE((*port)->client().connect(bus_version(5, 3)).ok());
  ASSERT_TRUE(client.enable().ok());
  events.log.wait_for(3);
  std::array<std::byte, 64> answer{};
  for (int i = 0; i < 1000; ++i) {
    const std::string text = "request " + std::to_string(i);
    const auto got = client.send_and_wait(bytes_of(text), {.answer_wanted = true}, answer, -1);
    ASSERT_TRUE(got.ok());
    ASSERT_EQ(text_of(Bytes(answer).first(*got)), text);
  }
  to_first.say('e');
  EXPECT_EQ(wait_for(server), 0);
  events.log.wait_for(5);  // the server is gone for good: the channel closed
  EXPECT_EQ(events.story(), "opened started post-started suspended closed");
}

// A client that asks and does not read the answers.
class Deaf : public TwoProcesses {
 protected:
  void SetUp() override {
    TwoProcesses::SetUp();
    auto opened = BusHost::open({.path = socket_path});
    ASSERT_TRUE(opened.ok());
    host = std::move(*opened);
    host->run();
    auto connected = connect_to(socket_path);
    ASSERT_TRUE(connected.ok());
    socket = std::move(*connected);
    auto created = SharedMemory::create(1 << 20);
    ASSERT_TRUE(created.ok());
    memory = std::move(*created);
    Frame hello{.kind = FrameKind::hello, .number = kSocketProtocol, .bytes = encode(BusIdentity())};
    hello.descriptors = {memory->descriptor()};
    ASSERT_EQ(send_frame(socket.get(), hello), Transfer::done);
    ASSERT_EQ(read().kind, FrameKind::welcome);
  }
  void wait_to(short what) const {
    pollfd one{socket.get(), what, 0};
    EXPECT_EQ(::poll(&one, 1, 60'000), 1);
  }
  Frame read() {
    Frame frame;
    for (;;) {
      const Transfer got = receive_frame(socket.get(), frame);
      if (got != Transfer::not_now) return frame;
      wait_to(POLLIN);
    }
  }
  // False: the host has hung up.
  bool ask(std::uint32_t version = bus_version(5, 3)) {
    const Frame question{.bytes = encode(BusMessage(InitiateContact{.version = version}))};
    for (;;) {
      const Transfer sent = send_frame(socket.get(), question);
      if (sent != Transfer::not_now) return sent == Transfer::done;
      wait_to(POLLOUT);
    }
  }
  std::uint64_t heard() const { return host->server().counts().messages; }

  std::unique_ptr<BusHost> host;
  std::unique_ptr<SharedMemory> memory;
  link::Descriptor socket;
};

TEST_F(Deaf, IsWaitedForBeforeASave) {
  RULE("V-MSG-10");
  EXPECT_TRUE(host->wait_until_told(exec::kForever)) << "nothing was said";
  // Until there is more than the socket takes.
  std::uint64_t asked = 0;
  while (host->wait_until_told(exec::runtime().now_ns() + 50'000'000)) {
    for (int i = 0; i < 100; ++i, ++asked)
      ASSERT_TRUE(ask(asked % 3 == 0 ? bus_version(5, 3) : bus_version(99, 0)));
    while (heard() < asked) exec::runtime().point(exec::Point::yield);
  }
  for (std::uint64_t i = 0; i < asked; ++i) {
    const auto answer = decode(read().bytes);
    ASSERT_TRUE(answer.ok() && std::holds_alternative<VersionResponse>(*answer)) << i;
    ASSERT_EQ(std::get<VersionResponse>(*answer).supported, i % 3 == 0 ? 1 : 0) << i;
  }
  EXPECT_TRUE(host->wait_until_told(exec::kForever)) << "in order and none lost";
}

TEST_F(Deaf, IsDisconnectedWhenTooMuchWaitsForIt) {
  RULE("V-MSG-10");
  std::uint64_t asked = 0;
  while (ask()) ASSERT_LT(++asked, 100'000u);
  EXPECT_GT(asked, 2 * kRelidsMax);
  while (host->client() != BusClientState::none) exec::runtime().point(exec::Point::yield);
}

TEST_F(TwoProcesses, ASharedFileThatCouldShrinkIsRefused) {
  link::Descriptor plain(::memfd_create("plain", MFD_CLOEXEC));
  ASSERT_EQ(::ftruncate(plain.get(), 1 << 20), 0);
  EXPECT_EQ(SharedMemory::adopt(std::move(plain)).fault(), Fault::refused);
}

TEST(SharedMemoryView, CannotBeWrittenThroughWhatIsShownForReading) {
  RULE("V-EXT-6");
  auto memory = SharedMemory::create(1 << 20);
  ASSERT_TRUE(memory.ok());
  const auto address = (*memory)->allocate(1);
  std::byte* writable = (*memory)->view(*address, 8, Right::write);
  std::byte* readable = (*memory)->view(*address, 8, Right::read);
  *writable = std::byte{42};
  EXPECT_EQ(*readable, std::byte{42}) << "the same bytes";
  EXPECT_NE(readable, writable);
  EXPECT_EXIT(
      {
        *const_cast<volatile std::byte*>(readable) = std::byte{1};
        std::_Exit(0);
      },
      [](int status) { return !WIFEXITED(status) || WEXITSTATUS(status) != 0; }, "");
}

TEST(SharedMemoryView, ShowsScatteredPagesInARow) {
  auto memory = SharedMemory::create(1 << 20);
  for (std::uint64_t page : {9, 3, 6}) *(*memory)->view(page * kPageBytes, 1, Right::write) = std::byte(page);
  const std::uint64_t pages[] = {9, 3, 6};
  const auto shown = (*memory)->show(pages);
  ASSERT_TRUE(shown.ok());
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ((*shown)->data()[i * kPageBytes], std::byte(pages[i]));
  const std::uint64_t outside[] = {1u << 20};
  EXPECT_EQ((*memory)->show(outside).fault(), Fault::unbacked);
  EXPECT_EQ((*memory)->view((1 << 20) - 4, 8, Right::read), nullptr);
  EXPECT_EQ((*memory)->view(~std::uint64_t{0} - 2, 8, Right::read), nullptr);
}

}  // namespace
}  // namespace penstock::channel
