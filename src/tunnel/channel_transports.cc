// SPDX-License-Identifier: Apache-2.0
// Which transports a channel has: associated before a start, replaced while it runs.
#include <mutex>

#include "tunnel/channel_state.h"

namespace penstock::tunnel {

Result<void> Channel::State::associate(std::shared_ptr<Transport> transport, ForeignRef context) {
  if (transport == nullptr) return Fault::null_argument;
  const TransportState its = transport->state();
  std::lock_guard hold(life);
  if (!connect_runs) return Fault::access_denied;
  if (its != TransportState::unconnected) return Fault::invalid_argument;  // N-LIFE-4
  TransportTable table = *transports.load();
  if (table.index_of(transport.get()) != TransportTable::kNone) return Fault::invalid_argument;
  if (options.outer_mark != 0) transport->pin(options.outer_mark);
  table.entries.push_back({std::move(transport), std::move(context)});
  publish_transports(std::move(table));
  return {};
}

// N-TRN-5: the old one serves until the new one is connected.
Result<void> Channel::State::replace(std::shared_ptr<Transport> transport, ForeignRef context) {
  if (transport == nullptr) return Fault::null_argument;
  if (!channel.entered()) return Fault::access_denied;
  if (transport->state() != TransportState::unconnected) return Fault::invalid_argument;
  std::lock_guard hold(life);
  const std::uint32_t index = transports.load()->index_of(context.get());
  if (index == TransportTable::kNone) return Fault::invalid_argument;
  std::erase_if(replacements, [&](const Replacement& one) { return one.index == index; });
  if (options.outer_mark != 0) transport->pin(options.outer_mark);
  replacements.push_back({index, std::move(transport)});
  replacements_waiting.store(static_cast<std::uint32_t>(replacements.size()), std::memory_order_release);
  return {};
}

bool Channel::State::promote_replacements() {
  if (replacements_waiting.load(std::memory_order_acquire) == 0) return false;
  std::vector<std::shared_ptr<Transport>> drained;
  {
    std::lock_guard hold(life);
    TransportTable table = *transports.load();
    std::erase_if(replacements, [&](const Replacement& one) {
      if (one.transport->state() != TransportState::connected) return false;
      if (one.index < table.entries.size()) {
        if (table.running) one.transport->take_over();
        drained.push_back(std::exchange(table.entries[one.index].transport, one.transport));
      }
      return true;
    });
    replacements_waiting.store(static_cast<std::uint32_t>(replacements.size()), std::memory_order_release);
    if (drained.empty()) return false;
    publish_transports(std::move(table));
  }
  for (const std::shared_ptr<Transport>& old : drained) old->close();
  transmitter.note_transports();
  return true;
}

}  // namespace penstock::tunnel
