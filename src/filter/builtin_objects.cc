// SPDX-License-Identifier: Apache-2.0
#include "filter/policy_objects.h"

namespace penstock::filter {
namespace {

struct Builtin {
  const char* name;
  const char* key;
  std::uint16_t weight;
};

// The sources give no weights. The default sublayer is in the middle and the inspection one at the bottom,
// as recommended; the others lie between, apart from each other, so that their order is fixed.
constexpr Builtin kSublayers[] = {
    {"universal", "eebecc03-ced4-4380-819a-2734397b2b74", 0x8000},
    {"inspection", "877519e1-e6a9-41a5-81b4-8c4f118e4a60", 0},
    {"RPC audit", "758c84f4-fb48-4de9-9aeb-3ed9551ab1fd", 0x4a00},
    {"IPsec tunnel mode", "83f299ed-9ff4-4967-aff4-c309f4dab827", 0x4900},
    {"LIPS", "1b75c0ce-ff60-4711-a70f-b4958cc3b2d0", 0x4800},
    {"secure socket", "15a66e17-3f3c-4f7b-aa6c-812aa613dd82", 0x4700},
    {"TCP chimney offload", "337608b9-b7d5-4d5f-82f9-3618618bc058", 0x4600},
    {"Teredo, edge traversal", "ba69dc66-5176-4979-9c89-26a7b46a8327", 0x4500},
    {"IPsec forward outbound", "a5082e73-8f71-4559-8a9a-101cea04ef87", 0x4400},
    {"IPsec DoS protection", "e076d572-5d3d-48ef-802b-909eddb098bd", 0x4300},
    {"TCP templates", "24421dcf-0ac5-4caa-9e14-50f6e3636af0", 0x4200},
    {"IPsec security realm", "37a57701-5884-4964-92b8-3e704688b0ad", 0x4100},
};
constexpr Builtin kProviders[] = {
    {"IKE extension", "10ad9216-ccde-456c-8b16-e9f04e60a90b", 0},
    {"IPsec DoS protection configuration", "3c6c05a9-c05c-4bb9-8338-2327814ce8bf", 0},
    {"TCP chimney offload", "896aa19e-9a34-4bcb-ae79-beb9127c84b9", 0},
    {"TCP templates", "76cfcd30-3394-432d-bed3-441ae50e63c3", 0},
};

template <class Record>
std::shared_ptr<Record> make(const Builtin& builtin, std::uint64_t& next_id) {
  auto record = std::make_shared<Record>();
  record->spec.key = parse_key(builtin.key).value();
  record->spec.display.name = builtin.name;
  record->id = next_id++;
  record->lifetime = Lifetime::builtin;
  return record;
}

}  // namespace

void add_builtin_objects(Objects& objects, std::uint64_t& next_id) {
  for (const Builtin& builtin : kProviders)
    objects.of<ProviderRecord>().insert(make<ProviderRecord>(builtin, next_id));
  for (const Builtin& builtin : kSublayers) {
    auto sublayer = make<SublayerRecord>(builtin, next_id);
    sublayer->spec.weight = builtin.weight;
    objects.of<SublayerRecord>().insert(std::move(sublayer));
  }
}

}  // namespace penstock::filter
