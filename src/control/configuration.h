// SPDX-License-Identifier: Apache-2.0
// What an operator writes: a path between two links, drivers, channels, a VPN connection, plain filters, verdicts, the
// control socket.
// The model is checked as far as text can be: kinds, limits, addresses, unknown keys. What only other rooms
// know (the name of a layer) is checked by whoever uses it; each part remembers its place for that.
//
// Threads: plain values and pure functions.
// Memory: text by value.
// Errors: ConfigurationError: file, line, value, limit and what to do.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "control/place.h"

namespace penstock::control {

struct AddressSetting {
  std::string address;  // valid, IPv4 or IPv6
  std::uint8_t prefix_length = 0;
};

struct TunSetting {
  std::string name;
  std::string network_namespace;  // a path, or empty: ours
  std::vector<AddressSetting> addresses;
  std::vector<AddressSetting> routes;
  std::uint32_t mtu_bytes = 1500;
  bool offload = true;
};
struct CaptureSetting {
  std::string file;
};
struct NowhereSetting {};
// What a driver brings packets through, by the name that it opens.
struct PortSetting {
  std::string name;
};
using LinkSetting = std::variant<TunSetting, CaptureSetting, NowhereSetting, PortSetting>;

struct PathSetting {
  std::string name;
  LinkSetting local;
  LinkSetting remote;
  std::uint32_t threads = 1;  // each with a queue of both links; flows are spread over them
  Place place;
};

using ParameterSetting = std::variant<std::uint32_t, std::uint64_t, std::string>;
struct DriverSetting {
  std::string file;
  std::string name;
  std::map<std::string, ParameterSetting> parameters;
  Place place;
};

struct ConditionSetting {
  std::string field;  // IP_REMOTE_PORT
  std::string match;  // equal, not_equal, greater, less, ...
  std::variant<std::uint64_t, std::string> value;
  Place place;
};
struct FilterSetting {
  std::string name;
  std::string layer;  // ALE_AUTH_CONNECT_V4
  bool block = true;
  std::optional<std::uint8_t> weight;
  std::vector<ConditionSetting> conditions;
  Place place;
};

// The first rule that fits decides; what no rule fits stays held until somebody answers.
struct VerdictSetting {
  enum class What : std::uint8_t { permit, block, wait };
  What what = What::permit;
  std::optional<std::string> protocol;  // tcp, udp, icmp
  std::optional<AddressSetting> remote;
  std::optional<std::uint16_t> remote_port;
  std::optional<std::uint16_t> local_port;
  std::optional<bool> inbound;
  std::uint32_t after_ms = 0;
};

// A connection through a plug-in, for the hosts behind the local link of the path.
struct VpnSetting {
  enum class Resolver : std::uint8_t { none, file, resolvconf, systemd_resolved };
  std::string name;
  std::string plug_in;  // a file
  std::vector<std::string> servers;
  std::string service = "0";     // the servers' port, or its name; plug-ins read "0" where there is none
  std::string custom;            // what the plug-in finds as its own configuration
  std::string credentials_file;  // user, password and PIN, a line each; read when the plug-in asks for them
  bool up = true;                // dialled at the start
  bool strict = false;           // plug-ins are punished for what they get wrong
  std::uint32_t send_slots = 2048;
  std::uint32_t receive_slots = 2048;
  bool host_routes = false;  // keep outer packets out by routes and not by a mark
  std::uint32_t mark = 51820;
  std::uint32_t table = 51820;
  Resolver resolver = Resolver::none;
  std::string resolver_file;  // for `file`
  std::string journal;        // where changes to the host's network are noted
  Place place;
};

// A channel that a driver provides, and the bus on which one client in another process finds it.
struct ChannelSetting {
  std::string name;
  std::string driver;  // of a [[driver]]
  std::string socket;
  std::uint32_t socket_mode = 0600;
  std::uint32_t memory_mib_max = 4096;  // that a client may lend
  bool start = true;                    // false: nobody is let in before it is started or restored by command
  // How the driver is told its bus. The handle goes into the input at `attach_bus_at`.
  std::string device;
  std::uint32_t attach_control = 0;
  std::vector<std::uint8_t> attach_input;
  std::size_t attach_bus_at = 0;
  // What the driver saves beside the channel's packets; 0: nothing.
  std::uint32_t state_save_control = 0;
  std::uint32_t state_restore_control = 0;
  std::string port;     // held while the channel is paused; may be empty
  std::string capture;  // a pcapng file of what goes through its ring from the start; may be empty
  Place place;
};

struct Configuration {
  std::vector<PathSetting> paths;  // kPathsMax
  std::vector<DriverSetting> drivers;
  std::vector<ChannelSetting> channels;
  std::vector<VpnSetting> vpns;  // kVpnsMax
  std::vector<FilterSetting> filters;
  std::vector<VerdictSetting> verdicts;
  std::string control_socket = "/run/penstock/control.sock";
};

// What a replay does besides: verdicts, and requests to devices at times of the virtual clock.
struct RequestSetting {
  std::string device;
  std::uint32_t at_ms = 0;
  std::uint32_t control_code = 0;
  std::vector<std::uint8_t> input;
  std::uint32_t output_bytes = 0;
};
struct Script {
  std::vector<VerdictSetting> verdicts;
  std::vector<RequestSetting> requests;
};

using ConfigurationResult = std::variant<Configuration, ConfigurationError>;
using ScriptResult = std::variant<Script, ConfigurationError>;

inline constexpr std::size_t kConfigurationBytesMax = 1 << 20;
// A gateway is one host: all its paths share one table of flows, so two links that have nothing to do with
// each other would answer for each other's packets.
inline constexpr std::size_t kPathsMax = 1;
inline constexpr std::uint32_t kPathThreadsMax = 16;
// One connection for each process (N-LIFE-1).
inline constexpr std::size_t kVpnsMax = 1;
inline constexpr std::uint32_t kVpnSlotsMax = 65536;

ConfigurationResult parse_configuration(std::string_view text, const std::string& file);
ConfigurationResult read_configuration(const std::string& file);
ScriptResult parse_script(std::string_view text, const std::string& file);
ScriptResult read_script(const std::string& file);

}  // namespace penstock::control
