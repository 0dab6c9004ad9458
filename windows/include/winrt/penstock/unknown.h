// SPDX-License-Identifier: Apache-2.0
// A handle on a counted object: copying counts, moving steals, null is a value. IUnknown is the handle that knows nothing
// but queries; all other projected handles derive from it.
//
// Threads: counts are atomic; one handle is used like any other value.
// Memory: owns one reference or none.
// Errors: as<T>() throws hresult_no_interface; try_as<T>() answers null.
#pragma once

#include <optional>

#include "error.h"
#include "identity.h"

// The classic interface, which unknwn.h defines for who wants it.
struct IUnknown;

namespace winrt {

void* get_abi(Windows::Foundation::IUnknown const& object) noexcept;

namespace impl {

struct implements_root;
template <typename T>
inline constexpr bool is_implementation = std::is_base_of_v<implements_root, T>;

template <typename T>
unknown_abi* unknown_of(T* object) noexcept {
  if constexpr (is_implementation<T>) return object->penstock_unknown();
  else return reinterpret_cast<unknown_abi*>(object);
}

// What as<T>() gives: a projected handle for projected types, a com_ptr for the others.
template <typename T>
using handle_of = std::conditional_t<is_reference_type<T>, T, com_ptr<T>>;

template <typename To>
handle_of<To> query(unknown_abi* from, bool must);

// What is neither projected nor an object of any kind is asked for out of a box.
template <typename T>
constexpr bool find_value() noexcept {
  if constexpr (is_reference_type<T>) return false;
  else return !std::is_polymorphic_v<T>;
}
template <typename T>
inline constexpr bool is_value = find_value<T>();
template <typename T>
T take_value(unknown_abi* from);
template <typename T>
std::optional<T> try_take_value(unknown_abi* from) noexcept;

// Into a variable of the caller's; false, and the variable is empty, where there is none.
template <typename From, typename To>
bool take_over(From&& found, To& to) noexcept {
  bool const is_there = static_cast<bool>(found);
  to = std::forward<From>(found);
  return is_there;
}
template <typename From, typename To>
bool take_over(std::optional<From>&& found, To& to) noexcept {
  to = found ? std::move(*found) : To{};
  return found.has_value();
}

// The type asked for when the answer goes into a variable: what a com_ptr points at, else the variable's own.
template <typename T>
struct wrapped {
  using type = T;
};
template <typename T>
struct wrapped<com_ptr<T>> {
  using type = T;
};
template <typename T>
using wrapped_t = typename wrapped<T>::type;

}  // namespace impl

namespace Windows::Foundation {

struct IUnknown {
  IUnknown() noexcept = default;
  IUnknown(std::nullptr_t) noexcept {}
  void* operator new(std::size_t) = delete;
  IUnknown(void* object, take_ownership_from_abi_t) noexcept : object_(static_cast<impl::unknown_abi*>(object)) {}
  IUnknown(IUnknown const& other) noexcept : object_(other.object_) {
    if (object_) object_->AddRef();
  }
  IUnknown(IUnknown&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  ~IUnknown() noexcept {
    if (object_) std::exchange(object_, nullptr)->Release();
  }
  IUnknown& operator=(IUnknown const& other) noexcept {
    if (object_ != other.object_) IUnknown(other).swap_with(*this);
    return *this;
  }
  IUnknown& operator=(IUnknown&& other) noexcept {
    if (this != &other) IUnknown(std::move(other)).swap_with(*this);
    return *this;
  }
  IUnknown& operator=(std::nullptr_t) noexcept {
    IUnknown().swap_with(*this);
    return *this;
  }
  explicit operator bool() const noexcept { return object_ != nullptr; }

  // A value that is not an object is taken out of its box.
  template <typename To>
  auto as() const {
    if constexpr (impl::is_value<To>) return impl::take_value<To>(object_);
    else return impl::query<To>(object_, true);
  }
  template <typename To>
  void as(To& to) const {
    to = as<impl::wrapped_t<To>>();
  }
  template <typename To>
  auto try_as() const noexcept {
    if constexpr (impl::is_value<To>) return impl::try_take_value<To>(object_);
    else return impl::query<To>(object_, false);
  }
  template <typename To>
  bool try_as(To& to) const noexcept {
    return impl::take_over(try_as<impl::wrapped_t<To>>(), to);
  }
  std::int32_t as(guid const& id, void** result) const noexcept {
    *result = nullptr;
    return object_ ? object_->QueryInterface(id, result) : impl::error_pointer.value;
  }

  friend void* winrt::get_abi(IUnknown const& object) noexcept;
  friend void** put_abi(IUnknown& object) noexcept {
    object = nullptr;
    return reinterpret_cast<void**>(&object.object_);
  }
  friend void* detach_abi(IUnknown& object) noexcept { return std::exchange(object.object_, nullptr); }
  friend void* detach_abi(IUnknown&& object) noexcept { return std::exchange(object.object_, nullptr); }
  friend void attach_abi(IUnknown& object, void* value) noexcept {
    object = nullptr;
    object.object_ = static_cast<impl::unknown_abi*>(value);
  }
  friend void copy_from_abi(IUnknown& object, void* value) noexcept {
    if (value) static_cast<impl::unknown_abi*>(value)->AddRef();
    attach_abi(object, value);
  }
  friend void swap(IUnknown& a, IUnknown& b) noexcept { a.swap_with(b); }

 private:
  void swap_with(IUnknown& other) noexcept { std::swap(object_, other.object_); }
  impl::unknown_abi* object_ = nullptr;
};
void** put_abi(IUnknown& object) noexcept;
void* detach_abi(IUnknown& object) noexcept;
void* detach_abi(IUnknown&& object) noexcept;
void attach_abi(IUnknown& object, void* value) noexcept;
void copy_from_abi(IUnknown& object, void* value) noexcept;
template <typename T>
void copy_to_abi(IUnknown const& object, T& value) noexcept {
  if (auto* held = static_cast<impl::unknown_abi*>(winrt::get_abi(object))) held->AddRef();
  reinterpret_cast<void*&>(value) = winrt::get_abi(object);
}

}  // namespace Windows::Foundation

inline void* get_abi(Windows::Foundation::IUnknown const& object) noexcept { return object.object_; }
// The friends above, found by their qualified names.
using Windows::Foundation::attach_abi;
using Windows::Foundation::copy_from_abi;
using Windows::Foundation::copy_to_abi;
using Windows::Foundation::detach_abi;
using Windows::Foundation::put_abi;

inline ::IUnknown* get_unknown(Windows::Foundation::IUnknown const& object) noexcept {
  return static_cast<::IUnknown*>(get_abi(object));
}
inline void* detach_unknown(Windows::Foundation::IUnknown& object) noexcept { return detach_abi(object); }

namespace Windows::Foundation {
// Two handles are equal when they are of one object, whatever interfaces they hold.
bool operator==(IUnknown const& a, IUnknown const& b) noexcept;
bool operator<(IUnknown const& a, IUnknown const& b) noexcept;
inline bool operator!=(IUnknown const& a, IUnknown const& b) noexcept { return !(a == b); }
inline bool operator>(IUnknown const& a, IUnknown const& b) noexcept { return b < a; }
inline bool operator<=(IUnknown const& a, IUnknown const& b) noexcept { return !(b < a); }
inline bool operator>=(IUnknown const& a, IUnknown const& b) noexcept { return !(a < b); }
}  // namespace Windows::Foundation

namespace impl {

template <>
struct category<Windows::Foundation::IUnknown> {
  using type = interface_category;
};
template <>
struct abi<Windows::Foundation::IUnknown> {
  using type = unknown_abi;
};
template <>
struct type_guid<Windows::Foundation::IUnknown> {
  static constexpr guid value{"00000000-0000-0000-c000-000000000046"};
};
template <>
struct type_name<Windows::Foundation::IUnknown> {
  static constexpr fixed_text value{"Windows.Foundation.IUnknown"};
};
template <>
struct abi<Windows::Foundation::IInspectable> {
  using type = inspectable_abi;
};
template <>
struct type_guid<Windows::Foundation::IInspectable> {
  static constexpr guid value{"af86e2e0-b12d-4c6a-9c5a-d7aa65101e90"};
};

}  // namespace impl

namespace Windows::Foundation {

struct IInspectable : IUnknown {
  IInspectable(std::nullptr_t = nullptr) noexcept {}
  IInspectable(void* object, take_ownership_from_abi_t) noexcept : IUnknown(object, take_ownership_from_abi) {}
};

}  // namespace Windows::Foundation

template <typename T>
hstring get_class_name(T const& object) {
  void* name = nullptr;
  check_hresult(static_cast<impl::inspectable_abi*>(get_abi(object.template as<Windows::Foundation::IInspectable>()))
                    ->GetRuntimeClassName(&name));
  return {name, take_ownership_from_abi};
}

}  // namespace winrt

template <>
struct std::hash<winrt::Windows::Foundation::IUnknown> {
  std::size_t operator()(winrt::Windows::Foundation::IUnknown const& object) const noexcept {
    return std::hash<void*>()(winrt::get_abi(object.try_as<winrt::Windows::Foundation::IUnknown>()));
  }
};
