// SPDX-License-Identifier: Apache-2.0
// A bus between two processes: traffic, a peer that dies, and a server that is killed and restored in another
// process while its client keeps what it was sent.
#include "channel/bus_socket.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "channel/bus_host.h"
#include "channel/endpoint_fixture.h"
#include "snapshot/image.h"
#include "snapshot/image_file.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

constexpr std::uint64_t kNumbers = 300;

std::uint64_t number_of(const SentPacket& packet) {
  return reinterpret_cast<std::uint64_t>(packet.pointer());
}

// One word each way between the processes.
class Words {
 public:
  Words() { EXPECT_EQ(::pipe(ends_), 0); }
  void say(char word) { EXPECT_EQ(::write(ends_[1], &word, 1), 1); }
  char hear() {
    char word = 0;
    return ::read(ends_[0], &word, 1) == 1 ? word : 0;
  }

 private:
  int ends_[2] = {-1, -1};
};

// A provider that sends numbers and notes how each ended. Runs in a process of its own.
class NumberServer : public ChannelEvents {
 public:
  explicit NumberServer(BusServer& bus) : endpoint(bus, *this, ledger, "numbers") {
    PENSTOCK_ASSERT(endpoint.set_target(kEchoType, kEchoInstance).ok());
    PENSTOCK_ASSERT(endpoint.set_maximum_packet(128).ok());
    PENSTOCK_ASSERT(endpoint.enable().ok());
  }
  void process(ReceivedPacket& packet, MutableBytes payload, Delivery) override {
    [[maybe_unused]] const auto done = Endpoint::complete(ledger, packet.loan(), payload, {});
  }
  bool saves_packets() const override { return true; }
  std::uint32_t save_packet(SentPacket& packet, MutableBytes buffer, std::uint32_t& needed) override {
    needed = sizeof(std::uint64_t);
    if (buffer.size() < needed) return 1;
    const std::uint64_t number = number_of(packet);
    std::memcpy(buffer.data(), &number, sizeof number);
    return 0;
  }
  std::uint32_t restore_packet(Bytes library, Bytes own) override {
    std::uint64_t number = 0;
    std::memcpy(&number, own.data(), sizeof number);
    return endpoint.restore_packet(make(number), library).ok() ? 0 : 1;
  }
  SentPacket& make(std::uint64_t number) {
    SentPacket* packet = endpoint.allocate_packet();
    packet->set_pointer(reinterpret_cast<void*>(number));
    packet->set_routine(
        [](SentPacket& done, Outcome outcome, MutableBytes answer, void* context) {
          auto& self = *static_cast<NumberServer*>(context);
          const bool good =
              outcome == Outcome::done && text_of(answer) == "got " + std::to_string(number_of(done));
          self.ended.add(good ? number_of(done) : 0);
          [[maybe_unused]] const auto freed = done.endpoint().free_packet(done);
        },
        this);
    return *packet;
  }
  void send_all() {
    for (std::uint64_t number = 1; number <= kNumbers; ++number) {
      const auto sent =
          endpoint.send(make(number), bytes_of(std::to_string(number)), {.answer_wanted = true});
      PENSTOCK_ASSERT(sent.ok());
    }
  }
  bool all_ended_in_order() {
    ended.wait_for(kNumbers);
    for (std::uint64_t number = 1; number <= kNumbers; ++number) {
      if (ended.at(number - 1) != number) return false;
    }
    return ended.size() == kNumbers;
  }

  Collected<std::uint64_t> ended;
  packet::Ledger ledger;
  ServerEndpoint endpoint;
};

std::vector<std::byte> save_all(BusIdentity identity, BusServer& bus, ServerEndpoint& endpoint) {
  snapshot::ImageWriter image(identity.epoch);
  PENSTOCK_ASSERT(endpoint.save_begin().ok());
  std::vector<std::byte> buffer(1 << 20);
  const SaveStep step = endpoint.save_continue(buffer);
  PENSTOCK_ASSERT(step.outcome == SaveStep::Outcome::all_saved);
  endpoint.save_end();
  PENSTOCK_ASSERT(image.add("bus/0", 1, bus.save()).ok());
  PENSTOCK_ASSERT(image.add("bus/0/client", 1, encode(identity)).ok());
  PENSTOCK_ASSERT(image.add("channel/numbers", 1, Bytes(buffer).first(step.bytes_filled)).ok());
  return image.finish();
}

class TwoProcesses : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "penstock-bus-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    socket_path = folder + "/bus";
    image_path = folder + "/image";
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  // Before this process has threads: a child has only the one that forked.
  template <class F>
  pid_t child(F body) {
    const pid_t pid = ::fork();
    if (pid == 0) ::_exit(body());
    return pid;
  }
  int wait_for(pid_t pid) {
    int status = 0;
    EXPECT_EQ(::waitpid(pid, &status, 0), pid);
    return status;
  }

  int first_server() {
    auto host = BusHost::open({.path = socket_path});
    if (!host) return 2;
    NumberServer server((*host)->server());
    (*host)->run();
    up.say('u');
    if (!server.endpoint.start().ok()) return 4;
    server.send_all();
    to_first.hear();  // save
    if (!server.endpoint.pause().ok()) return 5;
    const auto image = save_all((*host)->next_epoch(), (*host)->server(), server.endpoint);
    if (!snapshot::write_image(image_path, image).ok()) return 6;
    up.say('s');
    for (;;) ::pause();  // until the kill
  }
  int second_server() {
    if (to_second.hear() != 'g') return 1;
    const auto bytes = snapshot::read_image(image_path);
    if (!bytes || !snapshot::consume_image(image_path).ok()) return 2;
    constexpr snapshot::KnownSection known[] = {{"bus/*", 1}, {"channel/*", 1}};
    const auto image = snapshot::Image::read(*bytes, known);
    if (!image) return 3;
    auto host = BusHost::open({.path = socket_path});
    if (!host) return 4;
    const BusIdentity identity = identity_in(image->find("bus/0/client")->bytes);
    if (!(*host)->restore(image->find("bus/0")->bytes, identity).ok()) return 5;
    NumberServer server((*host)->server());
    (*host)->run();
    if ((*host)->wait_for_client() != BusHost::Arrival::here) return 9;
    if (server.endpoint.restore(image->find("channel/numbers")->bytes).outcome !=
        RestoreStep::Outcome::complete) {
      return 6;
    }
    (*host)->go_on();
    if (!server.endpoint.start().ok()) return 7;
    if (!server.all_ended_in_order()) return 8;
    up.say('d');
    to_second.hear();
    return 0;
  }

  std::string folder, socket_path, image_path;
  Words up, to_first, to_second;
};

// A client that keeps what it gets until it is told to answer.
class Keeper : public ScriptedEvents {
 public:
  Keeper() {
    on_process = [this](ReceivedPacket& packet, MutableBytes payload, Delivery) {
      seen.add(text_of(payload));
      held.add(packet.loan());
    };
  }
  void answer_from(std::size_t first, packet::Ledger& ledger) {
    for (std::size_t i = first; i < kNumbers; ++i) {
      held.wait_for(i + 1);
      ASSERT_TRUE(Endpoint::complete(ledger, held.at(i), bytes_of("got " + seen.at(i)), {}).ok());
    }
  }
  Collected<std::string> seen;
  Collected<packet::LoanId> held;
};

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
