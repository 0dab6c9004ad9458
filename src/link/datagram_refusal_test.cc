// SPDX-License-Identifier: Apache-2.0
// What a kernel refuses is left out, as far as it was refused and no further.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <vector>

#include "link/datagram_socket.h"
#include "link/socket_fixture.h"
#include "testing/rule.h"

namespace penstock::link {
namespace {

// A kernel that answers as it was told and keeps what it was given.
class ScriptedCalls final : public DatagramCalls {
 public:
  struct Sent {
    std::size_t bytes;
    std::uint16_t segment_bytes;  // 0: one datagram
  };

  int send_many(int, mmsghdr* messages, unsigned count) override {
    ++calls;
    if (no_many) return refuse(ENOSYS);
    int done = 0;
    for (; done < static_cast<int>(count); ++done) {
      const int error_number = take(messages[done].msg_hdr);
      if (error_number != 0) return done > 0 ? done : refuse(error_number);
    }
    return done;
  }
  int send_one(int, mmsghdr& message) override {
    ++calls;
    const int error_number = take(message.msg_hdr);
    return error_number == 0 ? 1 : refuse(error_number);
  }

  int error_for_segments = 0;
  std::uint16_t segment_bytes_allowed = 65535;
  bool no_many = false;
  std::size_t messages_until_full = 1'000'000;
  std::vector<int> errors_first;  // for the next messages, before anything else is looked at
  std::vector<Sent> sent;
  int calls = 0;

 private:
  static int refuse(int error_number) {
    errno = error_number;
    return -1;
  }
  int take(msghdr& header) {
    if (!errors_first.empty()) {
      const int error_number = errors_first.front();
      errors_first.erase(errors_first.begin());
      return error_number;
    }
    if (sent.size() >= messages_until_full) return EAGAIN;
    std::uint16_t segment_bytes = 0;
    if (const cmsghdr* control = CMSG_FIRSTHDR(&header)) {
      EXPECT_EQ(control->cmsg_type, UDP_SEGMENT);
      std::memcpy(&segment_bytes, CMSG_DATA(control), sizeof segment_bytes);
      if (error_for_segments != 0 && segment_bytes > segment_bytes_allowed) return error_for_segments;
    }
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < header.msg_iovlen; ++i) bytes += header.msg_iov[i].iov_len;
    sent.push_back({bytes, segment_bytes});
    return 0;
  }
};

class RefusedDatagrams : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = DatagramSocket::open({.calls = &kernel_});
    ASSERT_TRUE(opened.ok());
    socket_.emplace(std::move(opened).value());
  }
  std::uint32_t send(std::size_t count, std::size_t bytes) {
    const Bytes frame = numbered(bytes, 0);
    const std::vector<Frame> frames(count, Frame(frame));
    return socket_->send(frames);
  }

  ScriptedCalls kernel_;
  std::optional<DatagramSocket> socket_;
};

TEST_F(RefusedDatagrams, GoOneByOneForEverWhereTheDeviceCannotCut) {
  for (const int error_number : {EIO, EOPNOTSUPP}) {
    SetUp();
    kernel_ = {};
    kernel_.error_for_segments = error_number;
    kernel_.segment_bytes_allowed = 0;
    EXPECT_EQ(send(20, 1000), 20u);
    EXPECT_EQ(kernel_.sent.size(), 20u);
    EXPECT_EQ(kernel_.calls, 3) << "one refusal, then sixteen and four messages";
    EXPECT_EQ(socket_->segment_bytes_max(), 0u);
    EXPECT_EQ(send(10, 100), 10u);
    EXPECT_EQ(kernel_.calls, 4) << "what was refused is not asked again";
  }
}

TEST_F(RefusedDatagrams, AboveThePathsSizeGoOneByOneAndSmallerOnesStayTogether) {
  for (const int error_number : {EINVAL, EMSGSIZE}) {
    SetUp();
    kernel_ = {};
    kernel_.error_for_segments = error_number;
    kernel_.segment_bytes_allowed = 1400;
    EXPECT_EQ(send(4, 1450), 4u);
    EXPECT_EQ(kernel_.sent.size(), 4u);
    EXPECT_EQ(socket_->segment_bytes_max(), 1449u);
    EXPECT_EQ(send(4, 1400), 4u);
    ASSERT_EQ(kernel_.sent.size(), 5u);
    EXPECT_EQ(kernel_.sent.back().bytes, 5600u);
    EXPECT_EQ(kernel_.sent.back().segment_bytes, 1400);
    EXPECT_EQ(socket_->counts().sent_frames, 8u);
  }
}

TEST_F(RefusedDatagrams, GoWithOneCallEachWhereSeveralAreRefused) {
  kernel_.no_many = true;
  const Bytes one = numbered(10, 0);
  const Bytes two = numbered(20, 0);
  const std::vector<Frame> frames = {Frame(one), Frame(two), Frame(one)};
  EXPECT_EQ(socket_->send(frames), 3u);
  EXPECT_EQ(kernel_.calls, 3) << "the refusal, then [10] and [20, 10]";
  EXPECT_EQ(kernel_.sent.size(), 2u);
}

TEST_F(RefusedDatagrams, ThatDoNotFitNowAreOfferedAgainOrGivenUpAndCounted) {
  RULE("N-TRN-3");
  kernel_.messages_until_full = 2;
  EXPECT_EQ(send(200, 100), 128u);
  kernel_.messages_until_full = 3;
  EXPECT_EQ(send(72, 100), 64u);
  socket_->drop_unsent(8);
  const DatagramCounts counts = socket_->counts();
  EXPECT_EQ(counts.sent_frames, 192u);
  EXPECT_EQ(counts.dropped_full, 8u);
}

TEST_F(RefusedDatagrams, AreNotLostToAnErrorThatAnEarlierFrameLeftBehind) {
  kernel_.errors_first = {ECONNREFUSED};
  EXPECT_EQ(send(3, 100), 3u);
  EXPECT_EQ(socket_->counts().sent_frames, 3u);
  EXPECT_TRUE(socket_->take_refusal());
}

TEST_F(RefusedDatagrams, AreDroppedByReasonAndTheRestGoesOn) {
  kernel_.errors_first = {ENETUNREACH, EPERM, ENOTCONN};
  const Bytes one = numbered(10, 0);
  const Bytes two = numbered(20, 0);
  const std::vector<Frame> frames = {Frame(one), Frame(two), Frame(), Frame(one)};
  EXPECT_EQ(socket_->send(frames), 4u);
  const DatagramCounts counts = socket_->counts();
  EXPECT_EQ(counts.dropped_unreachable, 2u);
  EXPECT_EQ(counts.dropped_refused, 1u);
  EXPECT_EQ(counts.sent_frames, 1u);
}

}  // namespace
}  // namespace penstock::link
