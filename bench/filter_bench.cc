// SPDX-License-Identifier: Apache-2.0
// What one classify walk costs: nothing at the layer, a callout that permits, and a hundred plain filters
// of two conditions of which only the last one matches.
#include <benchmark/benchmark.h>

#include "exec/quiescence.h"
#include "filter/policy_fixture.h"

namespace penstock::filter {
namespace {

class Permitting : public Callout {
 public:
  void classify(const Classification&, ClassifyOut& out) override { out.action = Action::permit; }
  bool filter_added(const FilterNotice&) override { return true; }
  void filter_deleted(const FilterNotice&) override {}
  bool wants_flow_deletions() const override { return false; }
  void flow_deleted(Layer, std::uint32_t, std::uint64_t) override {}
};

void walk(benchmark::State& state, PolicyFixture& policy) {
  policy.show("IP_PROTOCOL", Value::of_uint8(6));
  policy.show("IP_REMOTE_ADDRESS", Value::of_uint32(0x0a000001));
  policy.show("IP_REMOTE_PORT", Value::of_uint16(443));
  const auto published = policy.store.published().load();
  const WalkInput input = {.layer = PolicyFixture::kLayer,
                           .values = policy.values.data(),
                           .value_count = kFieldsMax,
                           .metadata = nullptr};
  const exec::Quiescence::Section section;
  for (auto _ : state) {
    WalkResult result = arbitrate(*published, input);
    benchmark::DoNotOptimize(result);
  }
}

void nothing(benchmark::State& state) {
  PolicyFixture policy;
  walk(state, policy);
}
BENCHMARK(nothing);

void one_permitting_callout(benchmark::State& state) {
  Permitting code;
  PolicyFixture policy;
  const Key key = make_key();
  benchmark::DoNotOptimize(policy.registry.register_callout(key, code, 0, 0));
  benchmark::DoNotOptimize(policy.store.add_callout(policy.session, PolicyFixture::callout(key)));
  policy.add(PolicyFixture::filter(Action::callout_terminating, {}, key));
  walk(state, policy);
}
BENCHMARK(one_permitting_callout);

void hundred_plain_filters(benchmark::State& state) {
  PolicyFixture policy;
  for (std::uint16_t number = 0; number < 100; ++number) {
    FilterSpec spec = PolicyFixture::filter(Action::permit);
    const auto port = static_cast<std::uint16_t>(number == 99 ? 443 : 1000 + number);
    spec.conditions = {{condition_key(Field::ip_protocol), 0, Value::of_uint8(6)},
                       {condition_key(Field::ip_remote_port), 0, Value::of_uint16(port)}};
    policy.add(spec);
  }
  walk(state, policy);
}
BENCHMARK(hundred_plain_filters);

void adding_and_deleting_a_filter_among(benchmark::State& state) {
  PolicyFixture policy;
  for (std::int64_t number = 0; number < state.range(0); ++number) policy.add(PolicyFixture::filter());
  for (auto _ : state) {
    const std::uint64_t id = policy.add(PolicyFixture::filter());
    benchmark::DoNotOptimize(policy.store.delete_filter(policy.session, id));
  }
}
BENCHMARK(adding_and_deleting_a_filter_among)->Arg(10)->Arg(1000);

}  // namespace
}  // namespace penstock::filter

BENCHMARK_MAIN();
