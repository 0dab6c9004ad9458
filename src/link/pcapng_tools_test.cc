// SPDX-License-Identifier: Apache-2.0
// What the writer writes, as Wireshark's programs read it.
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "link/pcapng_writer.h"
#include "link/program_output.h"
#include "link/scratch_file.h"
#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;

void write_sample(const ScratchFile& file) {
  auto writer = PcapngWriter::create(file.path());
  ASSERT_TRUE(writer.ok());
  const std::uint32_t local = (*writer)->add_interface("local");
  const std::uint32_t outer = (*writer)->add_interface("outer");
  const std::array<std::string_view, 1> permit = {"OUTBOUND_TRANSPORT_V4: permit"};
  const std::array<std::string_view, 1> block = {"INBOUND_TRANSPORT_V6: block (filter 12)"};
  (*writer)->write(local, 1'700'000'000'123'456'789, sample::udp_packet(4, 1000, 2000, 33),
                   {.direction = PacketDirection::outbound, .comments = permit});
  (*writer)->write(outer, 1'700'000'001'000'000'001, sample::udp_packet(6, 3000, 4000, 34),
                   {.direction = PacketDirection::inbound, .comments = block});
  ASSERT_TRUE((*writer)->flush().ok());
}

TEST(PcapngTools, CapinfosFindsTheFileInOrder) {
  if (!installed("capinfos")) GTEST_SKIP() << "capinfos is not installed (Debian: wireshark-common)";
  ScratchFile file;
  write_sample(file);
  const std::string output = output_of("capinfos " + file.path() + " 2>&1");
  EXPECT_NE(output.find("pcapng"), std::string::npos) << output;
  EXPECT_NE(output.find("Number of packets:   2"), std::string::npos) << output;
  EXPECT_NE(output.find("Number of interfaces in file: 2"), std::string::npos) << output;
  EXPECT_NE(output.find("nanoseconds"), std::string::npos) << output;
}

TEST(PcapngTools, TsharkReadsTimesDirectionsAndComments) {
  if (!installed("tshark")) GTEST_SKIP() << "tshark is not installed";
  ScratchFile file;
  write_sample(file);
  const std::string output = output_of(
      "tshark -r " + file.path() +
      " -o udp.check_checksum:TRUE -T fields -E separator='|' -e frame.interface_name -e frame.time_epoch"
      " -e frame.packet_flags_direction -e udp.srcport -e udp.checksum.status -e frame.comment 2>/dev/null");
  EXPECT_EQ(output,
            "local|1700000000.123456789|0x00000002|1000|1|OUTBOUND_TRANSPORT_V4: permit\n"
            "outer|1700000001.000000001|0x00000001|3000|1|INBOUND_TRANSPORT_V6: block (filter 12)\n");
}

}  // namespace
}  // namespace penstock::link
