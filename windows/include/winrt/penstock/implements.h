// SPDX-License-Identifier: Apache-2.0
// An object of a plug-in's own: a C++ class becomes a counted object with one vtable for each interface it names. Each
// vtable is a small translator (produce, generated with the interface) in front of the class's ordinary members. The count
// becomes a shared control block when somebody asks for a weak reference.
//
// Threads: counts are atomic; a weak reference and the last release may race.
// Memory: made by make<> or make_self<>, destroyed by the last Release, through final_release where the class has one.
// Errors: exceptions of members become HRESULTs in produce; a query for what is not there is E_NOINTERFACE.
#pragma once

#include "call.h"

namespace winrt {

// Markers among the interfaces of a class.
struct non_agile {};
struct no_weak_ref {};
struct no_module_lock {};
struct static_lifetime {};
template <typename T>
struct composing {};
template <typename T>
struct composable {};
struct cloaked_marker {};
template <typename T>
struct cloaked : T {
  cloaked(std::nullptr_t = nullptr) noexcept {}
};

template <typename D, typename... I>
struct implements;
template <typename T>
struct weak_ref;

namespace impl {

template <typename T>
inline constexpr bool is_marker = std::is_same_v<T, non_agile> || std::is_same_v<T, no_weak_ref> ||
                                  std::is_same_v<T, no_module_lock> || std::is_same_v<T, static_lifetime>;
template <typename T>
inline constexpr bool is_composing = false;
template <typename T>
inline constexpr bool is_composing<composing<T>> = true;
template <typename T>
inline constexpr bool is_composing<composable<T>> = true;

// Where weak references and the object meet once there is a weak reference.
struct weak_control {
  std::atomic<std::uint32_t> strong;
  std::atomic<std::uint32_t> weak;  // weak handles, and one for the object while it lives
  unknown_abi* object;

  void release_weak() noexcept {
    if (weak.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }
  bool resolve() noexcept {
    auto count = strong.load(std::memory_order_relaxed);
    while (count != 0)
      if (strong.compare_exchange_weak(count, count + 1, std::memory_order_acq_rel)) return true;
    return false;
  }
};

struct weak_reference_abi : unknown_abi {
  virtual std::int32_t Resolve(guid const& id, void** object) noexcept = 0;
};
struct weak_reference_source_abi : unknown_abi {
  virtual std::int32_t GetWeakReference(void** reference) noexcept = 0;
};
inline constexpr guid weak_reference_guid{"00000037-0000-0000-c000-000000000046"};
inline constexpr guid weak_reference_source_guid{"00000038-0000-0000-c000-000000000046"};
inline constexpr guid agile_object_guid{"94ea2b94-e9cc-49e0-c0ff-ee64ca8f5b90"};
inline constexpr guid unknown_guid{"00000000-0000-0000-c000-000000000046"};
inline constexpr guid inspectable_guid{"af86e2e0-b12d-4c6a-9c5a-d7aa65101e90"};

struct weak_reference final : weak_reference_abi {
  explicit weak_reference(weak_control* control) noexcept : control_(control) {}
  ~weak_reference() { control_->release_weak(); }
  std::int32_t QueryInterface(guid const& id, void** object) noexcept final {
    if (id != weak_reference_guid && id != unknown_guid && id != agile_object_guid) {
      *object = nullptr;
      return error_no_interface;
    }
    AddRef();
    *object = this;
    return 0;
  }
  std::uint32_t AddRef() noexcept final { return count_.fetch_add(1, std::memory_order_relaxed) + 1; }
  std::uint32_t Release() noexcept final {
    auto const left = count_.fetch_sub(1, std::memory_order_acq_rel) - 1;
    if (left == 0) delete this;
    return left;
  }
  std::int32_t Resolve(guid const& id, void** object) noexcept final {
    *object = nullptr;
    if (!control_->resolve()) return 0;
    auto const code = control_->object->QueryInterface(id, object);
    control_->object->Release();
    return code;
  }

