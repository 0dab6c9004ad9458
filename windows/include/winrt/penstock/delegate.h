// SPDX-License-Identifier: Apache-2.0
// A handler as an object: anything callable with the right arguments, a member of an object kept by a raw, a strong or a
// weak pointer. Invoking calls through a vtable, so a handler may come from any module.
//
// Threads: counted atomically; who invokes decides the thread.
// Memory: the callable lives in the delegate. A weak pointer that finds nothing skips the call.
// Errors: an exception of the callable becomes the HRESULT of the invocation, which throws it again.
#pragma once

#include "weak_reference.h"

namespace winrt {
namespace impl {

template <typename... A>
struct delegate_abi : unknown_abi {
  virtual std::int32_t Invoke(arg_in<A>... arguments) noexcept = 0;
};

template <typename H, typename F, typename... A>
struct delegate_object final : delegate_abi<A...> {
  explicit delegate_object(F&& function) : function_(std::forward<F>(function)) {}
  std::int32_t QueryInterface(guid const& id, void** object) noexcept final {
    if (id != guid_of<H>() && id != unknown_guid && id != agile_object_guid) {
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
  std::int32_t Invoke(arg_in<A>... arguments) noexcept final try {
    function_(borrow<A>(arguments)...);
    return 0;
  } catch (...) {
    return to_hresult();
  }

 private:
  std::atomic<std::uint32_t> count_{1};
  std::decay_t<F> function_;
};

template <typename H, typename... A>
struct delegate_base : Windows::Foundation::IUnknown {
  delegate_base(std::nullptr_t = nullptr) noexcept {}
  delegate_base(void* object, take_ownership_from_abi_t) noexcept : IUnknown(object, take_ownership_from_abi) {}
  template <typename F, std::enable_if_t<std::is_invocable_v<F&, A const&...> && !std::is_base_of_v<IUnknown, std::decay_t<F>>, int> = 0>
  delegate_base(F function) : IUnknown(new delegate_object<H, F, A...>(std::move(function)), take_ownership_from_abi) {}
  template <typename O, typename M>
  delegate_base(O* object, M method)
      : delegate_base([object, method](A const&... arguments) { (object->*method)(arguments...); }) {}
  template <typename O, typename M>
  delegate_base(com_ptr<O>&& object, M method)
      : delegate_base([object = std::move(object), method](A const&... arguments) { (object.get()->*method)(arguments...); }) {}
  template <typename O, typename M>
  delegate_base(com_ptr<O> const& object, M method) : delegate_base(com_ptr<O>(object), method) {}
  template <typename O, typename M>
  delegate_base(weak_ref<O>&& object, M method)
      : delegate_base([object = std::move(object), method](A const&... arguments) {
          if (auto strong = object.get()) ((*strong).*method)(arguments...);
        }) {}
  template <typename O, typename M>
  delegate_base(weak_ref<O> const& object, M method) : delegate_base(weak_ref<O>(object), method) {}
  template <typename O, typename M>
  delegate_base(std::shared_ptr<O> object, M method)
      : delegate_base([object = std::move(object), method](A const&... arguments) { (object.get()->*method)(arguments...); }) {}
  template <typename O, typename M>
  delegate_base(std::weak_ptr<O> object, M method)
      : delegate_base([object = std::move(object), method](A const&... arguments) {
          if (auto strong = object.lock()) (strong.get()->*method)(arguments...);
        }) {}

  void operator()(A const&... arguments) const {
    auto* object = static_cast<delegate_abi<A...>*>(get_abi(*this));
    if (!object) throw_hresult(error_pointer);
    check_hresult(object->Invoke(in(arguments)...));
  }
};

}  // namespace impl

template <typename... A>
struct delegate : impl::delegate_base<delegate<A...>, A...> {
  using impl::delegate_base<delegate<A...>, A...>::delegate_base;
};

namespace impl {
template <typename... A>
struct abi<delegate<A...>> {
  using type = delegate_abi<A...>;
};
// Never crosses a module under this name.
template <typename... A>
struct type_guid<delegate<A...>> {
  static constexpr guid value{"7d2a5c3e-8a40-4a5b-9a63-6b2f3bb60dce"};
};
template <typename... A>
struct category<delegate<A...>> {
  using type = delegate_category;
};
}  // namespace impl
}  // namespace winrt
