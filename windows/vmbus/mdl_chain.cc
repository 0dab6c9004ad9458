// SPDX-License-Identifier: Apache-2.0
#include "vmbus/mdl_chain.h"

#include <algorithm>

namespace penstock::vmbus {
namespace {

static_assert(sizeof(MDL) % sizeof(std::uint64_t) == 0);
static_assert(sizeof(PFN_NUMBER) == sizeof(std::uint64_t));

std::size_t words_of(const channel::MemoryPiece& piece) {
  return sizeof(MDL) / 8 + ADDRESS_AND_SIZE_TO_SPAN_PAGES(piece.data, piece.bytes);
}

PMDL describe(const channel::MemoryPiece& piece, std::uint64_t* at) {
  auto* mdl = reinterpret_cast<PMDL>(at);
  const std::size_t bytes = words_of(piece) * 8;
  *mdl = {};
  mdl->Size = static_cast<CSHORT>(std::min<std::size_t>(bytes, 0x7FF8));
  mdl->MdlFlags = MDL_PAGES_LOCKED;
  mdl->StartVa = PAGE_ALIGN(piece.data);
  mdl->ByteOffset = BYTE_OFFSET(piece.data);
  mdl->ByteCount = piece.bytes;
  const auto first = reinterpret_cast<ULONG_PTR>(mdl->StartVa) >> PAGE_SHIFT;
  PPFN_NUMBER page = MmGetMdlPfnArray(mdl);
  for (std::size_t i = 0; i < words_of(piece) - sizeof(MDL) / 8; ++i) page[i] = first + i;
  return mdl;
}

}  // namespace

PMDL build_chain(std::span<const channel::MemoryPiece> pieces, std::vector<std::uint64_t>& words) {
  std::size_t needed = 0;
  for (const channel::MemoryPiece& piece : pieces) needed += words_of(piece);
  words.resize(needed);
  std::uint64_t* at = words.data();
  PMDL last = nullptr;
  for (const channel::MemoryPiece& piece : pieces) {
    PMDL mdl = describe(piece, at);
    if (last != nullptr) last->Next = mdl;
    last = mdl;
    at += words_of(piece);
  }
  return chain_in(words);
}

PMDL chain_in(std::vector<std::uint64_t>& words) {
  return words.empty() ? nullptr : reinterpret_cast<PMDL>(words.data());
}

}  // namespace penstock::vmbus
