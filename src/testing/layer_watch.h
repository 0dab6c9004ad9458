// SPDX-License-Identifier: Apache-2.0
// A callout that only notes at which layer it was asked: the order of layers as a list of names.
//
// Threads: one classify at a time.
// Memory: the list is the transcript's.
// Errors: none.
#pragma once

#include <deque>
#include <string>

#include "filter/callout.h"
#include "filter/layer.h"

namespace penstock::testing {

class LayerWatch final : public filter::Callout {
 public:
  explicit LayerWatch(std::deque<std::string>& layers) : layers_(layers) {}
  void classify(const filter::Classification& shown, filter::ClassifyOut&) override {
    layers_.emplace_back(filter::find_layer(shown.layer)->name);
  }
  bool filter_added(const filter::FilterNotice&) override { return true; }
  void filter_deleted(const filter::FilterNotice&) override {}
  bool wants_flow_deletions() const override { return false; }
  void flow_deleted(filter::Layer, std::uint32_t, std::uint64_t) override {}

 private:
  std::deque<std::string>& layers_;
};

}  // namespace penstock::testing
