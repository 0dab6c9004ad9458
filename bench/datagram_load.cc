// SPDX-License-Identifier: Apache-2.0
// UDP from one network namespace to another, both ends in one process: the highest rate with at most 1 % lost, or
// round trips one after the other.
//
// usage: datagram_load FROM_NAMESPACE TO_NAMESPACE FROM_IPV4 TO_IPV4 BYTES rate SECONDS      prints datagrams a second
//        datagram_load FROM_NAMESPACE TO_NAMESPACE FROM_IPV4 TO_IPV4 BYTES round-trips COUNT prints p50 and p99 in us
#include <arpa/inet.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::uint32_t kBatch = 64;
constexpr std::size_t kBytesMax = 2048;
constexpr std::uint16_t kPort = 7001;
constexpr double kLossMax = 0.01;
constexpr double kPreciseEnough = 0.03;
constexpr int kTries =
    2;  // of a rate that lost too much: a neighbour's burst of work is not the tunnel's loss
constexpr int kSocketBufferBytes = 8 << 20;
constexpr std::size_t kWarmUp = 200;
constexpr auto kDrain = std::chrono::milliseconds(120);
constexpr auto kPause = std::chrono::microseconds(100);

[[noreturn]] void fail(const char* what) {
  std::perror(what);
  std::exit(1);
}

void enter(const std::string& name) {
  const int inside = ::open(("/run/netns/" + name).c_str(), O_RDONLY | O_CLOEXEC);
  if (inside < 0 || ::setns(inside, CLONE_NEWNET) != 0) fail(name.c_str());
  ::close(inside);
}

sockaddr_in address_of(const char* text) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(kPort);
  if (::inet_pton(AF_INET, text, &address.sin_addr) != 1) fail(text);
  return address;
}

int open_socket(const char* own, long wait_us) {
  const int socket = ::socket(AF_INET, SOCK_DGRAM, 0);
  ::setsockopt(socket, SOL_SOCKET, SO_RCVBUFFORCE, &kSocketBufferBytes, sizeof kSocketBufferBytes);
  ::setsockopt(socket, SOL_SOCKET, SO_SNDBUFFORCE, &kSocketBufferBytes, sizeof kSocketBufferBytes);
  const timeval wait{0, wait_us};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  const sockaddr_in address = address_of(own);
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("bind");
  return socket;
}

// A row of messages of one size each.
struct Row {
  explicit Row(std::size_t bytes) : memory(kBatch * kBytesMax) {
    for (std::uint32_t i = 0; i < kBatch; ++i) {
      parts[i] = {memory.data() + i * kBytesMax, bytes};
      messages[i] = {};
      messages[i].msg_hdr.msg_iov = &parts[i];
      messages[i].msg_hdr.msg_iovlen = 1;
    }
  }
  std::vector<char> memory;
  std::array<iovec, kBatch> parts;
  std::array<mmsghdr, kBatch> messages;
};

class Load {
 public:
  Load(char** words) : words_(words), bytes_(static_cast<std::size_t>(std::atoi(words[5]))) {
    const bool echoes = std::strcmp(words[6], "rate") != 0;
    other_ = std::thread([this, echoes] { echoes ? echo() : count(); });
    ready_.wait(false);
    enter(words[1]);
    socket_ = open_socket(words[3], 200'000);
    const sockaddr_in there = address_of(words[4]);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0) fail("connect");
  }
  ~Load() {
    over_ = true;
    other_.join();
  }

  double highest_rate(double seconds) {
    double low = 0;
    double high = send_for(seconds, 0).sent / seconds;
    while (high - low > kPreciseEnough * high) {
      const double middle = (low + high) / 2;
      double reached = 0;
      for (int i = 0; i < kTries && reached == 0; ++i) {
        const Outcome outcome = send_for(seconds, middle);
        if (outcome.sent != 0 && outcome.received >= (1 - kLossMax) * outcome.sent)
          reached = outcome.sent / seconds;
      }
      if (reached == 0) high = middle;
      if (reached != 0) low = std::max(low, std::min(reached, middle));
      if (reached != 0 && reached < middle * (1 - kPreciseEnough)) break;  // the sender can no more
    }
    return low;
  }

