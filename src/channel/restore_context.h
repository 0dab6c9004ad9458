// SPDX-License-Identifier: Apache-2.0
// One restore of one channel, chunk by chunk. Nothing is written to a ring and nothing is started: a restored
// channel is paused, its queue as it was, its unanswered packets waiting for their answers again.
//
// Threads: one.
// Memory: borrows each buffer while it is taken in.
// Errors: the first failure undoes all of it (V-REST-7).
#pragma once

#include "channel/saved_chunk.h"
#include "channel/server_endpoint.h"

namespace penstock::channel {

class RestoreContext {
 public:
  explicit RestoreContext(ServerEndpoint& endpoint) : endpoint_(endpoint) {}

  RestoreStep take(Bytes buffer, std::optional<std::uint64_t> bytes_behind);
  // From inside the provider's callback.
  Result<void> restore_packet(SentPacket& packet, Bytes library);
  bool finished() const { return finished_; }
  void undo();

 private:
  Result<void> take_header(Bytes body);
  Result<void> take_channel(Bytes body);
  Result<void> take_regions(Bytes body, RestoreStep& step);
  Result<void> take_packet(Bytes body, RestoreStep& step);
  Result<void> take_answer(Bytes body);
  Result<void> take_end();
  Result<void> take_all(Bytes buffer, RestoreStep& step);
  Result<void> is_end(std::uint64_t bytes_behind) const;
  Result<void> take_one(const Chunk& chunk, RestoreStep& step);
  Result<void> attach(RestoreStep& step);
  void show(Bytes library);
  Result<void> restore_alone(Bytes library);
  Result<void> check(const SavedPacket& saved) const;

  ServerEndpoint& endpoint_;
  SavedHeader header_;
  SavedChannel channel_;
  std::uint32_t chunks_ = 0;
  std::uint32_t packets_ = 0;
  bool attached_ = false;
  bool finished_ = false;
  Bytes current_;  // library bytes of the packet that the provider is asked for
  std::uint32_t current_sum_ = 0;
  bool current_restored_ = false;
};

}  // namespace penstock::channel
