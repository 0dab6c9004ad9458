// SPDX-License-Identifier: Apache-2.0
// An image that somebody else wrote, or that a disk spoiled. What is taken from it lies inside it.
#include <cstdint>
#include <vector>

#include "base/assert.h"
#include "snapshot/image.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace penstock::snapshot;
  constexpr KnownSection known[] = {{"bus", 1}, {"line/*", 2}};
  const std::vector<std::uint8_t> copy(data, data + size);
  const auto image = Image::read(std::as_bytes(std::span(copy)), known);
  if (!image) {
    PENSTOCK_ASSERT(!to_string(image.fault()).empty());
  } else {
    for (const Section& section : image->sections()) PENSTOCK_ASSERT(image->find(section.name).ok());
  }
  // The same bytes as a section of a good image come back as they are.
  ImageWriter writer(size);
  PENSTOCK_ASSERT(writer.add("bus", 1, std::as_bytes(std::span(copy))).ok());
  PENSTOCK_ASSERT(writer.add("line/a", 2, {}).ok() && !writer.add("bus", 1, {}).ok());
  const auto bytes = writer.finish();
  const auto good = Image::read(bytes, known);
  PENSTOCK_ASSERT(good.ok() && good->find("bus")->bytes.size() == size);
  return 0;
}
