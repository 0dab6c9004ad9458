// SPDX-License-Identifier: Apache-2.0
#include "privileges.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>

namespace penstock::app {
namespace {

constexpr int kCapabilityNetAdmin = 12;
constexpr int kCapabilitySysAdmin = 21;

std::uint64_t effective_capabilities() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    if (word != "CapEff:") continue;
    status >> word;
    return std::stoull(word, nullptr, 16);
  }
  return 0;
}

}  // namespace

std::string what_networks_lack() {
  const std::uint64_t has = effective_capabilities();
  for (const int capability : {kCapabilityNetAdmin, kCapabilitySysAdmin}) {
    if ((has >> capability & 1) == 0) {
      return "this makes interfaces and network namespaces and needs root (CAP_NET_ADMIN and CAP_SYS_ADMIN); "
             "try it with sudo";
    }
  }
  const int device = ::open("/dev/net/tun", O_RDWR | O_CLOEXEC);
  if (device < 0) return std::string("this needs TUN devices: /dev/net/tun: ") + std::strerror(errno);
  ::close(device);
  return {};
}

}  // namespace penstock::app
