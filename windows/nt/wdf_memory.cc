// SPDX-License-Identifier: Apache-2.0
#include "nt/wdf_memory.h"

#include <cstring>
#include <optional>

#include "nt/guest.h"
#include "nt/pool.h"
#include "nt/thread_state.h"

namespace penstock::nt {
namespace {

class WdfMemory final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::memory;
  WdfMemory(Guest* guest, base::CallSite at, void* address, size_t size, ULONG tag, bool owned)
      : WdfObject(kKind, guest, at), buffer(address), bytes(size), tag_(tag), owned_(owned) {}
  void dispose() override {
    if (owned_) ExFreePoolWithTag(buffer, tag_);
  }

  void* const buffer;
  const size_t bytes;

 private:
  const ULONG tag_;
  const bool owned_;
};

// All of one size and one kind. What is taken from it is from the pool each time: a list that keeps blocks would hide
// from the sanitizers who uses one after its end.
class WdfLookaside final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::lookaside;
  WdfLookaside(Guest* guest, base::CallSite at, POOL_TYPE pool, size_t size, ULONG tag_of_all,
               const WDF_OBJECT_ATTRIBUTES* of_memory)
      : WdfObject(kKind, guest, at), pool_type(pool), bytes(size), tag(tag_of_all) {
    if (of_memory != nullptr) attributes = *of_memory;
  }

  const POOL_TYPE pool_type;
  const size_t bytes;
  const ULONG tag;
  std::optional<WDF_OBJECT_ATTRIBUTES> attributes;  // of each memory object
};

constexpr ULONG kDefaultTag = 'mFdW';

NTSTATUS attach(const std::shared_ptr<WdfMemory>& memory, PWDF_OBJECT_ATTRIBUTES attributes,
                const WdfRef& parent, WDFMEMORY* handle) {
  const NTSTATUS status = wdf_attach(memory, attributes, parent);
  if (NT_SUCCESS(status))
    *handle = static_cast<WDFMEMORY>(memory->handle());
  else
    memory->dispose();
  return status;
}

}  // namespace

NTSTATUS make_wdf_memory_over(const WdfRef& parent, void* buffer, size_t bytes, WDFMEMORY* memory) {
  return attach(std::make_shared<WdfMemory>(parent->guest(), base::CallSite{}, buffer, bytes, 0, false),
                nullptr, parent, memory);
}

}  // namespace penstock::nt

using namespace penstock::nt;

namespace {

NTSTATUS memory_from_pool(PWDF_OBJECT_ATTRIBUTES attributes, POOL_TYPE pool, ULONG tag, size_t bytes,
                          penstock::base::CallSite caller, WDFMEMORY* memory, void** buffer) {
  *buffer = ExAllocatePoolWithTag(pool, bytes, tag);
  if (*buffer == nullptr) return STATUS_INSUFFICIENT_RESOURCES;
  const auto made = std::make_shared<WdfMemory>(guest_of(caller), caller, *buffer, bytes, tag, true);
  return attach(made, attributes, wdf_driver_of(guest_of(caller)), memory);
}

std::shared_ptr<WdfMemory> memory_behind(WDFMEMORY handle, penstock::base::CallSite caller,
                                         const char* function) {
  return wdf_resolve_as<WdfMemory>(handle, caller, function);
}

}  // namespace

extern "C" {

NTSTATUS WdfMemoryCreate(PWDF_OBJECT_ATTRIBUTES Attributes, POOL_TYPE PoolType, ULONG PoolTag,
                         size_t BufferSize, WDFMEMORY* Memory, PVOID* Buffer) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  if (BufferSize == 0) return STATUS_INVALID_PARAMETER;
  void* buffer = nullptr;
  const NTSTATUS status = memory_from_pool(Attributes, PoolType, PoolTag == 0 ? kDefaultTag : PoolTag,
                                           BufferSize, caller, Memory, &buffer);
  if (NT_SUCCESS(status) && Buffer != nullptr) *Buffer = buffer;
  return status;
}

NTSTATUS WdfLookasideListCreate(PWDF_OBJECT_ATTRIBUTES LookasideAttributes, size_t BufferSize,
                                POOL_TYPE PoolType, PWDF_OBJECT_ATTRIBUTES MemoryAttributes, ULONG PoolTag,
                                WDFLOOKASIDE* Lookaside) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  if (BufferSize == 0) return STATUS_INVALID_PARAMETER;
  const auto list = std::make_shared<WdfLookaside>(guest_of(caller), caller, PoolType, BufferSize,
                                                   PoolTag == 0 ? kDefaultTag : PoolTag, MemoryAttributes);
  const NTSTATUS status = wdf_attach(list, LookasideAttributes, wdf_driver_of(guest_of(caller)));
  if (NT_SUCCESS(status)) *Lookaside = static_cast<WDFLOOKASIDE>(list->handle());
  return status;
}

NTSTATUS WdfMemoryCreateFromLookaside(WDFLOOKASIDE Lookaside, WDFMEMORY* Memory) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const auto list = wdf_resolve_as<WdfLookaside>(Lookaside, caller, __func__);
  if (list == nullptr) return STATUS_INVALID_PARAMETER;
  void* buffer = nullptr;
  return memory_from_pool(list->attributes ? &*list->attributes : nullptr, list->pool_type, list->tag,
                          list->bytes, caller, Memory, &buffer);
}

NTSTATUS WdfMemoryCreatePreallocated(PWDF_OBJECT_ATTRIBUTES Attributes, PVOID Buffer, size_t BufferSize,
                                     WDFMEMORY* Memory) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  if (BufferSize == 0 || Buffer == nullptr) return STATUS_INVALID_PARAMETER;
  const auto memory = std::make_shared<WdfMemory>(guest_of(caller), caller, Buffer, BufferSize, 0u, false);
  return attach(memory, Attributes, wdf_driver_of(guest_of(caller)), Memory);
}

PVOID WdfMemoryGetBuffer(WDFMEMORY Memory, size_t* BufferSize) {
  const auto memory = memory_behind(Memory, PENSTOCK_CALLER, __func__);
  if (memory == nullptr) return nullptr;
  if (BufferSize != nullptr) *BufferSize = memory->bytes;
  return memory->buffer;
}

NTSTATUS WdfMemoryCopyToBuffer(WDFMEMORY Source, size_t SourceOffset, PVOID Buffer, size_t Bytes) {
  const auto memory = memory_behind(Source, PENSTOCK_CALLER, __func__);
  if (memory == nullptr || Buffer == nullptr) return STATUS_INVALID_PARAMETER;
  if (SourceOffset > memory->bytes || memory->bytes - SourceOffset < Bytes) return STATUS_BUFFER_TOO_SMALL;
  std::memcpy(Buffer, static_cast<char*>(memory->buffer) + SourceOffset, Bytes);
  return STATUS_SUCCESS;
}

NTSTATUS WdfMemoryCopyFromBuffer(WDFMEMORY Destination, size_t DestinationOffset, PVOID Buffer,
                                 size_t Bytes) {
  const auto memory = memory_behind(Destination, PENSTOCK_CALLER, __func__);
  if (memory == nullptr || Buffer == nullptr) return STATUS_INVALID_PARAMETER;
  if (DestinationOffset > memory->bytes || memory->bytes - DestinationOffset < Bytes)
    return STATUS_BUFFER_TOO_SMALL;
  std::memcpy(static_cast<char*>(memory->buffer) + DestinationOffset, Buffer, Bytes);
  return STATUS_SUCCESS;
}

}  // extern "C"
