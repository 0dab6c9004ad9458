// SPDX-License-Identifier: Apache-2.0
#include "snapshot/image.h"

#include <cstring>

#include "base/assert.h"
#include "snapshot/image_reader.h"
#include "snapshot/image_stream.h"

namespace penstock::snapshot {
namespace {

Fault fault_of(Reason reason, std::string_view section = {}, std::string detail = {}) {
  return {reason, std::string(section), std::move(detail)};
}

class MemorySource final : public ImageSource {
 public:
  explicit MemorySource(Bytes image) : image_(image) {}
  std::uint64_t bytes() const override { return image_.size(); }
  Result<void> read(std::uint64_t at, MutableBytes into) override {
    if (!into.empty()) std::memcpy(into.data(), image_.data() + at, into.size());
    return {};
  }

 private:
  Bytes image_;
};

}  // namespace

class ImageWriter::Kept final : public ImageSink {
 public:
  Result<void> append(Bytes bytes) override {
    image.insert(image.end(), bytes.begin(), bytes.end());
    return {};
  }
  Result<void> overwrite(std::uint64_t at, Bytes bytes) override {
    std::memcpy(image.data() + at, bytes.data(), bytes.size());
    return {};
  }
  std::vector<std::byte> image;
};

ImageWriter::ImageWriter(std::uint64_t epoch)
    : kept_(std::make_unique<Kept>()), stream_(std::make_unique<ImageStream>(epoch, *kept_)) {}
ImageWriter::~ImageWriter() = default;

Result<void> ImageWriter::add(std::string_view name, std::uint16_t version, Bytes bytes) {
  if (bytes.size() > kSectionBytesMax) return fault_of(Reason::too_large, name, std::to_string(bytes.size()));
  if (auto opened = stream_->open(name, version); !opened) return opened;
  if (auto put = stream_->put(bytes); !put) return put;
  return stream_->close();
}

std::vector<std::byte> ImageWriter::finish() {
  if (const auto finished = stream_->finish(); !finished) {
    PENSTOCK_ASSERT(finished.fault().reason == Reason::no_memory);
    throw std::bad_alloc();
  }
  return std::move(kept_->image);
}

Result<Image> Image::read(Bytes bytes, std::span<const KnownSection> known) {
  auto reader = ImageReader::open(std::make_unique<MemorySource>(bytes), known);
  if (!reader) return reader.fault();
  if (auto checked = reader->check(); !checked) return checked.fault();
  Image image;
  image.major_ = reader->major();
  image.minor_ = reader->minor();
  image.epoch_ = reader->epoch();
  for (const SectionHead& head : reader->sections())
    image.sections_.push_back({head.name, head.version, head.checksum, bytes.subspan(head.at, head.bytes)});
  return image;
}

Result<Section> Image::find(std::string_view name) const {
  for (const Section& section : sections_) {
    if (section.name == name) return section;
  }
  return fault_of(Reason::missing_section, name);
}

}  // namespace penstock::snapshot
