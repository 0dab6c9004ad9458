// SPDX-License-Identifier: Apache-2.0
// One save of one channel: what was in use when it began, and the chunk that is next. Chunks are made one by one
// as the caller takes them, so that the provider is asked on the caller's thread (V-SAVE-16) and once for each
// packet however small the caller's buffers are (V-SAVE-15). A packet's bytes go from the provider into one
// buffer that stays in the cache, and from there, checked, to their place in the caller's.
//
// Threads: one.
// Memory: what the provider wrote last; the chunk that did not fit yet.
// Errors: the first failure ends the save.
#pragma once

#include <cstddef>

#include "channel/saved_chunk.h"
#include "channel/server_endpoint.h"

namespace penstock::channel {

class SaveContext {
 public:
  explicit SaveContext(ServerEndpoint& endpoint);
  SaveStep fill(MutableBytes into);
  // For good: whoever continues is told the same.
  SaveStep fail(Fault fault);

 private:
  struct Item {
    Outgoing* item;
    SavedPacket::State state;
  };

  // Makes the next chunk, in `into` where it fits, else staged; false when the save failed, and step says why.
  bool make_next(MutableBytes into, SaveStep& step);
  bool make_item(const Item& item, MutableBytes into, SaveStep& step);
  std::vector<std::byte> answer(const Outgoing& item) const;
  // What it wrote is in own_.
  bool ask_provider(SentPacket& packet, SaveStep& step);
  MutableBytes own_buffer(std::uint32_t bytes);
  void collect();
  std::vector<std::byte> header() const;
  std::vector<std::byte> channel() const;

  ServerEndpoint& endpoint_;
  std::vector<Item> items_;
  std::uint32_t packets_ = 0;
  std::uint32_t next_ = 0;  // chunk
  std::uint32_t chunks_ = 0;
  std::vector<std::byte> staged_;
  std::vector<std::max_align_t> own_buffer_;
  Bytes own_;
  bool failed_ = false;
  SaveStep failure_;
};

}  // namespace penstock::channel
