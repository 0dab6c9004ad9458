// SPDX-License-Identifier: Apache-2.0
#include "host/missing_thunks.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstring>

#include "base/assert.h"
#include "base/call_site.h"

namespace penstock::host {
namespace {

constexpr std::size_t kThunkBytes = 32;

// Jumped to, not called, by a thunk: the return address is the guest's.
[[noreturn]] void call_of_missing_function(const MissingThunks::Target* target) {
  const base::CallSite caller = PENSTOCK_CALLER;
  std::fprintf(stderr, "penstock: %s called %s, which is not implemented, from %s\n", target->guest.c_str(),
               target->function.c_str(), base::name_of(caller).c_str());
  std::fflush(nullptr);
  _exit(kMissingExitCode);
}

void write_thunk(std::uint8_t* at, const MissingThunks::Target* target) {
  const auto argument = reinterpret_cast<std::uint64_t>(target);
  const auto destination = reinterpret_cast<std::uint64_t>(&call_of_missing_function);
  const std::uint8_t landing_pad[] = {0xf3, 0x0f, 0x1e, 0xfa};
  std::memcpy(at, landing_pad, 4);
  at[4] = 0x48, at[5] = 0xbf;  // mov $argument, %rdi
  std::memcpy(at + 6, &argument, 8);
  at[14] = 0x48, at[15] = 0xb8;  // mov $destination, %rax
  std::memcpy(at + 16, &destination, 8);
  at[24] = 0xff, at[25] = 0xe0;  // jmp *%rax
}

}  // namespace

MissingThunks::MissingThunks(std::string guest, const std::vector<std::string>& names) {
  code_bytes_ = (names.size() * kThunkBytes + 4095) & ~std::size_t{4095};
  if (code_bytes_ == 0) return;
  code_ = mmap(nullptr, code_bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  PENSTOCK_ASSERT(code_ != MAP_FAILED);
  for (const std::string& name : names) {
    targets_.push_back(std::make_unique<Target>(Target{guest, name}));
    write_thunk(static_cast<std::uint8_t*>(code_) + (targets_.size() - 1) * kThunkBytes,
                targets_.back().get());
  }
  const int protected_now = mprotect(code_, code_bytes_, PROT_READ | PROT_EXEC);
  PENSTOCK_ASSERT(protected_now == 0);
}

MissingThunks::~MissingThunks() {
  if (code_ != nullptr) munmap(code_, code_bytes_);
}

const void* MissingThunks::thunk(std::size_t index) const {
  PENSTOCK_ASSERT(index < targets_.size());
  return static_cast<const std::uint8_t*>(code_) + index * kThunkBytes;
}

}  // namespace penstock::host
