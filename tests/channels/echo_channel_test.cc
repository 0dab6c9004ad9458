// SPDX-License-Identifier: Apache-2.0
// guests/echo_service in `penstock run`, and a client of it in this process that stays while the program is saved,
// killed and started again.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

#include "channel/bus_socket.h"
#include "channel/endpoint_fixture.h"
#include "link/program_output.h"
#include "running_penstock.h"
#include "testing/rule.h"

namespace penstock::channels {
namespace {

using namespace penstock::channel;

constexpr Guid kEchoServiceType{
    {0x1e, 0x9a, 0x0c, 0x3f, 0xd2, 0x66, 0x5b, 0x4c, 0x8a, 0x57, 0x0f, 0x5e, 0x4d, 0x3c, 0x2b, 0x1a}};
constexpr std::uint32_t kCalls = 300;

// As guests/echo_service/protocol.h has it.
struct Header {
  std::uint32_t operation = 0;  // 1 now, 4 call back, 5 a call
  std::uint32_t sequence = 0;
  std::uint32_t argument = 0;
  std::uint32_t length = 0;
};

std::string configuration(const Folder& folder, const std::string& more = "") {
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

TEST_F(EchoChannel, AnswersAClientInAnotherProcess) {
  RunningPenstock program(folder);
  Client client(folder / "bus");
  client.open();
  for (int i = 0; i < 200; ++i)
    ASSERT_EQ(client.ask("message " + std::to_string(i)), "message " + std::to_string(i));
  const auto row = program.ask({"channel", "show", "echo"});
  EXPECT_EQ(row["state"], "active");
  EXPECT_EQ(row["is"], "open");
  EXPECT_EQ(row["client"], "here");
  EXPECT_EQ(row["received"], 200);
  EXPECT_EQ(row["completed"], 200);
  EXPECT_EQ(row["bus version"], "5.3");
  EXPECT_NE(program.command({"channel", "list"}).text.find("echo_service"), std::string::npos);
  client.endpoint.reset();
  client.port.reset();
  EXPECT_EQ(program.end(), 0) << program.said();
  EXPECT_FALSE(std::filesystem::exists(folder / "bus"));
}

TEST_F(EchoChannel, IsPausedAndStartedByCommand) {
  RunningPenstock program(folder);
  Client client(folder / "bus");
  client.open();
  EXPECT_EQ(program.ask({"channel", "pause", "echo"})["answer"], "paused");
  EXPECT_EQ(program.ask({"channel", "list"})["state"], "paused");
  SentPacket* packet = client.endpoint->allocate_packet();
  Collected<int> answered;
  packet->set_routine(
      [](SentPacket& done, Outcome, MutableBytes, void* context) {
        static_cast<Collected<int>*>(context)->add(1);
        [[maybe_unused]] const auto freed = done.endpoint().free_packet(done);
      },
      &answered);
  const Header header{.operation = 1};
  ASSERT_TRUE(
      client.endpoint->send(*packet, std::as_bytes(std::span(&header, 1)), {.answer_wanted = true}).ok());
  EXPECT_EQ(program.command({"channel", "pause", "echo"}).code, 6) << "it is paused";
  EXPECT_EQ(program.ask({"channel", "show", "echo"})["received"], 0);
  EXPECT_EQ(program.ask({"channel", "start", "echo"})["answer"], "started");
  answered.wait_for(1);
  EXPECT_EQ(program.command({"channel", "start", "echo"}).code, 6) << "it is active";
  EXPECT_NE(program.command({"channel", "start", "ecco"}).text.find("no channel is named 'ecco'"),
            std::string::npos);
}

// Lengths of the packets in a capture, a line each.
std::string lengths_in(const std::string& file) {
  return link::output_of("tshark -r " + file + " -T fields -e frame.len 2>/dev/null");
}

TEST_F(EchoChannel, IsCapturedByCommandBetweenTheCommands) {
  RunningPenstock program(folder);
  Client client(folder / "bus");
  client.open();
  const std::string file = folder / "ring.pcapng";
  EXPECT_EQ(client.ask("before"), "before");
  EXPECT_EQ(program.ask({"channel", "capture", "echo", file})["answer"], "captured into " + file);
  EXPECT_EQ(client.ask("captured"), "captured");
  EXPECT_EQ(program.ask({"channel", "show", "echo"})["capture"], file);
  EXPECT_EQ(program.ask({"channel", "show", "echo"})["captured"], 2) << "a question and its answer";
  EXPECT_NE(program.command({"channel", "capture", "echo", folder / "other"}).text.find("already"),
            std::string::npos);
  const auto ended = program.ask({"channel", "capture", "echo", "--stop"});
  EXPECT_EQ(ended["file"], file);
  EXPECT_EQ(ended["packets"], 2);
  EXPECT_EQ(client.ask("behind"), "behind");
  EXPECT_EQ(program.ask({"channel", "show", "echo"})["capture"], "");
  EXPECT_EQ(program.command({"channel", "capture", "echo", "--stop"}).code, 6) << "nothing is captured";
  if (link::installed("tshark")) {
    EXPECT_EQ(lengths_in(file), "24\n24\n");
  }
}

TEST_F(EchoChannel, IsNotCapturedIntoWhatIsNoCapture) {
  RunningPenstock program(folder);
  folder.write("letter", "to a friend");
  const auto said = program.command({"channel", "capture", "echo", folder / "letter"});
  EXPECT_EQ(said.code, 6);
  EXPECT_NE(said.text.find("is there and is no capture"), std::string::npos) << said.text;
  EXPECT_EQ(std::filesystem::file_size(folder / "letter"), 11u);
  program.ask({"channel", "capture", "echo", folder / "ring.pcapng"});
  program.ask({"channel", "capture", "echo", "--stop"});
  EXPECT_EQ(program.command({"channel", "capture", "echo", folder / "ring.pcapng"}).code, 0) << "it is one";
}

TEST_F(EchoChannel, IsCapturedFromTheStartWhereItsConfigurationSaysSo) {
  const std::string file = folder / "ring.pcapng";
  folder.write("run.toml", configuration(folder, "capture = \"" + file + "\"\n"));
  RunningPenstock program(folder);
  Client client(folder / "bus");
  client.open();
  EXPECT_EQ(client.ask("captured"), "captured");
  client.endpoint.reset();
  client.port.reset();
  EXPECT_EQ(program.end(), 0) << program.said();
  if (link::installed("tshark")) {
    EXPECT_EQ(lengths_in(file), "24\n24\n");
  }
}

TEST_F(EchoChannel, WhatWasCapturedBeforeASaveIsThereAfterAKill) {
  const std::string file = folder / "ring.pcapng";
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  client.open();
  program->ask({"channel", "capture", "echo", file});
  EXPECT_EQ(client.ask("captured"), "captured");
  program->ask({"channel", "save", "echo", image});
  program->kill();
  if (link::installed("tshark")) {
    EXPECT_EQ(lengths_in(file), "24\n24\n");
  }
  restart(program);
  EXPECT_EQ(client.ask("and after"), "and after");
}

TEST_F(EchoChannel, GoesOnInANewProcessAfterASaveAndAKill) {
  RULE("V-REST-15");
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  const auto row = program->ask({"channel", "list"});
  EXPECT_EQ(row["state"], "saved");
  EXPECT_EQ(row["image"], image);
  EXPECT_EQ(penstock({"image", "verify", image}).code, 0);
  program->kill();
  client.answer(0, 10);  // to nobody: they stay in the ring
  restart(program);
  client.answer(10, kCalls);
  EXPECT_EQ(client.ask("and after"), "and after");
  client.expect_each_call_once();
  EXPECT_EQ(client.events.story(), "opened started post-started") << "the channel never closed";
  wait_for_reconnect(client);
  EXPECT_EQ(client.port->reconnects(), 1u);
  const auto after = program->ask({"channel", "show", "echo"});
  EXPECT_EQ(after["state"], "active");
  EXPECT_EQ(after["answers"], int{kCalls});
  EXPECT_EQ(after["in flight"], 0);
  EXPECT_EQ(after["violations"], 0);
}

TEST_F(EchoChannel, GoesOnAfterASaveAndAPoliteEnd) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  EXPECT_EQ(program->end(), 0) << program->said();
  restart(program);
  client.answer(0, kCalls);
  client.expect_each_call_once();
  EXPECT_EQ(client.events.story(), "opened started post-started");
}

TEST_F(EchoChannel, GoesOnManyTimes) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  for (std::size_t round = 0; round < 4; ++round) {
    program->kill();
    restart(program);
    client.answer(round * 50, round * 50 + 50);
    EXPECT_EQ(program->ask({"channel", "save", "echo", image})["epoch"], round + 3);
  }
  program->ask({"channel", "start", "echo"});
  client.answer(200, kCalls);
  client.expect_each_call_once();
}

TEST_F(EchoChannel, AnImageIsUsedOnce) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  std::filesystem::copy_file(image, folder / "copy");
  program->kill();
  restart(program);
  wait_for_reconnect(client);
  program->kill();
  RunningPenstock second(folder, {"--restore", image});
  EXPECT_EQ(second.wait(), 5);
  EXPECT_NE(second.said().find(image + ": was used already"), std::string::npos) << second.said();
  // A copy is an image of an epoch that its client has left behind.
  RunningPenstock third(folder, {"--restore", folder / "copy"});
  EXPECT_EQ(third.wait(), 5);
  EXPECT_NE(third.said().find("its client has gone on from a later one"), std::string::npos) << third.said();
  end_client(client);
}

