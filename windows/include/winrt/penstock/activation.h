// SPDX-License-Identifier: Apache-2.0
// How objects of runtime classes come to be: the class's factory is asked for by name, once for each class and module,
// and then makes instances or answers for static members.
//
// Threads: any; factories are agile.
// Memory: a factory is kept until the module goes away.
// Errors: an unknown class throws hresult_class_not_registered.
#pragma once

#include "event.h"

// The factories of this module's own classes; written with them.
void* winrt_get_activation_factory(std::wstring_view const& name);

namespace winrt {

namespace impl {
struct activation_factory_abi : inspectable_abi {
  virtual std::int32_t ActivateInstance(void** instance) noexcept = 0;
};
template <>
struct abi<Windows::Foundation::IActivationFactory> {
  using type = activation_factory_abi;
};
template <>
struct category<Windows::Foundation::IActivationFactory> {
  using type = interface_category;
};
template <>
struct type_guid<Windows::Foundation::IActivationFactory> {
  static constexpr guid value{"00000035-0000-0000-c000-000000000046"};
};
template <>
struct type_name<Windows::Foundation::IActivationFactory> {
  static constexpr fixed_text value{"Windows.Foundation.IActivationFactory"};
};
}  // namespace impl

namespace Windows::Foundation {
struct IActivationFactory : IInspectable {
  IActivationFactory(std::nullptr_t = nullptr) noexcept {}
  IActivationFactory(void* object, take_ownership_from_abi_t) noexcept : IInspectable(object, take_ownership_from_abi) {}
  template <typename T>
  T ActivateInstance() const {
    void* instance = nullptr;
    check_hresult(impl::call<IActivationFactory>(this)->ActivateInstance(&instance));
    return IInspectable{instance, take_ownership_from_abi}.as<T>();
  }
};
}  // namespace Windows::Foundation

namespace impl {
template <typename D>
struct produce<D, Windows::Foundation::IActivationFactory> : produce_base<D, Windows::Foundation::IActivationFactory> {
  std::int32_t ActivateInstance(void** instance) noexcept final try {
    need_place(instance);
    *instance = nullptr;
    give<Windows::Foundation::IInspectable>(instance, this->shim().ActivateInstance());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};

template <typename I>
I factory_by_name(param::hstring const& name) {
  void* factory = nullptr;
  check_hresult(penstock_winrt_activation_factory(get_abi(name), &guid_of<I>(), &factory));
  return {factory, take_ownership_from_abi};
}
}  // namespace impl

template <typename Class, typename Interface = Windows::Foundation::IActivationFactory>
Interface get_activation_factory() {
  static Interface const factory = impl::factory_by_name<Interface>(name_of<Class>());
  return factory;
}
template <typename Interface = Windows::Foundation::IActivationFactory>
Interface get_activation_factory(param::hstring const& name) {
  return impl::factory_by_name<Interface>(name);
}
template <typename Interface>
Interface try_get_activation_factory(param::hstring const& name) noexcept {
  void* factory = nullptr;
  penstock_winrt_activation_factory(get_abi(name), &guid_of<Interface>(), &factory);
  return {factory, take_ownership_from_abi};
}
namespace impl {
template <typename Class, typename Interface>
Interface const& cached_factory() {
  static Interface const factory = factory_by_name<Interface>(name_of<Class>());
  return factory;
}
template <typename Class>
auto activate() {
  return cached_factory<Class, Windows::Foundation::IActivationFactory>().template ActivateInstance<Class>();
}
}  // namespace impl
namespace impl {
template <typename Class, typename Interface>
Interface const& local_factory() {
  static Interface const factory =
      Windows::Foundation::IUnknown{winrt_get_activation_factory(name_of<Class>()), take_ownership_from_abi}.as<Interface>();
  return factory;
}
template <typename Class>
auto activate_local() {
  return local_factory<Class, Windows::Foundation::IActivationFactory>().template ActivateInstance<Class>();
}

// Classes of a module without IDL, by the name of the C++ class.
struct local_class {
  std::wstring_view name;
  void* (*make)();
};
inline std::vector<local_class>& local_classes() {
  static std::vector<local_class> list;
  return list;
}
template <typename T>
struct local_class_factory : implements<local_class_factory<T>, Windows::Foundation::IActivationFactory> {
  Windows::Foundation::IInspectable ActivateInstance() const { return winrt::make<T>(); }
};
template <typename T>
bool register_local_class(std::wstring_view name) {
  if constexpr (std::is_default_constructible_v<T>) {
    for (auto const& known : local_classes())
      if (known.name == name) return true;
    local_classes().push_back({name, [] { return detach_abi(winrt::make<local_class_factory<T>>()); }});
  }
  return true;
}
}  // namespace impl
template <typename T>
T create_instance(guid const&, std::uint32_t = 0, void* = nullptr) {
  throw_hresult(impl::error_class_not_registered);
}

enum class apartment_type : std::int32_t { multi_threaded = 0, single_threaded = 2 };
// There are no apartments: every object may be called on every thread.
inline void init_apartment(apartment_type = apartment_type::multi_threaded) noexcept {}
inline void uninit_apartment() noexcept {}
inline void clear_factory_cache() noexcept {}

template <typename T>
struct agile_ref {
  agile_ref(std::nullptr_t = nullptr) noexcept {}
  agile_ref(impl::handle_of<T> const& object) : object_(object) {}
  impl::handle_of<T> get() const noexcept { return object_; }
  explicit operator bool() const noexcept { return static_cast<bool>(object_); }

 private:
  impl::handle_of<T> object_{nullptr};
};
template <typename T>
agile_ref<impl::wrapped_t<T>> make_agile(T const& object) {
  return agile_ref<impl::wrapped_t<T>>(object);
}

}  // namespace winrt
