// SPDX-License-Identifier: Apache-2.0
#include "control/server.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "control/client.h"
#include "control/socket_address.h"
#include "exec/runtime.h"

namespace penstock::control {
namespace {

constexpr std::int64_t kWait_ns = 10'000'000'000;  // far more than is needed: it only ends a broken test

class Numbers final : public base::View {
 public:
  std::string_view name() const override { return "numbers"; }
  std::vector<base::Row> show() const override {
    std::vector<base::Row> rows;
    for (std::int64_t i = 0; i < 20'000; ++i) rows.push_back({{"number", i}, {"text", std::string(40, 'x')}});
    return rows;
  }
};

class ServerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    char folder[] = "/tmp/penstock-control-XXXXXX";
    ASSERT_NE(::mkdtemp(folder), nullptr);
    folder_ = folder;
    path_ = folder_ + "/deep/control.sock";
    desk_.add_view(numbers_);
    open();
  }
  void TearDown() override {
    server_.reset();
    ::rmdir((folder_ + "/deep").c_str());
    ::rmdir(folder_.c_str());
  }
  void open() {
    auto opened = Server::open(path_, desk_, poller_);
    ASSERT_TRUE(std::holds_alternative<std::unique_ptr<Server>>(opened))
        << std::get<ServerFault>(opened).message;
    server_ = std::move(std::get<std::unique_ptr<Server>>(opened));
  }
  int connect() {
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const auto address = socket_address(path_);
    EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&*address), sizeof *address), 0);
    return socket;
  }
  void turn() {
    poller_.wait(exec::runtime().now_ns() + 10'000'000);
    server_->sweep();
  }
  // What the server says until it closes, or until there is a whole line.
  std::string answer_to(int socket, const std::string& request) {
    std::size_t sent = 0;
    std::string answer;
    const std::int64_t until_ns = exec::runtime().now_ns() + kWait_ns;
    char piece[65536];
    while (exec::runtime().now_ns() < until_ns) {
      if (sent < request.size()) {
        const ssize_t count = ::send(socket, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
        if (count > 0) sent += static_cast<std::size_t>(count);
      }
      turn();
      const ssize_t count = ::recv(socket, piece, sizeof piece, 0);
      if (count == 0) return answer;
      if (count > 0) answer.append(piece, static_cast<std::size_t>(count));
      if (!answer.empty() && answer.back() == '\n') return answer;
    }
    ADD_FAILURE() << "no answer";
    return answer;
  }

  std::string folder_;
  std::string path_;
  Numbers numbers_;
  Desk desk_;
  exec::Poller poller_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, AnswersALineWithALineHoweverLong) {
  const int socket = connect();
  const std::string answer = answer_to(socket, "{\"show\":\"numbers\"}\n");
  EXPECT_GT(answer.size(), 1'000'000u);
  EXPECT_TRUE(answer.starts_with("{\"ok\":true"));
  EXPECT_TRUE(answer_to(socket, "{}\n").starts_with("{\"ok\":false"));
  ::close(socket);
}

TEST_F(ServerTest, AnswersRequestsThatComeInPiecesAndTogether) {
  const int socket = connect();
  ASSERT_EQ(::send(socket, "{\"sh", 4, 0), 4);
  turn();
  EXPECT_NE(answer_to(socket, "ow\":\"x\"}\n").find("no view 'x'"), std::string::npos);
  const std::string both = answer_to(socket, "{}\n{\"show\":7}\n");
  EXPECT_NE(both.find("\"show\\\" or"), std::string::npos);
  ::close(socket);
}

TEST_F(ServerTest, PutsOutAClientThatSendsWithoutEnd) {
  const int socket = connect();
  const std::string answer = answer_to(socket, std::string(1 << 20, 'a'));
  EXPECT_NE(answer.find("at most 65536 bytes"), std::string::npos);
  ::close(socket);
  const int next = connect();
  EXPECT_TRUE(answer_to(next, "{}\n").starts_with("{\"ok\":false"));
  ::close(next);
}

TEST_F(ServerTest, OutlivesClientsThatLeaveWithoutReading) {
  for (int i = 0; i < 100; ++i) {
    const int socket = connect();
    ASSERT_EQ(::send(socket, "{\"show\":\"numbers\"}\n", 19, 0), 19);
    ::close(socket);
    turn();
  }
  const int socket = connect();
  EXPECT_TRUE(answer_to(socket, "{}\n").starts_with("{\"ok\":false"));
  ::close(socket);
}

TEST_F(ServerTest, BoundsTheNumberOfClients) {
  std::vector<int> sockets;
  for (std::size_t i = 0; i < Server::kClientsMax; ++i) {
    sockets.push_back(connect());
    turn();
  }
  const int refused = connect();
  EXPECT_EQ(answer_to(refused, "{}\n"), "");
  ::close(refused);
  for (const int socket : sockets) ::close(socket);
  turn();
  turn();
  const int welcome = connect();
  EXPECT_TRUE(answer_to(welcome, "{}\n").starts_with("{\"ok\":false"));
  ::close(welcome);
}

TEST_F(ServerTest, ServesRootAndItsOwnUserOnly) {
  EXPECT_TRUE(may_control(0));
  EXPECT_TRUE(may_control(::geteuid()));
  EXPECT_FALSE(may_control(::geteuid() + 1));
  struct stat file {};
  ASSERT_EQ(::stat(path_.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600u);
}

TEST_F(ServerTest, LeavesASocketThatSomebodyAnswers) {
  exec::Poller other;
  const auto second = Server::open(path_, desk_, other);
  ASSERT_TRUE(std::holds_alternative<ServerFault>(second));
  EXPECT_NE(std::get<ServerFault>(second).message.find("another Penstock answers there"), std::string::npos);
}

TEST_F(ServerTest, ReplacesASocketThatNobodyAnswersAndNoOtherFile) {
  server_.reset();
  const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const auto address = socket_address(path_);
  ASSERT_EQ(::bind(left, reinterpret_cast<const sockaddr*>(&*address), sizeof *address), 0);
  ::close(left);
  open();
  server_.reset();
  const int file = ::open(path_.c_str(), O_CREAT | O_WRONLY, 0600);
  ::close(file);
  const auto refused = Server::open(path_, desk_, poller_);
  EXPECT_TRUE(std::holds_alternative<ServerFault>(refused));
  ::unlink(path_.c_str());
}

TEST_F(ServerTest, AnswersTheProgramsOwnClient) {
  std::variant<nlohmann::ordered_json, ClientFault> answer = ClientFault{"none"};
  std::atomic<bool> done{false};
  std::thread client([&] {
    answer = ask(path_, {{"show", "numbers"}});
    done = true;
    poller_.wake();
  });
  const std::int64_t until_ns = exec::runtime().now_ns() + kWait_ns;
  while (!done && exec::runtime().now_ns() < until_ns) turn();
  client.join();
  ASSERT_TRUE(std::holds_alternative<nlohmann::ordered_json>(answer))
      << std::get<ClientFault>(answer).message;
  EXPECT_EQ(std::get<nlohmann::ordered_json>(answer).size(), 20'000u);
}

TEST(Client, SaysThatNobodyIsThere) {
  const auto answer = ask("/nonexistent/control.sock", {{"show", "x"}});
  ASSERT_TRUE(std::holds_alternative<ClientFault>(answer));
  EXPECT_NE(std::get<ClientFault>(answer).message.find("is Penstock running"), std::string::npos);
}

}  // namespace
}  // namespace penstock::control
