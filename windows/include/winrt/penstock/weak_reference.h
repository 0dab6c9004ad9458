// SPDX-License-Identifier: Apache-2.0
// A handle that does not keep its object alive: get() gives a strong one, or null when the object is gone.
//
// Threads: get() may race with the last release.
// Memory: keeps the control block, not the object.
// Errors: an object without weak references throws E_NOINTERFACE when one is made.
#pragma once

#include "implements.h"

namespace winrt {

template <typename T>
struct weak_ref {
  weak_ref(std::nullptr_t = nullptr) noexcept {}
  weak_ref(impl::handle_of<T> const& object) { from(object); }
  template <typename U = T, std::enable_if_t<impl::is_implementation<U>, int> = 0>
  explicit weak_ref(U* object) {
    if (object) reference_.attach(object->penstock_root().penstock_weak_reference());
  }
  template <typename U, std::enable_if_t<std::is_base_of_v<Windows::Foundation::IUnknown, U> &&
                                             std::is_convertible_v<U const&, impl::handle_of<T>> &&
                                             !std::is_same_v<U, impl::handle_of<T>>,
                                         int> = 0>
  weak_ref(U const& object) {
    from(static_cast<impl::handle_of<T>>(object));
  }

  impl::handle_of<T> get() const noexcept {
    if (!reference_) return impl::handle_of<T>{nullptr};
    if constexpr (impl::is_implementation<T>) {
      using first = typename T::first_interface;
      void* object = nullptr;
      reference_->Resolve(guid_of<first>(), &object);
      if (!object) return nullptr;
      return {T::penstock_from_abi(static_cast<impl::abi_t<first>*>(object)), take_ownership_from_abi};
    } else {
      void* object = nullptr;
      reference_->Resolve(guid_of<T>(), &object);
      return {object, take_ownership_from_abi};
    }
  }
  explicit operator bool() const noexcept { return static_cast<bool>(reference_); }
  void* put() noexcept { return reference_.put(); }

 private:
  void from(impl::handle_of<T> const& object) {
    if (!object) return;
    if constexpr (impl::is_implementation<T>) {
      reference_.attach(object->penstock_root().penstock_weak_reference());
    } else {
      void* source = nullptr;
      check_hresult(
          static_cast<impl::unknown_abi*>(get_abi(object))->QueryInterface(impl::weak_reference_source_guid, &source));
      com_ptr<impl::weak_reference_source_abi> owner{source, take_ownership_from_abi};
      check_hresult(owner->GetWeakReference(reinterpret_cast<void**>(reference_.put())));
    }
  }
  com_ptr<impl::weak_reference_abi> reference_;
};

template <typename T>
weak_ref<impl::wrapped_t<T>> make_weak(T const& object) {
  return weak_ref<impl::wrapped_t<T>>(object);
}

}  // namespace winrt
