// SPDX-License-Identifier: Apache-2.0
// A packet buffer as plug-ins see it: the vtables lie in the slot handle itself, behind it in memory, and count its
// references. Nothing is allocated for a packet, and a call is one virtual function away from the slot.
//
// Threads: as the slot (tunnel/slot.h).
// Memory: the handle's; the face stays over its leases.
// Errors: HRESULTs; a buffer that left its holder answers RO_E_CLOSED (N-BUF-15).
#pragma once

#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Storage.Streams.h>

#include "tunnel/slot.h"
#include "tunnel/slot_pool.h"

namespace penstock::projection {

// What a pool's options say, so that its handles have room for a face.
tunnel::FaceKind buffer_face_kind();

// The pointer that crosses the binary interface; no reference is added.
void* packet_buffer_of(tunnel::SlotHandle& handle);
// The handle behind such a pointer; null for null and for somebody else's object.
tunnel::SlotHandle* slot_of(void* packet_buffer);

// Somebody else's object as the core keeps it.
class ForeignInspectable final : public tunnel::ForeignObject {
 public:
  explicit ForeignInspectable(winrt::Windows::Foundation::IInspectable object);
  void add_reference() override { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() override {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }
  const void* identity() const override { return identity_; }
  const winrt::Windows::Foundation::IInspectable& object() const { return object_; }

 private:
  ~ForeignInspectable() = default;
  std::atomic<std::uint32_t> references_{1};
  winrt::Windows::Foundation::IInspectable object_;
  const void* identity_;
};
tunnel::ForeignRef foreign_ref(const winrt::Windows::Foundation::IInspectable& object);
winrt::Windows::Foundation::IInspectable object_of(const tunnel::ForeignObject* object);

}  // namespace penstock::projection