 private:
  std::atomic<std::uint32_t> count_{1};
  weak_control* control_;
};

// What all implementation classes share: the count, the weak side, and what the first vtable is.
struct implements_root {
  implements_root() noexcept = default;
  implements_root(implements_root const&) noexcept : implements_root() {}
  implements_root& operator=(implements_root const&) noexcept { return *this; }
  virtual ~implements_root() noexcept {
    auto const word = word_.load(std::memory_order_relaxed);
    if (!is_count(word)) control_of(word)->release_weak();
  }

  std::uint32_t AddRef() noexcept {
    auto word = word_.load(std::memory_order_relaxed);
    while (is_count(word))
      if (word_.compare_exchange_weak(word, word + 2, std::memory_order_relaxed)) return count_of(word) + 1;
    return control_of(word)->strong.fetch_add(1, std::memory_order_relaxed) + 1;
  }
  std::uint32_t Release() noexcept {
    auto const left = release_count();
    if (left == 0) {
      // Members that run in the destructor may count the object up and down once more.
      auto const word = word_.load(std::memory_order_relaxed);
      if (is_count(word)) word_.store(kDying, std::memory_order_relaxed);
      penstock_destroy();
    }
    return left;
  }
  std::int32_t QueryInterface(guid const& id, void** object) noexcept {
    if (!object) return error_pointer;
    *object = penstock_find(id);
    if (*object) {
      AddRef();
      return 0;
    }
    return penstock_query_more(id, object);
  }
  std::int32_t QueryInterface(::GUID const& id, void** object) noexcept {
    return QueryInterface(reinterpret_cast<guid const&>(id), object);
  }

  virtual unknown_abi* penstock_unknown() const noexcept = 0;
  virtual void* penstock_find(guid const& id) noexcept = 0;
  virtual void penstock_destroy() noexcept { delete this; }
  virtual std::uint32_t penstock_ids(guid* ids) const noexcept = 0;

  weak_reference* penstock_weak_reference() {
    auto* control = share_count();
    control->weak.fetch_add(1, std::memory_order_relaxed);
    return new weak_reference(control);
  }

 protected:
  virtual bool penstock_has_weak() const noexcept { return true; }
  // Extended by classes that answer for an inner object.
  virtual std::int32_t penstock_query_more(guid const& id, void** object) noexcept {
    return query_weak_source(id, object);
  }

 private:
  static constexpr std::uintptr_t kDying = (std::uintptr_t{1} << 31) | 1;
  static bool is_count(std::uintptr_t word) noexcept { return word & 1; }
  static std::uint32_t count_of(std::uintptr_t word) noexcept { return static_cast<std::uint32_t>(word >> 1); }
  static weak_control* control_of(std::uintptr_t word) noexcept { return reinterpret_cast<weak_control*>(word); }

  std::uint32_t release_count() noexcept {
    auto word = word_.load(std::memory_order_relaxed);
    while (is_count(word))
      if (word_.compare_exchange_weak(word, word - 2, std::memory_order_acq_rel)) return count_of(word) - 1;
    return control_of(word)->strong.fetch_sub(1, std::memory_order_acq_rel) - 1;
  }
  weak_control* share_count() {
    auto word = word_.load(std::memory_order_acquire);
    if (!is_count(word)) return control_of(word);
    auto fresh = std::make_unique<weak_control>();
    fresh->object = penstock_unknown();
    fresh->weak.store(1, std::memory_order_relaxed);
    do {
      if (!is_count(word)) return control_of(word);
      fresh->strong.store(count_of(word), std::memory_order_relaxed);
    } while (!word_.compare_exchange_weak(word, reinterpret_cast<std::uintptr_t>(fresh.get()), std::memory_order_acq_rel));
    return fresh.release();
  }
  std::int32_t query_weak_source(guid const& id, void** object) noexcept;

