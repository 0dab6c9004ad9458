// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>

#include <winrt/Windows.Foundation.h>

using winrt::hstring;

TEST(HString, CopiesShareOneBlockAndTheLastOneFreesIt) {
  hstring const a = L"penstock";
  hstring const b = a;
  EXPECT_EQ(a.data(), b.data());
  EXPECT_TRUE(a == b);
  EXPECT_EQ(hstring(L"").data()[0], L'\0');
  EXPECT_EQ(winrt::get_abi(hstring()), nullptr);
}

TEST(HString, AnArgumentIsBorrowedAndItsCopyIsReal) {
  std::wstring text = L"borrowed";
  hstring kept;
  {
    winrt::param::hstring const argument(text);
    kept = argument;
  }
  text[0] = L'?';
  EXPECT_TRUE(kept == L"borrowed");
}

TEST(HString, ComparesAndJoinsWithEveryKindOfWideText) {
  hstring const a = L"x";
  EXPECT_TRUE(a == L"x");
  EXPECT_TRUE(L"x" == a);
  EXPECT_TRUE(a == std::wstring(L"x"));
  EXPECT_TRUE(a == std::wstring_view(L"x"));
  EXPECT_TRUE(a != L"y" && a < L"y");
  EXPECT_TRUE(a + L"y" + std::wstring(L"z") + L'!' + a == L"xyz!x");
}

TEST(HString, Utf8AndUtf16RoundTripAndMalformedTextIsReplaced) {
  std::string const text = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80";
  hstring const wide = winrt::to_hstring(text);
  EXPECT_EQ(wide.size(), 5u);
  EXPECT_EQ(winrt::to_string(wide), text);
  EXPECT_EQ(winrt::to_string(winrt::to_hstring("\xFFz")), "\xEF\xBF\xBDz");
  wchar_t const lone[] = {0xD800, L'x'};
  EXPECT_EQ(winrt::to_string(std::wstring_view(lone, 2)), "\xEF\xBF\xBDx");
}

TEST(WideLibrary, StringsStreamsAndNumbersTakeSixteenBits) {
  std::wstring a = L"hello";
  a.append(L"!").insert(0, L">> ");
  EXPECT_TRUE(a == L">> hello!" && a.find(L"lo") == 6);
  EXPECT_TRUE(std::to_wstring(-42) == L"-42" && std::stoi(L"123") == 123);
  std::wstringstream out;
  out << L"n=" << 42 << L' ' << std::hex << 255 << L' ' << 2.5 << " narrow";
  EXPECT_TRUE(out.str() == L"n=42 ff 2.5 narrow");
  std::wistringstream in(L"12,b,c");
  std::wstring part;
  int parts = 0;
  while (std::getline(in, part, L',')) ++parts;
  EXPECT_EQ(parts, 3);
  wchar_t text[64];
  EXPECT_EQ(swprintf(text, 64, L"%s-%03d-%hs-%5.1f", L"wide", 7, "narrow", 2.25), 21);
  EXPECT_TRUE(std::wstring(text) == L"wide-007-narrow-  2.2");
}
