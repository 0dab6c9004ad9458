// SPDX-License-Identifier: Apache-2.0
// A transcript: a contract's behaviour told as a timeline that a test reads. Lines name the rules it
// proves, declare callouts and filters, let packets come and operations complete, and say what must have
// happened by then. The language is in README.md. After each step everything that follows from it has
// happened. At the end nothing may be left that no line has expected: no classification, packet, finding,
// notice or completion.
//
// Threads: the test's, under the seeded runtime.
// Memory: its own host, policy and callouts.
// Errors: a line that cannot be read or is not fulfilled stops the transcript with a failure of the running
//   test that names file, line, what was expected and what happened.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/finding.h"
#include "testing/scripted_callout.h"
#include "testing/scripted_host.h"

namespace penstock::testing {

class LayerWatch;

class Transcript {
 public:
  Transcript();
  ~Transcript();
  Transcript(const Transcript&) = delete;
  Transcript& operator=(const Transcript&) = delete;

  // Says one line; throws TextError.
  void say(std::string_view line);
  // Nothing is left that was not expected, and no packet is lost.
  void end();

 private:
  // A callout or a plain filter by its name in the transcript.
  struct Declared {
    std::unique_ptr<ScriptedCallout> callout;
    filter::Layer layer{};
    filter::Key key;
    std::uint32_t registration_flags = 0;
    std::uint64_t filter_id = 0;
    bool ignored = false;
  };
  struct FilterWords;

  ScriptedHost& host();
  filter::Engine& engine() { return host().engine(); }
  Declared& named(const std::string& name);
  ScriptedCallout& callout_named(const std::string& name);
  std::string next_callout_name(Words& words);
  void result_is(const filter::Result<void>& result);

  // --- transcript_declare.cc ---
  bool declare(Words& words);
  void declare_host(Words& words);
  void declare_callout(Words& words);
  void declare_filter(Words& words);
  void declare_watch(Words& words);
  FilterWords read_filter_words(Words& words, filter::Layer layer);
  filter::Key sublayer_of_weight(std::uint16_t weight);
  void register_callout(Declared& declared);
  void answer(ScriptedCallout& callout, Words& words, bool once);

  // --- transcript_steps.cc ---
  bool step(Words& words);
  void send(Side side, Words& words);
  void complete(Words& words);
  void wait(Words& words);
  void remove_filter(Words& words);
  bool step_of(ScriptedCallout& callout, Words& words);
  void inject(ScriptedCallout& callout, Words& words);

  // --- transcript_expect.cc ---
  void expect(Words& words);
  void expect_packet(Side side, Words& words);
  void expect_finding(Words& words);
  void expect_layers(Words& words);
  void expect_count(Words& words);
  void expect_of(const std::string& name, Words& words);
  void expect_seen(ScriptedCallout& callout, Words& words);
  void take_findings();

  HostOptions options_;
  std::unique_ptr<ScriptedHost> host_;
  filter::SessionId session_ = 0;
  filter::SessionId dynamic_session_ = 0;
  std::map<std::uint16_t, filter::Key> sublayers_;
  std::map<std::string, Declared> declared_;
  std::vector<std::unique_ptr<LayerWatch>> watches_;
  std::deque<std::string> layers_seen_;
  std::deque<base::Finding> findings_;
  std::map<std::string, std::uint64_t> endpoints_;
  bool paused_ = false;  // the paths stand still
  std::string last_result_ = "nothing was asked yet";
};

// Plays a file inside the running test: records its rules, says its lines, reports what fails.
void play_transcript(const std::filesystem::path& file);

}  // namespace penstock::testing
