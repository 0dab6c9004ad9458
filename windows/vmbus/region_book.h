// SPDX-License-Identifier: Apache-2.0
// What is remembered about buffers shared by number: on the server the MDLs of each mapping, on the client what was
// lent, so that it stops being there for the other side when it is taken back.
//
// Threads: any; one lock.
// Memory: an entry for each mapping and each lent buffer.
// Errors: taking back what was not lent is false.
#pragma once

#include <cstdint>
#include <span>

#include "channel/client_endpoint.h"
#include "channel/server_endpoint.h"
#include "vmbus/external_send.h"

namespace penstock::vmbus {

PMDL remember_mapping(const channel::ServerEndpoint& server, std::uint32_t region,
                      std::span<const channel::MemoryPiece> pieces);
void forget_mapping(const channel::ServerEndpoint& server, std::uint32_t region);
// How many the guest had not unmapped.
std::size_t forget_mappings(const channel::Endpoint& server);

Status lend_region(channel::ClientEndpoint& client, ExternalRanges ranges, bool read_only, UINT32* region);
bool take_back_region(channel::ClientEndpoint& client, std::uint32_t region);
void forget_lent(const channel::Endpoint& client);

}  // namespace penstock::vmbus
