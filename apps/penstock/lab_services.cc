// SPDX-License-Identifier: Apache-2.0
#include "lab_services.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <filesystem>
#include <fstream>

#include "link/network_namespace.h"

namespace penstock::app {
namespace {

constexpr std::int64_t kStartWait_ns = 10'000'000'000;

// One process, which stays in front, writes nowhere but into its folder and serves one page.
constexpr const char* kWebConfiguration = R"(daemon off;
master_process off;
user root;
pid {0}/nginx.pid;
error_log {0}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {0}/body;
  proxy_temp_path {0}/proxy;
  fastcgi_temp_path {0}/fastcgi;
  uwsgi_temp_path {0}/uwsgi;
  scgi_temp_path {0}/scgi;
  server {{
    listen {1}:{3};
    listen [{2}]:{3};
    root {0}/pages;
    location / {{ try_files $uri /index.html; }}
  }}
}}
)";

// Inside the server's own namespace: that it listens, not that the path lets it through.
bool listens(const LabSide& side, int port) {
  const auto inside = link::NetworkNamespace::enter(side.network_namespace.get());
  if (!inside.ok()) return false;
  const link::Descriptor probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  ::inet_pton(AF_INET, side.ipv4.c_str(), &address.sin_addr);
  return ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

}  // namespace

bool LabServices::start_web(LabSide& side, const std::string& folder, int port) {
  std::error_code error;
  std::filesystem::create_directories(folder + "/pages", error);
  std::ofstream page(folder + "/pages/index.html");
  page << kPage;
  std::ofstream configuration(folder + "/nginx.conf");
  configuration << fmt::format(kWebConfiguration, folder, side.ipv4, side.ipv6, port);
  page.close();
  configuration.close();
  if (page.fail() || configuration.fail()) return false;
  servers_.push_back(
      std::make_unique<ChildProcess>(std::vector<std::string>{"nginx", "-c", folder + "/nginx.conf", "-e",
                                                              folder + "/error.log", "-p", folder},
                                     side.network_namespace.get()));
  return true;
}

void LabServices::start_names(LabSide& side) {
  const std::string name = kName;
  servers_.push_back(std::make_unique<ChildProcess>(
      std::vector<std::string>{"dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv",
                               "--no-hosts", "--user=root", "--group=root", "--pid-file=", "--log-facility=-",
                               "--bind-interfaces", "--except-interface=lo", "--listen-address=" + side.ipv4,
                               "--listen-address=" + side.ipv6, "--address=/" + name + "/" + side.ipv4,
                               "--address=/" + name + "/" + side.ipv6},
      side.network_namespace.get()));
}

std::variant<std::unique_ptr<LabServices>, LabFault> LabServices::start(LabNetwork& network, Loop& loop) {
  std::unique_ptr<LabServices> services(new LabServices());
  if (!services->start_web(network.remote(), network.folder() + "/remote", 80) ||
      !services->start_web(network.local(), network.folder() + "/local", 8080)) {
    return LabFault{"cannot write the servers' configuration into " + network.folder()};
  }
  services->start_names(network.remote());
  const auto one_ended = [&] {
    for (const auto& server : services->servers_) {
      if (server->ended()) return server.get();
    }
    return static_cast<ChildProcess*>(nullptr);
  };
  const auto ready = [&] {
    return listens(network.remote(), 80) && listens(network.local(), 8080) && listens(network.remote(), 53);
  };
  const bool well = loop.run_until([&] { return one_ended() != nullptr || ready(); }, kStartWait_ns);
  if (const ChildProcess* server = one_ended()) {
    return LabFault{server->command() + " ended: " + server->output()};
  }
  if (!well) return LabFault{"nginx and dnsmasq did not begin to listen within 10 s"};
  return services;
}

}  // namespace penstock::app
