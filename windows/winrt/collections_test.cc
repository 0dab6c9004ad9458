// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <thread>
#include <vector>

#include <winrt/Windows.Foundation.Collections.h>

using namespace winrt;
using namespace winrt::Windows::Foundation;
using namespace winrt::Windows::Foundation::Collections;

namespace {

std::uint32_t sum_of(param::iterable<std::uint32_t> const& values) {
  std::uint32_t sum = 0;
  IIterable<std::uint32_t> const& all = values;
  if (!all) return 1000;
  for (auto const value : all) sum += value;
  return sum;
}

}  // namespace

TEST(Collections, AVectorKeepsOrderAndKnowsItsBounds) {
  auto const vector = single_threaded_vector<hstring>({L"a", L"b"});
  vector.Append(L"c");
  vector.InsertAt(0, L"0");
  vector.RemoveAt(1);
  EXPECT_EQ(vector.Size(), 3u);
  EXPECT_TRUE(vector.GetAt(1) == L"b");
  std::uint32_t index = 9;
  EXPECT_TRUE(vector.IndexOf(L"c", index));
  EXPECT_EQ(index, 2u);
  EXPECT_THROW(vector.GetAt(3), hresult_out_of_bounds);
  std::wstring all;
  for (auto const& text : vector) all += text;
  EXPECT_TRUE(all == L"0bc");
}

TEST(Collections, AnIteratorNoticesAChange) {
  auto const vector = single_threaded_vector<std::int32_t>({1, 2});
  auto const iterator = vector.First();
  vector.Append(3);
  EXPECT_THROW(iterator.Current(), hresult_changed_state);
}

TEST(Collections, AViewDoesNotFollowItsVector) {
  auto const vector = single_threaded_vector<std::int32_t>({1});
  auto const view = vector.GetView();
  vector.Clear();
  EXPECT_EQ(view.Size(), 1u);
}

TEST(Collections, AMapLooksUpGently) {
  auto const map = single_threaded_map<hstring, IInspectable>();
  EXPECT_FALSE(map.Insert(L"k", box_value(7)));
  EXPECT_TRUE(map.Insert(L"k", box_value(8)));
  EXPECT_EQ(unbox_value<int>(map.Lookup(L"k")), 8);
  EXPECT_FALSE(map.TryLookup(L"none"));
  EXPECT_THROW(map.Lookup(L"none"), hresult_out_of_bounds);
  int pairs = 0;
  for (auto const& pair : map) pairs += pair.Key() == L"k" ? 1 : 100;
  EXPECT_EQ(pairs, 1);
}

TEST(Collections, AnArgumentTakesEveryKindOfSource) {
  std::vector<std::uint32_t> const values{1, 2, 3};
  EXPECT_EQ(sum_of(values), 6u);
  EXPECT_EQ(sum_of({4, 5}), 9u);
  EXPECT_EQ(sum_of(std::vector<std::uint32_t>{7}), 7u);
  EXPECT_EQ(sum_of(single_threaded_vector<std::uint32_t>({8})), 8u);
  EXPECT_EQ(sum_of(nullptr), 1000u);
}

TEST(Collections, WhatIsOnlyBorrowedIsEmptyAfterTheCall) {
  std::vector<std::uint32_t> values{1, 2, 3};
  IIterable<std::uint32_t> kept{nullptr};
  {
    param::iterable<std::uint32_t> const argument(values);
    kept = argument;
  }
  values.clear();
  EXPECT_FALSE(kept.First().HasCurrent());
}

TEST(Boxes, KeepTheTypeOfTheirValue) {
  auto const text = box_value(L"text");
  EXPECT_TRUE(unbox_value<hstring>(text) == L"text");
  EXPECT_THROW(unbox_value<int>(text), hresult_no_interface);
  EXPECT_EQ(unbox_value_or<int>(text, 5), 5);
  EXPECT_EQ(unbox_value_or<int>(nullptr, 6), 6);
  EXPECT_EQ(box_value(300u).as<IPropertyValue>().GetUInt16(), 300);
  EXPECT_THROW(box_value(300u).as<IPropertyValue>().GetUInt8(), hresult_error);
}

TEST(Events, AHandlerIsRemovedByTokenAndByRevoker) {
  auto const vector = single_threaded_observable_vector<std::int32_t>();
  int calls = 0;
  auto const token = vector.VectorChanged([&calls](auto&&, auto&&) { ++calls; });
  vector.Append(1);
  {
    auto const revoker = vector.VectorChanged(auto_revoke, [&calls](auto&&, auto&&) { calls += 10; });
    vector.Append(2);
  }
  vector.Append(3);
  vector.VectorChanged(token);
  vector.Append(4);
  EXPECT_EQ(calls, 13);
}

