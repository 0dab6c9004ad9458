// SPDX-License-Identifier: Apache-2.0
// Callback objects and security identifiers.
#include <atomic>
#include <vector>

#include "nt/every_runtime.h"
#include "nt/string_conversion.h"

#include <ntifs.h>

namespace penstock::nt {
namespace {

struct Attributes {
  explicit Attributes(std::u16string name) : text(std::move(name)), string(unicode_string_of(text)) {
    InitializeObjectAttributes(&attributes, &string, OBJ_CASE_INSENSITIVE, nullptr, nullptr);
  }
  std::u16string text;
  UNICODE_STRING string;
  OBJECT_ATTRIBUTES attributes{};
};

struct Heard {
  std::vector<int> values;
  static void hear(PVOID context, PVOID first, PVOID second) {
    const auto a = reinterpret_cast<std::uintptr_t>(first), b = reinterpret_cast<std::uintptr_t>(second);
    static_cast<Heard*>(context)->values.push_back(static_cast<int>(a * 10 + b));
  }
};

PVOID number(std::uintptr_t value) { return reinterpret_cast<PVOID>(value); }

TEST(CallbackObject, TellsEveryoneWhoRegisteredUntilTheyLeave) {
  under_every_runtime([] {
    Attributes name(u"\\Callback\\Mine"), same(u"\\callback\\MINE");
    PCALLBACK_OBJECT object = nullptr, again = nullptr;
    EXPECT_EQ(ExCreateCallback(&object, &name.attributes, FALSE, TRUE), STATUS_OBJECT_NAME_NOT_FOUND);
    ASSERT_EQ(ExCreateCallback(&object, &name.attributes, TRUE, TRUE), STATUS_SUCCESS);
    ASSERT_EQ(ExCreateCallback(&again, &same.attributes, FALSE, FALSE), STATUS_SUCCESS);
    EXPECT_EQ(again, object);
    Heard one, two;
    PVOID const first = ExRegisterCallback(object, Heard::hear, &one);
    PVOID const second = ExRegisterCallback(object, Heard::hear, &two);
    ExNotifyCallback(object, number(1), number(2));
    ExUnregisterCallback(first);
    ExNotifyCallback(object, number(3), number(4));
    ExUnregisterCallback(second);
    ExNotifyCallback(object, number(5), number(6));
    EXPECT_EQ(one.values, (std::vector<int>{12}));
    EXPECT_EQ(two.values, (std::vector<int>{12, 34}));
    ObDereferenceObject(again);
    ObDereferenceObject(object);
    EXPECT_EQ(ExCreateCallback(&object, &name.attributes, FALSE, TRUE), STATUS_OBJECT_NAME_NOT_FOUND);
  });
}

TEST(CallbackObject, ForOneTakesOneOnly) {
  under_every_runtime([] {
    PCALLBACK_OBJECT object = nullptr;
    ASSERT_EQ(ExCreateCallback(&object, nullptr, TRUE, FALSE), STATUS_SUCCESS);
    Heard heard;
    PVOID const first = ExRegisterCallback(object, Heard::hear, &heard);
    EXPECT_NE(first, nullptr);
    EXPECT_EQ(ExRegisterCallback(object, Heard::hear, &heard), nullptr);
    ExUnregisterCallback(first);
    ObDereferenceObject(object);
  });
}

TEST(CallbackObject, OfTheSystemIsThereFromTheStart) {
  under_every_runtime([] {
    Attributes name(u"\\Callback\\PowerState");
    PCALLBACK_OBJECT object = nullptr;
    ASSERT_EQ(ExCreateCallback(&object, &name.attributes, FALSE, TRUE), STATUS_SUCCESS);
    ObDereferenceObject(object);
  });
}

TEST(SecurityId, IsBuiltComparedCopiedAndSpelled) {
  SID_IDENTIFIER_AUTHORITY authority{{0, 0, 0, 0, 0, 5}};
  alignas(4) UCHAR memory[2][64];
  PSID const admins = memory[0], copy = memory[1];
  ASSERT_EQ(RtlInitializeSid(admins, &authority, 2), STATUS_SUCCESS);
  *RtlSubAuthoritySid(admins, 0) = 32;
  *RtlSubAuthoritySid(admins, 1) = 544;
  EXPECT_EQ(RtlLengthSid(admins), 16u);
  EXPECT_EQ(RtlLengthRequiredSid(2), 16u);
  EXPECT_TRUE(RtlValidSid(admins));
  EXPECT_EQ(RtlCopySid(15, copy, admins), STATUS_BUFFER_TOO_SMALL);
  ASSERT_EQ(RtlCopySid(16, copy, admins), STATUS_SUCCESS);
  EXPECT_TRUE(RtlEqualSid(admins, copy));
  *RtlSubAuthoritySid(copy, 1) = 545;
  EXPECT_FALSE(RtlEqualSid(admins, copy));
  WCHAR room[32];
  UNICODE_STRING text{0, sizeof room, room};
  ASSERT_EQ(RtlConvertSidToUnicodeString(&text, admins, FALSE), STATUS_SUCCESS);
  EXPECT_EQ(utf8_of(text), "S-1-5-32-544");
  text.MaximumLength = 10;
  EXPECT_EQ(RtlConvertSidToUnicodeString(&text, admins, FALSE), STATUS_BUFFER_OVERFLOW);
  EXPECT_EQ(RtlInitializeSid(admins, &authority, 16), STATUS_INVALID_PARAMETER);
  static_cast<SID*>(copy)->Revision = 2;
  EXPECT_FALSE(RtlValidSid(copy));
}

}  // namespace
}  // namespace penstock::nt
