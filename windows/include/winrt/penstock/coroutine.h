// SPDX-License-Identifier: Apache-2.0
// Coroutines: the asynchronous interfaces as return types and as what is awaited, moving to another thread, waiting for a
// time, and the coroutine that nobody waits for. Without compiler support the types remain and cannot be awaited.
//
// Threads: an awaiter resumes on the thread that completes what it waits for.
// Memory: the frame goes away when the coroutine ends; its object lives as long as somebody holds it.
// Errors: what leaves the coroutine is thrown by GetResults; out of fire_and_forget it ends the process.
#pragma once

#include "async.h"
#include "event_object.h"

namespace winrt {

struct fire_and_forget {};

#ifdef PENSTOCK_COROUTINES

namespace impl {

template <typename Promise>
inline constexpr bool is_async_promise = false;

// Lets a coroutine resume on a thread of the pool.
inline bool resume_on_pool(std::coroutine_handle<> handle) noexcept {
  return penstock_winrt_submit([](void* frame) { std::coroutine_handle<>::from_address(frame).resume(); }, handle.address());
}

template <typename Async>
struct await_async {
  explicit await_async(Async const& async) : async_(async) {}
  bool await_ready() const { return async_.Status() != foundation::AsyncStatus::Started; }
  template <typename Promise>
  void await_suspend(std::coroutine_handle<Promise> handle) {
    auto async = async_;  // this awaiter may be gone before Completed returns
    if constexpr (is_async_promise<Promise>) handle.promise().propagate_to(async);
    async.Completed([frame = handle.address()](auto&&...) { std::coroutine_handle<>::from_address(frame).resume(); });
  }
  auto await_resume() const { return async_.GetResults(); }

 private:
  Async async_;
};

}  // namespace impl

namespace Windows::Foundation {
inline auto operator co_await(IAsyncAction const& async) { return impl::await_async<IAsyncAction>(async); }
template <typename P>
auto operator co_await(IAsyncActionWithProgress<P> const& async) {
  return impl::await_async<IAsyncActionWithProgress<P>>(async);
}
template <typename R>
auto operator co_await(IAsyncOperation<R> const& async) {
  return impl::await_async<IAsyncOperation<R>>(async);
}
template <typename R, typename P>
auto operator co_await(IAsyncOperationWithProgress<R, P> const& async) {
  return impl::await_async<IAsyncOperationWithProgress<R, P>>(async);
}
}  // namespace Windows::Foundation

// Continues on a thread of the pool.
struct resume_background {
  bool await_ready() const noexcept { return false; }
  void await_resume() const noexcept {}
  void await_suspend(std::coroutine_handle<> handle) const {
    if (!impl::resume_on_pool(handle)) throw std::bad_alloc();
  }
};
// Continues on a thread of the pool after that time; at once when it is over.
struct resume_after {
  explicit resume_after(Windows::Foundation::TimeSpan duration) noexcept : duration_(duration) {}
  bool await_ready() const noexcept { return duration_.count() <= 0; }
  void await_resume() const noexcept {}
  void await_suspend(std::coroutine_handle<> handle) const {
    auto const resume = [](void* frame) { std::coroutine_handle<>::from_address(frame).resume(); };
    if (!penstock_winrt_submit_after(duration_.count(), resume, handle.address())) throw std::bad_alloc();
  }

 private:
  Windows::Foundation::TimeSpan duration_;
};
// Continues when an event is set, true, or after that time, false; without a time it waits for ever.
struct resume_on_signal {
  explicit resume_on_signal(void* handle, Windows::Foundation::TimeSpan timeout = {}) noexcept
      : handle_(handle), timeout_(timeout.count() > 0 ? timeout.count() : -1) {}
  bool await_ready() {
    auto* object = impl::event_of(handle_);
    if (!object) throw_last_error();
    if (timeout_ > 0) timeout_ += penstock_winrt_monotonic_time();
    return set_ = object->take();
  }
  bool await_resume() const noexcept { return set_; }
  void await_suspend(std::coroutine_handle<> frame) {
    frame_ = frame;
    if (!ask()) throw std::bad_alloc();
  }

 private:
  bool ask() noexcept {
    auto left = timeout_;
    if (left > 0) left = std::max<std::int64_t>(0, left - penstock_winrt_monotonic_time());
    return penstock_winrt_event_call(impl::event_of(handle_)->event, left, called, this);
  }
  static void called(void* context, bool set) {
    auto* self = static_cast<resume_on_signal*>(context);
    // Somebody else was faster with an event that resets itself: once more.
    if (set && !impl::event_of(self->handle_)->take() && self->ask()) return;
    self->set_ = set;
    self->frame_.resume();
  }

  void* handle_;
  std::int64_t timeout_;
  std::coroutine_handle<> frame_;
  bool set_ = false;
};
// There are no apartments: coming back is staying.
struct apartment_context {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};

namespace impl {

struct get_progress_token_t {};
struct get_cancellation_token_t {};

template <typename Promise>
struct cancellation_token {
  explicit cancellation_token(Promise* promise) noexcept : promise_(promise) {}
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  cancellation_token await_resume() const noexcept { return *this; }
  bool operator()() const noexcept { return promise_->state()->cancel_asked(); }
  template <typename F>
  void callback(F&& function) const {
    promise_->state()->on_cancel(std::forward<F>(function));
  }
  bool enable_propagation(bool value = true) const noexcept { return promise_->propagate(value); }

 private:
  Promise* promise_;
};
template <typename Promise>
struct progress_token {
  explicit progress_token(Promise* promise) noexcept : promise_(promise) {}
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  progress_token await_resume() const noexcept { return *this; }
  template <typename P>
  void operator()(P const& value) const {
    promise_->state()->report(value);
  }

