// SPDX-License-Identifier: Apache-2.0
#include "link/endpoint.h"

#include <gtest/gtest.h>
#include <netinet/in.h>

#include "link/socket_address.h"

namespace penstock::link {
namespace {

TEST(Endpoint, IsWrittenAndReadInTheSameWords) {
  for (const char* text : {"10.0.0.1:51820", "[fd00::1]:51820", "0.0.0.0:0", "[::]:65535"}) {
    const auto endpoint = parse_endpoint(text);
    ASSERT_TRUE(endpoint.ok()) << text;
    EXPECT_EQ(to_string(*endpoint), text);
  }
}

TEST(Endpoint, TextThatIsNoneIsRefusedWithTheReason) {
  for (const char* text : {"", "10.0.0.1", "10.0.0.1:", "10.0.0.1:65536", "10.0.0.1:-1", "10.0.0.1:1x",
                           "fd00::1:51820", "[10.0.0.1]:1", "[]:1", "host:1"}) {
    const auto endpoint = parse_endpoint(text);
    ASSERT_FALSE(endpoint.ok()) << text;
    EXPECT_NE(to_string(endpoint.fault()).find(text), std::string::npos);
  }
}

TEST(Endpoint, OfAnIpv4PeerIsTheSameOnADualStackSocket) {
  const Endpoint four = *parse_endpoint("192.0.2.7:1194");
  sockaddr_storage address{};
  EXPECT_EQ(write_socket_address(four, AF_INET6, address), sizeof(sockaddr_in6));
  EXPECT_EQ(address.ss_family, AF_INET6);
  EXPECT_EQ(read_socket_address(address), four);
}

}  // namespace
}  // namespace penstock::link
