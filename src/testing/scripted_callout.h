// SPDX-License-Identifier: Apache-2.0
// A callout that answers as it was told and writes down everything it was shown. Answers are lines of
// words (`pend block absorb hard`) behind a condition on when they hold (`initial`, `reauthorize`); of those
// that fit, the ones for one time come first, then the last one given. It is a borrower and has an injector
// of its own, like a driver.
//
// Threads: one classify at a time; who completes from elsewhere is waited for.
// Memory: keeps copies of what it saw, and copies of packets that it was told to keep.
// Errors: TextError for a word that is no answer.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "filter/engine.h"
#include "testing/packet_text.h"

namespace penstock::testing {

// One classify, as the callout saw it.
struct Seen {
  filter::Layer layer{};
  std::uint32_t flags = 0;
  bool has_reason = false;  // the layer has the field
  std::uint32_t reason = 0;
  filter::Metadata metadata;
  bool has_packet = false;
  std::uint32_t data_offset_bytes = 0;
  std::uint32_t packet_bytes = 0;
  std::uint32_t value_count = 0;
  std::string local;  // 10.0.0.1:4000; "empty" where the field is
  std::string remote;
  std::string arrival;  // type of the arrival interface: a number, "empty" or "none" (no such field)
  std::optional<std::uint8_t> protocol;
  std::uint32_t rights = 0;
  filter::Action entry_action{};
  std::uint32_t entry_flags = 0;
  std::uint64_t filter_id = 0;
  std::uint64_t filter_context = 0;
  std::uint64_t flow_context = 0;
  filter::InjectionState injection{};
  std::uint64_t injection_context = 0;
  std::string thread;  // its name
  std::string pend;    // "ok", or why it was refused; empty where it was not tried
  bool has(filter::MetadataBit bit) const { return (metadata.present & bit) != 0; }
  bool reauthorization() const { return (flags & 0x4) != 0; }
};
std::string describe(const Seen& seen);
// A fault as one word: cannot_pend.
std::string fault_word(filter::Fault fault);

enum class When : std::uint8_t {
  any,
  initial,
  reauthorize,
  completion,
  policy_change,
  injected,
  other_injected
};

struct Answer {
  When when = When::any;
  bool once = false;
  std::vector<std::string> words;
};

class ScriptedCallout final : public filter::Callout {
 public:
  struct Deletion {
    filter::Layer layer;
    std::uint64_t context;
  };

  ScriptedCallout(filter::Engine& engine, std::string name);
  ~ScriptedCallout() override;

  const std::string& name() const { return name_; }
  packet::BorrowerId borrower() const { return borrower_; }
  filter::InjectorId injector() const { return injector_; }

  void answer(Answer answer) { answers_.push_back(std::move(answer)); }

  // Completes the loan with this number, counted from 1 in the order in which they were made.
  void complete(std::size_t number, bool showing_packet);
  packet::LoanId loan(std::size_t number) const;
  std::size_t loans() const { return loans_.size(); }
  std::uint64_t first_handle() const { return first_handle_; }

  // Packets kept, oldest first, from 1; what is injected is a copy that continues its history.
  std::size_t kept() const { return kept_.size(); }
  filter::Result<void> inject_kept(std::size_t number, filter::Direction direction, std::uint64_t context);
  filter::Result<void> inject(std::span<const std::uint8_t> bytes, const packet::Attachment* continues,
                              filter::Direction direction, std::uint64_t context, std::uint32_t type);

  // --- filter::Callout ---
  void classify(const filter::Classification& classification, filter::ClassifyOut& out) override;
  bool filter_added(const filter::FilterNotice&) override;
  void filter_deleted(const filter::FilterNotice&) override { ++filters_deleted; }
  bool wants_flow_deletions() const override { return wants_deletions; }
  void flow_deleted(filter::Layer layer, std::uint32_t, std::uint64_t context) override;

  // What is not yet looked at, oldest first.
  std::deque<Seen> seen;
  std::deque<Deletion> deletions;
  std::deque<filter::InjectionStatus> injections;
  std::uint32_t id = 0;  // of the registration
  std::uint64_t last_flow = 0;
  bool wants_deletions = true;
  int filters_added = 0;
  int filters_deleted = 0;
  bool inside = false;     // a classify runs
  std::string last_fault;  // of what was done inside a classify besides pending

 private:
  class Completion;
  struct Kept {
    Bytes bytes;
    packet::Attachment* attachment = nullptr;
  };

  Seen look(const filter::Classification& shown, const filter::ClassifyOut& out) const;
  const Answer* find_answer(const Seen& seen);
  void say(const std::string& word, const filter::Classification& shown, filter::ClassifyOut& out,
           Seen& seen);
  void act(const std::string& word, const filter::Classification& shown, Seen& seen);
  void pend(std::uint64_t handle, Seen& seen);
  void keep(const packet::Packet& packet);

  filter::Engine& engine_;
  const std::string name_;
  const packet::BorrowerId borrower_;
  const filter::InjectorId injector_;
  std::vector<Answer> answers_;
  std::vector<packet::LoanId> loans_;
  std::vector<Kept> kept_;
  std::uint64_t first_handle_ = 0;
};

}  // namespace penstock::testing
