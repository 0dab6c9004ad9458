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

// --- tables of values ---

NTSTATUS add_up(PWSTR, ULONG type, PVOID data, ULONG bytes, PVOID context, PVOID entry_context) {
  auto* sum = static_cast<ULONG*>(context);
  *sum += type == REG_DWORD ? *static_cast<ULONG*>(data) : bytes;
  return entry_context == nullptr ? STATUS_SUCCESS : STATUS_ACCESS_DENIED;
}

NTSTATUS query(RTL_QUERY_REGISTRY_TABLE entry, PVOID context = nullptr,
               const wchar_t* path = L"tabled\\Parameters") {
  RTL_QUERY_REGISTRY_TABLE table[2] = {entry, {}};
  return RtlQueryRegistryValues(RTL_REGISTRY_SERVICES, path, table, context, nullptr);
}

RTL_QUERY_REGISTRY_TABLE direct(const wchar_t* name, void* to, ULONG type) {
  RTL_QUERY_REGISTRY_TABLE entry{};
  entry.Flags = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK;
  entry.Name = name;
  entry.EntryContext = to;
  entry.DefaultType = type << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT;
  return entry;
}

class RegistryTable : public ::testing::Test {
 protected:
  RegistryTable() {
    base::finding_log().clear();
    test_guest();
    key = registry().create(service_key_path("tabled") + u"\\Parameters");
    key->set(RegistryValue::dword(u"Limit", 7));
    key->set(RegistryValue::string(u"Name", u"xy"));
  }
  ~RegistryTable() { registry().remove_tree(u"Registry"); }
  RegistryKeyRef key;
};

TEST_F(RegistryTable, GivesValuesStraightIntoMemory) {
  RULE("K-REG-1");
  ULONG limit = 0;
  EXPECT_EQ(query(direct(L"limit", &limit, REG_DWORD)), STATUS_SUCCESS);
  EXPECT_EQ(limit, 7u);
  EXPECT_EQ(query(direct(L"Name", &limit, REG_DWORD)), STATUS_OBJECT_TYPE_MISMATCH);
  UNICODE_STRING name{};
  EXPECT_EQ(query(direct(L"Name", &name, REG_SZ)), STATUS_SUCCESS);
  EXPECT_EQ(name.Length, 4u) << "without the terminator";
  EXPECT_EQ(name.Buffer[1], L'y');
  RtlFreeUnicodeString(&name);
  WCHAR room[1];
  UNICODE_STRING small{0, sizeof room, room};
  EXPECT_EQ(query(direct(L"Name", &small, REG_SZ)), STATUS_BUFFER_TOO_SMALL);
  key->set({u"Long", REG_BINARY, std::vector<std::uint8_t>(8, 9)});
  LONG words[4] = {-8};
  EXPECT_EQ(query(direct(L"Long", words, REG_BINARY)), STATUS_SUCCESS);
  EXPECT_EQ(words[1], 0x09090909);
  words[0] = 16;
  EXPECT_EQ(query(direct(L"Long", words, REG_BINARY)), STATUS_SUCCESS);
  EXPECT_EQ(words[0], 8) << "the bytes are counted";
  EXPECT_EQ(words[1], LONG{REG_BINARY});
  words[0] = 15;
  EXPECT_EQ(query(direct(L"Long", words, REG_BINARY)), STATUS_BUFFER_TOO_SMALL);
}

TEST_F(RegistryTable, HasDefaultsAndRequirements) {
  ULONG limit = 0, other = 5;
  RTL_QUERY_REGISTRY_TABLE entry = direct(L"None", &limit, REG_DWORD);
  EXPECT_EQ(query(entry), STATUS_SUCCESS);
  EXPECT_EQ(limit, 0u) << "no default is given";
  entry.DefaultType |= REG_DWORD;
  entry.DefaultData = &other;
  entry.DefaultLength = sizeof other;
  EXPECT_EQ(query(entry), STATUS_SUCCESS);
  EXPECT_EQ(limit, 5u);
  entry.Flags |= RTL_QUERY_REGISTRY_REQUIRED;
  EXPECT_EQ(query(entry), STATUS_OBJECT_NAME_NOT_FOUND);
  EXPECT_EQ(query(entry, nullptr, L"nowhere"), STATUS_OBJECT_NAME_NOT_FOUND);
  entry.QueryRoutine = add_up;
  EXPECT_EQ(query(entry), STATUS_INVALID_PARAMETER) << "either a routine or memory";
}