  bool round_trips(std::size_t count, double& p50_us, double& p99_us) {
    std::vector<double> times_us;
    std::array<char, kBytesMax> bytes{};
    const auto until = Clock::now() + std::chrono::seconds(10);
    for (std::size_t i = 0; i < count + kWarmUp && Clock::now() < until; ++i) {
      const auto start = Clock::now();
      if (::send(socket_, bytes.data(), bytes_, 0) < 0 || ::recv(socket_, bytes.data(), bytes.size(), 0) < 0)
        continue;
      if (i >= kWarmUp) times_us.push_back(Seconds(Clock::now() - start).count() * 1e6);
    }
    if (times_us.empty()) return false;
    std::sort(times_us.begin(), times_us.end());
    p50_us = times_us[times_us.size() / 2];
    p99_us = times_us[times_us.size() * 99 / 100];
    return true;
  }

 private:
  struct Outcome {
    double sent = 0;
    double received = 0;
  };

  // As fast as it goes for a rate of 0.
  Outcome send_for(double seconds, double rate) {
    std::this_thread::sleep_for(kDrain);
    const std::uint64_t before = received_.load();
    std::uint64_t sent = 0;
    Row row(bytes_);
    const auto start = Clock::now();
    for (;;) {
      const double passed = Seconds(Clock::now() - start).count();
      if (passed >= seconds) break;
      const std::uint64_t due = rate == 0 ? sent + kBatch : static_cast<std::uint64_t>(passed * rate) + 1;
      if (due <= sent) {
        std::this_thread::sleep_for(kPause);
        continue;
      }
      const auto now = static_cast<unsigned>(std::min<std::uint64_t>(due - sent, kBatch));
      const int went = ::sendmmsg(socket_, row.messages.data(), now, 0);
      if (went > 0) sent += static_cast<std::uint64_t>(went);
      if (went < 0 && errno != ENOBUFS && errno != EAGAIN && errno != ECONNREFUSED) fail("sendmmsg");
    }
    std::this_thread::sleep_for(kDrain);
    return {static_cast<double>(sent), static_cast<double>(received_.load() - before)};
  }

  int open_other() {
    enter(words_[2]);
    const int socket = open_socket(words_[4], 50'000);
    ready_ = true;
    ready_.notify_one();
    return socket;
  }

  void count() {
    const int socket = open_other();
    Row row(kBytesMax);
    while (!over_) {
      const int came = ::recvmmsg(socket, row.messages.data(), kBatch, MSG_WAITFORONE, nullptr);
      if (came > 0) received_ += static_cast<std::uint64_t>(came);
    }
    ::close(socket);
  }

  void echo() {
    const int socket = open_other();
    std::array<char, kBytesMax> bytes;
    while (!over_) {
      sockaddr_in from;
      socklen_t from_bytes = sizeof from;
      const ssize_t came =
          ::recvfrom(socket, bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr*>(&from), &from_bytes);
      if (came <= 0) continue;
      if (::sendto(socket, bytes.data(), static_cast<std::size_t>(came), 0,
                   reinterpret_cast<sockaddr*>(&from), from_bytes) < 0 &&
          errno != ENOBUFS)
        fail("sendto");
    }
    ::close(socket);
  }

  char** const words_;
  const std::size_t bytes_;
  int socket_ = -1;
  std::atomic<bool> ready_{false};
  std::atomic<bool> over_{false};
  std::atomic<std::uint64_t> received_{0};
  std::thread other_;
};

}  // namespace

int main(int count, char** words) {
  if (count != 8) {
    std::fprintf(
        stderr,
        "usage: datagram_load FROM_NAMESPACE TO_NAMESPACE FROM_IPV4 TO_IPV4 BYTES rate|round-trips NUMBER\n");
    return 2;
  }
  Load load(words);
  if (std::strcmp(words[6], "rate") == 0) {
    std::printf("%.0f\n", load.highest_rate(std::atof(words[7])));
    return 0;
  }
  double p50_us = 0, p99_us = 0;
  if (!load.round_trips(static_cast<std::size_t>(std::atol(words[7])), p50_us, p99_us)) return 1;
  std::printf("%.1f %.1f\n", p50_us, p99_us);
  return 0;
}
