// SPDX-License-Identifier: Apache-2.0
// Formatting, counted strings, conversions, addresses, times.
#include <cstdarg>
#include <cstring>
#include <string>

#include "nt/every_runtime.h"
#include "nt/pool_account.h"
#include "nt/printf.h"
#include "nt/string_conversion.h"
#include "nt/time.h"
#include "testing/rule.h"

#include <ip2string.h>
#include <ntifs.h>
#include <ntstrsafe.h>

namespace penstock::nt {
namespace {

std::string formatted(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  std::string text = format_text(format, arguments);
  va_end(arguments);
  return text;
}

TEST(Format, HasTheSizesOfWindows) {
  RULE("K-TYPE-4");
  // Junk above 32 bits must not show in a long, and what follows must be found.
  EXPECT_EQ(formatted("%ld %lu %lx|%d", -1, 0xFFFFFFFFu, 0xABCu, 7), "-1 4294967295 abc|7");
  EXPECT_EQ(formatted("%I64x %lld %Iu", 0x123456789ABCDEFull, -5LL, std::size_t{9}), "123456789abcdef -5 9");
  EXPECT_EQ(formatted("%p", reinterpret_cast<void*>(0xABC)), "0000000000000ABC");
  UNICODE_STRING wide = RTL_CONSTANT_STRING(L"wide");
  wide.Length = 6;
  ANSI_STRING narrow = RTL_CONSTANT_STRING("narrow");
  EXPECT_EQ(formatted("%wZ %Z %ws %S %ls %hs %s", &wide, &narrow, L"ws", L"S", L"ls", "hs", "s"),
            "wid narrow ws S ls hs s");
  EXPECT_EQ(formatted("%C%lc%wc%hc%c", L'a', L'b', L'c', 'd', 'e'), "abcde");
  EXPECT_EQ(formatted("[%5d|%-5d|%05d|%+d|%#x|%.3d|%*d]", 42, 42, 42, 42, 42, 7, 4, 1),
            "[   42|42   |00042|+42|0x2a|007|   1]");
  EXPECT_EQ(formatted("%.2s|%8s|%hu|%hhd|%%", "abc", "r", 70000u, 300), "ab|       r|4464|44|%");
  EXPECT_EQ(formatted("%s %wZ", static_cast<char*>(nullptr), static_cast<PUNICODE_STRING>(nullptr)),
            "(null) (null)");
}

TEST(SafeString, TruncatesTerminatesAndSays) {
  char buffer[6];
  EXPECT_EQ(RtlStringCbPrintfA(buffer, sizeof buffer, "%ld", 123456789), STATUS_BUFFER_OVERFLOW);
  EXPECT_STREQ(buffer, "12345");
  EXPECT_EQ(RtlStringCbPrintfA(buffer, sizeof buffer, "%lu", 12345), STATUS_SUCCESS);
  WCHAR wide[8];
  EXPECT_EQ(RtlStringCchPrintfW(wide, 8, L"%s-%S", L"ab", "cd"), STATUS_SUCCESS);
  EXPECT_EQ(std::memcmp(wide, L"ab-cd", 12), 0);
}

TEST(CountedString, CopiesAppendsAndComparesWithoutTerminators) {
  UNICODE_STRING from;
  RtlInitUnicodeString(&from, L"Hello");
  EXPECT_EQ(from.Length, 10);
  EXPECT_EQ(from.MaximumLength, 12);
  WCHAR room[4];
  UNICODE_STRING small = {0, sizeof room, room};
  RtlCopyUnicodeString(&small, &from);
  EXPECT_EQ(small.Length, 8) << "truncated without a word";
  EXPECT_EQ(RtlAppendUnicodeToString(&small, L"x"), STATUS_BUFFER_TOO_SMALL);
  UNICODE_STRING other;
  RtlInitUnicodeString(&other, L"hELL\u00D6");
  EXPECT_TRUE(RtlPrefixUnicodeString(&small, &other, TRUE));
  EXPECT_FALSE(RtlPrefixUnicodeString(&small, &other, FALSE));
  EXPECT_FALSE(RtlEqualUnicodeString(&from, &other, TRUE));
  EXPECT_GT(RtlCompareUnicodeString(&other, &from, FALSE), 0);
}

TEST(CountedString, AllocatedFormsAreOnTheGuestsAccount) {
  base::finding_log().clear();
  test_guest();
  ANSI_STRING narrow = RTL_CONSTANT_STRING("gr\xC3\xBC\xC3\x9F");
  UNICODE_STRING wide;
  ASSERT_EQ(RtlAnsiStringToUnicodeString(&wide, &narrow, TRUE), STATUS_SUCCESS);
  EXPECT_EQ(wide.Length, 8);
  EXPECT_EQ(utf8_of(wide), "grüß");
  EXPECT_EQ(blocks_of(&test_guest()).size(), 1u);
  RtlFreeUnicodeString(&wide);
  EXPECT_EQ(blocks_of(&test_guest()).size(), 0u);
  EXPECT_EQ(base::finding_log().list().size(), 0u);
}

TEST(Case, FoldsByAFixedTable) {
  RULE("K-WCHAR-4");
  EXPECT_EQ(upcase(u'a'), u'A');
  EXPECT_EQ(upcase(u'\u00E9'), u'\u00C9');
  EXPECT_EQ(upcase(u'\u0451'), u'\u0401');
  EXPECT_EQ(upcase(u'\u0131'), u'\u0131') << "not into ASCII";
  EXPECT_EQ(downcase(u'\u0416'), u'\u0436');
  EXPECT_EQ(upcase(u'\u4E2D'), u'\u4E2D');
}

TEST(Conversion, ReplacesWhatIsMalformed) {
  RULE("K-WCHAR-3");
  EXPECT_EQ(utf8_of(u"\xD83D\xDE00 \xD800x"), "\xF0\x9F\x98\x80 \xEF\xBF\xBDx");
  EXPECT_EQ(utf16_of("\xF0\x9F\x98\x80\xC0\x80"), u"\xD83D\xDE00\xFFFD\xFFFD");
  ULONG bytes = 0;
  char small[3];
  EXPECT_EQ(RtlUnicodeToUTF8N(small, sizeof small, &bytes, L"a\u20ACb", 6), STATUS_BUFFER_TOO_SMALL);
  EXPECT_EQ(bytes, 1u) << "no part of a character";
}

std::string ipv6_round_trip(const wchar_t* text) {
  IN6_ADDR address;
  PCWSTR end;
  if (RtlIpv6StringToAddressW(text, &end, &address) != STATUS_SUCCESS || *end != 0) return "refused";
  char out[46];
  const char* terminator = RtlIpv6AddressToStringA(&address, out);
  EXPECT_EQ(terminator, out + std::strlen(out));
  return out;
}

TEST(AddressText, ReadsAndWritesAsWindowsDoes) {
  EXPECT_EQ(ipv6_round_trip(L"FD00:0:0::1"), "fd00::1");
  EXPECT_EQ(ipv6_round_trip(L"::"), "::");
  EXPECT_EQ(ipv6_round_trip(L"1::"), "1::");
  EXPECT_EQ(ipv6_round_trip(L"::ffff:1.2.3.4"), "::ffff:1.2.3.4");
  EXPECT_EQ(ipv6_round_trip(L"1:0:0:2:0:0:0:3"), "1:0:0:2::3");
  EXPECT_EQ(ipv6_round_trip(L"1:2:3:4:5:6:7:8"), "1:2:3:4:5:6:7:8");
  for (const wchar_t* bad : {L"1:2:3", L"1::2::3", L"12345::", L":1::", L"1:2:3:4:5:6:7:8:9", L""}) {
    EXPECT_EQ(ipv6_round_trip(bad), "refused");
  }
  IN_ADDR address;
  PCSTR end;
  EXPECT_EQ(RtlIpv4StringToAddressA("10.1", FALSE, &end, &address), STATUS_SUCCESS);
  char text[16];
  EXPECT_STREQ((RtlIpv4AddressToStringA(&address, text), text), "10.0.0.1");
  EXPECT_EQ(RtlIpv4StringToAddressA("10.1", TRUE, &end, &address), STATUS_INVALID_PARAMETER);
  EXPECT_EQ(RtlIpv4StringToAddressA("0x7f.0.0.010x", FALSE, &end, &address), STATUS_SUCCESS);
  EXPECT_STREQ(end, "x");
  EXPECT_EQ(RtlIpv4StringToAddressA("1.2.3.256", TRUE, &end, &address), STATUS_INVALID_PARAMETER);
  USHORT port;
  EXPECT_EQ(RtlIpv4StringToAddressExW(L"1.2.3.4:80", TRUE, &address, &port), STATUS_SUCCESS);
  EXPECT_EQ(port, __builtin_bswap16(80));
  ULONG length = 10;
  EXPECT_EQ(RtlIpv4AddressToStringExA(&address, port, text, &length), STATUS_INVALID_PARAMETER);
  EXPECT_EQ(length, 11u);
}

TEST(Guid, IsReadBackAsItWasWritten) {
  const GUID guid = {0x01234567, 0x89AB, 0xCDEF, {0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF}};
  UNICODE_STRING text;
  ASSERT_EQ(RtlStringFromGUID(guid, &text), STATUS_SUCCESS);
  EXPECT_EQ(utf8_of(text), "{01234567-89AB-CDEF-0123-456789ABCDEF}");
  GUID back;
  EXPECT_EQ(RtlGUIDFromString(&text, &back), STATUS_SUCCESS);
  EXPECT_EQ(std::memcmp(&guid, &back, sizeof guid), 0);
  text.Length -= 2;
  EXPECT_EQ(RtlGUIDFromString(&text, &back), STATUS_INVALID_PARAMETER);
  RtlFreeUnicodeString(&text);
}

TEST(Time, ComesFromTheRuntimeAndAPollingLoopEnds) {
  RULE("K-TIME-1");
  exec::SeededRuntime runtime({.seed = 1});
  const exec::RuntimeScope scope(runtime);
  LARGE_INTEGER frequency;
  const LONGLONG begin = KeQueryPerformanceCounter(&frequency).QuadPart;
  EXPECT_EQ(frequency.QuadPart, 10'000'000);
  int polls = 0;
  while (KeQueryPerformanceCounter(nullptr).QuadPart - begin < 1000) ++polls;
  EXPECT_GT(polls, 10);
  LARGE_INTEGER now;
  KeQuerySystemTime(&now);
  EXPECT_EQ((now.QuadPart - kUnixEpoch) / 10'000'000, 1'700'000'000);
  TIME_FIELDS fields;
  RtlTimeToTimeFields(&now, &fields);
  EXPECT_EQ(fields.Year, 2023);
  EXPECT_EQ(fields.Month, 11);
  EXPECT_EQ(fields.Day, 14);
  EXPECT_EQ(fields.Weekday, 2);
  EXPECT_EQ(fields.Hour * 3600 + fields.Minute * 60 + fields.Second, 22 * 3600 + 13 * 60 + 20);
  LARGE_INTEGER back;
  ASSERT_TRUE(RtlTimeFieldsToTime(&fields, &back));
  EXPECT_EQ(back.QuadPart / 10'000, now.QuadPart / 10'000);
  fields.Day = 31;
  EXPECT_FALSE(RtlTimeFieldsToTime(&fields, &back)) << "November has thirty";
}

}  // namespace
}  // namespace penstock::nt
