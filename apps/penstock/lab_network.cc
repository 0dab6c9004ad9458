// SPDX-License-Identifier: Apache-2.0
#include "lab_network.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "child_process.h"
#include "exec/runtime.h"
#include "link/netlink.h"
#include "link/network_namespace.h"
#include "wire/address.h"

namespace penstock::app {
namespace {

namespace files = std::filesystem;

std::string namespace_file(const std::string& name) { return "/run/netns/" + name; }

// Who is in this namespace; by its inode, as names may be gone.
void end_processes_in(const std::string& namespace_path) {
  struct stat wanted {};
  if (::stat(namespace_path.c_str(), &wanted) != 0) return;
  std::error_code gone;
  for (const auto& entry : files::directory_iterator("/proc", gone)) {
    const std::string pid = entry.path().filename();
    if (pid.find_first_not_of("0123456789") != std::string::npos || pid == std::to_string(::getpid()))
      continue;
    struct stat its {};
    if (::stat((entry.path().string() + "/ns/net").c_str(), &its) != 0) continue;
    if (its.st_ino == wanted.st_ino && its.st_dev == wanted.st_dev) ::kill(std::stoi(pid), SIGKILL);
  }
}

void remove_namespace(const std::string& name) {
  if (!files::exists(namespace_file(name))) return;
  end_processes_in(namespace_file(name));
  (void)run_program({"ip", "netns", "delete", name});
}

// wireguard-go leaves its own when it is killed.
void remove_control_socket(const std::string& mark) {
  std::error_code error;
  files::remove("/run/wireguard/" + LabNetwork::peer_name_of(mark) + ".sock", error);
}

std::string start_time_of(const std::string& pid) {
  std::ifstream stat("/proc/" + pid + "/stat");
  std::string text((std::istreambuf_iterator<char>(stat)), {});
  const std::size_t name_end = text.rfind(')');  // a name may hold blanks
  if (name_end == std::string::npos) return {};
  std::size_t at = name_end;
  for (int field = 2; field < 22 && at != std::string::npos; ++field) at = text.find(' ', at + 1);
  return at == std::string::npos ? "" : text.substr(at + 1, text.find(' ', at + 1) - at - 1);
}

bool write_down(const std::string& folder, const std::string& local, const std::string& remote) {
  std::error_code error;
  files::create_directories(folder, error);
  std::ofstream record(folder + "/record");
  const std::string pid = std::to_string(::getpid());
  record << pid << ' ' << start_time_of(pid) << ' ' << local << ' ' << remote << '\n';
  record.close();
  return !record.fail();
}

// What IPv6 does by itself would be held like any other connection, and is not what the lab shows.
bool quieten_ipv6() {
  struct Setting {
    const char* name;
    const char* value;
  };
  for (const Setting& setting : {Setting{"accept_dad", "0"}, Setting{"accept_ra", "0"},
                                 Setting{"router_solicitations", "0"}, Setting{"addr_gen_mode", "1"}}) {
    std::ofstream file(std::string("/proc/sys/net/ipv6/conf/default/") + setting.name);
    file << setting.value;
    file.close();
    if (file.fail()) return false;
  }
  return true;
}

LabFault fault(const std::string& what) { return {what + ": " + std::strerror(errno)}; }
LabFault fault(const link::Fault& what) { return {link::to_string(what)}; }

}  // namespace

std::variant<std::monostate, LabFault> raise_interface(const LabSide& side, const std::string& name,
                                                       const std::vector<std::string>& addresses) {
  auto netlink = link::NetlinkSocket::open(side.network_namespace.get());
  if (!netlink.ok()) return fault(netlink.fault());
  const auto index = netlink->index_of(name);
  if (!index.ok()) return fault(index.fault());
  std::vector<wire::Address> parsed;
  for (const std::string& address : addresses) parsed.push_back(*wire::parse_address(address));
  for (const wire::Address& address : parsed) {
    const auto set = netlink->add_address(*index, address, address.version == 4 ? 24 : 64);
    if (!set.ok()) return fault(set.fault());
  }
  if (const auto up = netlink->set_link_up(*index); !up.ok()) return fault(up.fault());
  for (const wire::Address& address : parsed) {
    if (address.version == 4) continue;
    if (const auto usable = netlink->await_local(address); !usable.ok()) return fault(usable.fault());
  }
  return {};
}

int remove_dead_labs() {
  int removed = 0;
  std::error_code error;
  for (const auto& entry : files::directory_iterator(LabNetwork::kStateFolder, error)) {
    std::ifstream record(entry.path().string() + "/record");
    std::string pid, start, local, remote;
    record >> pid >> start >> local >> remote;
    const bool alive = !pid.empty() && !start.empty() && start_time_of(pid) == start;
    if (alive) continue;
    for (const std::string& name : {local, remote}) {
      if (name.starts_with("penstock-")) remove_namespace(name);
    }
    remove_control_socket(entry.path().filename());
    files::remove_all(entry.path(), error);
    ++removed;
  }
  return removed;
}

LabNetwork::LabNetwork(std::string mark) : mark_(mark), folder_(std::string(kStateFolder) + "/" + mark) {
  local_.namespace_name = "penstock-local-" + mark;
  local_.ipv4 = "10.77.1.1";
  local_.ipv6 = "fd77:1::1";
  remote_.namespace_name = "penstock-remote-" + mark;
  local_.outer = "192.0.2.1";
  remote_.ipv4 = "10.77.1.2";
  remote_.ipv6 = "fd77:1::2";
  remote_.outer = "192.0.2.2";
}

std::variant<std::unique_ptr<LabNetwork>, LabFault> LabNetwork::make(bool offload, bool wire) {
  const auto mark = static_cast<std::uint32_t>(exec::runtime().random());
  std::unique_ptr<LabNetwork> network(new LabNetwork(fmt::format("{:08x}", mark)));
  const Done done = network->set_up(offload, wire);
  if (const auto* wrong = std::get_if<LabFault>(&done)) return *wrong;
  return network;
}

LabNetwork::Done LabNetwork::set_up(bool offload, bool wire) {
  if (!write_down(folder_, local_.namespace_name, remote_.namespace_name)) return fault("write " + folder_);
  for (LabSide* side : {&local_, &remote_}) {
    if (const Done done = make_namespace(*side); done.index() != 0) return done;
  }
  if (wire) {
    if (const Done done = lay_wire(); done.index() != 0) return done;
    return open_tun(local_, offload, kTunnelMtuBytes);
  }
  for (LabSide* side : {&local_, &remote_}) {
    if (const Done done = open_tun(*side, offload, 1500); done.index() != 0) return done;
    const Done raised = raise_interface(*side, side->tun->name(), {side->ipv4, side->ipv6});
    if (raised.index() != 0) return raised;
  }
  return {};
}

LabNetwork::Done LabNetwork::make_namespace(LabSide& side) {
  std::string output;
  if (run_program({"ip", "netns", "add", side.namespace_name}, &output) != 0) {
    return LabFault{"ip netns add " + side.namespace_name + ": " + output};
  }
  side.network_namespace =
      link::Descriptor(::open(namespace_file(side.namespace_name).c_str(), O_RDONLY | O_CLOEXEC));
  if (!side.network_namespace) return fault("open " + namespace_file(side.namespace_name));
  const auto inside = link::NetworkNamespace::enter(side.network_namespace.get());
  if (!inside.ok()) return fault(inside.fault());
  if (!quieten_ipv6()) return fault("set up IPv6 in " + side.namespace_name);
  return raise_interface(side, "lo", {});
}

LabNetwork::Done LabNetwork::open_tun(LabSide& side, bool offload, std::uint32_t mtu_bytes) {
  const link::TunFeatures all{};
  const link::TunFeatures none{.checksum = false, .tcp_segments = false, .udp_segments = false};
  auto tun = link::TunDevice::open({.name = "penstock0",
                                    .namespace_descriptor = side.network_namespace.get(),
                                    .wanted = offload ? all : none,
                                    .mtu_bytes = mtu_bytes});
  if (!tun.ok()) return fault(tun.fault());
  side.tun = std::move(tun).value();
  return {};
}

LabNetwork::Done LabNetwork::lay_wire() {
  std::string output;
  if (run_program({"ip", "link", "add", "wire", "netns", local_.namespace_name, "type", "veth", "peer",
                   "name", "wire", "netns", remote_.namespace_name},
                  &output) != 0) {
    return LabFault{"ip link add wire: " + output};
  }
  for (const LabSide* side : {&local_, &remote_}) {
    if (const Done done = raise_interface(*side, "wire", {side->outer}); done.index() != 0) return done;
  }
  return {};
}

LabNetwork::~LabNetwork() {
  local_.tun.reset();
  remote_.tun.reset();
  remove_namespace(local_.namespace_name);
  remove_namespace(remote_.namespace_name);
  remove_control_socket(mark_);
  std::error_code error;
  files::remove_all(folder_, error);
}

}  // namespace penstock::app
