// SPDX-License-Identifier: Apache-2.0
#include "vmbus/region_book.h"

#include <map>
#include <mutex>
#include <utility>

#include "exec/mutex.h"
#include "vmbus/environment.h"
#include "vmbus/mdl_chain.h"

namespace penstock::vmbus {
namespace {

using Key = std::pair<const channel::Endpoint*, std::uint32_t>;

struct Book {
  exec::Mutex lock;
  std::map<Key, std::vector<std::uint64_t>> mapped;
  std::map<Key, ExternalRanges> lent;
};

Book& book() {
  static auto* one = new Book;
  return *one;
}

}  // namespace

PMDL remember_mapping(const channel::ServerEndpoint& server, std::uint32_t region,
                      std::span<const channel::MemoryPiece> pieces) {
  std::lock_guard hold(book().lock);
  return build_chain(pieces, book().mapped[{&server, region}]);
}

void forget_mapping(const channel::ServerEndpoint& server, std::uint32_t region) {
  std::lock_guard hold(book().lock);
  book().mapped.erase({&server, region});
}

std::size_t forget_mappings(const channel::Endpoint& server) {
  std::lock_guard hold(book().lock);
  return std::erase_if(book().mapped, [&](const auto& entry) { return entry.first.first == &server; });
}

Status lend_region(channel::ClientEndpoint& client, ExternalRanges ranges, bool read_only, UINT32* region) {
  if (environment().own_memory == nullptr) return STATUS_NOT_SUPPORTED;
  ranges.add_to_memory();
  const std::vector<channel::PageRange> shown = ranges.view();
  const auto lent = client.lend(shown, read_only);
  if (!lent) {
    ranges.remove_from_memory();
    return to_status(lent.fault(), Family::region);
  }
  *region = *lent;
  std::lock_guard hold(book().lock);
  book().lent.insert_or_assign(Key{&client, *lent}, std::move(ranges));
  return STATUS_SUCCESS;
}

bool take_back_region(channel::ClientEndpoint& client, std::uint32_t region) {
  {
    std::lock_guard hold(book().lock);
    if (!book().lent.contains({&client, region})) return false;
  }
  (void)client.take_back(region);  // without a peer there is nobody who could still look
  ExternalRanges ranges;
  {
    std::lock_guard hold(book().lock);
    ranges = std::move(book().lent[{&client, region}]);
    book().lent.erase({&client, region});
  }
  ranges.remove_from_memory();
  return true;
}

void forget_lent(const channel::Endpoint& client) {
  std::vector<ExternalRanges> left;
  {
    std::lock_guard hold(book().lock);
    for (auto& [key, ranges] : book().lent) {
      if (key.first == &client) left.push_back(std::move(ranges));
    }
    std::erase_if(book().lent, [&](const auto& entry) { return entry.first.first == &client; });
  }
  for (const ExternalRanges& ranges : left) ranges.remove_from_memory();
}

}  // namespace penstock::vmbus
