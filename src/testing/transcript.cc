// SPDX-License-Identifier: Apache-2.0
#include "testing/transcript.h"

#include <gtest/gtest.h>

#include <fstream>

#include "exec/seeded_runtime.h"
#include "testing/layer_watch.h"

namespace penstock::testing {
namespace {

// RULE("W-PEND-4") at the beginning of a line; false for any other line.
bool record_rule(const std::string& line) {
  constexpr std::string_view kOpen = "RULE(\"";
  if (!line.starts_with(kOpen)) return false;
  const std::size_t close = line.find("\")", kOpen.size());
  if (close == std::string::npos) throw TextError("a rule is named like this: RULE(\"W-PEND-4\")");
  const std::string id = line.substr(kOpen.size(), close - kOpen.size());
  ::testing::Test::RecordProperty("rule " + id, id);  // as the macro does, whose id must be a literal
  return true;
}

std::uint64_t sum(
    const std::array<std::uint64_t, static_cast<std::size_t>(filter::DropReason::count_)>& counts) {
  std::uint64_t total = 0;
  for (const std::uint64_t count : counts) total += count;
  return total;
}

}  // namespace

Transcript::Transcript() { base::finding_log().clear(); }

Transcript::~Transcript() {
  host_.reset();  // before the callouts that it may still tell something
  base::finding_log().clear();
}

ScriptedHost& Transcript::host() {
  if (host_ != nullptr) return *host_;
  host_ = std::make_unique<ScriptedHost>(options_);
  session_ = *host_->engine().policy().open_session({});
  dynamic_session_ = *host_->engine().policy().open_session({.flags = filter::kSessionDynamic});
  return *host_;
}

Transcript::Declared& Transcript::named(const std::string& name) {
  const auto found = declared_.find(name);
  if (found == declared_.end()) throw TextError("nothing is called " + name);
  return found->second;
}

ScriptedCallout& Transcript::callout_named(const std::string& name) {
  Declared& declared = named(name);
  if (declared.callout == nullptr) throw TextError(name + " is no callout");
  return *declared.callout;
}

std::string Transcript::next_callout_name(Words& words) {
  const std::string name = words.next("the name of a callout");
  (void)callout_named(name);
  return name;
}

void Transcript::result_is(const filter::Result<void>& result) {
  last_result_ = result ? "ok" : fault_word(result.fault());
}

void Transcript::say(std::string_view line) {
  Words words(line);
  if (words.done()) return;
  if (words.accept("expect")) {
    if (!paused_) host().settle();
    expect(words);
  } else if (!declare(words) && !step(words)) {
    throw TextError("'" + words.peek() + "' begins no line that is understood");
  }
  words.expect_end();
  if (host_ != nullptr && !paused_) host_->settle();
}

void Transcript::end() {
  for (auto& [name, declared] : declared_) {
    if (declared.callout == nullptr || declared.ignored) continue;
    ScriptedCallout& callout = *declared.callout;
    if (!callout.seen.empty())
      throw TextError("at the end: " + name + " was asked: " + describe(callout.seen.front()));
    if (!callout.deletions.empty())
      throw TextError("at the end: " + name + " was told that a context is gone");
    if (!callout.injections.empty())
      throw TextError("at the end: an injection of " + name + " was completed");
  }
  for (const Side side : {Side::local, Side::remote}) {
    const auto packet = host().next_at(side);
    if (packet) throw TextError("at the end: a packet came out: " + describe_packet(*packet));
  }
  take_findings();
  if (!findings_.empty())
    throw TextError("at the end: finding " + findings_.front().code + " " + findings_.front().message);
  host().close_station();
  for (std::size_t path = 0; path < host().paths(); ++path) {
    const filter::StationCounts counts = host().station(path).counts();
    const std::uint64_t in = counts.packets[0] + counts.packets[1];
    const std::uint64_t out = counts.onward[0] + counts.onward[1] + sum(counts.dropped) + counts.waiting;
    if (in != out)
      throw TextError("packets: " + std::to_string(in) + " came, " + std::to_string(out) + " ended");
  }
  host().settle();
  while (host().next_at(Side::local) || host().next_at(Side::remote)) {
  }
  if (host().pool_counts().out != 0) {
    throw TextError(std::to_string(host().pool_counts().out) + " packets did not go back to their pool");
  }
}

void play_transcript(const std::filesystem::path& file) {
  std::ifstream stream(file);
  ASSERT_TRUE(stream) << file << " cannot be read";
  exec::SeededRuntime seeded({.seed = 1});
  exec::RuntimeScope scope(seeded);
  Transcript transcript;
  int number = 0;
  try {
    for (std::string line; std::getline(stream, line);) {
      ++number;
      if (!record_rule(line)) transcript.say(line);
    }
    transcript.end();
  } catch (const TextError& error) {
    ADD_FAILURE_AT(file.c_str(), number) << error.what();
  }
}

}  // namespace penstock::testing
