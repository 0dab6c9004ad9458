// SPDX-License-Identifier: Apache-2.0
#include "snapshot/image_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

namespace penstock::snapshot {
namespace {

using Blob = std::vector<std::byte>;
constexpr KnownSection kAll[] = {{"*", 1}};

Blob numbered(std::size_t bytes) {
  Blob blob(bytes);
  for (std::size_t i = 0; i < bytes; ++i) blob[i] = static_cast<std::byte>(i * 7 + i / 251);
  return blob;
}

// What it holds may change under the reader, as a file may.
class Source final : public ImageSource {
 public:
  explicit Source(Blob written) : image(std::move(written)) {}
  std::uint64_t bytes() const override { return image.size(); }
  Result<void> read(std::uint64_t at, MutableBytes into) override {
    if (fails_from && at + into.size() > *fails_from) return Fault{Reason::system, {}, "read: gone"};
    EXPECT_LE(at + into.size(), image.size());
    if (!into.empty()) std::memcpy(into.data(), image.data() + at, into.size());
    return {};
  }
  Blob image;
  std::optional<std::uint64_t> fails_from;
};

// Of a section that is read where it is asked for, and of one that a second thread reads ahead.
class ReadingAnImage : public ::testing::TestWithParam<std::size_t> {
 protected:
  void SetUp() override {
    ImageWriter writer(5);
    ASSERT_TRUE(writer.add("empty", 1, {}).ok() && writer.add("large", 1, large_).ok());
    ASSERT_TRUE(writer.add("small", 1, small_).ok());
    auto source = std::make_unique<Source>(writer.finish());
    source_ = source.get();
    auto opened = ImageReader::open(std::move(source), kAll);
    ASSERT_TRUE(opened.ok());
    image_.emplace(std::move(*opened));
  }
  // In pieces of at least so many; what came before it ended or failed.
  Blob in_pieces(SectionReader& section, std::size_t bytes_min) {
    Blob all;
    for (;;) {
      const auto bytes = section.next(bytes_min);
      if (!bytes || bytes->empty()) return all;
      EXPECT_GE(bytes->size(), std::min<std::uint64_t>(bytes_min, section.left()));
      const std::size_t some = std::min(bytes->size(), std::max<std::size_t>(bytes_min, 999));
      all.insert(all.end(), bytes->begin(), bytes->begin() + static_cast<std::ptrdiff_t>(some));
      section.taken(some);
    }
  }

  const Blob large_ = numbered(GetParam());
  const Blob small_ = numbered(11);
  Source* source_ = nullptr;
  std::optional<ImageReader> image_;
};

static_assert(9'000'003 > kWorthAThread);
INSTANTIATE_TEST_SUITE_P(Sizes, ReadingAnImage, ::testing::Values(1'234'567, 9'000'003));

TEST_P(ReadingAnImage, GivesEachSectionInPiecesAsItWasPutIn) {
  EXPECT_EQ(image_->epoch(), 5u);
  EXPECT_TRUE(image_->check().ok());
  for (const std::size_t piece : {1, 8, 1000, 400'000, 2'000'000}) {
    auto section = image_->section("large");
    ASSERT_TRUE(section.ok());
    EXPECT_EQ(section->left(), large_.size());
    EXPECT_TRUE(in_pieces(*section, piece) == large_) << piece;
    EXPECT_EQ(section->left(), 0u);
    EXPECT_TRUE(section->check().ok());
  }
  EXPECT_EQ(*image_->section("small")->rest(), small_);
  EXPECT_TRUE(image_->section("empty")->rest()->empty());
  EXPECT_EQ(image_->section("other").fault().reason, Reason::missing_section);
}

// However early the damage was, and also in the padding: what ends a section is seen by nobody.
TEST_P(ReadingAnImage, KeepsTheLastBytesOfADamagedSection) {
  const SectionHead& head = *image_->find("large");
  ASSERT_NE(head.bytes % 8, 0u);
  for (const std::uint64_t damaged : {head.at, head.at + head.bytes - 1, head.at + head.bytes}) {
    source_->image[damaged] ^= std::byte{4};
    for (const std::size_t piece : {1, 400'000}) {
      SectionReader section = image_->section(head);
      EXPECT_LT(in_pieces(section, piece).size(), large_.size());
      const Fault fault = section.check().fault();
      EXPECT_EQ(fault.reason, Reason::damaged) << "and is told again";
      EXPECT_EQ(fault.section, "large");
    }
    EXPECT_EQ(image_->section(head).rest().fault().reason, Reason::damaged);
    EXPECT_EQ(image_->check().fault().section, "large");
    source_->image[damaged] ^= std::byte{4};
  }
  EXPECT_TRUE(image_->check().ok());
}

TEST_P(ReadingAnImage, SaysWhatTheSourceSaid) {
  const SectionHead& head = *image_->find("large");
  source_->fails_from = head.at + 700'000;
  SectionReader section = image_->section(head);
  EXPECT_LE(in_pieces(section, 1).size(), 700'000u);
  source_->fails_from.reset();
  EXPECT_EQ(section.check().fault().detail, "read: gone") << "what follows would not be what follows";
  EXPECT_TRUE(image_->check().ok());
}

TEST_P(ReadingAnImage, IsLeftInTheMiddle) {
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{1}, large_.size() / 2, large_.size() - 1}) {
    SectionReader section = image_->section(*image_->find("large"));
    for (std::size_t left = bytes; left != 0;) {
      const auto there = section.next();
      ASSERT_TRUE(there.ok());
      const std::size_t some = std::min(left, there->size());
      section.taken(some);
      left -= some;
    }
    SectionReader untouched = image_->section(*image_->find("large"));
    EXPECT_EQ(section.left(), large_.size() - bytes);
  }
}

// A head may claim what it likes: no memory is taken for more than there is.
TEST_P(ReadingAnImage, BelievesNoLengthThatTheSourceHasNotGot) {
  Blob image = source_->image;
  image.resize(image.size() - 8);
  const auto cut = ImageReader::open(std::make_unique<Source>(image), kAll);
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(to_string(cut.fault()), "section small: truncated");
  SectionReader section = image_->section(*image_->find("small"));
  EXPECT_EQ(section.next(SIZE_MAX)->size(), small_.size());
}

}  // namespace
}  // namespace penstock::snapshot
