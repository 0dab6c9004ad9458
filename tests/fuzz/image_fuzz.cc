// SPDX-License-Identifier: Apache-2.0
// An image that somebody else wrote, or that a disk spoiled. What is taken from it lies inside it, and in pieces it is
// what it is as a whole.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/assert.h"
#include "snapshot/image_reader.h"

namespace penstock::snapshot {
namespace {

constexpr KnownSection kKnown[] = {{"bus", 1}, {"line/*", 2}};

class Shown final : public ImageSource {
 public:
  explicit Shown(Bytes image) : image_(image) {}
  std::uint64_t bytes() const override { return image_.size(); }
  Result<void> read(std::uint64_t at, MutableBytes into) override {
    PENSTOCK_ASSERT(at <= image_.size() && into.size() <= image_.size() - at);
    if (!into.empty()) std::memcpy(into.data(), image_.data() + at, into.size());
    return {};
  }

 private:
  Bytes image_;
};

// How many bytes were handed out before it ended or was refused.
std::uint64_t taken_in_pieces(SectionReader section, std::size_t piece) {
  std::uint64_t taken = 0;
  for (;;) {
    const auto bytes = section.next(piece);
    if (!bytes || bytes->empty()) return taken;
    const std::size_t some = std::min(bytes->size(), piece);
    section.taken(some);
    taken += some;
  }
}

void read_in_pieces(Bytes image, std::size_t piece) {
  auto reader = ImageReader::open(std::make_unique<Shown>(image), kKnown);
  if (!reader) {
    PENSTOCK_ASSERT(!to_string(reader.fault()).empty());
    return;
  }
  bool all = true;
  for (const SectionHead& head : reader->sections()) {
    const bool whole = reader->section(head).check().ok();
    all = all && whole;
    const std::uint64_t taken = taken_in_pieces(reader->section(head), piece);
    PENSTOCK_ASSERT(whole ? taken == head.bytes : taken < head.bytes || head.bytes == 0);
    const auto rest = reader->section(head.name)->rest();
    PENSTOCK_ASSERT(rest.ok() == whole && (!whole || rest->size() == head.bytes));
  }
  PENSTOCK_ASSERT(reader->check().ok() == all && !reader->section("nobody's").ok());
  PENSTOCK_ASSERT(Image::read(image, kKnown).ok() == all);
}

}  // namespace
}  // namespace penstock::snapshot

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace penstock::snapshot;
  const std::vector<std::uint8_t> copy(data, data + size);
  const Bytes image = std::as_bytes(std::span(copy));
  read_in_pieces(image, size == 0 ? 1 : data[size / 2] + std::size_t{1});
  // The same bytes as a section of a good image come back as they are.
  ImageWriter writer(size);
  PENSTOCK_ASSERT(writer.add("bus", 1, image).ok());
  PENSTOCK_ASSERT(writer.add("line/a", 2, {}).ok() && !writer.add("bus", 1, {}).ok());
  std::vector<std::byte> bytes = writer.finish();
  const auto good = Image::read(bytes, kKnown);
  PENSTOCK_ASSERT(good.ok() && good->find("bus")->bytes.size() == size);
  // And with a flipped bit in them it is refused, and before its end.
  if (size == 0) return 0;
  const auto at = static_cast<std::size_t>(good->find("bus")->bytes.data() - bytes.data());
  bytes[at + data[0] % size] ^= std::byte{1};
  read_in_pieces(bytes, size);
  PENSTOCK_ASSERT(!Image::read(bytes, kKnown).ok());
  return 0;
}
