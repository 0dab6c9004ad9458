// SPDX-License-Identifier: Apache-2.0
// DPDK's driver, unmodified, on guests/netvsp inside `penstock run`: three processes, the test with the kernel's part in
// the middle. The program is saved under traffic, killed, and started again from its image; what counts is that DPDK
// gets every frame back once, in order, and notices nothing.
#include <gtest/gtest.h>

#include <atomic>
#include <sstream>

#include "channel/bus_socket.h"
#include "dpdk_guest.h"
#include "exec/runtime.h"
#include "running_penstock.h"
#include "testing/rule.h"

namespace penstock::network {
namespace {

using channels::Folder;
using channels::RunningPenstock;

std::string configuration(const Folder& folder) {
  return "[control]\nsocket = \"" + (folder / "control") +
         "\"\n"
         "[[driver]]\nfile = \"" PENSTOCK_NETWORK_DRIVER
         "\"\nname = \"netvsp\"\n"
         "[[driver]]\nfile = \"" PENSTOCK_REFLECTOR_DRIVER
         "\"\nname = \"reflector\"\n"
         "[[path]]\nlocal = { port = \"net0\" }\nremote = { port = \"mirror\" }\n"
         "[[channel]]\nname = \"net0\"\ndriver = \"netvsp\"\nport = \"net0\"\nsocket = \"" +
         (folder / "bus") +
         "\"\n"
         "attach = { device = '\\\\.\\PenstockNetwork', control = 0x122080, input_bytes = 104, input = "
         "[\"bus\", "
         "\"guid:4e455430-0000-0000-0000-000000000000\", \"02 50 00 00 00 02\", \"02 50 00 00 00 01\", "
         "\"utf16:net0\"] }\n"
         "state = { save = 0x12209c, restore = 0x1220a0 }\n";
}

// The last number behind a word of what the program said.
std::uint64_t number_after(const std::string& said, const std::string& word) {
  const std::size_t at = said.rfind(word);
  std::uint64_t number = 0;
  if (at != std::string::npos) std::istringstream(said.substr(at + word.size())) >> number;
  return number;
}

class DpdkInAProgram : public testing::Test {
 protected:
  DpdkInAProgram() {
    folder.write("run.toml", configuration(folder));
    program.emplace(folder);
    auto opened = channel::BusPort::open(folder / "bus", {.memory_bytes = kDpdkMemoryBytes});
    EXPECT_TRUE(opened.ok()) << program->said();
    port = std::move(*opened);
    guest.emplace(port->client(), port->memory());
    guest->open();
    bell = exec::runtime().spawn("bell", [this] {
      while (!stop.load()) {
        guest->ring();
        exec::runtime().point(exec::Point::yield);
      }
    });
  }
  ~DpdkInAProgram() override {
    stop.store(true);
    exec::runtime().join(bell);
    guest.reset();
  }
  void wait_for_traffic(std::uint64_t packets) {
    while (!guest->ended() &&
           program->ask({"channel", "show", "net0"})["received"].get<std::uint64_t>() < packets) {
    }
    ASSERT_FALSE(guest->ended()) << guest->said();
  }
  void cut() {
    const auto saved = program->ask({"channel", "save", "net0", image});
    EXPECT_EQ(saved["answer"], "paused and saved");
    EXPECT_EQ(saved["path"], "quiet");
    EXPECT_EQ(program->ask({"channel", "list"})["state"], "saved");
    program->kill();
    program.emplace(folder, std::vector<std::string>{"--restore", image});
    ASSERT_TRUE(program->hear("restored")) << program->said();
  }

  Folder folder;
  const std::string image = folder / "image";
  std::optional<RunningPenstock> program;
  std::unique_ptr<channel::BusPort> port;
  std::optional<DpdkGuest> guest;
  std::atomic<bool> stop{false};
  exec::ThreadId bell = 0;
};

TEST_F(DpdkInAProgram, NeverNoticesThatItWasSavedKilledAndStartedAgain) {
  RULE("V-REST-15");
  RULE("V-REST-13");
  guest->begin(0, {"64", "1400"});
  for (int size = 0; size < 2; ++size) {
    for (int cuts = 0; cuts < 3; ++cuts) {
      wait_for_traffic(200);
      cut();
    }
    wait_for_traffic(200);
    guest->next_size();
  }
  while (!guest->ended()) exec::runtime().point(exec::Point::yield);
  const std::string& said = guest->said();
  EXPECT_EQ(guest->status(), 0) << said;
  const std::uint64_t out = number_after(said, "counters: out ");
  EXPECT_GE(out, 1400u);
  EXPECT_EQ(number_after(said, " in "), out) << said;
  EXPECT_EQ(number_after(said, " missed "), 0u) << said;
  EXPECT_EQ(number_after(said, " errors "), 0u) << said;
  EXPECT_EQ(port->reconnects(), 6u);
  const auto row = program->ask({"channel", "show", "net0"});
  EXPECT_EQ(row["violations"], 0);
  std::printf("%s", said.c_str());
}

}  // namespace
}  // namespace penstock::network
