// SPDX-License-Identifier: Apache-2.0
#include "lab_scenario.h"

#include <fmt/format.h>

#include "lab_services.h"

namespace penstock::app {
namespace {

constexpr std::int64_t kThought_ns = 300'000'000;  // long enough to be seen
constexpr int kBlockedPort = 8081;
constexpr int kForgottenPort = 8082;
constexpr int kBlockedNamesPort = 5353;

// What curl and dig say when they fail.
constexpr int kCurlRefused = 7;
constexpr int kCurlTimeout = 28;
constexpr int kDigNoAnswer = 9;

std::vector<std::string> curl(const std::string& host, int port, int local_port,
                              std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"curl",         "--silent",
                                    "--noproxy",    "*",
                                    "--output",     "/dev/null",
                                    "--write-out",  "%{size_download}",
                                    "--local-port", std::to_string(local_port)};
  words.insert(words.end(), more.begin(), more.end());
  words.push_back(fmt::format("http://{}:{}/", host, port));
  return words;
}

std::vector<std::string> dig(const std::string& server, const std::string& own, int local_port,
                             const char* type, std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"dig",        "+short", "+tries=1",
                                    "@" + server, "-b",     fmt::format("{}#{}", own, local_port)};
  words.insert(words.end(), more.begin(), more.end());
  words.push_back(std::string(LabServices::kName) + ".");
  words.push_back(type);
  return words;
}

std::string bracketed(const std::string& ipv6) { return "[" + ipv6 + "]"; }

}  // namespace

std::vector<LabClient> lab_clients(const LabSide& local, const LabSide& remote) {
  const auto by_curl = [](std::string name, std::vector<std::string> words, int exit_code) {
    return LabClient{.name = std::move(name),
                     .words = std::move(words),
                     .expected_exit_code = exit_code,
                     .output_is_byte_count = true};
  };
  std::vector<LabClient> clients = {
      by_curl("TCP over IPv4, permitted", curl(remote.ipv4, 80, 40001), 0),
      by_curl("TCP over IPv6, permitted", curl(bracketed(remote.ipv6), 80, 40002), 0),
      {.name = "UDP over IPv4, permitted", .words = dig(remote.ipv4, local.ipv4, 40003, "A")},
      {.name = "UDP over IPv6, permitted", .words = dig(remote.ipv6, local.ipv6, 40004, "AAAA")},
      by_curl("TCP, blocked", curl(remote.ipv4, kBlockedPort, 40005), kCurlRefused),
      {.name = "UDP, blocked",
       .words =
           dig(remote.ipv4, local.ipv4, 40006, "A", {"+time=1", "-p", std::to_string(kBlockedNamesPort)}),
       .expected_exit_code = kDigNoAnswer},
      by_curl("TCP, the client gives up while held",
              curl(remote.ipv4, kForgottenPort, 40007, {"--max-time", "1"}), kCurlTimeout),
      by_curl("TCP, inbound, permitted", curl(local.ipv4, 8080, 40008), 0)};
  clients[clients.size() - 2].gives_up = true;
  clients.back().from_remote = true;
  return clients;
}

std::vector<LabClient> tunnel_clients(const LabSide& local, const LabSide& remote) {
  std::vector<LabClient> clients;
  for (LabClient& client : lab_clients(local, remote)) {
    for (const char* name : {"TCP over IPv4, permitted", "UDP over IPv6, permitted", "TCP, blocked",
                             "TCP, inbound, permitted"}) {
      if (client.name == name) clients.push_back(std::move(client));
    }
  }
  return clients;
}

std::optional<Decision> lab_decision(const Question& question) {
  const int port = question.inbound ? question.local_port : question.remote_port;
  if (port == kForgottenPort) return std::nullopt;
  const bool block = port == kBlockedPort || port == kBlockedNamesPort;
  return Decision{block ? Verdict::block : Verdict::permit, kThought_ns};
}

}  // namespace penstock::app
