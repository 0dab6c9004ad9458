// SPDX-License-Identifier: Apache-2.0
// A counted pointer for what is not projected: classic COM interfaces and implementation classes.
//
// Threads: as unknown.h.
// Memory: owns one reference or none.
// Errors: as<T>() throws hresult_no_interface; try_as<T>() answers null.
#pragma once

#include "unknown.h"

namespace winrt {

template <typename T>
struct com_ptr {
  using type = T;

  com_ptr(std::nullptr_t = nullptr) noexcept {}
  com_ptr(void* object, take_ownership_from_abi_t) noexcept : object_(static_cast<T*>(object)) {}
  com_ptr(com_ptr const& other) noexcept : object_(other.object_) { add(); }
  template <typename U, std::enable_if_t<std::is_convertible_v<U*, T*>, int> = 0>
  com_ptr(com_ptr<U> const& other) noexcept : object_(other.get()) {
    add();
  }
  template <typename U, std::enable_if_t<std::is_convertible_v<U*, T*>, int> = 0>
  com_ptr(com_ptr<U>&& other) noexcept : object_(other.detach()) {}
  com_ptr(com_ptr&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  ~com_ptr() noexcept { drop(); }

  com_ptr& operator=(com_ptr const& other) noexcept {
    com_ptr(other).swap(*this);
    return *this;
  }
  com_ptr& operator=(com_ptr&& other) noexcept {
    if (this != &other) {
      drop();
      object_ = std::exchange(other.object_, nullptr);
    }
    return *this;
  }
  template <typename U, std::enable_if_t<std::is_convertible_v<U*, T*>, int> = 0>
  com_ptr& operator=(com_ptr<U> const& other) noexcept {
    com_ptr(other).swap(*this);
    return *this;
  }

  explicit operator bool() const noexcept { return object_ != nullptr; }
  T* operator->() const noexcept { return object_; }
  T& operator*() const noexcept { return *object_; }
  T* get() const noexcept { return object_; }
  T** put() noexcept {
    drop();
    return &object_;
  }
  void** put_void() noexcept { return reinterpret_cast<void**>(put()); }
  void attach(T* object) noexcept {
    drop();
    object_ = object;
  }
  T* detach() noexcept { return std::exchange(object_, nullptr); }
  void swap(com_ptr& other) noexcept { std::swap(object_, other.object_); }
  void copy_from(T* object) noexcept {
    com_ptr copy;
    copy.object_ = object;
    copy.add();
    copy.swap(*this);
  }
  template <typename U>
  void copy_to(U** object) const noexcept {
    const_cast<com_ptr*>(this)->add();
    *object = object_;
  }

  template <typename To>
  auto as() const {
    if constexpr (impl::is_value<To>) return impl::take_value<To>(unknown());
    else return impl::query<To>(unknown(), true);
  }
  template <typename To>
  void as(To& to) const {
    to = as<impl::wrapped_t<To>>();
  }
  template <typename To>
  auto try_as() const noexcept {
    if constexpr (impl::is_value<To>) return impl::try_take_value<To>(unknown());
    else return impl::query<To>(unknown(), false);
  }
  template <typename To>
  bool try_as(To& to) const noexcept {
    return impl::take_over(try_as<impl::wrapped_t<To>>(), to);
  }
  std::int32_t as(guid const& id, void** result) const noexcept { return unknown()->QueryInterface(id, result); }
  template <typename F, typename... A>
  void capture(F function, A&&... arguments) {
    check_hresult(function(std::forward<A>(arguments)..., guid_of<T>(), put_void()));
  }

  friend void swap(com_ptr& a, com_ptr& b) noexcept { a.swap(b); }

 private:
  impl::unknown_abi* unknown() const noexcept { return object_ ? impl::unknown_of(object_) : nullptr; }
  void add() noexcept {
    if (object_) unknown()->AddRef();
  }
  void drop() noexcept {
    if (object_) impl::unknown_of(std::exchange(object_, nullptr))->Release();
  }
  T* object_ = nullptr;
};

template <typename T>
void* get_abi(com_ptr<T> const& object) noexcept {
  return object.get();
}
template <typename T>
void** put_abi(com_ptr<T>& object) noexcept {
  return object.put_void();
}
template <typename T>
void* detach_abi(com_ptr<T>& object) noexcept {
  return object.detach();
}
template <typename T>
void* detach_abi(com_ptr<T>&& object) noexcept {
  return object.detach();
}
template <typename T>
void attach_abi(com_ptr<T>& object, void* value) noexcept {
  object.attach(static_cast<T*>(value));
}
template <typename T>
void copy_from_abi(com_ptr<T>& object, void* value) noexcept {
  object.copy_from(static_cast<T*>(value));
}

template <typename A, typename B>
bool operator==(com_ptr<A> const& a, com_ptr<B> const& b) noexcept {
  return a.get() == b.get();
}
template <typename A, typename B>
bool operator!=(com_ptr<A> const& a, com_ptr<B> const& b) noexcept {
  return a.get() != b.get();
}
template <typename A>
bool operator==(com_ptr<A> const& a, std::nullptr_t) noexcept {
  return !a;
}
template <typename A>
bool operator!=(com_ptr<A> const& a, std::nullptr_t) noexcept {
  return static_cast<bool>(a);
}
template <typename A>
bool operator<(com_ptr<A> const& a, com_ptr<A> const& b) noexcept {
  return a.get() < b.get();
}
#if __cplusplus < 202002L
template <typename A>
bool operator==(std::nullptr_t, com_ptr<A> const& a) noexcept {
  return !a;
}
template <typename A>
bool operator!=(std::nullptr_t, com_ptr<A> const& a) noexcept {
  return static_cast<bool>(a);
}
#endif

namespace impl {

// An implementation class is found through its first interface: the object must be of this module's making.
template <typename To>
handle_of<To> query_implementation(unknown_abi* from, bool must) {
  handle_of<To> result{nullptr};
  void* found = nullptr;
  auto const code = from->QueryInterface(guid_of<typename To::first_interface>(), &found);
  if (code < 0) {
    if (must) throw_hresult(code);
    return result;
  }
  using first = typename To::first_interface;
  result.attach(static_cast<To*>(To::penstock_from_abi(static_cast<abi_t<first>*>(found))));
  return result;
}

template <typename To>
handle_of<To> query(unknown_abi* from, bool must) {
  if (!from) return handle_of<To>{nullptr};
  if constexpr (is_implementation<To>) {
    return query_implementation<To>(from, must);
  } else {
    void* found = nullptr;
    auto const code = from->QueryInterface(guid_of<To>(), &found);
    if (code < 0) {
      if (must) throw_hresult(code);
      return handle_of<To>{nullptr};
    }
    return handle_of<To>{found, take_ownership_from_abi};
  }
}

}  // namespace impl

namespace Windows::Foundation {
inline bool operator==(IUnknown const& a, IUnknown const& b) noexcept {
  if (winrt::get_abi(a) == winrt::get_abi(b)) return true;
  if (!a || !b) return false;
  return winrt::get_abi(a.try_as<IUnknown>()) == winrt::get_abi(b.try_as<IUnknown>());
}
inline bool operator<(IUnknown const& a, IUnknown const& b) noexcept {
  if (winrt::get_abi(a) == winrt::get_abi(b)) return false;
  if (!a || !b) return winrt::get_abi(a) < winrt::get_abi(b);
  return winrt::get_abi(a.try_as<IUnknown>()) < winrt::get_abi(b.try_as<IUnknown>());
}
}  // namespace Windows::Foundation

template <typename To, typename From>
std::enable_if_t<std::is_base_of_v<Windows::Foundation::IUnknown, From>, To> as_or_null(From const& from) {
  return from ? from.template as<To>() : nullptr;
}

}  // namespace winrt
