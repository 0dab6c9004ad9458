// SPDX-License-Identifier: Apache-2.0
// The C++ half of the driver: a lock guard, placement new, and the queue of pended connects.
extern "C" {
#include <ntddk.h>
}
#include "Inc/Gate.h"
#include <NtStrSafe.h>
#include <ntintsafe.h>
#include <utility>
#include <type_traits>
#include <new>
#include "queue.tmh"

#pragma alloc_text(PAGE, GateQueueName)

namespace {

struct __declspec(align(64)) Queue {
  KSPIN_LOCK lock;
  LIST_ENTRY head;
  long depth = 0L;
};

class InStackGuard {
 public:
  explicit InStackGuard(PKSPIN_LOCK lock) { KeAcquireInStackQueuedSpinLock(lock, &handle_); }
  ~InStackGuard() { KeReleaseInStackQueuedSpinLock(&handle_); }
  InStackGuard(const InStackGuard&) = delete;

 private:
  KLOCK_QUEUE_HANDLE handle_;
};

alignas(Queue) unsigned char storage[sizeof(Queue)];
Queue* queue;

template <typename T>
__forceinline T larger(T a, T b) {
  static_assert(std::is_integral<T>::value, "numbers only");
  return max(a, b);
}

}  // namespace

extern "C" long GateQueueDepth() {
  return queue ? larger<long>(queue->depth, 0) : 0;
}

_Use_decl_annotations_ NTSTATUS GateQueueInsert(PGATE_PENDED Pended) {
  if (queue == nullptr) {
    queue = new (storage) Queue;
    KeInitializeSpinLock(&queue->lock);
    InitializeListHead(&queue->head);
  }
  InStackGuard guard(&queue->lock);
  InsertTailList(&queue->head, &Pended->ListEntry);
  InterlockedIncrement(&queue->depth);
  return STATUS_SUCCESS;
}

PGATE_PENDED GateQueueRemove() {
  if (!queue || IsListEmpty(&queue->head)) return nullptr;
  InStackGuard guard(&queue->lock);
  auto* entry = RemoveHeadList(&queue->head);
  --queue->depth;
  return CONTAINING_RECORD(entry, GATE_PENDED, ListEntry);
}

NTSTATUS GateQueueName(PUNICODE_STRING Name, const GUID& Layer) {
  DECLARE_UNICODE_STRING_SIZE(text, 32);
  WCHAR buffer[46];
  size_t bytes = 0;
  IN_ADDR address = {};
  const auto* layer = Layer == FWPM_LAYER_ALE_AUTH_CONNECT_V4 ? L"connect" : L"other";
  if (!NT_SUCCESS(RtlSizeTMult(sizeof(WCHAR), 16, &bytes))) return STATUS_INTEGER_OVERFLOW;
  RtlIpv4AddressToStringW(&address, buffer);
  auto status = RtlStringCbPrintfW(buffer, sizeof(buffer), L"%ws %wZ %I64u", layer, Name, 7ui64);
  if (IsEqualGUID(Layer, GUID{}) && NT_SUCCESS(status)) status = RtlUnicodeStringCatString(&text, buffer);
  DoTraceMessage(GATE_QUEUE, "named %S", buffer);
  return std::move(status);
}