TEST_F(EchoChannel, AStartSetsTheImageAside) {
  RunningPenstock program(folder);
  Client client(folder / "bus");
  call_and_save(client, program);
  EXPECT_EQ(program.ask({"channel", "start", "echo"})["answer"], "started");
  EXPECT_FALSE(std::filesystem::exists(image));
  EXPECT_TRUE(std::filesystem::exists(image + ".used"));
  client.answer(0, kCalls);
  client.expect_each_call_once();
}

// From the second save on a program writes over what it has used up, and no file is found for it.
TEST_F(EchoChannel, ASaveTakesTheFileThatAStartSetAside) {
  RunningPenstock program(folder);
  Client client(folder / "bus");
  call_and_save(client, program);
  struct stat first {
  }, second{};
  ASSERT_EQ(::stat(image.c_str(), &first), 0);
  program.ask({"channel", "start", "echo"});
  client.answer(0, kCalls);
  client.expect_each_call_once();
  program.ask({"channel", "save", "echo", image});
  ASSERT_EQ(::stat(image.c_str(), &second), 0);
  EXPECT_EQ(first.st_ino, second.st_ino);
  EXPECT_LT(second.st_size, first.st_size) << "with nothing of the calls that were in it";
  EXPECT_FALSE(std::filesystem::exists(image + ".used"));
  program.ask({"channel", "start", "echo"});
}

