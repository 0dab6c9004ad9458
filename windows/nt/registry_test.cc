// SPDX-License-Identifier: Apache-2.0
#include "nt/registry.h"

#include <cstring>

#include "nt/every_runtime.h"
#include "nt/string_conversion.h"
#include "testing/rule.h"

#include <ntifs.h>

namespace penstock::nt {
namespace {

HANDLE open_key(const wchar_t* path, bool create) {
  UNICODE_STRING name;
  RtlInitUnicodeString(&name, path);
  OBJECT_ATTRIBUTES attributes;
  InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
  HANDLE key = nullptr;
  const NTSTATUS status = create ? ZwCreateKey(&key, KEY_READ, &attributes, 0, nullptr, 0, nullptr)
                                 : ZwOpenKey(&key, KEY_READ, &attributes);
  EXPECT_EQ(NT_SUCCESS(status), key != nullptr);
  return key;
}

TEST(Registry, IsATreeThatTheHostFillsAndGuestsRead) {
  RULE("K-REG-1");
  base::finding_log().clear();
  test_guest();
  registry().create(service_key_path("hold") + u"\\Parameters")->set(RegistryValue::dword(u"Limit", 7));
  registry().open(service_key_path("hold") + u"\\Parameters")->set(RegistryValue::string(u"Name", u"xy"));
  HANDLE key = open_key(L"\\registry\\machine\\SYSTEM\\currentcontrolset\\services\\HOLD\\parameters", false);
  ASSERT_NE(key, nullptr) << "names compare without case";
  UNICODE_STRING name;
  RtlInitUnicodeString(&name, L"LIMIT");
  struct {
    KEY_VALUE_PARTIAL_INFORMATION information;
    UCHAR more[16];
  } answer;
  ULONG needed = 0;
  EXPECT_EQ(ZwQueryValueKey(key, &name, KeyValuePartialInformation, &answer, sizeof answer, &needed),
            STATUS_SUCCESS);
  EXPECT_EQ(answer.information.Type, kRegDword);
  EXPECT_EQ(answer.information.DataLength, 4u);
  EXPECT_EQ(answer.information.Data[0], 7);
  EXPECT_EQ(needed, 16u);
  EXPECT_EQ(ZwQueryValueKey(key, &name, KeyValuePartialInformation, &answer, 8, &needed),
            STATUS_BUFFER_TOO_SMALL);
  RtlInitUnicodeString(&name, L"name");
  EXPECT_EQ(ZwQueryValueKey(key, &name, KeyValuePartialInformation, &answer, 14, &needed),
            STATUS_BUFFER_OVERFLOW);
  EXPECT_EQ(needed, 18u) << "two characters and the terminator";
  RtlInitUnicodeString(&name, L"none");
  EXPECT_EQ(ZwQueryValueKey(key, &name, KeyValuePartialInformation, &answer, sizeof answer, &needed),
            STATUS_OBJECT_NAME_NOT_FOUND);
  EXPECT_EQ(ZwEnumerateValueKey(key, 1, KeyValueBasicInformation, &answer, sizeof answer, &needed),
            STATUS_SUCCESS);
  EXPECT_EQ(ZwEnumerateValueKey(key, 2, KeyValueBasicInformation, &answer, sizeof answer, &needed),
            STATUS_NO_MORE_ENTRIES);
  EXPECT_EQ(ZwClose(key), STATUS_SUCCESS);
  EXPECT_EQ(open_key(L"\\Registry\\Machine\\nowhere", false), nullptr);
  EXPECT_EQ(base::finding_log().list().size(), 0u);
}

TEST(Registry, KeysAreMadeWrittenAndDeleted) {
  HANDLE key = open_key(L"\\Registry\\Machine\\Software\\Made", true);
  UNICODE_STRING name;
  RtlInitUnicodeString(&name, L"v");
  ULONG value = 5;
  EXPECT_EQ(ZwSetValueKey(key, &name, 0, REG_DWORD, &value, sizeof value), STATUS_SUCCESS);
  EXPECT_EQ(registry().open(u"\\Registry\\Machine\\Software\\Made")->value(u"V")->data[0], 5);
  EXPECT_EQ(ZwDeleteValueKey(key, &name), STATUS_SUCCESS);
  EXPECT_EQ(ZwDeleteValueKey(key, &name), STATUS_OBJECT_NAME_NOT_FOUND);
  HANDLE below = open_key(L"\\Registry\\Machine\\Software\\Made\\Below", true);
  EXPECT_FALSE(NT_SUCCESS(ZwDeleteKey(key))) << "it has a subkey";
  EXPECT_EQ(ZwDeleteKey(below), STATUS_SUCCESS);
  EXPECT_EQ(ZwDeleteKey(key), STATUS_SUCCESS);
  ZwClose(below);
  ZwClose(key);
  EXPECT_EQ(open_key(L"\\Registry\\Machine\\Software\\Made", false), nullptr);
}

}  // namespace
}  // namespace penstock::nt
