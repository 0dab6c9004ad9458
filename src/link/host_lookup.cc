// SPDX-License-Identifier: Apache-2.0
#include "link/host_lookup.h"

#include <netdb.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <optional>
#include <utility>

#include "exec/mutex.h"
#include "exec/runtime.h"
#include "link/socket_address.h"

namespace penstock::link {
namespace {

struct FreeAnswer {
  void operator()(addrinfo* answer) const { ::freeaddrinfo(answer); }
};

LookupFault fault_of(int code) {
  switch (code) {
    case EAI_NONAME:
    case EAI_NODATA:
    case EAI_SERVICE:
    case EAI_ADDRFAMILY:
      return LookupFault::not_found;
    case EAI_AGAIN:
      return LookupFault::try_again;
    default:
      return LookupFault::failed;
  }
}

}  // namespace

const char* to_string(LookupFault fault) {
  switch (fault) {
    case LookupFault::not_found:
      return "no such host";
    case LookupFault::try_again:
      return "the name server did not answer";
    case LookupFault::abandoned:
      return "abandoned";
    case LookupFault::failed:
      return "the system's resolver failed";
  }
  return "?";
}

LookupResult ask_system(const HostQuery& query) {
  addrinfo hints{};
  hints.ai_family = query.ip_version == 4 ? AF_INET : query.ip_version == 6 ? AF_INET6 : AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;  // each address once and not once for each kind of socket
  if (wire::parse_address(query.host).ok()) hints.ai_flags = AI_NUMERICHOST;
  addrinfo* answer = nullptr;
  const char* service = query.service.empty() ? nullptr : query.service.c_str();
  const int code = ::getaddrinfo(query.host.c_str(), service, &hints, &answer);
  if (code != 0) return fault_of(code);
  const std::unique_ptr<addrinfo, FreeAnswer> owner(answer);
  Endpoints endpoints;
  for (const addrinfo* one = answer; one != nullptr; one = one->ai_next) {
    sockaddr_storage address{};
    std::memcpy(&address, one->ai_addr, std::min<std::size_t>(one->ai_addrlen, sizeof address));
    endpoints.push_back(read_socket_address(address));
  }
  if (endpoints.empty()) return LookupFault::not_found;
  return endpoints;
}

struct HostLookup::State {
  explicit State(exec::Runtime& used) : runtime(used) {}
  exec::Runtime& runtime;
  mutable exec::Mutex mutex;
  std::optional<LookupResult> result;
  std::atomic<bool> done{false};  // asked where nothing may block
  HostLookups::OnDone on_done;
};

HostLookup::HostLookup(exec::Runtime& runtime) : state_(std::make_unique<State>(runtime)) {}
HostLookup::~HostLookup() = default;

bool HostLookup::done() const { return state_->done.load(std::memory_order_acquire); }

LookupResult HostLookup::result() const {
  std::lock_guard hold(state_->mutex);
  return state_->result ? *state_->result : LookupResult(LookupFault::abandoned);
}

LookupResult HostLookup::wait(std::int64_t deadline_ns) {
  while (!done()) {
    const exec::Wake wake = state_->runtime.park(
        this, [this] { return !done(); }, deadline_ns);
    if (wake == exec::Wake::deadline) break;
  }
  return result();
}

void HostLookup::abandon() {
  {
    std::lock_guard hold(state_->mutex);
    if (state_->result) return;
    state_->result = LookupResult(LookupFault::abandoned);
    state_->on_done = nullptr;
    state_->done.store(true, std::memory_order_release);
  }
  state_->runtime.unpark_all(this);
}

void HostLookup::finish(LookupResult result) {
  HostLookups::OnDone on_done;
  {
    std::lock_guard hold(state_->mutex);
    if (state_->result) return;
    state_->result = result;
    on_done = std::exchange(state_->on_done, nullptr);
    state_->done.store(true, std::memory_order_release);
  }
  state_->runtime.unpark_all(this);
  if (on_done) on_done(result);
}

// One lookup with its thread, which says here that it has ended.
struct HostLookups::State {
  struct Running {
    std::shared_ptr<HostLookup> lookup;
    exec::ThreadId thread = 0;
    std::atomic<bool> ended{false};
  };

  State(exec::Runtime& used, Ask asked) : runtime(used), ask(std::move(asked)) {}

  // Takes out the threads that are at their end; joining them does not wait.
  std::vector<std::shared_ptr<Running>> take_ended() {
    std::lock_guard hold(mutex);
    const auto first = std::stable_partition(running.begin(), running.end(),
                                             [](const auto& one) { return !one->ended.load(); });
    std::vector<std::shared_ptr<Running>> ended(first, running.end());
    running.erase(first, running.end());
    return ended;
  }

  exec::Runtime& runtime;
  const Ask ask;
  exec::Mutex mutex;
  std::vector<std::shared_ptr<Running>> running;
};

HostLookups::HostLookups(exec::Runtime& runtime, Ask ask)
    : state_(std::make_unique<State>(runtime, std::move(ask))) {}

HostLookups::~HostLookups() {
  for (const auto& one : state_->running) one->lookup->abandon();
  for (const auto& one : state_->running) state_->runtime.join(one->thread);
}

std::shared_ptr<HostLookup> HostLookups::begin(HostQuery query, OnDone on_done) {
  for (const auto& one : state_->take_ended()) state_->runtime.join(one->thread);
  auto running = std::make_shared<State::Running>();
  running->lookup = std::make_shared<HostLookup>(state_->runtime);
  running->lookup->state_->on_done = std::move(on_done);
  running->thread = state_->runtime.spawn("lookup", [running = running.get(), lookup = running->lookup,
                                                     ask = &state_->ask, query = std::move(query)] {
    lookup->finish((*ask)(query));
    running->ended.store(true);
  });
  std::lock_guard hold(state_->mutex);
  state_->running.push_back(running);
  return running->lookup;
}

}  // namespace penstock::link