 private:
  Promise* promise_;
};

template <typename D, typename I>
struct promise_base {
  using state_type = async_state<I>;

  promise_base() : state_(make_self<state_type>()) {}
  I get_return_object() const { return *state_; }
  std::suspend_never initial_suspend() const noexcept { return {}; }
  std::suspend_never final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { state_->fail_with_current(); }
  state_type* state() const noexcept { return state_.get(); }
  bool propagate(bool value) noexcept { return std::exchange(propagate_, value); }
  template <typename Async>
  void propagate_to(Async const& inner) {
    if (propagate_) state_->on_cancel([inner] { inner.Cancel(); });
  }

  // Where a coroutine would wait, a canceled one ends.
  template <typename Awaitable>
  decltype(auto) await_transform(Awaitable&& awaitable) {
    if (state_->cancel_asked()) throw hresult_canceled();
    return std::forward<Awaitable>(awaitable);
  }
  template <typename Rep, typename Period>
  auto await_transform(std::chrono::duration<Rep, Period> duration) {
    if (state_->cancel_asked()) throw hresult_canceled();
    return resume_after(std::chrono::duration_cast<Windows::Foundation::TimeSpan>(duration));
  }
  auto await_transform(get_cancellation_token_t) noexcept { return cancellation_token<D>(static_cast<D*>(this)); }
  auto await_transform(get_progress_token_t) noexcept { return progress_token<D>(static_cast<D*>(this)); }

 protected:
  com_ptr<state_type> state_;
  bool propagate_ = false;
};

template <typename I, typename R>
struct async_promise : promise_base<async_promise<I, R>, I> {
  template <typename V>
  void return_value(V&& value) {
    if (this->state_->cancel_asked()) throw hresult_canceled();
    this->state_->complete(R(std::forward<V>(value)));
  }
};
template <typename I>
struct async_promise<I, void> : promise_base<async_promise<I, void>, I> {
  void return_void() {
    if (this->state_->cancel_asked()) throw hresult_canceled();
    this->state_->complete();
  }
};
template <typename I, typename R>
inline constexpr bool is_async_promise<async_promise<I, R>> = true;

struct fire_and_forget_promise {
  fire_and_forget get_return_object() const noexcept { return {}; }
  void return_void() const noexcept {}
  std::suspend_never initial_suspend() const noexcept { return {}; }
  std::suspend_never final_suspend() const noexcept { return {}; }
  void unhandled_exception() const noexcept { winrt::terminate(); }
  template <typename Awaitable>
  decltype(auto) await_transform(Awaitable&& awaitable) {
    return std::forward<Awaitable>(awaitable);
  }
  template <typename Rep, typename Period>
  auto await_transform(std::chrono::duration<Rep, Period> duration) {
    return resume_after(std::chrono::duration_cast<Windows::Foundation::TimeSpan>(duration));
  }
};

}  // namespace impl

inline impl::get_progress_token_t get_progress_token() noexcept { return {}; }
inline impl::get_cancellation_token_t get_cancellation_token() noexcept { return {}; }

#else

struct resume_background {};
struct resume_after {
  explicit resume_after(Windows::Foundation::TimeSpan) noexcept {}
};
struct apartment_context {};

#endif

}  // namespace winrt

#ifdef PENSTOCK_COROUTINES
namespace std {
template <typename... A>
struct coroutine_traits<winrt::fire_and_forget, A...> {
  using promise_type = winrt::impl::fire_and_forget_promise;
};
template <typename... A>
struct coroutine_traits<winrt::Windows::Foundation::IAsyncAction, A...> {
  using promise_type = winrt::impl::async_promise<winrt::Windows::Foundation::IAsyncAction, void>;
};
template <typename P, typename... A>
struct coroutine_traits<winrt::Windows::Foundation::IAsyncActionWithProgress<P>, A...> {
  using promise_type = winrt::impl::async_promise<winrt::Windows::Foundation::IAsyncActionWithProgress<P>, void>;
};
template <typename R, typename... A>
struct coroutine_traits<winrt::Windows::Foundation::IAsyncOperation<R>, A...> {
  using promise_type = winrt::impl::async_promise<winrt::Windows::Foundation::IAsyncOperation<R>, R>;
};
template <typename R, typename P, typename... A>
struct coroutine_traits<winrt::Windows::Foundation::IAsyncOperationWithProgress<R, P>, A...> {
  using promise_type = winrt::impl::async_promise<winrt::Windows::Foundation::IAsyncOperationWithProgress<R, P>, R>;
};
}  // namespace std

namespace winrt {
// Done when all are; fails with the first that failed.
template <typename... T>
Windows::Foundation::IAsyncAction when_all(T... async) {
  (void(co_await async), ...);
  co_return;
}
// Done when the first is; the others go on.
template <typename T, typename... Rest>
T when_any(T first, Rest... rest) {
  static_assert((std::is_same_v<T, Rest> && ...), "all must be of one type");
  auto flag = std::make_shared<impl::completion_flag>();
  auto winner = std::make_shared<std::atomic<bool>>(false);
  auto state = make_self<impl::async_state<T>>();
  auto const watch = [&](T const& async) {
    async.Completed([winner, state](auto const& done, auto) {
      if (winner->exchange(true)) return;
      try {
        if constexpr (std::is_void_v<decltype(done.GetResults())>) {
          done.GetResults();
          state->complete();
        } else {
          state->complete(done.GetResults());
        }
      } catch (...) {
        state->fail_with_current();
      }
    });
  };
  watch(first);
  (watch(rest), ...);
  return *state;
}
}  // namespace winrt
#endif
