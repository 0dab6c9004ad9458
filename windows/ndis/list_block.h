// SPDX-License-Identifier: Apache-2.0
// A list that a guest allocated: one block of pool memory that begins with the NET_BUFFER_LIST and holds the
// NET_BUFFERs, MDLs, context and data made with it. Freeing it frees exactly these (W-NBL-10). The books of
// pool memory know whether a block is there at all, so that a second free is found before it is looked at.
//
// Threads: the holder of the list; the parent's count of children is atomic.
// Memory: nt pool memory under the name of the function that made it.
// Errors: F-NBL-3 (freed while something still needs it), and those of pool memory.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/call_site.h"
#include "packet/custody.h"
#include "packet/packet.h"

#include <ndis.h>

namespace penstock::ndis {

struct Pool;

inline constexpr std::uint64_t kListMark = 0x7473696C206B6365;

struct BufferBlock {  // a NET_BUFFER by itself
  NET_BUFFER buffer;
  MDL descriptor;  // of the data made with it, where there is any
  Pool* pool;
};

struct ListBlock {
  NET_BUFFER_LIST list;
  std::uint64_t mark;  // kListMark: what tells it from other pool memory
  Pool* pool;          // nullptr: the default one
  bool is_clone;
  std::atomic<bool> injected;        // the engine has it (W-INJ-3)
  std::atomic<packet::LoanId> loan;  // of a clone
  std::uint32_t clone_flags;
  packet::Packet* kept;  // a clone: the packet whose bytes it shares
  std::uint32_t buffer_count;
  BufferBlock* buffers;  // made with it, in this block
};

struct ListShape {
  Pool* pool = nullptr;
  std::uint32_t buffers = 0;
  std::uint32_t descriptors = 0;  // besides the one in each buffer
  std::uint32_t context_bytes = 0;
  std::uint32_t data_bytes = 0;
};

struct MadeList {
  ListBlock* block = nullptr;  // nullptr: no memory
  MDL* descriptors = nullptr;
  std::uint8_t* data = nullptr;
};

MadeList make_list(const ListShape& shape, const char* function, base::CallSite site);
// The block of a list that a guest has; nullptr, and a finding, where it has none.
ListBlock* block_of(NET_BUFFER_LIST* list, const char* function, base::CallSite site);
// The same without a finding.
ListBlock* find_block(const NET_BUFFER_LIST* list);
// Refused with a finding while clones share it or the engine has it.
bool free_list(NET_BUFFER_LIST* list, const char* function, base::CallSite site);

// A list with one NET_BUFFER over the caller's MDLs; a pool must be made for that, nullptr is the default
// one.
struct ListOver {
  MDL* chain = nullptr;
  std::uint32_t data_offset_bytes = 0;
  std::uint32_t data_bytes = 0;
  std::uint16_t context_bytes = 0;
  std::uint16_t back_fill_bytes = 0;
};
NET_BUFFER_LIST* make_list_over(const ListOver& over, Pool* pool, const char* function, base::CallSite site);

// How much context area a list gets, and the part of it that the caller takes at once.
std::uint32_t context_room(const Pool* pool, std::uint16_t context_bytes, std::uint16_t back_fill_bytes);
void take_context(NET_BUFFER_LIST& list, std::uint16_t bytes);

// Gives a NET_BUFFER its chain.
void set_data(NET_BUFFER& buffer, MDL* chain, std::uint32_t data_offset_bytes, std::uint32_t data_bytes);

}  // namespace penstock::ndis
