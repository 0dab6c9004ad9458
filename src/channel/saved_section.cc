// SPDX-License-Identifier: Apache-2.0
#include "channel/saved_section.h"

#include <algorithm>

namespace penstock::channel {
namespace {

// The next run of whole chunks; what is no chunk comes as it is, for whoever takes chunks to refuse.
snapshot::Result<Bytes> next_run(snapshot::SectionReader& from) {
  std::size_t needed = kChunkHeadBytes;
  for (;;) {
    const auto bytes = from.next(needed);
    if (!bytes) return bytes.fault();
    const ChunkRun run = whole_chunks(*bytes);
    if (run.bytes != 0) return bytes->first(run.bytes);
    if (bytes->size() == from.left()) return *bytes;  // it ends within a chunk
    needed = run.bytes_needed;
  }
}

SectionFault fault_of(const SaveStep& step) { return {step.fault, step.provider_status, std::nullopt}; }
SectionFault fault_of(snapshot::Fault fault) { return {Fault::damaged, 0, std::move(fault)}; }

base::Result<std::uint64_t, SectionFault> fill_section(ServerEndpoint& endpoint,
                                                       snapshot::ImageStream& into) {
  std::uint64_t bytes = 0;
  std::size_t needed = kChunkHeadBytes;
  for (;;) {
    const auto room = into.room(needed);
    if (!room) return fault_of(room.fault());
    const SaveStep step = endpoint.save_continue(*room);
    if (step.outcome == SaveStep::Outcome::failed) return fault_of(step);
    into.filled(step.bytes_filled);
    bytes += step.bytes_filled;
    if (step.outcome == SaveStep::Outcome::all_saved) return bytes;
    needed = step.bytes_required;
  }
}

}  // namespace

base::Result<std::uint64_t, SectionFault> save_section(ServerEndpoint& endpoint,
                                                       snapshot::ImageStream& into) {
  if (const auto begun = endpoint.save_begin(); !begun) return SectionFault{begun.fault(), 0, std::nullopt};
  auto bytes = fill_section(endpoint, into);
  endpoint.save_end();
  return bytes;
}

base::Result<void, SectionFault> restore_section(ServerEndpoint& endpoint, snapshot::SectionReader& from) {
  for (;;) {
    const auto run = next_run(from);
    if (!run) {
      (void)endpoint.restore({});  // which ends it
      return fault_of(run.fault());
    }
    from.taken(run->size());
    const RestoreStep step = endpoint.restore(*run, from.left());
    if (step.outcome == RestoreStep::Outcome::complete) return {};
    if (step.outcome == RestoreStep::Outcome::failed)
      return SectionFault{step.fault, step.provider_status, std::nullopt};
  }
}

base::Result<SavedOutline, OutlineFault> outline_of(snapshot::SectionReader& from) {
  OutlineReader outline;
  for (;;) {
    const auto run = next_run(from);
    if (!run) return outline.end();
    from.taken(run->size());
    outline.take(*run);
    if (run->empty() || from.left() == 0) return outline.end();
  }
}

}  // namespace penstock::channel
