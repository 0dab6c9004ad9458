// SPDX-License-Identifier: Apache-2.0
// Names that are written down twice, here and in the core, and text.
#include <gtest/gtest.h>

#include <set>

#include "filter/layer.h"
#include "testing/rule.h"
#include "wfp/status.h"
#include "wfp/text.h"

#include <initguid.h>

#include "wfp/layout.h"

namespace penstock::wfp {
namespace {

TEST(Names, OfLayersAndFieldsAreTheHeaders) {
  const auto layer = [](const char* name) { return filter::find_layer(std::string_view(name))->key; };
  EXPECT_EQ(layer("ALE_AUTH_CONNECT_V4"), key_of(FWPM_LAYER_ALE_AUTH_CONNECT_V4));
  EXPECT_EQ(layer("ALE_AUTH_RECV_ACCEPT_V6"), key_of(FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V6));
  EXPECT_EQ(layer("ALE_FLOW_ESTABLISHED_V4"), key_of(FWPM_LAYER_ALE_FLOW_ESTABLISHED_V4));
  EXPECT_EQ(layer("INBOUND_TRANSPORT_V4"), key_of(FWPM_LAYER_INBOUND_TRANSPORT_V4));
  EXPECT_EQ(layer("OUTBOUND_IPPACKET_V6"), key_of(FWPM_LAYER_OUTBOUND_IPPACKET_V6));
  EXPECT_EQ(layer("DATAGRAM_DATA_V4"), key_of(FWPM_LAYER_DATAGRAM_DATA_V4));
  EXPECT_EQ(filter::condition_key(filter::Field::ip_remote_port), key_of(FWPM_CONDITION_IP_REMOTE_PORT));
  EXPECT_EQ(filter::condition_key(filter::Field::ip_protocol), key_of(FWPM_CONDITION_IP_PROTOCOL));
  EXPECT_EQ(filter::condition_key(filter::Field::flags), key_of(FWPM_CONDITION_FLAGS));
  EXPECT_EQ(static_cast<int>(filter::Layer::ale_auth_connect_v4), FWPS_LAYER_ALE_AUTH_CONNECT_V4);
  EXPECT_EQ(filter::field_index(filter::Layer::ale_auth_connect_v4, std::string_view("FLAGS")),
            std::uint32_t{FWPS_FIELD_ALE_AUTH_CONNECT_V4_FLAGS});
}

TEST(Names, OfFaultsAreNeverSuccessButWhereTheContractSaysSo) {
  RULE("W-ST-2");
  for (int number = 0; number <= static_cast<int>(filter::Fault::no_memory); ++number) {
    const auto fault = static_cast<filter::Fault>(number);
    const bool success = fault == filter::Fault::pending || fault == filter::Fault::context_exists;
    EXPECT_EQ(NT_SUCCESS(to_status(fault, Family::management)), success) << filter::to_string(fault);
  }
}

TEST(Names, OfOneFaultDifferByFamily) {
  EXPECT_EQ(to_status(filter::Fault::invalid_handle, Family::pend), STATUS_FWP_NULL_POINTER);
  EXPECT_EQ(to_status(filter::Fault::invalid_handle, Family::injection), STATUS_INVALID_HANDLE);
  EXPECT_EQ(to_status(filter::Fault::invalid_parameter, Family::flow), STATUS_INVALID_PARAMETER);
  EXPECT_EQ(to_status(filter::Fault::invalid_parameter, Family::management), STATUS_FWP_INVALID_PARAMETER);
}

TEST(Text, GoesBothWays) {
  RULE("W-ENV-2");
  const char16_t wide[] = u"a\u00e9\u20ac\U0001F600";
  EXPECT_EQ(to_utf8(wide), "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
  EXPECT_EQ(to_utf16("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"), wide);
  EXPECT_EQ(to_utf8(nullptr), "");
}

TEST(Text, ReplacesWhatIsNoText) {
  const char16_t half[] = {0xD800, u'x', 0};
  EXPECT_EQ(to_utf8(half), "\xef\xbf\xbdx");
  EXPECT_EQ(to_utf16("\xf0\x9fx"), u"\uFFFDx");
}

}  // namespace
}  // namespace penstock::wfp
