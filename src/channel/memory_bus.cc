// SPDX-License-Identifier: Apache-2.0
#include "channel/memory_bus.h"

#include <deque>
#include <mutex>

#include "exec/mutex.h"
#include "exec/runtime.h"

namespace penstock::channel {

class MemoryBus::Pipe final : public BusPipe, private exec::Work {
 public:
  using Receive = std::function<void(Bytes)>;
  using Signalled = std::function<void(std::uint32_t)>;

  explicit Pipe(const char* name) : queue_(exec::runtime(), name, 1) {}
  void connect(Receive receive, Signalled signalled) {
    receive_ = std::move(receive);
    signalled_ = std::move(signalled);
  }
  void post(Bytes message) override {
    {
      std::lock_guard hold(lock_);
      waiting_.emplace_back(message.begin(), message.end());
    }
    queue_.post(*this);
  }
  std::shared_ptr<Signal> signal_to(std::uint32_t relid) override {
    return std::make_shared<CallSignal>([this, relid] { signalled_(relid); });
  }
  void drain() { queue_.drain(); }
  bool idle() {
    std::lock_guard hold(lock_);
    return waiting_.empty() && !busy_;
  }

 private:
  void run() override {
    for (;;) {
      std::vector<std::byte> message;
      {
        std::lock_guard hold(lock_);
        busy_ = !waiting_.empty();
        if (!busy_) return;
        message = std::move(waiting_.front());
        waiting_.pop_front();
      }
      receive_(message);
    }
  }

  Receive receive_;
  Signalled signalled_;
  exec::Mutex lock_;
  std::deque<std::vector<std::byte>> waiting_;
  bool busy_ = false;      // with one that was taken out
  exec::WorkQueue queue_;  // last: its thread ends before what it works on
};

MemoryBus::MemoryBus(LendingMemory& memory, std::uint32_t server_version_max)
    : to_client_(std::make_unique<Pipe>("bus to client")),
      to_server_(std::make_unique<Pipe>("bus to server")),
      server_(memory, *to_client_, server_version_max),
      client_(memory, *to_server_) {
  to_client_->connect([this](Bytes message) { client_.receive(message); },
                      [this](std::uint32_t relid) { client_.signalled(relid); });
  to_server_->connect([this](Bytes message) { server_.receive(message); },
                      [this](std::uint32_t relid) { server_.signalled(relid); });
}

MemoryBus::~MemoryBus() { settle(); }

void MemoryBus::settle() {
  do {
    to_server_->drain();
    to_client_->drain();
  } while (!to_server_->idle() || !to_client_->idle());
}

}  // namespace penstock::channel
