// SPDX-License-Identifier: Apache-2.0
#include "verdict_desk.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <span>

#include "hold/verdict.h"
#include "packet_text.h"

namespace penstock::app {
namespace {

template <class T>
std::span<const std::uint8_t> bytes_of(const T& value) {
  return {reinterpret_cast<const std::uint8_t*>(&value), sizeof value};
}

Question question_of(const HOLD_QUESTION& asked) {
  return {.id = asked.Id,
          .process_id = asked.ProcessId,
          .layer = static_cast<std::uint16_t>(asked.LayerId),
          .protocol = asked.Protocol,
          .inbound = asked.Inbound != 0,
          .local = wire::Address::from_bytes(asked.IpVersion == 6 ? 6 : 4, asked.LocalAddress),
          .remote = wire::Address::from_bytes(asked.IpVersion == 6 ? 6 : 4, asked.RemoteAddress),
          .local_port = asked.LocalPort,
          .remote_port = asked.RemotePort};
}

}  // namespace

const char* to_string(Verdict verdict) { return verdict == Verdict::permit ? "permit" : "block"; }

std::string question_text(const Question& question) {
  const std::string local = end_text(question.local, question.local_port);
  const std::string remote = end_text(question.remote, question.remote_port);
  const std::string protocol = protocol_name(question.protocol, question.local.version);
  return protocol + " " + (question.inbound ? remote + " > " + local : local + " > " + remote);
}

std::unique_ptr<VerdictDesk> VerdictDesk::open(Decider decider) {
  auto device = nt::DeviceClient::open(std::string_view(HOLD_LINK_PATH));
  if (!device.ok()) return nullptr;
  return std::unique_ptr<VerdictDesk>(new VerdictDesk(std::move(device).value(), std::move(decider)));
}

VerdictDesk::VerdictDesk(nt::DeviceClient device, Decider decider)
    : device_(std::move(device)), decider_(std::move(decider)), returned_requests_(kParkedRequests) {
  thread_ = exec::runtime().spawn("verdicts", [this] { run(); });
}

VerdictDesk::~VerdictDesk() {
  {
    const std::lock_guard hold(lock_);
    stopping_ = true;
  }
  wake();
  exec::runtime().join(thread_);
  device_.close();
}

void VerdictDesk::wake() {
  woken_.store(true, std::memory_order_release);
  exec::runtime().unpark_all(this);
}

void VerdictDesk::completed(const nt::Answer& answer) {
  {
    const std::lock_guard hold(lock_);
    if (answer.status < 0 || answer.output.size() < sizeof(HOLD_QUESTION)) return;  // cancelled
    HOLD_QUESTION asked;
    std::memcpy(&asked, answer.output.data(), sizeof asked);
    arrived_.push_back(question_of(asked));
    ++returned_requests_;
  }
  wake();
}

void VerdictDesk::park_request() {
  device_.control(IOCTL_HOLD_NEXT, {}, sizeof(HOLD_QUESTION),
                  [this](nt::DeviceClient::RequestId, nt::Answer answer) { completed(answer); });
}

void VerdictDesk::run() {
  while (true) {
    exec::runtime().park(
        this, [this] { return !woken_.load(std::memory_order_acquire); }, next_due_ns());
    woken_.store(false, std::memory_order_release);
    std::deque<Question> arrived;
    int to_park = 0;
    {
      const std::lock_guard hold(lock_);
      if (stopping_) return;
      arrived.swap(arrived_);
      to_park = std::exchange(returned_requests_, 0);
      if (std::exchange(redecide_, false)) {
        for (const auto& [id, open] : open_) arrived.push_back(open.question);
      }
    }
    for (const Question& question : arrived) take_in(question);
    for (; to_park > 0; --to_park) park_request();
    for (const auto& [id, verdict] : take_due(exec::runtime().now_ns())) (void)tell_driver(id, verdict);
  }
}

void VerdictDesk::take_in(const Question& question) {
  Decider decider;
  {
    const std::lock_guard hold(lock_);
    decider = decider_;
  }
  const std::optional<Decision> decision = decider(question);
  const std::int64_t due_ns = decision ? exec::runtime().now_ns() + decision->after_ns : exec::kForever;
  const std::lock_guard hold(lock_);
  open_[question.id] = {question, decision, due_ns};
}

std::vector<std::pair<std::uint64_t, Verdict>> VerdictDesk::take_due(std::int64_t now_ns) {
  const std::lock_guard hold(lock_);
  std::vector<std::pair<std::uint64_t, Verdict>> due;
  for (const auto& [id, open] : open_) {
    if (open.due_ns <= now_ns) due.emplace_back(id, open.decision->verdict);
  }
  return due;
}

std::int64_t VerdictDesk::next_due_ns() const {
  const std::lock_guard hold(lock_);
  std::int64_t next_ns = exec::kForever;
  for (const auto& [id, open] : open_) next_ns = std::min(next_ns, open.due_ns);
  return next_ns;
}

Answered VerdictDesk::tell_driver(std::uint64_t question_id, Verdict verdict) {
  {
    const std::lock_guard hold(lock_);
    if (open_.erase(question_id) == 0) return Answered::not_held;
  }
  const HOLD_ANSWER answer = {
      .Id = question_id,
      .Verdict = verdict == Verdict::permit ? HOLD_VERDICT_PERMIT : HOLD_VERDICT_BLOCK,
      .Reserved = 0};
  const nt::Answer told = device_.control_and_wait(IOCTL_HOLD_ANSWER, bytes_of(answer), 0);
  if (told.status >= 0) return Answered::done;
  constexpr std::int32_t kNotFound = static_cast<std::int32_t>(0xC0000225);
  return told.status == kNotFound ? Answered::not_held : Answered::driver_refused;
}

Answered VerdictDesk::answer(std::uint64_t question_id, Verdict verdict) {
  return tell_driver(question_id, verdict);
}

std::vector<Question> VerdictDesk::open_questions() const {
  const std::lock_guard hold(lock_);
  std::vector<Question> questions;
  for (const auto& [id, open] : open_) questions.push_back(open.question);
  return questions;
}

void VerdictDesk::decide_with(Decider decider) {
  {
    const std::lock_guard hold(lock_);
    decider_ = std::move(decider);
    redecide_ = true;
  }
  wake();
}

}  // namespace penstock::app