  std::atomic<std::uintptr_t> word_{3};
};

// The weak source is a small object of its own, made when somebody asks for it.
struct weak_source final : weak_reference_source_abi {
  explicit weak_source(implements_root* owner) noexcept : owner_(owner) { owner->AddRef(); }
  ~weak_source() { owner_->Release(); }
  std::int32_t QueryInterface(guid const& id, void** object) noexcept final {
    if (id != weak_reference_source_guid) return owner_->QueryInterface(id, object);
    AddRef();
    *object = this;
    return 0;
  }
  std::uint32_t AddRef() noexcept final { return count_.fetch_add(1, std::memory_order_relaxed) + 1; }
  std::uint32_t Release() noexcept final {
    auto const left = count_.fetch_sub(1, std::memory_order_acq_rel) - 1;
    if (left == 0) delete this;
    return left;
  }
  std::int32_t GetWeakReference(void** reference) noexcept final try {
    *reference = owner_->penstock_weak_reference();
    return 0;
  } catch (...) {
    return to_hresult();
  }

 private:
  std::atomic<std::uint32_t> count_{1};
  implements_root* owner_;
};

inline std::int32_t implements_root::query_weak_source(guid const& id, void** object) noexcept {
  if (id != weak_reference_source_guid || !penstock_has_weak()) return error_no_interface;
  auto* source = new (std::nothrow) weak_source(this);
  if (!source) return error_bad_alloc;
  *object = source;
  return 0;
}

// The vtable of one interface and the class behind it. D's members are found through the address of the vtable.
template <typename D, typename I>
struct produce;
template <typename D, typename I, typename = void>
struct producer {
  operator I() const noexcept {
    I result{nullptr};
    copy_from_abi(result, penstock_abi());
    return result;
  }
  abi_t<I>* penstock_abi() const noexcept { return const_cast<produce<D, I>*>(&vtable_); }