TEST(Collections, PairsComeApartAndAValueIsItsOwnBox) {
  auto const map = winrt::single_threaded_map<winrt::hstring, int>();
  map.Insert(L"a", 1);
  map.Insert(L"b", 2);
  int sum = 0;
  std::wstring keys;
  for (auto const& [key, value] : map) {
    keys += key;
    sum += value;
  }
  EXPECT_EQ(sum, 3);
  EXPECT_TRUE(keys == L"ab");
  winrt::Windows::Foundation::IReference<std::uint32_t> const boxed = 7u;
  EXPECT_EQ(boxed.Value(), 7u);
}

namespace {

// Comes back to the collection it was in when it goes.
struct Returning : implements<Returning, IStringable> {
  explicit Returning(std::uint32_t& seen) : seen_(seen) {}
  ~Returning() {
    if (home) seen_ = home.Size();
  }
  hstring ToString() const { return L"returning"; }
  IVector<IStringable> home{nullptr};

 private:
  std::uint32_t& seen_;
};

template <typename Work>
void on_four_threads(Work work) {
  std::vector<std::thread> threads;
  for (int i = 0; i != 4; ++i) threads.emplace_back(work, i);
  for (auto& thread : threads) thread.join();
}

}  // namespace

TEST(SharedCollections, AVectorKeepsWhatSeveralThreadsAppendWhileTheyLook) {
  auto const vector = multi_threaded_vector<hstring>({L"first"});
  on_four_threads([&vector](int who) {
    for (int i = 0; i != 300; ++i) {
      vector.Append(to_hstring(who));
      (void)vector.GetAt(vector.Size() / 2);
      (void)vector.GetView();
      std::uint32_t index = 0;
      EXPECT_TRUE(vector.IndexOf(L"first", index));
      try {
        for (auto at = vector.First(); at.HasCurrent(); at.MoveNext()) EXPECT_FALSE(at.Current().empty());
      } catch (hresult_changed_state const&) {
      }
      if (i % 3 == 0) vector.RemoveAtEnd();
      vector.SetAt(0, L"first");
    }
  });
  EXPECT_EQ(vector.Size(), 1u + 4 * 200);
}

TEST(SharedCollections, AMapKeepsWhatSeveralThreadsInsert) {
  auto const map = multi_threaded_map<int, hstring>();
  on_four_threads([&map](int who) {
    for (int i = 0; i != 300; ++i) {
      map.Insert(who * 1000 + i, to_hstring(i));
      EXPECT_TRUE(map.HasKey(who * 1000));
      EXPECT_TRUE(map.Lookup(who * 1000) == L"0");
      map.Insert(-1, to_hstring(who));
      if (i % 3 == 2) map.Remove(who * 1000 + i);
    }
  });
  EXPECT_EQ(map.Size(), 1u + 4 * 200);
  map.Clear();
  EXPECT_EQ(map.Size(), 0u);
}

TEST(SharedCollections, WhatIsRemovedMayComeBackWhenItIsReleased) {
  std::uint32_t seen = 99;
  auto const vector = multi_threaded_vector<IStringable>();
  auto const put = [&] {
    auto one = make_self<Returning>(seen);
    vector.Append(*one);
    one->home = vector;
  };
  put();
  vector.RemoveAt(0);
  EXPECT_EQ(seen, 0u);
  put();
  put();
  vector.SetAt(0, nullptr);
  EXPECT_EQ(seen, 2u);
  vector.RemoveAtEnd();
  EXPECT_EQ(seen, 1u);
  put();
  vector.Clear();
  EXPECT_EQ(seen, 0u);
}

TEST(Boxes, ComeOutByTheNameOfTheirTypeAndNoOther) {
  auto const number = box_value(41);
  EXPECT_EQ(number.as<std::int32_t>(), 41);
  EXPECT_THROW(number.as<std::uint32_t>(), hresult_no_interface);
  EXPECT_FALSE(number.try_as<hstring>());
  EXPECT_TRUE(box_value(L"x").as<hstring>() == L"x");
  EXPECT_EQ(box_value(PropertyType::Guid).as<PropertyType>(), PropertyType::Guid);
  hstring text = L"before";
  EXPECT_FALSE(number.try_as(text));
  EXPECT_TRUE(text.empty());
  EXPECT_THROW(IInspectable(nullptr).as<int>(), hresult_no_interface);
  EXPECT_FALSE(IInspectable(nullptr).try_as<int>());
}