TEST_F(EchoChannel, IsNotRestoredByAnotherDriverOrUnderAnotherName) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  program->kill();
  const auto refused = [&](const std::string& what, const std::string& by, const std::string& why) {
    std::string text = configuration(folder);
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
      text.replace(at, what.size(), by);
    folder.write("run.toml", text);
    RunningPenstock other(folder, {"--restore", image});
    EXPECT_EQ(other.wait(), 5) << other.said();
    EXPECT_NE(other.said().find(why), std::string::npos) << other.said();
  };
  refused("name = \"echo\"", "name = \"ecco\"", "is of channel 'echo', and no [[channel]] is named so");
  refused("\"echo_service\"", "\"parrot\"",
          "was saved with driver 'echo_service', and channel echo has 'parrot'");
  refused("11111111-", "22222222-", "section channel/echo: other channel");
  EXPECT_TRUE(std::filesystem::exists(image)) << "it is still good";
  folder.write("run.toml", configuration(folder));
  restart(program);
  client.answer(0, kCalls);
  client.expect_each_call_once();
}

TEST_F(EchoChannel, ADamagedImageIsRefusedByItsSection) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  program->kill();
  {
    const int file = ::open(image.c_str(), O_RDWR);
    const auto middle = static_cast<off_t>(std::filesystem::file_size(image) / 2);
    char byte = 0;
    ASSERT_EQ(::pread(file, &byte, 1, middle), 1);
    byte = static_cast<char>(byte ^ 1);
    ASSERT_EQ(::pwrite(file, &byte, 1, middle), 1);
    ::close(file);
  }
  RunningPenstock other(folder, {"--restore", image});
  EXPECT_EQ(other.wait(), 5);
  EXPECT_NE(other.said().find("section channel/echo"), std::string::npos) << other.said();
  end_client(client);
}

// Somebody has taken a packet out of the ring since the save: whoever restored from the image would take it again.
TEST_F(EchoChannel, IsNotRestoredWhereTheRingsStandElsewhere) {
  RULE("V-SAVE-3");
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  program->kill();
  // The client's memory begins with its rings, each with a page in front that ends in the reader's index.
  auto* taken = reinterpret_cast<std::uint32_t*>(client.port->memory().view(kPageBytes + 4, 4, Right::write));
  *taken ^= 8;
  program.emplace(folder, std::vector<std::string>{"--restore", image});
  EXPECT_EQ(program->wait(), 5);
  EXPECT_NE(program->said().find("rings disagree: the channel has gone on since it was saved"),
            std::string::npos)
      << program->said();
  *taken ^= 8;
  restart(program);
  client.answer(0, kCalls);
  client.expect_each_call_once();
}

