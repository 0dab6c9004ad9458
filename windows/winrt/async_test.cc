// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include <winrt/Windows.Foundation.h>

using namespace winrt;
using namespace winrt::Windows::Foundation;
using namespace std::chrono_literals;

namespace {

IAsyncOperation<int> answer(int value) {
  co_await resume_background();
  co_return value;
}
IAsyncAction failing() {
  co_await resume_background();
  throw hresult_invalid_argument(L"told so");
}
IAsyncOperation<hstring> nested() {
  int const a = co_await answer(20);
  int const b = co_await answer(22);
  co_return to_hstring(a + b);
}
IAsyncOperationWithProgress<int, int> counting() {
  auto const report = co_await get_progress_token();
  co_await resume_background();
  for (int i = 1; i != 4; ++i) report(i);
  co_return 4;
}
IAsyncAction until_canceled(std::atomic<bool>& seen) {
  auto const token = co_await get_cancellation_token();
  token.callback([&seen] { seen = true; });
  while (!token()) co_await 1ms;
  co_await resume_background();
}

}  // namespace

TEST(Async, ACoroutineGivesItsResultToWhoeverWaits) {
  EXPECT_EQ(answer(7).get(), 7);
  EXPECT_TRUE(nested().get() == L"42");
}

TEST(Async, AFailureIsThrownByGetWithItsMessage) {
  auto const action = failing();
  try {
    action.get();
    FAIL() << "nothing was thrown";
  } catch (hresult_invalid_argument const& e) {
    EXPECT_TRUE(e.message() == L"told so");
  }
  EXPECT_EQ(action.Status(), AsyncStatus::Error);
}

TEST(Async, AHandlerSetLateIsCalledAtOnceAndOnlyOneIsAllowed) {
  auto const operation = answer(1);
  operation.get();
  auto const other = impl::start_async<IAsyncOperation<int>>();
  IAsyncOperation<int> const projected = *other;
  EXPECT_TRUE(other->complete(3));
  EXPECT_FALSE(other->complete(4));
  int calls = 0;
  projected.Completed([&calls](auto const& done, AsyncStatus) { calls += done.GetResults(); });
  EXPECT_EQ(calls, 3);
  EXPECT_THROW(projected.Completed([](auto&&, auto&&) {}), hresult_illegal_delegate_assignment);
}

TEST(Async, CancelingEndsACoroutineWhereItWouldWait) {
  std::atomic<bool> seen{false};
  auto const action = until_canceled(seen);
  EXPECT_EQ(action.wait_for(0s), AsyncStatus::Started);
  action.Cancel();
  auto const done = impl::start_async<IAsyncAction>();
  EXPECT_TRUE(seen);
  while (action.Status() == AsyncStatus::Started) std::this_thread::yield();
  EXPECT_EQ(action.Status(), AsyncStatus::Canceled);
  EXPECT_THROW(action.GetResults(), hresult_canceled);
}

TEST(Async, ProgressReachesItsHandler) {
  std::atomic<int> last{0};
  auto const operation = counting();
  operation.Progress([&last](auto&&, int value) { last = value; });
  EXPECT_EQ(operation.get(), 4);
}

TEST(Async, AllAndAny) {
  when_all(answer(1), answer(2)).get();
  auto const first = impl::start_async<IAsyncOperation<int>>();
  auto const second = impl::start_async<IAsyncOperation<int>>();
  auto const any = when_any(IAsyncOperation<int>(*first), IAsyncOperation<int>(*second));
  second->complete(2);
  EXPECT_EQ(any.get(), 2);
}
