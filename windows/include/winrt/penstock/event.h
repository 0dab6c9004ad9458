// SPDX-License-Identifier: Apache-2.0
// Events: a list of handlers that is copied when it changes, so that raising it holds no lock; a token for each handler,
// and revokers that remove theirs when they go away.
//
// Threads: add, remove and raise from any thread.
// Memory: a handler lives until it is removed and its last call has returned.
// Errors: a handler that throws does not keep the others from being called.
#pragma once

#include "delegate.h"

namespace winrt {

struct event_token {
  std::int64_t value{};
  explicit operator bool() const noexcept { return value != 0; }
};
inline bool operator==(event_token const& a, event_token const& b) noexcept { return a.value == b.value; }
inline bool operator!=(event_token const& a, event_token const& b) noexcept { return a.value != b.value; }

struct auto_revoke_t {};
inline constexpr auto_revoke_t auto_revoke{};

template <typename Delegate>
struct event {
  using delegate_type = Delegate;

  event() = default;
  event(event const&) = delete;
  event& operator=(event const&) = delete;
  explicit operator bool() const noexcept {
    std::lock_guard guard(lock_);
    return static_cast<bool>(handlers_);
  }
  event_token add(Delegate const& handler) {
    std::lock_guard guard(lock_);
    auto next = handlers_ ? std::make_shared<list>(*handlers_) : std::make_shared<list>();
    event_token const token{++last_};
    next->emplace_back(token.value, handler);
    handlers_ = std::move(next);
    return token;
  }
  void remove(event_token const token) {
    std::shared_ptr<list> before;
    std::lock_guard guard(lock_);
    if (!handlers_) return;
    auto next = std::make_shared<list>();
    for (auto const& entry : *handlers_)
      if (entry.first != token.value) next->push_back(entry);
    before = std::move(handlers_);
    if (!next->empty()) handlers_ = std::move(next);
  }
  void clear() {
    std::lock_guard guard(lock_);
    handlers_.reset();
  }
  template <typename... A>
  void operator()(A const&... arguments) {
    std::shared_ptr<list> current;
    {
      std::lock_guard guard(lock_);
      current = handlers_;
    }
    if (!current) return;
    for (auto const& entry : *current) {
      try {
        entry.second(arguments...);
      } catch (...) {
        to_hresult();
      }
    }
  }

 private:
  using list = std::vector<std::pair<std::int64_t, Delegate>>;
  mutable std::mutex lock_;
  std::shared_ptr<list> handlers_;
  std::int64_t last_ = 0;
};

namespace impl {

// Removes a handler from an object of a type, once.
template <typename I>
struct event_revoker {
  using remove_method = std::int32_t (abi_t<I>::*)(event_token) noexcept;

  event_revoker() noexcept = default;
  event_revoker(I const& object, remove_method method, event_token token)
      : object_(make_weak(object)), method_(method), token_(token) {}
  event_revoker(event_revoker const&) = delete;
  event_revoker& operator=(event_revoker const&) = delete;
  event_revoker(event_revoker&& other) noexcept { swap(other); }
  event_revoker& operator=(event_revoker&& other) noexcept {
    event_revoker(std::move(other)).swap(*this);
    return *this;
  }
  ~event_revoker() noexcept { revoke(); }
  explicit operator bool() const noexcept { return static_cast<bool>(object_); }
  void revoke() noexcept {
    auto object = std::exchange(object_, nullptr).get();
    if (object) (static_cast<abi_t<I>*>(get_abi(object))->*method_)(token_);
  }
  void swap(event_revoker& other) noexcept {
    std::swap(object_, other.object_);
    std::swap(method_, other.method_);
    std::swap(token_, other.token_);
  }

 private:
  weak_ref<I> object_{nullptr};
  remove_method method_ = nullptr;
  event_token token_;
};

template <typename I>
struct factory_event_revoker : event_revoker<I> {
  using event_revoker<I>::event_revoker;
};

}  // namespace impl
}  // namespace winrt
