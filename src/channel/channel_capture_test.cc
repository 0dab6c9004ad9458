// SPDX-License-Identifier: Apache-2.0
// What goes through a channel as Wireshark's programs read it.
#include "channel/channel_capture.h"

#include "channel/endpoint_fixture.h"
#include "link/program_output.h"
#include "link/scratch_file.h"

namespace penstock::channel {
namespace {

using link::installed;
using link::output_of;

class Captured : public Channels {
 protected:
  // A question of the client's with its answer, and a message of the server's that wants none.
  void talk(link::ScratchFile& file) {
    auto writer = link::PcapngWriter::create(file.path());
    ASSERT_TRUE(writer.ok());
    ChannelCapture capture;
    server->set_watch(&capture.add("echo at the server"));
    client->set_watch(&capture.add("echo at the client"));
    capture.begin(std::move(*writer));
    open();
    send(*client, "question", {.answer_wanted = true}, endings);
    endings.wait_for(1);
    send(*server, "news", {}, endings);
    client_events.received.wait_for(1);
    client.reset();
    server.reset();
    ASSERT_TRUE(capture.end().ok());
    EXPECT_EQ(capture.packets(), 6u);
    EXPECT_EQ(capture.lost_packets(), 0u);
  }
  std::string of_interface(const link::ScratchFile& file, const std::string& name) {
    return output_of("tshark -r " + file.path() + " -Y 'frame.interface_name == \"" + name +
                     "\"' -T fields -E separator='|' -e frame.packet_flags_direction -e frame.comment"
                     " 2>/dev/null");
  }
};

TEST_F(Captured, IsAFileInOrder) {
  if (!installed("capinfos")) GTEST_SKIP() << "capinfos is not installed (Debian: wireshark-common)";
  link::ScratchFile file;
  talk(file);
  const std::string output = output_of("capinfos " + file.path() + " 2>&1");
  EXPECT_NE(output.find("pcapng"), std::string::npos) << output;
  EXPECT_NE(output.find("Number of packets:   6"), std::string::npos) << output;
  EXPECT_NE(output.find("Number of interfaces in file: 2"), std::string::npos) << output;
}

TEST_F(Captured, TellsKindTransactionLengthAndDirectionAtBothEnds) {
  if (!installed("tshark")) GTEST_SKIP() << "tshark is not installed";
  link::ScratchFile file;
  talk(file);
  EXPECT_EQ(of_interface(file, "echo at the server"),
            "0x00000001|in-band packet, transaction 1048576, 8 bytes, answer wanted\n"
            "0x00000002|completion, transaction 1048576, 8 bytes\n"
            "0x00000002|in-band packet, transaction 1048576, 4 bytes\n");
  EXPECT_EQ(of_interface(file, "echo at the client"),
            "0x00000002|in-band packet, transaction 1048576, 8 bytes, answer wanted\n"
            "0x00000001|completion, transaction 1048576, 8 bytes\n"
            "0x00000001|in-band packet, transaction 1048576, 8 bytes\n");
}

TEST_F(Captured, GoesIntoOneFileAfterTheOtherAndNowhereInBetween) {
  if (!installed("tshark")) GTEST_SKIP() << "tshark is not installed";
  ChannelCapture capture;
  server->set_watch(&capture.add("server"));
  open();
  int ended = 0;
  const auto talk_to = [&](const link::ScratchFile* file, const char* text) {
    if (file != nullptr) {
      auto writer = link::PcapngWriter::create(file->path());
      ASSERT_TRUE(writer.ok());
      capture.begin(std::move(*writer));
    }
    send(*client, text, {.answer_wanted = true}, endings);
    endings.wait_for(++ended);
    EXPECT_TRUE(capture.end().ok());
    EXPECT_FALSE(capture.running());
  };
  link::ScratchFile first;
  link::ScratchFile last;
  talk_to(&first, "one");
  talk_to(nullptr, "nobody");
  talk_to(&last, "another");
  EXPECT_EQ(capture.packets(), 2u);
  client.reset();
  server.reset();
  const auto payloads = [](const link::ScratchFile& file) {
    return output_of("tshark -r " + file.path() + " -T fields -e frame.len 2>/dev/null");
  };
  EXPECT_EQ(payloads(first), "8\n8\n");
  EXPECT_EQ(payloads(last), "8\n8\n");
}

TEST_F(Captured, IsSwitchedOffBetweenPackets) {
  class Count final : public PacketWatch {
   public:
    void seen(const SeenPacket&) override { packets.fetch_add(1); }
    std::atomic<int> packets{0};
  } count;
  open();
  client->set_watch(&count);
  send(*client, "seen", {.answer_wanted = true}, endings);
  endings.wait_for(1);
  client->set_watch(nullptr);
  send(*client, "not seen", {.answer_wanted = true}, endings);
  endings.wait_for(2);
  EXPECT_EQ(count.packets, 2);
  client.reset();
}

}  // namespace
}  // namespace penstock::channel
