// SPDX-License-Identifier: Apache-2.0
// The lines that set a scene: the host, callouts, filters and what callouts answer.
#include "testing/layer_watch.h"
#include "testing/transcript.h"

namespace penstock::testing {
namespace {

filter::Layer read_layer(Words& words) {
  const std::string name = words.next("a layer");
  const filter::LayerInfo* info = filter::find_layer(name);
  if (info == nullptr) throw TextError("there is no layer " + name);
  return info->layer;
}

When read_when(const std::string& word) {
  constexpr std::pair<std::string_view, When> kWords[] = {
      {"any:", When::any},
      {"initial:", When::initial},
      {"reauthorize:", When::reauthorize},
      {"completion:", When::completion},
      {"policy-change:", When::policy_change},
      {"injected:", When::injected},
      {"injected-by-other:", When::other_injected},
  };
  for (const auto& [text, when] : kWords) {
    if (word == text) return when;
  }
  throw TextError("'" + word +
                  "' should be any:, initial:, reauthorize:, completion:, policy-change:, injected: "
                  "or injected-by-other:");
}

}  // namespace

struct Transcript::FilterWords {
  filter::FilterSpec spec;
  filter::SessionId session = 0;
  std::uint32_t registration_flags = 0;
  bool registered = true;
  bool flow_deletions = true;
};

bool Transcript::declare(Words& words) {
  if (words.accept("host")) {
    declare_host(words);
  } else if (words.accept("callout")) {
    declare_callout(words);
  } else if (words.accept("filter")) {
    declare_filter(words);
  } else if (words.accept("watch")) {
    declare_watch(words);
  } else if (words.accept("ignore")) {
    named(next_callout_name(words)).ignored = true;
  } else {
    return false;
  }
  return true;
}

void Transcript::declare_host(Words& words) {
  if (host_ != nullptr) throw TextError("the host is described before anything else");
  if (words.accept("strict injection order")) {
    options_.strict_injection_order = true;
  } else if (words.accept("two paths")) {
    options_.paths = 2;
  } else if (words.accept("super packets")) {
    options_.super_packets = true;
  } else if (words.accept("no midstream")) {
    options_.station.pick_up_midstream = false;
  } else if (words.accept("no resets")) {
    options_.station.reset_denied = false;
  } else if (words.accept("fragment groups max")) {
    options_.station.fragment_groups_max = static_cast<std::uint32_t>(words.number("a number of groups"));
  } else if (words.accept("flows max")) {
    options_.station.flows_max = static_cast<std::uint32_t>(words.number("a number of flows"));
  } else {
    throw TextError(
        "a host has: strict injection order, two paths, super packets, no midstream, no resets, "
        "flows max N, fragment groups max N");
  }
}

filter::Key Transcript::sublayer_of_weight(std::uint16_t weight) {
  const auto found = sublayers_.find(weight);
  if (found != sublayers_.end()) return found->second;
  const filter::Key key = filter::make_key();
  const auto added = engine().policy().add_sublayer(
      session_, {.key = key, .display = {.name = "of a transcript"}, .weight = weight});
  if (!added) throw TextError(std::string("sublayer: ") + filter::to_string(added.fault()));
  return sublayers_.emplace(weight, key).first->second;
}

Transcript::FilterWords Transcript::read_filter_words(Words& words, filter::Layer layer) {
  (void)host();
  FilterWords read{.session = session_};
  read.spec.display.name = "of a transcript";
  read.spec.layer = filter::find_layer(layer)->key;
  read.spec.sublayer = sublayer_of_weight(100);
  while (!words.done()) {
    if (words.accept("sublayer")) {
      read.spec.sublayer = sublayer_of_weight(static_cast<std::uint16_t>(words.number("a weight")));
    } else if (words.accept("weight")) {
      read.spec.weight = filter::Value::of_uint8(static_cast<std::uint8_t>(words.number("a weight")));
    } else if (words.accept("terminating")) {
      read.spec.action = filter::Action::callout_terminating;
    } else if (words.accept("inspection")) {
      read.spec.action = filter::Action::callout_inspection;
    } else if (words.accept("permit if unregistered")) {
      read.spec.flags |= filter::kFilterPermitIfUnregistered;
    } else if (words.accept("hard")) {
      read.spec.flags |= filter::kFilterClearRight;
    } else if (words.accept("conditional on flow")) {
      read.registration_flags |= filter::kCalloutConditionalOnFlow;
    } else if (words.accept("without flow deletions")) {
      read.flow_deletions = false;
    } else if (words.accept("not registered")) {
      read.registered = false;
    } else if (words.accept("context")) {
      read.spec.raw_context = words.number("a context");
    } else if (words.accept("dynamic")) {
      read.session = dynamic_session_;
    } else if (words.accept("where")) {
      const auto index = filter::field_index(layer, words.next("a field"));
      if (!index) throw TextError("the layer has no such field");
      const filter::FieldInfo& field = filter::find_layer(layer)->fields[*index];
      const std::uint64_t number = words.number("a value");
      filter::Value value;
      value.type = field.type;
      value.raw = number;
      read.spec.conditions.push_back({.field = filter::condition_key(field.field), .value = value});
    } else {
      throw TextError("'" + words.peek() + "' is nothing that a filter has");
    }
  }
  return read;
}

void Transcript::register_callout(Declared& declared) {
  const auto registered = engine().callouts().register_callout(
      declared.key, *declared.callout, declared.registration_flags, declared.callout->borrower());
  last_result_ = registered ? "ok" : fault_word(registered.fault());
  if (registered) declared.callout->id = *registered;
}

void Transcript::declare_callout(Words& words) {
  const std::string name = words.next("a name");
  if (!words.accept("at")) throw TextError("a callout stands 'at' a layer");
  const filter::Layer layer = read_layer(words);
  FilterWords read = read_filter_words(words, layer);
  Declared& declared = declared_[name];
  if (declared.callout != nullptr) throw TextError(name + " is there already");
  declared.callout = std::make_unique<ScriptedCallout>(engine(), name);
  declared.callout->wants_deletions = read.flow_deletions;
  declared.layer = layer;
  declared.key = filter::make_key();
  declared.registration_flags = read.registration_flags;
  if (read.registered) register_callout(declared);
  filter::PolicyStore& policy = engine().policy();
  const auto added = policy.add_callout(
      session_, {.key = declared.key, .display = {.name = name}, .layer = filter::find_layer(layer)->key});
  if (!added) throw TextError(std::string("callout: ") + filter::to_string(added.fault()));
  read.spec.callout = declared.key;
  if (read.spec.action == filter::Action::permit) read.spec.action = filter::Action::callout_unknown;
  const auto filter_id = policy.add_filter(read.session, read.spec);
  if (!filter_id) throw TextError(std::string("filter: ") + filter::to_string(filter_id.fault()));
  declared.filter_id = *filter_id;
}

void Transcript::declare_filter(Words& words) {
  const std::string name = words.next("a name");
  if (!words.accept("at")) throw TextError("a filter stands 'at' a layer");
  const filter::Layer layer = read_layer(words);
  const bool block = words.accept("block");
  if (!block && !words.accept("permit")) throw TextError("a filter says permit or block");
  FilterWords read = read_filter_words(words, layer);
  read.spec.action = block ? filter::Action::block : filter::Action::permit;
  const auto filter_id = engine().policy().add_filter(read.session, read.spec);
  if (!filter_id) throw TextError(std::string("filter: ") + filter::to_string(filter_id.fault()));
  declared_[name].filter_id = *filter_id;
}

// An inspecting callout at every layer that is indicated.
void Transcript::declare_watch(Words& words) {
  const bool six = words.accept("V6");
  if (!six && !words.accept("V4")) throw TextError("watch V4 or V6");
  filter::PolicyStore& policy = engine().policy();
  for (const filter::LayerInfo& info : filter::all_layers()) {
    if (!info.indicated || filter::is_v6(info.layer) != six) continue;
    watches_.push_back(std::make_unique<LayerWatch>(layers_seen_));
    const filter::Key key = filter::make_key();
    const bool made =
        engine().callouts().register_callout(key, *watches_.back(), 0, 0).ok() &&
        policy.add_callout(session_, {.key = key, .display = {.name = "watch"}, .layer = info.key}).ok() &&
        policy
            .add_filter(session_, {.display = {.name = "watch"},
                                   .layer = info.key,
                                   .sublayer = sublayer_of_weight(0xfff0),
                                   .action = filter::Action::callout_inspection,
                                   .callout = key})
            .ok();
    if (!made) throw TextError("the layer " + std::string(info.name) + " cannot be watched");
  }
}

void Transcript::answer(ScriptedCallout& callout, Words& words, bool once) {
  Answer answer{.when = read_when(words.next("when the answer holds")), .once = once, .words = {}};
  while (!words.done()) answer.words.push_back(words.next("an answer"));
  callout.answer(std::move(answer));
}

}  // namespace penstock::testing
