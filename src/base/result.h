// SPDX-License-Identifier: Apache-2.0
// A value or a fault. Each room closes its own small enum of faults and says
// `template <class T> using Result = base::Result<T, Fault>;`. There is no error text in a fault: the
// place that meets an operator or a guest translates it, once.
//
// Threads: a plain value.
// Memory: holds its value in place; moves with it.
// Errors: reading the side that is not there is a bug of the reader and asserts.
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "base/assert.h"

namespace penstock::base {

template <class T, class Fault>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Fault fault) : state_(std::in_place_index<1>, fault) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    PENSTOCK_ASSERT(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    PENSTOCK_ASSERT(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    PENSTOCK_ASSERT(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Fault fault() const {
    PENSTOCK_ASSERT(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Fault> state_;
};

// An action that yields nothing but may fail.
template <class Fault>
class [[nodiscard]] Result<void, Fault> {
 public:
  Result() = default;
  Result(Fault fault) : fault_(fault) {}

  bool ok() const { return !fault_.has_value(); }
  explicit operator bool() const { return ok(); }
  Fault fault() const {
    PENSTOCK_ASSERT(!ok());
    return *fault_;
  }

 private:
  std::optional<Fault> fault_;
};

}  // namespace penstock::base