TEST_F(RegistryTable, TellsARoutine) {
  ULONG sum = 0;
  RTL_QUERY_REGISTRY_TABLE entry{};
  entry.QueryRoutine = add_up;
  EXPECT_EQ(query(entry, &sum), STATUS_SUCCESS) << "without a name: of all values";
  EXPECT_EQ(sum, 7u + 6u);
  constexpr char16_t kList[] = u"one\0three\0";
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(kList);
  key->set({u"List", REG_MULTI_SZ, {bytes, bytes + sizeof kList}});
  entry.Name = L"List";
  sum = 0;
  EXPECT_EQ(query(entry, &sum), STATUS_SUCCESS);
  EXPECT_EQ(sum, 8u + 12u) << "one by one, each with its terminator";
  sum = 0;
  entry.Flags = RTL_QUERY_REGISTRY_NOEXPAND;
  EXPECT_EQ(query(entry, &sum), STATUS_SUCCESS);
  EXPECT_EQ(sum, sizeof kList);
  entry.EntryContext = &sum;
  EXPECT_EQ(query(entry, &sum), STATUS_ACCESS_DENIED) << "the routine's own";
  entry = {};
  entry.QueryRoutine = add_up;
  entry.Flags = RTL_QUERY_REGISTRY_SUBKEY;
  entry.Name = L"Parameters";
  key->remove_value(u"List");
  sum = 0;
  EXPECT_EQ(query(entry, &sum, L"tabled"), STATUS_SUCCESS);
  EXPECT_EQ(sum, 13u);
  entry.Name = L"Limit";
  entry.Flags = RTL_QUERY_REGISTRY_DELETE;
  EXPECT_EQ(query(entry, &sum), STATUS_SUCCESS);
  EXPECT_FALSE(key->value(u"Limit").has_value());
}

TEST_F(RegistryTable, IsWrittenAndDeletedByPath) {
  ULONG value = 3;
  EXPECT_EQ(RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, const_cast<PWSTR>(L"tabled")), STATUS_SUCCESS);
  EXPECT_EQ(RtlCheckRegistryKey(RTL_REGISTRY_CONTROL, const_cast<PWSTR>(L"tabled")),
            STATUS_OBJECT_NAME_NOT_FOUND);
  EXPECT_EQ(RtlCreateRegistryKey(RTL_REGISTRY_CONTROL, const_cast<PWSTR>(L"tabled")), STATUS_SUCCESS);
  EXPECT_EQ(RtlCheckRegistryKey(RTL_REGISTRY_CONTROL, const_cast<PWSTR>(L"tabled")), STATUS_SUCCESS);
  HANDLE handle = open_key(L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\tabled", false);
  const auto* path = static_cast<const wchar_t*>(handle);
  EXPECT_EQ(RtlWriteRegistryValue(RTL_REGISTRY_HANDLE, path, L"v", REG_DWORD, &value, sizeof value),
            STATUS_SUCCESS);
  EXPECT_EQ(RtlDeleteRegistryValue(RTL_REGISTRY_CONTROL, L"tabled", L"V"), STATUS_SUCCESS);
  EXPECT_EQ(RtlDeleteRegistryValue(RTL_REGISTRY_HANDLE, path, L"v"), STATUS_OBJECT_NAME_NOT_FOUND);
  EXPECT_EQ(ZwClose(handle), STATUS_SUCCESS);
}

}  // namespace
}  // namespace penstock::nt
