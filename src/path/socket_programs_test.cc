// SPDX-License-Identifier: Apache-2.0
#include "path/socket_programs.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <filesystem>

#include "exec/runtime.h"
#include "link/descriptor.h"
#include "testing/rule.h"

namespace penstock::path {
namespace {

// Two sockets of this program on the loopback, connected to each other.
class OnTheLoopback : public ::testing::Test {
 protected:
  OnTheLoopback() {
    one_ = bound(one_address_);
    other_ = bound(other_address_);
    EXPECT_EQ(::connect(one_.get(), reinterpret_cast<sockaddr*>(&other_address_), sizeof other_address_), 0);
  }
  static link::Descriptor bound(sockaddr_in& address) {
    link::Descriptor made(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(made.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::getsockname(made.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
    return made;
  }
  wire::FlowKey flow() const {
    wire::FlowKey key;
    key.a = key.b = *wire::parse_address("127.0.0.1");
    key.a_port = ntohs(one_address_.sin_port);
    key.b_port = ntohs(other_address_.sin_port);
    key.protocol = IPPROTO_UDP;
    return key;
  }
  sockaddr_in one_address_{};
  sockaddr_in other_address_{};
  link::Descriptor one_;
  link::Descriptor other_;
  SocketPrograms programs_;
};

TEST_F(OnTheLoopback, TheProgramBehindASocketIsFoundByItsFile) {
  RULE("N-TF-2");
  const std::string own = std::filesystem::read_symlink("/proc/self/exe");
  EXPECT_EQ(programs_.program_of(flow()), own);
  EXPECT_EQ(programs_.program_of(flow()), own) << "from memory";
}

TEST_F(OnTheLoopback, AProgramIsForgottenWithItsSocket) {
  RULE("N-TF-2");
  EXPECT_NE(programs_.program_of(flow()), "");
  const wire::FlowKey gone = flow();
  one_ = {};
  const std::int64_t until_ns = exec::runtime().now_ns() + 60'000'000'000;
  while (!programs_.program_of(gone).empty() && exec::runtime().now_ns() < until_ns)
    exec::runtime().point(exec::Point::yield);
  EXPECT_EQ(programs_.program_of(gone), "");
}

TEST_F(OnTheLoopback, NobodyIsBehindAFlowWithoutASocket) {
  wire::FlowKey key = flow();
  key.protocol = IPPROTO_ICMP;
  EXPECT_EQ(programs_.program_of(key), "");
}

}  // namespace
}  // namespace penstock::path
