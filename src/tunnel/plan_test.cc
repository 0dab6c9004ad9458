// SPDX-License-Identifier: Apache-2.0
#include "testing/rule.h"
#include "tunnel/network_plan.h"
#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

NetworkPlan planned(const NetworkRequest& request, std::vector<std::string>* notes = nullptr) {
  std::vector<std::string> made;
  auto plan = plan_network(request, made);
  EXPECT_TRUE(plan.ok());
  if (notes != nullptr) *notes = made;
  return plan.ok() ? *plan : NetworkPlan{};
}

bool refused(const NetworkRequest& request) {
  std::vector<std::string> notes;
  return !plan_network(request, notes).ok() && !notes.empty();
}

TEST(NetworkPlan, ExclusionsWinOverEveryInclusion) {
  RULE("N-RT-2");
  NetworkRequest request = simple_start().network;
  request.ipv4_inclusions = {{"10.0.0.0", 8}, {"10.1.0.0", 16}, {"10.1.1.0", 24}};
  request.ipv4_exclusions = {{"10.1.1.0", 25}, {"10.2.0.0", 15}};
  const NetworkPlan plan = planned(request);
  const auto routed = [&](const char* text) { return plan.routes(*wire::parse_address(text)); };
  EXPECT_TRUE(routed("10.9.9.9"));
  EXPECT_TRUE(routed("10.1.1.200"));
  EXPECT_FALSE(routed("10.1.1.5"));
  EXPECT_FALSE(routed("10.3.255.255"));
  EXPECT_FALSE(routed("192.0.2.1"));
}

TEST(NetworkPlan, HostBitsAreMaskedWithANoteAndTooManyBitsRefused) {
  RULE("N-RT-4");
  NetworkRequest request = simple_start().network;
  request.ipv4_inclusions = {{"10.1.2.3", 8}};
  std::vector<std::string> notes;
  EXPECT_EQ(wire::to_string(planned(request, &notes).inclusions.at(0)), "10.0.0.0/8");
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_NE(notes[0].find("10.1.2.3/8"), std::string::npos);
  request.ipv4_inclusions = {{"10.0.0.0", 33}};
  EXPECT_TRUE(refused(request));
  request = simple_start().network;
  request.ipv6_addresses = {"fd00::1"};
  request.ipv6_exclusions = {{"fd00::", 129}};
  EXPECT_TRUE(refused(request));
}

TEST(NetworkPlan, NamesAreEverythingASuffixOrOneName) {
  RULE("N-DNS-1");
  NetworkRequest request = simple_start().network;
  request.names = {{.name = ".", .servers = {"10.0.0.53", "fd00::53"}},
                   {.name = "corp.example", .servers = {"10.0.0.54"}},
                   {.name = "db.corp.example", .fully_qualified = true, .servers = {"10.0.0.55"}},
                   {.name = "public.corp.example"}};
  const NetworkPlan plan = planned(request);
  ASSERT_EQ(plan.names.size(), 4u);
  EXPECT_EQ(plan.names[0].kind, NameKind::everything);
  EXPECT_TRUE(plan.names[0].name.empty());
  EXPECT_EQ(plan.names[0].servers.size(), 2u);
  EXPECT_EQ(plan.names[1].kind, NameKind::suffix);
  EXPECT_EQ(plan.names[2].kind, NameKind::fully_qualified);
  EXPECT_TRUE(plan.names[3].servers.empty());  // an exemption
  for (const char* bad : {".corp.example", "", ".."}) {
    request.names = {{.name = bad}};
    EXPECT_TRUE(refused(request)) << bad;
  }
  request.names = {{.name = "x.example", .servers = {"dns.example"}}};
  EXPECT_TRUE(refused(request));
}

TEST(NetworkPlan, AnInterfaceIdIsTheLastEightBytes) {
  NetworkRequest request = simple_start().network;
  request.interface_id = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  EXPECT_EQ(planned(request).interface_id->front(), 8);
  request.interface_id = {1, 2, 3, 4, 5, 6, 7, 8};
  EXPECT_EQ(planned(request).interface_id->back(), 8);
  request.interface_id = {1, 2, 3};
  EXPECT_TRUE(refused(request));
}

bool admits(const TrafficRules& rules, const Bytes& packet, bool outbound = true) {
  const auto compiled = CompiledTrafficRules::compile(rules);
  EXPECT_TRUE(compiled.ok());
  return compiled.ok() && compiled->admit(packet, outbound);
}

