// SPDX-License-Identifier: Apache-2.0
// The language itself: what is not understood or not fulfilled must never pass.
#include <gtest/gtest.h>

#include "exec/seeded_runtime.h"
#include "testing/transcript.h"

namespace penstock::testing {
namespace {

// What a transcript of these lines says is wrong; empty when nothing is.
std::string fault_of(std::initializer_list<std::string_view> lines) {
  exec::SeededRuntime seeded({.seed = 1});
  exec::RuntimeScope scope(seeded);
  Transcript transcript;
  try {
    for (const std::string_view line : lines) transcript.say(line);
    transcript.end();
  } catch (const TextError& error) {
    return error.what();
  }
  return "";
}

TEST(TranscriptLanguage, RefusesALineThatBeginsWithNothingItKnows) {
  EXPECT_EQ(fault_of({"locl sends udp 10.0.0.1:1 > 10.0.0.2:2"}), "'locl' begins no line that is understood");
}

TEST(TranscriptLanguage, RefusesWordsThatAreLeftOver) {
  EXPECT_EQ(fault_of({"stack down now"}), "'now' is not understood here");
}

TEST(TranscriptLanguage, RefusesAnAnswerThatIsNone) {
  EXPECT_EQ(fault_of({"callout A at ALE_AUTH_CONNECT_V4", "A on any: premit",
                      "local sends udp 10.0.0.1:1 > 10.0.0.2:2"}),
            "'premit' is no answer of a callout");
}

TEST(TranscriptLanguage, RefusesALayerThatIsNotThere) {
  EXPECT_EQ(fault_of({"callout A at ALE_CONNECT"}), "there is no layer ALE_CONNECT");
}

TEST(TranscriptLanguage, FindsAPacketThatNobodyExpected) {
  EXPECT_EQ(fault_of({"local sends udp 10.0.0.1:1 > 10.0.0.2:2"}),
            "at the end: a packet came out: udp 10.0.0.1:1 > 10.0.0.2:2 length 0");
}

TEST(TranscriptLanguage, FindsAClassificationThatNobodyExpected) {
  const std::string fault = fault_of(
      {"callout A at ALE_AUTH_CONNECT_V4", "A on any: block", "local sends udp 10.0.0.1:1 > 10.0.0.2:2"});
  EXPECT_TRUE(fault.starts_with("at the end: A was asked: ALE_AUTH_CONNECT_V4 initial")) << fault;
}

TEST(TranscriptLanguage, FindsAnExpectationThatIsNotFulfilled) {
  EXPECT_EQ(fault_of({"expect remote tcp"}), "expected a packet, but none came out");
  EXPECT_EQ(
      fault_of({"local sends udp 10.0.0.1:1 > 10.0.0.2:2", "expect remote udp 10.0.0.1:1 > 10.0.0.2:3"}),
      "expected another packet (destination differs), but there is udp 10.0.0.1:1 > 10.0.0.2:2 length 0");
  EXPECT_EQ(fault_of({"expect held 1"}), "expected 1 held, but there are 0");
  EXPECT_EQ(fault_of({"expect finding F-PEND-1"}), "expected finding F-PEND-1, but there is none");
}

TEST(TranscriptLanguage, FindsAFindingThatNobodyExpected) {
  const std::string fault = fault_of({"callout A at ALE_AUTH_CONNECT_V4", "complete nothing as A"});
  EXPECT_TRUE(fault.starts_with("at the end: finding F-PEND-2")) << fault;
}

}  // namespace
}  // namespace penstock::testing
