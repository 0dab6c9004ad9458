// SPDX-License-Identifier: Apache-2.0
// A channel straight into an image and out of it: the same bytes as through a buffer, and never half of them.
#include "channel/saved_section.h"

#include "channel/saved_channel_fixture.h"
#include "snapshot/image.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

constexpr std::size_t kStateBytes = 1000;

class InMemory final : public snapshot::ImageSink {
 public:
  snapshot::Result<void> append(Bytes bytes) override {
    if (left == 0) return snapshot::Fault{snapshot::Reason::system, {}, "write: No space left on device"};
    --left;
    image.insert(image.end(), bytes.begin(), bytes.end());
    return {};
  }
  snapshot::Result<void> overwrite(std::uint64_t at, Bytes bytes) override {
    std::copy(bytes.begin(), bytes.end(), image.begin() + static_cast<std::ptrdiff_t>(at));
    return {};
  }
  Blob image;
  int left = 1000;
};

class FromMemory final : public snapshot::ImageSource {
 public:
  explicit FromMemory(const Blob& image) : image_(image) {}
  std::uint64_t bytes() const override { return image_.size(); }
  snapshot::Result<void> read(std::uint64_t at, MutableBytes into) override {
    std::copy_n(image_.begin() + static_cast<std::ptrdiff_t>(at), into.size(), into.begin());
    return {};
  }

 private:
  const Blob& image_;
};