 private:
  produce<D, I> vtable_;
};

template <typename D, typename I, typename = void>
struct produce_base : abi_t<I> {
  D& shim() const noexcept { return *(D*)reinterpret_cast<producer<D, I>*>(const_cast<produce_base*>(this)); }
  std::int32_t QueryInterface(guid const& id, void** object) noexcept override { return shim().QueryInterface(id, object); }
  std::uint32_t AddRef() noexcept final { return shim().AddRef(); }
  std::uint32_t Release() noexcept final { return shim().Release(); }
  std::int32_t GetIids(std::uint32_t* count, guid** ids) noexcept override try {
    need_place(count), need_place(ids);
    com_array<guid> found(shim().penstock_ids(nullptr));
    shim().penstock_ids(found.data());
    give_array<guid>(count, ids, std::move(found));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  std::int32_t GetRuntimeClassName(void** name) noexcept override try {
    need_place(name);
    *name = detach_abi(hstring(shim().GetRuntimeClassName()));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  std::int32_t GetTrustLevel(std::int32_t* level) noexcept override {
    if (!level) return error_pointer;
    *level = 0;
    return 0;
  }
};

// IInspectable itself adds no member.
template <typename D>
struct produce<D, Windows::Foundation::IInspectable> : produce_base<D, Windows::Foundation::IInspectable> {};

// A classic interface is a base class, and the class implements its members itself.
template <typename D, typename I>
struct producer<D, I, std::enable_if_t<is_classic<I>>> : I {
  I* penstock_abi() const noexcept { return const_cast<producer*>(this); }
  std::int32_t QueryInterface(::GUID const& id, void** object) noexcept override {
    return ((D*)this)->penstock_root().QueryInterface(reinterpret_cast<guid const&>(id), object);
  }
  std::uint32_t AddRef() noexcept override { return ((D*)this)->penstock_root().AddRef(); }
  std::uint32_t Release() noexcept override { return ((D*)this)->penstock_root().Release(); }
};

template <typename... T>
struct type_list {};

// Interfaces of a class without markers and bases.
template <typename T, typename = void>
struct interfaces_in {
  using type = type_list<T>;
};
template <typename T>
struct interfaces_in<T, std::enable_if_t<is_marker<T> || is_composing<T> || is_implementation<T>>> {
  using type = type_list<>;
};
template <typename T>
struct interfaces_in<T, std::void_t<typename category_t<T>::default_interface>> {
  using type = type_list<default_interface_t<T>>;
};
template <typename T>
struct interfaces_in<cloaked<T>> {
  using type = type_list<T>;
};
template <typename... Lists>
struct concatenate {
  using type = type_list<>;
};
template <typename... T>
struct concatenate<type_list<T...>> {
  using type = type_list<T...>;
};
template <typename... A, typename... B, typename... Rest>
struct concatenate<type_list<A...>, type_list<B...>, Rest...> {
  using type = typename concatenate<type_list<A..., B...>, Rest...>::type;
};
template <typename... I>
using interfaces_of = typename concatenate<typename interfaces_in<I>::type...>::type;

// The base that carries the count: an implementation class among the arguments, else the root.
template <typename... I>
struct root_among {
  using type = implements_root;
};
template <typename First, typename... Rest>
struct root_among<First, Rest...> {
  using type = typename std::conditional_t<is_implementation<First>, wrapped<First>, root_among<Rest...>>::type;
};

template <typename D, typename List>
struct producers;
template <typename D, typename... I>
struct producers<D, type_list<I...>> : producer<D, I>... {
  template <typename T>
  static bool try_one(producers* self, guid const& id, void** found) noexcept {
    if (id != guid_of<T>()) return false;
    *found = static_cast<producer<D, T>*>(self)->penstock_abi();
    return true;
  }
  void* find_own(guid const& id) noexcept {
    void* found = nullptr;
    (void)(try_one<I>(this, id, &found) || ...);
    return found;
  }
  static std::uint32_t own_ids(guid* ids) noexcept {
    if (ids) ((*ids++ = guid_of<I>()), ...);
    return sizeof...(I);
  }
};

template <typename List>
struct first_of {
  using type = Windows::Foundation::IInspectable;
  static constexpr bool any = false;
};
template <typename First, typename... Rest>
struct first_of<type_list<First, Rest...>> {
  using type = First;
  static constexpr bool any = true;
};

template <typename T, typename = void>
inline constexpr bool has_final_release = false;
template <typename T>
inline constexpr bool has_final_release<T, std::void_t<decltype(T::final_release(std::unique_ptr<T>()))>> = true;
template <typename T, typename = void>
inline constexpr bool has_class_type = false;
template <typename T>
inline constexpr bool has_class_type<T, std::void_t<typename T::class_type>> = true;

template <typename T, typename = void>
struct class_name_of {
  static hstring get() { return {}; }
};
template <typename T>
struct class_name_of<T, std::void_t<decltype(type_name<T>::value)>> {
  static hstring get() { return hstring(name_of<T>()); }
};

// What make<> creates: D, and how it goes away.
template <typename D>
struct heap_object final : D {
  template <typename... A>
  explicit heap_object(A&&... arguments) : D(std::forward<A>(arguments)...) {}
  void penstock_destroy() noexcept final {
    if constexpr (has_final_release<D>) D::final_release(std::unique_ptr<D>(this));
    else delete this;
  }
};

}  // namespace impl

template <typename D, typename... I>
struct implements : impl::producers<D, impl::interfaces_of<I...>>, impl::root_among<I...>::type {
  using penstock_list = impl::interfaces_of<I...>;
  using penstock_producers = impl::producers<D, penstock_list>;
  using root_type = typename impl::root_among<I...>::type;
  using base_type = root_type;
  using implements_type = implements;
  using first_interface =
      typename std::conditional_t<impl::first_of<penstock_list>::any || !impl::is_implementation<root_type> ||
                                      std::is_same_v<root_type, impl::implements_root>,
                                  impl::wrapped<typename impl::first_of<penstock_list>::type>,
                                  impl::wrapped<Windows::Foundation::IInspectable>>::type;
  using IInspectable = Windows::Foundation::IInspectable;

  implements() = default;
  template <typename... A, std::enable_if_t<(sizeof...(A) > 0) && std::is_constructible_v<root_type, A...>, int> = 0>
  explicit implements(A&&... arguments) : root_type(std::forward<A>(arguments)...) {}

  std::uint32_t AddRef() noexcept { return penstock_root().AddRef(); }
  std::uint32_t Release() noexcept { return penstock_root().Release(); }
  std::int32_t QueryInterface(guid const& id, void** object) noexcept {
    return penstock_root().QueryInterface(id, object);
  }
  hstring GetRuntimeClassName() const { return impl::class_name_of<first_interface>::get(); }