TEST(TrafficRule, MatchesWhenAllItsPartsDo) {
  RULE("N-TF-1");
  const Bytes udp = wire::sample::udp_packet(4, 5000, 53, 10);  // 10.1.2.3 -> 192.0.2.7
  const Bytes tcp = wire::sample::tcp_packet(4, {.source_port = 5000, .destination_port = 443}, 10);
  EXPECT_TRUE(admits({}, udp));
  TrafficRuleText rule{.protocol = 17,
                       .local_ports = {"1-10, 5000"},
                       .remote_ports = {"50-60"},
                       .local_addresses = {"10.0.0.0/8"},
                       .remote_addresses = {"1.1.1.1, 192.0.2.1-192.0.2.9"}};
  EXPECT_TRUE(admits({.rules = {rule}}, udp));
  EXPECT_FALSE(admits({.rules = {rule}}, tcp));
  EXPECT_FALSE(admits({.rules = {rule}}, udp, false));  // the ends are the other way round
  EXPECT_TRUE(admits({.rules = {rule}, .allow_inbound = true}, udp, false));
  for (auto part : {&TrafficRuleText::local_ports, &TrafficRuleText::remote_ports}) {
    TrafficRuleText other = rule;
    other.*part = {"7"};
    EXPECT_FALSE(admits({.rules = {other}}, udp));
    EXPECT_TRUE(admits({.rules = {other, rule}}, udp));  // any rule of the list
    EXPECT_TRUE(admits({.rules = {other}, .allow_outbound = true}, udp));
  }
  for (auto part : {&TrafficRuleText::local_addresses, &TrafficRuleText::remote_addresses}) {
    TrafficRuleText other = rule;
    other.*part = {"172.16.0.0/12"};
    EXPECT_FALSE(admits({.rules = {other}}, udp));
  }
}

TEST(TrafficRule, ThatCannotBeReadIsRefused) {
  RULE("N-TF-1");
  const auto bad = [](TrafficRuleText rule) {
    return !CompiledTrafficRules::compile({.rules = {rule}}).ok();
  };
  for (const char* text : {"", "x", "1-", "9-3", "70000", "1,,2"}) {
    EXPECT_TRUE(bad({.local_ports = {text}})) << text;
    EXPECT_TRUE(bad({.remote_addresses = {text}})) << text;
  }
  EXPECT_TRUE(bad({.local_addresses = {"10.0.0.9-10.0.0.1"}}));
  EXPECT_TRUE(bad({.local_addresses = {"10.0.0.1-fd00::1"}}));
  Tunnel tunnel;
  tunnel.start.traffic.rules = {{.local_ports = {"oops"}}};
  tunnel.plug_in->on_connect = [&](Channel& channel) {
    EXPECT_TRUE(channel.associate(tunnel.transport).ok());
    tunnel.transport->set_state(TransportState::connected);
    EXPECT_EQ(channel.start(tunnel.start).fault(), Fault::invalid_argument);
    return kGood;
  };
  tunnel.connect();
}

TEST(TrafficRule, DecidesWhatEncapsulateIsShownAndWhatIsInjected) {
  RULE("N-TF-1");
  Tunnel tunnel;
  tunnel.start.traffic.rules = {{.protocol = 17}};
  std::uint32_t shown = 0;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList&) {
    shown += *packets.size();
    return kGood;
  };
  tunnel.plug_in->on_decapsulate = [&](Channel&, SlotHandle& unit, SlotList& packets, SlotList&) {
    return packets.append(&unit).ok() ? kGood : kBad;
  };
  tunnel.up();
  const Bytes udp = wire::sample::udp_packet(4, 5000, 53, 10);
  const Bytes tcp = wire::sample::tcp_packet(4, {.source_port = 1, .destination_port = 2}, 10);
  for (const Bytes& packet : {udp, tcp, udp}) {
    tunnel.send(packet);
    tunnel.arrive(packet);
  }
  EXPECT_EQ(shown, 2u);
  EXPECT_EQ(tunnel.injected().size(), 2u);
  EXPECT_EQ(tunnel.channel->counts().outbound.dropped_rules, 1u);
  EXPECT_EQ(tunnel.channel->counts().inbound.dropped_rules, 1u);
}

// Port 5000 is the browser's.
class OnePort final : public FlowPrograms {
 public:
  const std::string& program_of(const wire::FlowKey& local_first) override {
    ++asked;
    return local_first.a_port == 5000 ? browser : nobody;
  }
  const std::string browser = "/usr/bin/browser";
  const std::string nobody;
  int asked = 0;
};

TEST(TrafficRule, ThatNamesAProgramMatchesItsFlowsBothWays) {
  RULE("N-TF-2");
  OnePort programs;
  const auto rules = CompiledTrafficRules::compile(
      {.rules = {{.remote_ports = {"53"}, .program = "/usr/bin/browser"}}}, &programs);
  ASSERT_TRUE(rules.ok());
  EXPECT_TRUE(rules->admit(wire::sample::udp_packet(4, 5000, 53, 3), true));
  EXPECT_FALSE(rules->admit(wire::sample::udp_packet(4, 5001, 53, 3), true));
  EXPECT_TRUE(rules->admit(wire::sample::udp_packet(4, 53, 5000, 3), false));
  EXPECT_FALSE(rules->admit(wire::sample::udp_packet(4, 53, 5001, 3), false));
  EXPECT_EQ(programs.asked, 4);
  EXPECT_FALSE(rules->admit(wire::sample::udp_packet(4, 5000, 54, 3), true));
  EXPECT_EQ(programs.asked, 4) << "only of what matches otherwise";
}

TEST(TrafficRule, ThatNamesAProgramNobodyKnowsOrAPackageNeverMatches) {
  RULE("N-TF-2");
  EXPECT_FALSE(admits({.rules = {{.program = "/usr/bin/browser"}}}, wire::sample::udp_packet(4, 5000, 2, 3)));
  EXPECT_FALSE(admits({.rules = {{.names_package = true}}}, wire::sample::udp_packet(4, 5000, 2, 3)));
}

}  // namespace
}  // namespace penstock::tunnel
