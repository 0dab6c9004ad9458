// SPDX-License-Identifier: Apache-2.0
// Small types that code of this kind brings with the projection: a lock, and an owner of a system handle.
//
// Threads: slim_mutex is a lock.
// Memory: handle_type closes what it owns.
// Errors: none.
#pragma once

#include <condition_variable>
#include <shared_mutex>

#include "event_object.h"
#include "reference.h"

namespace winrt {

struct slim_mutex {
  void lock() noexcept { mutex_.lock(); }
  void unlock() noexcept { mutex_.unlock(); }
  bool try_lock() noexcept { return mutex_.try_lock(); }
  void lock_shared() noexcept { mutex_.lock_shared(); }
  void unlock_shared() noexcept { mutex_.unlock_shared(); }
  bool try_lock_shared() noexcept { return mutex_.try_lock_shared(); }

 private:
  std::shared_mutex mutex_;
};
using slim_lock_guard = std::lock_guard<slim_mutex>;
using slim_shared_lock_guard = std::shared_lock<slim_mutex>;

struct slim_condition_variable {
  template <typename Predicate>
  void wait(slim_mutex& lock, Predicate predicate) {
    waiters_.wait(lock, predicate);
  }
  template <typename Predicate>
  bool wait_for(slim_mutex& lock, Windows::Foundation::TimeSpan timeout, Predicate predicate) {
    return waiters_.wait_for(lock, timeout, predicate);
  }
  void notify_one() noexcept { waiters_.notify_one(); }
  void notify_all() noexcept { waiters_.notify_all(); }

 private:
  std::condition_variable_any waiters_;
};

template <typename T>
struct handle_type {
  using type = typename T::type;
  handle_type() noexcept = default;
  explicit handle_type(type value) noexcept : value_(value) {}
  handle_type(handle_type&& other) noexcept : value_(other.detach()) {}
  handle_type& operator=(handle_type&& other) noexcept {
    if (this != &other) attach(other.detach());
    return *this;
  }
  ~handle_type() noexcept { close(); }
  void close() noexcept {
    if (*this) T::close(std::exchange(value_, T::invalid()));
  }
  explicit operator bool() const noexcept { return T::invalid() != value_; }
  type get() const noexcept { return value_; }
  type* put() noexcept {
    close();
    return &value_;
  }
  void attach(type value) noexcept {
    close();
    value_ = value;
  }
  type detach() noexcept { return std::exchange(value_, T::invalid()); }
  friend void swap(handle_type& a, handle_type& b) noexcept { std::swap(a.value_, b.value_); }

 private:
  type value_ = T::invalid();
};

struct handle_traits {
  using type = void*;
  static void close(type value) noexcept { impl::close_event(value); }
  static constexpr type invalid() noexcept { return nullptr; }
};
using handle = handle_type<handle_traits>;

struct file_handle_traits {
  using type = void*;
  static void close(type value) noexcept { impl::close_event(value); }
  static type invalid() noexcept { return reinterpret_cast<type>(std::intptr_t{-1}); }
};
using file_handle = handle_type<file_handle_traits>;

}  // namespace winrt