  operator Windows::Foundation::IInspectable() const noexcept {
    Windows::Foundation::IInspectable result;
    copy_from_abi(result, penstock_unknown());
    return result;
  }
  template <typename To>
  auto as() const {
    return impl::query<To>(penstock_unknown(), true);
  }
  template <typename To>
  auto try_as() const noexcept {
    return impl::query<To>(penstock_unknown(), false);
  }
  com_ptr<D> get_strong() noexcept {
    com_ptr<D> result;
    result.copy_from(static_cast<D*>(this));
    return result;
  }
  com_ptr<D const> get_strong() const noexcept {
    com_ptr<D const> result;
    result.copy_from(static_cast<D const*>(this));
    return result;
  }
  weak_ref<D> get_weak() { return weak_ref<D>(static_cast<D*>(this)); }
  Windows::Foundation::IInspectable outer() noexcept { return nullptr; }

  impl::implements_root& penstock_root() const noexcept {
    return const_cast<impl::implements_root&>(static_cast<impl::implements_root const&>(static_cast<root_type const&>(*this)));
  }
  impl::unknown_abi* penstock_unknown() const noexcept override {
    if constexpr (impl::first_of<penstock_list>::any) {
      return reinterpret_cast<impl::unknown_abi*>(
          static_cast<impl::producer<D, first_interface> const*>(this)->penstock_abi());
    } else {
      return root_type::penstock_unknown();
    }
  }
  void* penstock_find(guid const& id) noexcept override {
    if (auto* own = this->find_own(id)) return own;
    if constexpr (!std::is_same_v<root_type, impl::implements_root>) {
      if (auto* inherited = root_type::penstock_find(id)) return inherited;
    }
    bool const agile = !(std::is_same_v<I, non_agile> || ...);
    if (id == impl::unknown_guid || id == impl::inspectable_guid || (agile && id == impl::agile_object_guid))
      return penstock_unknown();
    return nullptr;
  }
  std::uint32_t penstock_ids(guid* ids) const noexcept override {
    std::uint32_t count = penstock_producers::own_ids(ids);
    if constexpr (!std::is_same_v<root_type, impl::implements_root>)
      count += root_type::penstock_ids(ids ? ids + count : nullptr);
    return count;
  }
  static D* penstock_from_abi(impl::abi_t<first_interface>* object) noexcept {
    if constexpr (impl::is_classic<first_interface>) {
      return (D*)static_cast<impl::producer<D, first_interface>*>(object);
    } else {
      return &static_cast<impl::produce_base<D, first_interface>*>(object)->shim();
    }
  }

 protected:
  bool penstock_has_weak() const noexcept override { return !(std::is_same_v<I, no_weak_ref> || ...); }
};

template <typename D, typename... A>
com_ptr<D> make_self(A&&... arguments) {
  return {static_cast<D*>(new impl::heap_object<D>(std::forward<A>(arguments)...)), take_ownership_from_abi};
}

namespace impl {
template <typename D, typename = void>
struct made {
  using type = handle_of<typename D::first_interface>;
};
template <typename D>
struct made<D, std::void_t<typename D::class_type>> {
  using type = typename D::class_type;
};
}  // namespace impl

template <typename D, typename... A>
auto make(A&&... arguments) {
  using result = typename impl::made<D>::type;
  auto self = make_self<D>(std::forward<A>(arguments)...);
  return impl::query<impl::wrapped_t<result>>(self->penstock_unknown(), true);
}

template <typename D, typename I>
D* get_self(I const& object) noexcept {
  using first = typename D::first_interface;
  if constexpr (std::is_same_v<impl::default_interface_t<I>, first>) {
    return D::penstock_from_abi(static_cast<impl::abi_t<first>*>(get_abi(object)));
  } else {
    return D::penstock_from_abi(static_cast<impl::abi_t<first>*>(get_abi(object.template as<first>())));
  }
}
template <typename D, typename I>
[[deprecated]] D* from_abi(I const& object) noexcept {
  return get_self<D>(object);
}

}  // namespace winrt
