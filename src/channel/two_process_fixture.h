// SPDX-License-Identifier: Apache-2.0
// A server of numbers and the client that keeps them, each in a process of its own, for tests that kill the server.
//
// Threads: processes fork before they have any.
// Memory: the fixture's folder goes with it.
// Errors: a server says at which step it failed by what it exits with.
#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "channel/bus_host.h"
#include "channel/bus_socket.h"
#include "channel/endpoint_fixture.h"
#include "channel/saved_section.h"
#include "snapshot/image_file.h"

namespace penstock::channel {

inline constexpr std::uint64_t kNumbers = 300;

inline std::uint64_t number_of(const SentPacket& packet) {
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

// Straight into the file, as a program does it.
inline bool save_all(const std::string& path, BusIdentity identity, BusServer& bus,
                     ServerEndpoint& endpoint) {
  snapshot::ImageFileSink file(path);
  snapshot::ImageStream image(identity.epoch, file);
  const auto put = [&](const char* name, Bytes bytes) {
    return image.open(name, 1).ok() && image.put(bytes).ok() && image.close().ok();
  };
  return put("bus/0", bus.save()) && put("bus/0/client", encode(identity)) &&
         image.open("channel/numbers", 1).ok() && save_section(endpoint, image).ok() && image.close().ok() &&
         image.finish().ok() && file.commit().ok();
}

// Nothing where there is none.
inline std::vector<std::byte> bytes_of_file(const std::string& path) {
  const auto file = snapshot::ImageFileSource::open(path);
  if (!file) return {};
  std::vector<std::byte> bytes((*file)->bytes());
  PENSTOCK_ASSERT((*file)->read(0, bytes).ok());
  return bytes;
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
    if (!save_all(image_path, (*host)->next_epoch(), (*host)->server(), server.endpoint)) return 6;
    up.say('s');
    for (;;) ::pause();  // until the kill
  }
  // Everything as the image has it, and the client there but not let in yet; then `goes_on`. What it answers, or which
  // step failed.
  template <class F>
  int restored(F goes_on) {
    constexpr snapshot::KnownSection known[] = {{"bus/*", 1}, {"channel/*", 1}};
    auto image = snapshot::open_image(image_path, known);
    if (!image || !snapshot::consume_image(image_path).ok()) return 2;
    if (!image->check().ok()) return 3;
    auto host = BusHost::open({.path = socket_path});
    if (!host) return 4;
    const BusIdentity identity = identity_in(*image->section("bus/0/client")->rest());
    if (!(*host)->restore(*image->section("bus/0")->rest(), identity).ok()) return 5;
    NumberServer server((*host)->server());
    (*host)->run();
    if ((*host)->wait_for_client() != BusHost::Arrival::here) return 6;
    auto section = image->section("channel/numbers");
    if (!section || !restore_section(server.endpoint, *section).ok()) return 7;
    return goes_on(**host, server, identity);
  }
  int second_server() {
    if (to_second.hear() != 'g') return 1;
    return restored([this](BusHost& host, NumberServer& server, BusIdentity) {
      host.go_on();
      if (!server.endpoint.start().ok()) return 8;
      if (!server.all_ended_in_order()) return 9;
      up.say('d');
      to_second.hear();
      return 0;
    });
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

}  // namespace penstock::channel
