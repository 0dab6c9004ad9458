// SPDX-License-Identifier: Apache-2.0
// Events by handle, and the pool's work and timers.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include <Windows.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.System.Threading.h>

using namespace winrt;
using namespace winrt::Windows::Foundation;
using namespace winrt::Windows::System::Threading;
using namespace std::chrono_literals;

namespace {

IAsyncOperation<bool> signaled(void* event, TimeSpan timeout) {
  co_return co_await resume_on_signal(event, timeout);
}

}  // namespace

TEST(Events, AnAutomaticOneLetsOneThroughAndAManualOneAll) {
  handle automatic{CreateEvent(nullptr, FALSE, TRUE, nullptr)};
  EXPECT_EQ(WaitForSingleObject(automatic.get(), 0), 0u);
  EXPECT_EQ(WaitForSingleObject(automatic.get(), 0), static_cast<DWORD>(WAIT_TIMEOUT));
  handle manual{CreateEventW(nullptr, TRUE, FALSE, nullptr)};
  EXPECT_EQ(WaitForSingleObject(manual.get(), 1), static_cast<DWORD>(WAIT_TIMEOUT));
  SetEvent(manual.get());
  EXPECT_EQ(WaitForSingleObject(manual.get(), INFINITE), 0u);
  EXPECT_EQ(WaitForSingleObject(manual.get(), INFINITE), 0u);
  ResetEvent(manual.get());
  EXPECT_EQ(WaitForSingleObject(manual.get(), 0), static_cast<DWORD>(WAIT_TIMEOUT));
}

TEST(Events, OfManyWaitersEachSetWakesOne) {
  handle event{CreateEvent(nullptr, FALSE, FALSE, nullptr)};
  handle done{CreateEvent(nullptr, FALSE, FALSE, nullptr)};
  std::atomic<int> through{0};
  std::vector<std::thread> waiters;
  for (int i = 0; i != 4; ++i)
    waiters.emplace_back([&] {
      EXPECT_EQ(WaitForSingleObject(event.get(), INFINITE), 0u);
      ++through;
      SetEvent(done.get());
    });
  for (int i = 1; i <= 4; ++i) {
    SetEvent(event.get());
    EXPECT_EQ(WaitForSingleObject(done.get(), INFINITE), 0u);
    EXPECT_EQ(through, i);
  }
  for (auto& waiter : waiters) waiter.join();
}

TEST(Events, AnyAndAllOfSeveral) {
  handle a{CreateEvent(nullptr, FALSE, FALSE, nullptr)};
  handle b{CreateEvent(nullptr, TRUE, FALSE, nullptr)};
  HANDLE const both[]{a.get(), b.get()};
  std::thread setter([&] { SetEvent(both[1]); });
  EXPECT_EQ(WaitForMultipleObjects(2, both, FALSE, INFINITE), WAIT_OBJECT_0 + 1u);
  setter.join();
  EXPECT_EQ(WaitForMultipleObjects(2, both, TRUE, 1), static_cast<DWORD>(WAIT_TIMEOUT));
  SetEvent(both[0]);
  EXPECT_EQ(WaitForMultipleObjects(2, both, TRUE, INFINITE), 0u);
  EXPECT_EQ(WaitForSingleObject(both[0], 0), static_cast<DWORD>(WAIT_TIMEOUT));
}

TEST(Events, WhatIsNoEventIsRefused) {
  EXPECT_EQ(WaitForSingleObject(nullptr, 0), WAIT_FAILED);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_HANDLE));
  EXPECT_FALSE(SetEvent(INVALID_HANDLE_VALUE));
  EXPECT_FALSE(CloseHandle(nullptr));
  try {
    check_bool(ResetEvent(nullptr));
    FAIL() << "nothing was thrown";
  } catch (hresult_error const& e) {
    EXPECT_EQ(e.code(), HRESULT_FROM_WIN32(ERROR_INVALID_HANDLE));
  }
}

TEST(Events, ACoroutineResumesOnASignalOrWhenTheTimeIsOver) {
  handle event{CreateEvent(nullptr, FALSE, FALSE, nullptr)};
  EXPECT_FALSE(signaled(event.get(), 1ms).get());
  auto const first = signaled(event.get(), {});
  auto const second = signaled(event.get(), 1h);
  EXPECT_EQ(first.Status(), AsyncStatus::Started);
  SetEvent(event.get());
  SetEvent(event.get());
  while (first.Status() == AsyncStatus::Started || second.Status() == AsyncStatus::Started) {
    SetEvent(event.get());  // two sets before either is awake are one
    std::this_thread::yield();
  }
  EXPECT_TRUE(first.get());
  EXPECT_TRUE(second.get());
}

TEST(ThreadPools, RunWorkAndTellOfItsEnd) {
  std::thread::id ran;
  ThreadPool::RunAsync([&ran](IAsyncAction const&) { ran = std::this_thread::get_id(); }).get();
  EXPECT_NE(ran, std::this_thread::get_id());
  auto const failing =
      ThreadPool::RunAsync([](auto&&) { throw hresult_access_denied(); }, WorkItemPriority::High);
  EXPECT_THROW(failing.get(), hresult_access_denied);
}

TEST(ThreadPools, ATimerElapsesOnceAPeriodicOneUntilCanceled) {
  handle once{CreateEvent(nullptr, TRUE, FALSE, nullptr)};
  auto const timer = ThreadPoolTimer::CreateTimer([&](ThreadPoolTimer const&) { SetEvent(once.get()); }, 1ms);
  EXPECT_EQ(timer.Delay(), TimeSpan(1ms));
  EXPECT_EQ(WaitForSingleObject(once.get(), INFINITE), 0u);
  handle gone{CreateEvent(nullptr, TRUE, FALSE, nullptr)};
  std::atomic<int> ticks{0};
  ThreadPoolTimer::CreatePeriodicTimer(
      [&](ThreadPoolTimer const& self) {
        if (++ticks == 3) self.Cancel();
      },
      1ms, [&](ThreadPoolTimer const&) { SetEvent(gone.get()); });
  EXPECT_EQ(WaitForSingleObject(gone.get(), INFINITE), 0u);
  EXPECT_EQ(ticks, 3);
}

TEST(PropertyValues, AreBoxes) {
  EXPECT_EQ(unbox_value<std::uint32_t>(PropertyValue::CreateUInt32(7)), 7u);
  EXPECT_TRUE(unbox_value<hstring>(PropertyValue::CreateString(L"x")) == L"x");
  EXPECT_FALSE(PropertyValue::CreateEmpty());
}
