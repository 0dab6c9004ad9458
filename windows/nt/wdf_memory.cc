// SPDX-License-Identifier: Apache-2.0
#include "nt/wdf_memory.h"

#include <cstring>

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
  const ULONG tag = PoolTag == 0 ? 'mFdW' : PoolTag;
  void* buffer = ExAllocatePoolWithTag(PoolType, BufferSize, tag);
  if (buffer == nullptr) return STATUS_INSUFFICIENT_RESOURCES;
  const auto memory = std::make_shared<WdfMemory>(guest_of(caller), caller, buffer, BufferSize, tag, true);
  const NTSTATUS status = attach(memory, Attributes, wdf_driver_of(guest_of(caller)), Memory);
  if (NT_SUCCESS(status) && Buffer != nullptr) *Buffer = buffer;
  return status;
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
