// SPDX-License-Identifier: Apache-2.0
// An asynchronous operation as an object: started, then completed, canceled or failed once; whoever set the handler is
// called once, also when it was set late. Coroutines (coroutine.h) and the platform's own operations are both built on it.
//
// Threads: all members from any thread; the handler runs on the thread that completes, or on the one that sets it late.
// Memory: counted; the handler is let go when it has run.
// Errors: GetResults throws what the operation failed with, E_ILLEGAL_METHOD_CALL while it is under way.
#pragma once

#include "extra_members.h"

#include "../generated/Windows.Foundation.2.h"

namespace winrt::impl {

namespace foundation = Windows::Foundation;

template <typename I>
struct async_traits;
template <>
struct async_traits<foundation::IAsyncAction> {
  using result = void;
  using progress = void;
  using completed = foundation::AsyncActionCompletedHandler;
  using on_progress = void*;
};
template <typename P>
struct async_traits<foundation::IAsyncActionWithProgress<P>> {
  using result = void;
  using progress = P;
  using completed = foundation::AsyncActionWithProgressCompletedHandler<P>;
  using on_progress = foundation::AsyncActionProgressHandler<P>;
};
template <typename R>
struct async_traits<foundation::IAsyncOperation<R>> {
  using result = R;
  using progress = void;
  using completed = foundation::AsyncOperationCompletedHandler<R>;
  using on_progress = void*;
};
template <typename R, typename P>
struct async_traits<foundation::IAsyncOperationWithProgress<R, P>> {
  using result = R;
  using progress = P;
  using completed = foundation::AsyncOperationWithProgressCompletedHandler<R, P>;
  using on_progress = foundation::AsyncOperationProgressHandler<R, P>;
};

template <typename R>
struct async_result {
  std::optional<R> value;
  R take() const { return *value; }
};
template <>
struct async_result<void> {
  void take() const {}
};

template <typename I>
struct async_state : implements<async_state<I>, I, foundation::IAsyncInfo> {
  using traits = async_traits<I>;
  using completed_handler = typename traits::completed;
  using result_type = typename traits::result;
  using AsyncStatus = foundation::AsyncStatus;

  // The members of the interfaces.
  std::uint32_t Id() const noexcept { return 1; }
  AsyncStatus Status() const noexcept { return status_.load(std::memory_order_acquire); }
  hresult ErrorCode() const noexcept { return Status() == AsyncStatus::Error ? error_ : hresult(0); }
  void Cancel() {
    std::function<void()> on_cancel;
    {
      std::lock_guard guard(lock_);
      if (Status() != AsyncStatus::Started) return;
      cancel_asked_ = true;
      on_cancel = std::move(on_cancel_);
    }
    if (on_cancel) on_cancel();
  }
  void Close() const noexcept {}
  void Completed(completed_handler const& handler) {
    {
      std::lock_guard guard(lock_);
      if (handler_set_) throw hresult_illegal_delegate_assignment();
      handler_set_ = true;
      if (Status() == AsyncStatus::Started) {
        completed_ = handler;
        return;
      }
    }
    if (handler) handler(*this, Status());
  }
  completed_handler Completed() const {
    std::lock_guard guard(lock_);
    return completed_;
  }
  template <typename P>
  void Progress(P const& handler) {
    std::lock_guard guard(lock_);
    progress_ = handler;
  }
  auto Progress() const {
    std::lock_guard guard(lock_);
    return progress_;
  }
  result_type GetResults() {
    auto const status = Status();
    if (status == AsyncStatus::Completed) return result_.take();
    if (status == AsyncStatus::Canceled) throw hresult_canceled();
    if (status == AsyncStatus::Started) throw hresult_illegal_method_call();
    std::lock_guard guard(lock_);
    if (error_.value == error_bad_alloc.value) throw std::bad_alloc();
    if (message_.empty()) throw_hresult(error_);
    throw hresult_error(error_, message_);
  }

