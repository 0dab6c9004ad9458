// SPDX-License-Identifier: Apache-2.0
// A saved channel of each format version that was ever written is read by every later one.
#include <fstream>

#include "channel/endpoint_fixture.h"
#include "channel/saved_outline.h"
#include "snapshot/image.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

using Blob = std::vector<std::byte>;

class SavedCorpus : public Channels {
 protected:
  SavedCorpus() {
    std::ifstream file(PENSTOCK_CORPUS "/snapshot/channel_1_0.bin", std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    bytes_.assign(bytes_of(text).begin(), bytes_of(text).end());
  }
  Bytes section(std::string_view name) {
    constexpr snapshot::KnownSection known[] = {{"channel/*", 1}};
    auto image = snapshot::Image::read(bytes_, known);
    EXPECT_TRUE(image.ok());
    return image->find(name)->bytes;
  }

 private:
  Blob bytes_;
};

TEST_F(SavedCorpus, TellsWhatTheFirstVersionSaved) {
  RULE("V-REST-9");
  Bytes saved = section("channel/open");
  const auto outline = outline_of(saved);
  ASSERT_TRUE(outline.ok());
  EXPECT_EQ(outline->channel.relid, 3u);
  EXPECT_EQ(outline->channel.connection, 0x10003u);
  EXPECT_TRUE(outline->channel.open);
  EXPECT_TRUE(outline->channel.may_block);
  EXPECT_EQ(outline->channel.request.downstream_page, 3u);
  EXPECT_EQ(outline->channel.request.user_data[119], std::byte{119});
  EXPECT_EQ(outline->channel.next_transaction, kOwnTransactions + 9);
  EXPECT_EQ(outline->channel.quota, 64u);
  EXPECT_EQ(outline->channel.write_index, 128u);
  EXPECT_EQ(outline->channel.read_index, 256u);
  EXPECT_EQ(outline->channel.late, std::vector<std::uint64_t>{kOwnTransactions + 1});
  EXPECT_EQ(outline->regions, 2u);
  EXPECT_EQ(outline->unanswered, 2u);
  EXPECT_EQ(outline->queued, 2u);
  EXPECT_EQ(outline->answers, 1u);
}

TEST_F(SavedCorpus, FindsEachPacketOfTheFirstVersion) {
  Bytes saved = section("channel/open");
  std::vector<std::string> story;
  while (!saved.empty()) {
    const auto chunk = take_chunk(saved);
    ASSERT_TRUE(chunk.ok());
    if (chunk->type == static_cast<std::uint16_t>(ChunkType::answer)) {
      const auto answer = decode_answer(chunk->body);
      ASSERT_TRUE(answer.ok());
      story.push_back("answer " + std::to_string(answer->transaction) + " " + text_of(answer->payload));
    }
    if (chunk->type != static_cast<std::uint16_t>(ChunkType::packet)) continue;
    const auto packet = decode_packet_chunk(chunk->body);
    ASSERT_TRUE(packet.ok());
    const auto library = decode_packet(packet->library);
    ASSERT_TRUE(library.ok());
    TransferPages pages;
    story.push_back((library->state == SavedPacket::State::queued ? "queued " : "in flight ") +
                    std::to_string(library->transaction) +
                    (library->answer_wanted ? " wants an answer" : "") +
                    (parse_transfer_pages(library->descriptor, pages) ? " by pages" : "") + " '" +
                    text_of(library->payload) + "' '" + text_of(packet->own) + "'");
  }
  EXPECT_EQ(story, (std::vector<std::string>{"in flight 1048578 wants an answer '' 'the provider's'",
                                             "in flight 17 wants an answer '' ''",
                                             "queued 0 'waits for room' 'own'", "answer 41 an answer",
                                             "queued 18 wants an answer by pages 'pages' ''"}));
}

TEST_F(SavedCorpus, RestoresAChannelOfTheFirstVersion) {
  const Bytes saved = section("channel/waiting");
  const auto outline = outline_of(saved);
  ASSERT_TRUE(outline.ok());
  ASSERT_TRUE(server->set_target(outline->header.interface_type, outline->header.instance).ok());
  ASSERT_TRUE(client->set_target(outline->header.interface_type, std::nullopt).ok());
  std::vector<std::string> own;
  server_events.on_restore = [&](Bytes library, Bytes bytes) {
    own.push_back(text_of(bytes));
    SentPacket* packet = server->allocate_packet();
    packet->set_routine(&remember, &endings);
    EXPECT_TRUE(server->restore_packet(*packet, library).ok());
    return 0u;
  };
  ASSERT_TRUE(server->enable().ok());
  ASSERT_EQ(server->restore(saved).outcome, RestoreStep::Outcome::complete);
  EXPECT_EQ(own, (std::vector<std::string>{"1", ""}));
  EXPECT_EQ(server->queued_now(), 2u);
  connect();
  ASSERT_TRUE(client->enable().ok());
  ASSERT_TRUE(server->start().ok());
  endings.wait_for(2);
  client_events.received.wait_for(2);
  EXPECT_EQ(client_events.received.all(), (std::vector<std::string>{"first", "second"}));
}

}  // namespace
}  // namespace penstock::channel
