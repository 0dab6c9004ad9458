// SPDX-License-Identifier: Apache-2.0
// One save of one channel: what was in use when it began, and the chunk that is next. Chunks are made one by one
// as the caller takes them, so that the provider is asked on the caller's thread (V-SAVE-16) and once for each
// packet however small the caller's buffers are (V-SAVE-15).
//
// Threads: one.
// Memory: the chunk that did not fit yet.
// Errors: the first failure ends the save.
#pragma once

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

  // Makes the next chunk; false when the save failed, and step says why.
  bool stage(SaveStep& step);
  bool stage_item(const Item& item, SaveStep& step);
  bool ask_provider(SentPacket& packet, std::vector<std::byte>& own, SaveStep& step);
  void collect();
  std::vector<std::byte> header() const;
  std::vector<std::byte> channel() const;

  ServerEndpoint& endpoint_;
  std::vector<Item> items_;
  std::uint32_t packets_ = 0;
  std::uint32_t next_ = 0;  // chunk
  std::uint32_t chunks_ = 0;
  std::vector<std::byte> staged_;
  bool failed_ = false;
  SaveStep failure_;
};

}  // namespace penstock::channel
