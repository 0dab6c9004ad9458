// SPDX-License-Identifier: Apache-2.0
// Where an image is read from.
//
// Threads: two may read at once.
// Memory: the reader's.
// Errors: Fault.
#pragma once

#include "snapshot/image.h"

namespace penstock::snapshot {

class ImageSource {
 public:
  virtual ~ImageSource() = default;
  virtual std::uint64_t bytes() const = 0;
  // All that was asked for; it is there.
  virtual Result<void> read(std::uint64_t at, MutableBytes into) = 0;
};

}  // namespace penstock::snapshot