TEST_F(EchoChannel, IsSavedWhereAnImageMayLie) {
  RunningPenstock program(folder);
  Client client(folder / "bus");
  EXPECT_EQ(program.command({"channel", "save", "echo", folder / "missing/image"}).code, 6);
  folder.write("letter", "dear reader");
  const Said letter = program.command({"channel", "save", "echo", folder / "letter"});
  EXPECT_EQ(letter.code, 6);
  EXPECT_NE(letter.text.find("is there and is no image"), std::string::npos) << letter.text;
  EXPECT_EQ(program.ask({"channel", "list"})["state"], "paused") << "paused, and not saved";
  EXPECT_EQ(program.ask({"channel", "save", "echo", image})["answer"], "saved; it was paused");
  EXPECT_EQ(program.ask({"channel", "save", "echo", image})["epoch"], 5) << "a newer one may take its place";
}

TEST_F(EchoChannel, WithoutAClientThereIsNothingToSave) {
  RunningPenstock program(folder);
  const Said said = program.command({"channel", "save", "echo", image});
  EXPECT_EQ(said.code, 6);
  EXPECT_NE(said.text.find("has no client"), std::string::npos) << said.text;
  EXPECT_EQ(program.ask({"channel", "list"})["state"], "active");
}

TEST_F(EchoChannel, AClientOfAProgramThatWasStartedAnewIsOver) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  client.open();
  program->kill();
  program.emplace(folder);
  client.events.log.wait_for(5);
  EXPECT_EQ(client.events.story(), "opened started post-started suspended closed");
  Client next(folder / "bus");
  next.open();
  EXPECT_EQ(next.ask("hello"), "hello");
}

TEST_F(EchoChannel, ASecondClientWaitsUntilTheFirstHasGone) {
  RunningPenstock program(folder);
  std::optional<Client> first(std::in_place, folder / "bus");
  first->open();
  Collected<int> in;
  const auto thread = exec::runtime().spawn("second", [&] {
    Client second(folder / "bus");
    in.add(1);
    second.open();
    EXPECT_EQ(second.ask("second"), "second");
  });
  while (program.ask({"channel", "show", "echo"})["turned away"] == 0) {
  }
  EXPECT_EQ(first->ask("first"), "first");
  EXPECT_EQ(in.size(), 0u);
  first.reset();
  exec::runtime().join(thread);
}

TEST_F(EchoChannel, IsRestoredByCommandIntoAProgramThatWaitsForIt) {
  std::optional<RunningPenstock> program(std::in_place, folder);
  Client client(folder / "bus");
  call_and_save(client, *program);
  program->kill();
  folder.write("run.toml", configuration(folder, "start = false\n"));
  program.emplace(folder);
  EXPECT_EQ(program->ask({"channel", "list"})["state"], "not started");
  EXPECT_EQ(program->ask({"channel", "restore", "echo", image})["image"], image);
  ASSERT_TRUE(program->hear("restored")) << program->said();
  client.answer(0, kCalls);
  client.expect_each_call_once();
  const Said again = program->command({"channel", "restore", "echo", image + ".used"});
  EXPECT_EQ(again.code, 6);
  EXPECT_NE(again.text.find("has a client"), std::string::npos) << again.text;
}

TEST_F(EchoChannel, TheSocketHasTheModeOfTheConfiguration) {
  folder.write("run.toml", configuration(folder, "socket_mode = 0o620\n"));
  RunningPenstock program(folder);
  struct stat about {};
  ASSERT_EQ(::stat((folder / "bus").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0620u);
  RunningPenstock second(folder);
  EXPECT_EQ(second.wait(), 3);
  EXPECT_NE(second.said().find("somebody answers there already"), std::string::npos) << second.said();
}

TEST_F(EchoChannel, ADriverThatRefusesItsBusIsNamed) {
  std::string text = configuration(folder);
  text.replace(text.find("0x122040"), 8, "0x122048");  // start: it has no channel yet
  folder.write("run.toml", text);
  RunningPenstock program(folder);
  EXPECT_EQ(program.wait(), 3);
  EXPECT_NE(program.said().find("driver echo_service refused control 0x122048"), std::string::npos)
      << program.said();
}

}  // namespace
}  // namespace penstock::channels