  // The members of whoever runs the operation.
  template <typename... R>
  bool complete(R&&... result) {
    {
      std::lock_guard guard(lock_);
      if (Status() != AsyncStatus::Started) return false;
      if constexpr (sizeof...(R) != 0) result_.value.emplace(std::forward<R>(result)...);
    }
    return finish(AsyncStatus::Completed);
  }
  bool fail(hresult code, hstring const& message = {}) {
    {
      std::lock_guard guard(lock_);
      if (Status() != AsyncStatus::Started) return false;
      error_ = code;
      message_ = message;
    }
    return finish(code.value == error_canceled.value ? AsyncStatus::Canceled : AsyncStatus::Error);
  }
  // In a handler of exceptions.
  bool fail_with_current() noexcept {
    hstring message;
    try {
      message = to_message();
    } catch (...) {
    }
    return fail(to_hresult(), message);
  }
  bool cancel_asked() const noexcept { return cancel_asked_.load(std::memory_order_acquire); }
  // Called once when somebody cancels; at once when somebody has.
  void on_cancel(std::function<void()> function) {
    {
      std::lock_guard guard(lock_);
      if (!cancel_asked_) {
        on_cancel_ = std::move(function);
        return;
      }
    }
    if (function) function();
  }
  template <typename P>
  void report(P const& value) {
    typename traits::on_progress handler{nullptr};
    {
      std::lock_guard guard(lock_);
      handler = progress_;
    }
    if constexpr (!std::is_same_v<decltype(handler), void*>)
      if (handler) handler(*this, value);
  }

 private:
  bool finish(AsyncStatus status) {
    completed_handler handler{nullptr};
    std::function<void()> dropped;
    {
      std::lock_guard guard(lock_);
      if (Status() != AsyncStatus::Started) return false;
      status_.store(status, std::memory_order_release);
      handler = std::move(completed_);
      dropped = std::move(on_cancel_);
    }
    if (handler) {
      try {
        handler(*this, status);
      } catch (...) {
        to_hresult();
      }
    }
    return true;
  }

  mutable std::mutex lock_;
  std::atomic<AsyncStatus> status_{AsyncStatus::Started};
  std::atomic<bool> cancel_asked_{false};
  bool handler_set_ = false;
  completed_handler completed_{nullptr};
  typename traits::on_progress progress_{nullptr};
  std::function<void()> on_cancel_;
  async_result<result_type> result_;
  hresult error_{0};
  hstring message_;
};

template <typename I>
com_ptr<async_state<I>> start_async() {
  return make_self<async_state<I>>();
}

// A flag that the completing thread raises for the waiting one; shared, because a waiter may give up first.
struct completion_flag {
  completion_flag() : event(penstock_winrt_event_create()) {
    if (!event) throw std::bad_alloc();
  }
  completion_flag(completion_flag const&) = delete;
  completion_flag& operator=(completion_flag const&) = delete;
  ~completion_flag() { penstock_winrt_event_destroy(event); }
  void* event;
};

template <typename Async>
bool wait_completed(Async const& async, std::int64_t timeout) {
  if (async.Status() != foundation::AsyncStatus::Started) return true;
  auto flag = std::make_shared<completion_flag>();
  async.Completed([flag](auto&&...) { penstock_winrt_event_set(flag->event); });
  return penstock_winrt_event_wait(flag->event, timeout);
}

template <typename D, typename... A>
auto async_members<D, A...>::get() const {
  auto const& self = *static_cast<D const*>(this);
  wait_completed(self, -1);
  return self.GetResults();
}
template <typename D, typename... A>
auto async_members<D, A...>::wait_for(Windows::Foundation::TimeSpan const& timeout) const {
  auto const& self = *static_cast<D const*>(this);
  wait_completed(self, timeout.count() < 0 ? 0 : timeout.count());
  return self.Status();
}

}  // namespace winrt::impl
