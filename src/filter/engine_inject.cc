// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include "base/finding.h"
#include "exec/quiescence.h"
#include "exec/runtime.h"
#include "filter/authorization.h"
#include "filter/engine_state.h"
#include "filter/injected.h"
#include "filter/station.h"
#include "wire/flow_key.h"
#include "wire/header_writer.h"
#include "wire/packet_checksum.h"
#include "wire/parse.h"

namespace penstock::filter {
namespace {

bool is_transport(Layer layer) {
  const LayerInfo* info = find_layer(layer);
  return info != nullptr && info->name.find("BOUND_TRANSPORT") != std::string_view::npos;
}

void report(Engine& engine, const Injector& injector, const char* code, const char* rule, const char* fact) {
  base::finding_log().report({.code = code,
                              .rule = rule,
                              .severity = base::Severity::warning,
                              .who = engine.ledger().name_of(injector.options.owner),
                              .message = fact,
                              .first = injector.options.from,
                              .at_ns = exec::runtime().now_ns()});
}

// What works here and would not elsewhere.
void look_at_habits(Engine& engine, const Injector& injector, const InjectionRequest& request,
                    const wire::Parsed& parsed) {
  const ActiveWalk* walk = ActiveWalk::current();
  if (walk != nullptr && parsed.protocol == wire::kProtocolTcp && is_transport(walk->layer)) {
    report(engine, injector, "F-INJ-2", "W-INJ-13",
           "TCP packet injected from inside a classify at a transport layer; queue a DPC for it");
  }
  if (request.type == kInjectNetwork && injector.options.ip_version == 0) {
    report(engine, injector, "F-INJ-3", "W-INJ-1",
           "network injection with a handle for no address family; make one for each");
  }
}

}  // namespace

Result<InjectorId> Engine::create_injector(const InjectorOptions& options) {
  constexpr std::uint32_t kKnown = 0x3f;
  if ((options.types & ~kKnown) != 0) return Fault::invalid_flags;
  if (!ready()) return Fault::not_ready;
  return state_->injectors.add(options);
}

Result<void> Engine::destroy_injector(InjectorId id) {
  const std::shared_ptr<Injector> injector = state_->injectors.find(id);
  if (injector == nullptr) return Fault::invalid_handle;
  injector->closing.store(true, std::memory_order_seq_cst);
  if (injector->outstanding.load() != 0 && exec::Quiescence::inside_section()) {
    return Fault::in_use;  // would wait for the path that it runs on
  }
  while (injector->outstanding.load(std::memory_order_acquire) != 0) {
    exec::runtime().park(
        &injector->outstanding, [&] { return injector->outstanding.load(std::memory_order_acquire) != 0; },
        exec::kForever);
  }
  state_->injectors.remove(id);
  return {};
}

std::vector<InjectorId> Engine::injectors_of(packet::BorrowerId owner) const {
  return state_->injectors.of(owner);
}

packet::PacketPtr Engine::allocate_packet() { return state_->options.packets->allocate(); }

Result<void> Engine::inject(InjectionRequest request) {
  if (!ready()) return Fault::not_ready;
  const std::shared_ptr<Injector> injector = state_->injectors.find(request.injector);
  if (injector == nullptr) return Fault::invalid_handle;
  if ((injector->options.types & request.type) == 0) return Fault::handle_stale;  // W-INJ-2
  const auto parsed = wire::parse(request.packet->bytes(), {.allow_super = true});
  if (!parsed) return Fault::invalid_parameter;
  const std::uint8_t family = injector->options.ip_version;
  if (family != 0 && family != parsed->version) return Fault::handle_stale;  // W-INJ-1
  look_at_habits(*this, *injector, request, *parsed);
  FilterStation* station = nullptr;
  {
    const std::lock_guard hold(state_->stations_lock);
    if (state_->stations.empty()) return Fault::not_ready;
    const std::uint64_t owner = wire::owner_hash(*parsed, request.packet->bytes());
    station = state_->stations[owner % state_->stations.size()];
  }
  injector->outstanding.fetch_add(1, std::memory_order_seq_cst);
  if (injector->closing.load(std::memory_order_seq_cst)) {
    if (injector->outstanding.fetch_sub(1) == 1) exec::runtime().unpark_all(&injector->outstanding);
    return Fault::handle_closing;
  }
  auto* history = new InjectionHistory(request.injector, request.context, request.continues);
  request.packet->set_attachment(history);
  history->release();  // the packet's reference remains
  request.packet->arrived_ns = exec::runtime().now_ns();
  auto* injection =
      new Injection(*station, injector, request.direction, std::move(request.packet), request.completion);
  state_->counts.injected.fetch_add(1, std::memory_order_relaxed);
  // From here the completion is owed, whatever becomes of the path.
  if (!station->reentry().put(*injection)) injection->finish(InjectionStatus::path_closed);
  return {};
}

InjectionState Engine::injection_state(InjectorId injector, const packet::Packet& packet,
                                       std::uint64_t* context) const {
  if (context != nullptr) *context = 0;
  const auto* history = dynamic_cast<const InjectionHistory*>(packet.attachment());
  return history == nullptr ? InjectionState::not_injected : history->state_for(injector, context);
}

Result<void> Engine::complete_transport_packet(packet::Packet& packet, const TransportSend& send) {
  Endpoint endpoint;
  const bool known = state_->endpoints.find(send.endpoint_id, &endpoint);
  if (!known && !send.has_source) return Fault::flow_not_found;
  const wire::Address source =
      send.has_source ? wire::Address::from_bytes(send.ip_version, send.source_address) : endpoint.address;
  if (source.version != send.ip_version) return Fault::invalid_parameter;
  const wire::Address destination = wire::Address::from_bytes(send.ip_version, send.remote_address);
  const std::uint8_t protocol = send.protocol != 0 ? send.protocol : endpoint.protocol;
  const std::uint32_t payload_bytes = packet.size_bytes();
  const std::uint32_t header_bytes =
      send.ip_version == 4
          ? static_cast<std::uint32_t>(wire::kIpv4HeaderBytes + (send.ipv4_options.size() + 3) / 4 * 4)
          : static_cast<std::uint32_t>(wire::kIpv6HeaderBytes);
  if (!packet.push_front(header_bytes)) return Fault::no_memory;
  const auto out = packet.bytes().first(header_bytes);
  const auto written = send.ip_version == 4
                           ? wire::write_ipv4_header(
                                 out, {.source = source,
                                       .destination = destination,
                                       .protocol = protocol,
                                       .identification = static_cast<std::uint16_t>(exec::runtime().random()),
                                       .payload_bytes = payload_bytes,
                                       .options = send.ipv4_options})
                           : wire::write_ipv6_header(out, {.source = source,
                                                           .destination = destination,
                                                           .next_header = protocol,
                                                           .payload_bytes = payload_bytes});
  if (!written) return Fault::invalid_parameter;
  const auto parsed = wire::parse(packet.bytes(), {.allow_super = true});
  if (!parsed) return Fault::invalid_parameter;
  if (!wire::fill_checksums(packet.bytes(), *parsed)) return Fault::invalid_parameter;
  if (packet.offload.segmentation == packet::Segmentation::none) {
    packet.offload = {.checksum = packet::ChecksumState::verified};
    return {};
  }
  // A large send stays one (W-LNX-7): who cuts it completes the checksum of each segment.
  const auto partial = wire::leave_partial_checksum(packet.bytes(), *parsed);
  if (!partial) return Fault::invalid_parameter;
  packet.offload.checksum = packet::ChecksumState::partial;
  packet.offload.checksum_start_bytes = partial->checksum_start;
  packet.offload.checksum_offset_bytes = partial->checksum_offset;
  return {};
}

}  // namespace penstock::filter