class SavedSection : public SavedChannelTest {
 protected:
  // More than a block of the stream holds, and one packet whose state alone is.
  void SetUp() override {
    open_and_hold();
    server_events.on_save = [this](SentPacket& packet, MutableBytes buffer, std::uint32_t& needed) {
      needed = number_of(packet) == 3 ? 300'000 : kStateBytes;
      if (buffer.size() < needed) return 1u;
      std::fill(buffer.begin(), buffer.end(), fill_byte);
      const std::uint64_t number = number_of(packet);
      std::memcpy(buffer.data(), &number, sizeof number);
      return 0u;
    };
    server_events.on_restore = [this](Bytes library, Bytes own) {
      std::uint64_t number = 0;
      std::memcpy(&number, own.data(), sizeof number);
      EXPECT_EQ(own.size(), number == 3 ? 300'000 : kStateBytes);
      ++shown;
      SentPacket* packet = heir->allocate_packet();
      set_number(*packet, number);
      EXPECT_TRUE(heir->restore_packet(*packet, library).ok());
      return 0u;
    };
    ASSERT_TRUE(client->pause().ok());
    count = fill(600);
    ASSERT_TRUE(server->pause().ok());
  }
  base::Result<std::uint64_t, SectionFault> save(InMemory& sink) {
    snapshot::ImageStream stream(1, sink);
    EXPECT_TRUE(stream.open("channel/x", 1).ok());
    auto saved = save_section(*server, stream);
    EXPECT_TRUE(!saved.ok() || (stream.close().ok() && stream.finish().ok()));
    return saved;
  }
  snapshot::ImageReader open_image(const Blob& image) {
    constexpr snapshot::KnownSection known[] = {{"channel/*", 1}};
    auto opened = snapshot::ImageReader::open(std::make_unique<FromMemory>(image), known);
    PENSTOCK_ASSERT(opened.ok());
    return std::move(*opened);
  }
  base::Result<void, SectionFault> restore_from(const Blob& image) {
    snapshot::ImageReader reader = open_image(image);
    auto section = reader.section("channel/x");
    return restore_section(*heir, *section);
  }
  // An image of other bytes for the channel, whose container is right.
  static Blob image_of(Bytes channel) {
    snapshot::ImageWriter writer(1);
    PENSTOCK_ASSERT(writer.add("channel/x", 1, channel).ok());
    return writer.finish();
  }
  void expect_untouched() {
    EXPECT_EQ(heir->life(), Life::enabled);
    EXPECT_EQ(heir->in_flight() + heir->queued_now(), 0u);
  }

  std::uint64_t count = 0;
  std::uint64_t shown = 0;
  std::byte fill_byte{9};
};

TEST_F(SavedSection, HoldsWhatABufferWouldAndGoesOnFromIt) {
  RULE("V-SAVE-20");
  RULE("V-REST-1");
  const Blob wanted = save_with(*server, 1 << 20);
  ASSERT_GT(wanted.size(), 800'000u);
  InMemory sink;
  const auto saved = save(sink);
  ASSERT_TRUE(saved.ok());
  EXPECT_EQ(*saved, wanted.size());
  EXPECT_TRUE(sink.image == image_of(wanted));
  kill();
  ASSERT_TRUE(restore_from(sink.image).ok());
  EXPECT_EQ(shown, count);
  ASSERT_TRUE(client->start().ok());
  ASSERT_TRUE(heir->start().ok());
  answer_all(count);
  expect_all_ended_in_order(count);
}

TEST_F(SavedSection, IsToldAsItWouldBeOfBytes) {
  InMemory sink;
  ASSERT_TRUE(save(sink).ok());
  snapshot::ImageReader reader = open_image(sink.image);
  auto section = reader.section("channel/x");
  const auto outline = outline_of(*section);
  ASSERT_TRUE(outline.ok());
  EXPECT_EQ(outline->queued + outline->unanswered, count);
  EXPECT_TRUE(section->check().ok());
}

TEST_F(SavedSection, EndsTheSaveWhereTheImageFails) {
  RULE("V-SAVE-24");
  InMemory sink;
  sink.left = 1;
  const auto saved = save(sink);
  ASSERT_FALSE(saved.ok());
  ASSERT_TRUE(saved.fault().image.has_value());
  EXPECT_EQ(saved.fault().image->detail, "write: No space left on device");
  EXPECT_TRUE(server->save_begin().ok()) << "the one before has ended";
  server->save_end();
}

TEST_F(SavedSection, LeavesNothingOfOneThatIsDamagedBehindItsChecks) {
  RULE("V-REST-7");
  InMemory sink;
  ASSERT_TRUE(save(sink).ok());
  kill();
  // In the second half: packets were restored before it came to that.
  Blob damaged = sink.image;
  damaged[damaged.size() - 100'000] ^= std::byte{1};
  const auto restored = restore_from(damaged);
  ASSERT_FALSE(restored.ok());
  EXPECT_GT(shown, 10u);
  EXPECT_LT(shown, count);
  expect_untouched();
  ASSERT_TRUE(restore_from(sink.image).ok());
}

// Each chunk is right, and the image is another one than its head says: a file that was written over meanwhile.
TEST_F(SavedSection, IsNotRestoredFromAnotherImagesChunks) {
  RULE("V-REST-7");
  InMemory sink;
  ASSERT_TRUE(save(sink).ok());
  fill_byte = std::byte{8};
  InMemory other;
  ASSERT_TRUE(save(other).ok());
  kill();
  snapshot::ImageReader reader = open_image(sink.image);
  const auto begin = static_cast<std::ptrdiff_t>(reader.find("channel/x")->at);
  std::copy(other.image.begin() + begin, other.image.end(), sink.image.begin() + begin);
  auto section = reader.section("channel/x");
  ASSERT_FALSE(restore_section(*heir, *section).ok());
  EXPECT_GT(shown, 10u);
  expect_untouched();
}

TEST_F(SavedSection, EndsWhereItsLastChunkDoes) {
  RULE("V-REST-9");
  const Blob good = save_with(*server, 1 << 20);
  kill();
  Blob longer = good;
  longer.resize(good.size() + 8);
  const auto behind = restore_from(image_of(longer));
  ASSERT_FALSE(behind.ok());
  EXPECT_EQ(behind.fault().fault, Fault::damaged);
  expect_untouched();
  for (const std::size_t missing : {8u, kChunkHeadBytes, 40u}) {
    const auto cut = restore_from(image_of(Bytes(good).first(good.size() - missing)));
    ASSERT_FALSE(cut.ok());
    EXPECT_EQ(cut.fault().fault, Fault::truncated) << missing;
    expect_untouched();
  }
  ASSERT_TRUE(restore_from(image_of(good)).ok());
}

TEST(ChunkRuns, AreCutWhereChunksAre) {
  const Blob small = make_chunk(ChunkType::end, {});
  const Blob large = make_chunk(ChunkType::packet, Blob(100));
  Blob both = small;
  both.insert(both.end(), large.begin(), large.end());
  for (std::size_t bytes = 0; bytes <= both.size(); ++bytes) {
    const ChunkRun run = whole_chunks(Bytes(both).first(bytes));
    const std::size_t whole = bytes == both.size() ? bytes : bytes >= small.size() ? small.size() : 0;
    ASSERT_EQ(run.bytes, whole);
    ASSERT_GT(run.bytes_needed, bytes - whole);
  }
  EXPECT_EQ(whole_chunks(large).bytes, large.size());
  EXPECT_EQ(whole_chunks(Bytes(large).first(20)).bytes_needed, large.size());
  EXPECT_EQ(whole_chunks(Blob(100)).bytes, 100u) << "no chunk at all is for the reader to refuse";
}

}  // namespace
}  // namespace penstock::channel
