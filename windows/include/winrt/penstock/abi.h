// SPDX-License-Identifier: Apache-2.0
// The binary side of a projected type: the vtables that every object answers to, how a value of each kind crosses a call,
// and the traits that the projection of a type supplies: its kind, its name, its identity.
//
// Threads: no state.
// Memory: what crosses a call as void* is one reference or one string handle; who owns it is the call's contract.
// Errors: no exception crosses these vtables.
#pragma once

#include "guid.h"

namespace winrt {

struct hstring;
struct event_token;
template <typename T>
struct com_ptr;
template <typename T>
struct weak_ref;

struct take_ownership_from_abi_t {};
inline constexpr take_ownership_from_abi_t take_ownership_from_abi{};

namespace Windows::Foundation {
struct IUnknown;
struct IInspectable;
struct IActivationFactory;
}  // namespace Windows::Foundation

namespace impl {

struct unknown_abi {
  virtual std::int32_t QueryInterface(guid const& id, void** object) noexcept = 0;
  virtual std::uint32_t AddRef() noexcept = 0;
  virtual std::uint32_t Release() noexcept = 0;

 protected:
  ~unknown_abi() = default;
};
struct inspectable_abi : unknown_abi {
  virtual std::int32_t GetIids(std::uint32_t* count, guid** ids) noexcept = 0;
  virtual std::int32_t GetRuntimeClassName(void** name) noexcept = 0;
  virtual std::int32_t GetTrustLevel(std::int32_t* level) noexcept = 0;
};

// Kinds of projected types.
struct basic_category {};
struct enum_category {};
template <typename... Fields>
struct struct_category {};
struct interface_category {};
struct delegate_category {};
template <typename Default>
struct class_category {
  using default_interface = Default;
};
template <typename... Arguments>
struct generic_category {};

template <typename T, typename = void>
struct category {
  using type = void;
};
template <typename T>
using category_t = typename category<T>::type;

// The vtable of an interface or delegate; specialised with each.
template <typename T, typename = void>
struct abi {
  using type = T;
};
template <typename T>
using abi_t = typename abi<T>::type;

template <typename T, typename = void>
struct default_interface {
  using type = T;
};
template <typename T>
struct default_interface<T, std::void_t<typename category_t<T>::default_interface>> {
  using type = typename category_t<T>::default_interface;
};
template <typename T>
using default_interface_t = typename default_interface<T>::type;

// Known by category, so that a type need not be complete to cross a call.
template <typename C>
struct is_reference_category : std::false_type {};
template <>
struct is_reference_category<interface_category> : std::true_type {};
template <>
struct is_reference_category<delegate_category> : std::true_type {};
template <typename Default>
struct is_reference_category<class_category<Default>> : std::true_type {};
template <typename... Arguments>
struct is_reference_category<generic_category<Arguments...>> : std::true_type {};
template <typename T>
constexpr bool find_reference_type() noexcept {
  if constexpr (std::is_same_v<T, Windows::Foundation::IInspectable>) return true;
  else if constexpr (!std::is_void_v<category_t<T>>) return is_reference_category<category_t<T>>::value;
  else if constexpr (std::is_class_v<T>) return std::is_base_of_v<Windows::Foundation::IUnknown, T>;
  else return false;
}
template <typename T>
inline constexpr bool is_reference_type = find_reference_type<T>();
template <typename T>
constexpr bool find_classic() noexcept {
  if constexpr (is_reference_type<T>) return false;
  else return std::is_polymorphic_v<T>;
}
// A COM interface that is declared as a struct of virtual functions.
template <typename T>
inline constexpr bool is_classic = find_classic<T>();

// How a T is handed in by value across a call, and where an answer is written.
template <typename T, typename = void>
struct argument {
  using in = T;
};
template <typename T>
struct argument<T, std::enable_if_t<is_reference_type<T>>> {
  using in = void*;
};
template <>
struct argument<hstring> {
  using in = void*;
};
template <typename T>
using arg_in = typename argument<T>::in;
template <typename T>
using arg_out = typename argument<T>::in*;

// Consumers of interfaces, by interface; D is the type whose members they become.
template <typename I>
struct consume {
  template <typename D>
  struct type {};
};
template <typename D, typename I = D>
using consume_t = typename consume<I>::template type<D>;

}  // namespace impl
}  // namespace winrt
