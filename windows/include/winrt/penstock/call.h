// SPDX-License-Identifier: Apache-2.0
// How a projected member becomes a call through a vtable and back: arguments go in as they are, answers come out through
// a holder that owns them, and on the implementing side a borrowed argument looks like a value of its projected type.
//
// Threads: no state.
// Memory: arguments are borrowed for the call, answers change hands.
// Errors: a failed call throws; a call through null throws E_POINTER.
#pragma once

#include "array.h"
#include "com_ptr.h"

namespace winrt::param {
template <typename T>
struct iterable;
template <typename T>
struct vector_view;
template <typename T>
struct vector;
template <typename K, typename V>
struct map;
template <typename K, typename V>
struct map_view;
}  // namespace winrt::param

namespace winrt::impl {

// Members that an interface has in C++ beside those of its vtable.
template <typename D, typename... A>
struct async_members;
template <typename D, typename T>
struct iterator_members;
template <typename D, typename K, typename V>
struct map_members;
template <typename D>
struct buffer_members;

// The vtable behind a handle, for one interface: without a query where the handle is of that interface.
template <typename I>
struct direct_call {
  abi_t<I>* object;
  abi_t<I>* operator->() const noexcept { return object; }
};
template <typename I>
struct queried_call {
  abi_t<I>* object = nullptr;
  explicit queried_call(unknown_abi* from) {
    if (!from) throw_hresult(error_pointer);
    check_hresult(from->QueryInterface(guid_of<I>(), reinterpret_cast<void**>(&object)));
  }
  queried_call(queried_call const&) = delete;
  queried_call& operator=(queried_call const&) = delete;
  ~queried_call() { object->Release(); }
  abi_t<I>* operator->() const noexcept { return object; }
};
template <typename I, typename D>
auto call(D const* handle) {
  if constexpr (std::is_same_v<I, D>) {
    auto* object = static_cast<abi_t<I>*>(get_abi(*handle));
    if (__builtin_expect(!object, 0)) throw_hresult(error_pointer);
    return direct_call<I>{object};
  } else {
    return queried_call<I>(static_cast<unknown_abi*>(get_abi(*handle)));
  }
}

template <typename T>
arg_in<T> in(T const& value) noexcept {
  if constexpr (std::is_same_v<arg_in<T>, void*>) return get_abi(value);
  else return value;
}

// An answer on its way: a reference, a string or a plain value.
template <typename T, typename = void>
struct answer {
  T value{};
  arg_out<T> put() noexcept { return &value; }
  T take() noexcept { return value; }
};
template <typename T>
struct answer<T, std::enable_if_t<std::is_same_v<arg_in<T>, void*>>> {
  void* value = nullptr;
  void** put() noexcept { return &value; }
  T take() noexcept { return T{std::exchange(value, nullptr), take_ownership_from_abi}; }
  answer() = default;
  answer(answer const&) = delete;
  answer& operator=(answer const&) = delete;
  ~answer() {
    if (value) take();
  }
};
template <typename T>
struct answer<com_array<T>> {
  std::uint32_t size = 0;
  T* data = nullptr;
  com_array<T> take() noexcept { return {data, size, take_ownership_from_abi}; }
};

// An argument by reference that the callee fills; what was in it is let go first.
template <typename T>
arg_out<T> out(T& value) noexcept {
  if constexpr (std::is_same_v<arg_in<T>, void*>) return put_abi(value);
  else return &value;
}

// The other side: an argument as it came looks like a T without being counted.
template <typename T>
T const& borrow(arg_in<T> const& value) noexcept {
  return reinterpret_cast<T const&>(value);
}
template <typename T>
T& borrow_out(arg_out<T> value) noexcept {
  return reinterpret_cast<T&>(*value);
}
template <typename T>
void clear_out(arg_out<T> value) noexcept {
  if constexpr (std::is_same_v<arg_in<T>, void*>) *value = nullptr;
  else *value = T{};
}
// A caller may offer no place for an answer: that is E_POINTER before anything happens.
template <typename P>
void need_place(P* place) {
  if (__builtin_expect(!place, 0)) throw_hresult(error_pointer);
}
template <typename T, typename F>
void give(arg_out<T> place, F&& value) {
  if constexpr (std::is_same_v<arg_in<T>, void*>) {
    T converted = std::forward<F>(value);
    *place = detach_abi(converted);
  } else {
    *place = static_cast<T>(value);
  }
}
template <typename T>
void give_array(std::uint32_t* size, T** data, com_array<T> values) {
  std::tie(*size, *data) = detach_abi(values);
}

// One further interface of a class, and the way to it.
template <typename D, typename I>
struct require_one : consume_t<D, I> {
  operator I() const { return static_cast<D const*>(this)->template as<I>(); }
};
template <typename D, typename... I>
struct require : require_one<D, I>... {};

}  // namespace winrt::impl
