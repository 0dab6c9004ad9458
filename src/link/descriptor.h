// SPDX-License-Identifier: Apache-2.0
// A file descriptor with an owner.
//
// Threads: one holder.
// Memory: closes what it holds.
// Errors: -1 is no descriptor.
#pragma once

#include <unistd.h>

#include <utility>

namespace penstock::link {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

}  // namespace penstock::link
