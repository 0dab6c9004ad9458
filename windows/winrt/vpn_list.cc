// SPDX-License-Identifier: Apache-2.0
#include "winrt/vpn_list.h"

#include <new>

#include "winrt/vpn_buffer.h"
#include "winrt/vpn_fault.h"

// A vtable of the binary interface has no place for a destructor; nobody deletes through one.
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

namespace penstock::projection {

namespace vpn = winrt::Windows::Networking::Vpn;
namespace collections = winrt::Windows::Foundation::Collections;
using tunnel::SlotList;
using winrt::guid;
using winrt::guid_of;
using winrt::impl::abi_t;

namespace {

using Buffers = collections::IIterable<vpn::VpnPacketBuffer>;

// A null argument is for the core to refuse; somebody else's object is refused here, because the core cannot see it.
std::int32_t put_into(SlotList& list, void* buffer, bool at_begin) {
  auto* const slot = slot_of(buffer);
  if (buffer && !slot) return winrt::impl::error_invalid_argument;
  return code_of(at_begin ? list.add_at_begin(slot) : list.append(slot));
}

std::int32_t give(tunnel::Result<tunnel::SlotRef> taken, void** value) {
  if (!taken.ok()) return hresult_of(taken.fault());
  *value = packet_buffer_of(*taken.value().detach());
  return 0;
}

// Iteration shows what is in the list now and hands nothing over (N-LIST-6).
Buffers snapshot_of(SlotList& list) {
  auto const slots = value_of(list.snapshot());
  std::vector<vpn::VpnPacketBuffer> shown;
  for (auto const& slot : slots) {
    slot->add_reference();
    shown.emplace_back(packet_buffer_of(*slot), winrt::take_ownership_from_abi);
  }
  return winrt::single_threaded_vector<vpn::VpnPacketBuffer>(std::move(shown));
}

struct ListObject final : abi_t<vpn::IVpnPacketBufferList> {
  struct Iterable final : abi_t<Buffers> {
    std::int32_t QueryInterface(guid const& id, void** object) noexcept final {
      return owner->QueryInterface(id, object);
    }
    std::uint32_t AddRef() noexcept final { return owner->AddRef(); }
    std::uint32_t Release() noexcept final { return owner->Release(); }
    std::int32_t GetIids(std::uint32_t* count, guid** ids) noexcept final {
      return owner->GetIids(count, ids);
    }
    std::int32_t GetRuntimeClassName(void** name) noexcept final { return owner->GetRuntimeClassName(name); }
    std::int32_t GetTrustLevel(std::int32_t* level) noexcept final { return owner->GetTrustLevel(level); }
    std::int32_t First(void** result) noexcept final try {
      winrt::impl::need_place(result);
      *result = winrt::detach_abi(snapshot_of(owner->list()).First());
      return 0;
    } catch (...) {
      return winrt::to_hresult();
    }
    ListObject* owner = nullptr;
  };

  explicit ListObject(SlotList& list) : list_(&list) { iterable_.owner = this; }
  SlotList& list() { return *list_; }

  std::int32_t QueryInterface(guid const& id, void** object) noexcept final {
    if (!object) return winrt::impl::error_pointer;
    *object = nullptr;
    if (id == guid_of<Buffers>())
      *object = &iterable_;
    else if (id == guid_of<vpn::IVpnPacketBufferList>() || id == winrt::impl::unknown_guid ||
             id == winrt::impl::inspectable_guid || id == winrt::impl::agile_object_guid)
      *object = this;
    if (!*object) return winrt::impl::error_no_interface;
    list_->add_reference();
    return 0;
  }
  std::uint32_t AddRef() noexcept final {
    list_->add_reference();
    return 2;
  }
  std::uint32_t Release() noexcept final {
    list_->release();
    return 1;
  }
  std::int32_t GetIids(std::uint32_t* count, guid** ids) noexcept final {
    if (!count || !ids) return winrt::impl::error_pointer;
    *count = 0;
    *ids = nullptr;
    return 0;
  }
  std::int32_t GetRuntimeClassName(void** name) noexcept final {
    if (!name) return winrt::impl::error_pointer;
    *name = winrt::detach_abi(winrt::hstring(L"Windows.Networking.Vpn.VpnPacketBufferList"));
    return 0;
  }
  std::int32_t GetTrustLevel(std::int32_t* level) noexcept final {
    if (!level) return winrt::impl::error_pointer;
    *level = 0;
    return 0;
  }

  std::int32_t Append(void* buffer) noexcept final { return put_into(*list_, buffer, false); }
  std::int32_t AddAtBegin(void* buffer) noexcept final { return put_into(*list_, buffer, true); }
  std::int32_t RemoveAtEnd(void** result) noexcept final {
    if (!result) return winrt::impl::error_pointer;
    *result = nullptr;
    return give(list_->remove_at_end(PENSTOCK_CALLER), result);
  }
  std::int32_t RemoveAtBegin(void** result) noexcept final {
    if (!result) return winrt::impl::error_pointer;
    *result = nullptr;
    return give(list_->remove_at_begin(PENSTOCK_CALLER), result);
  }
  std::int32_t Clear() noexcept final { return code_of(list_->clear()); }
  std::int32_t put_Status(vpn::VpnPacketBufferStatus value) noexcept final {
    return code_of(list_->set_status(static_cast<tunnel::BufferStatus>(value)));
  }
  std::int32_t get_Status(vpn::VpnPacketBufferStatus* result) noexcept final {
    if (!result) return winrt::impl::error_pointer;
    auto const status = list_->status();
    if (!status.ok()) return hresult_of(status.fault());
    *result = static_cast<vpn::VpnPacketBufferStatus>(status.value());
    return 0;
  }
  std::int32_t get_Size(std::uint32_t* result) noexcept final {
    if (!result) return winrt::impl::error_pointer;
    *result = 0;
    auto const size = list_->size();
    if (!size.ok()) return hresult_of(size.fault());
    *result = size.value();
    return 0;
  }

 private:
  SlotList* list_;
  Iterable iterable_;
};

}  // namespace

tunnel::FaceKind list_face_kind() { return {.bytes = sizeof(ListObject), .retire = nullptr}; }

void* packet_list_of(SlotList& list) {
  if (!list.face_built) {
    new (list.face()) ListObject(list);
    list.face_built = true;
  }
  return std::launder(reinterpret_cast<ListObject*>(list.face()));
}

}  // namespace penstock::projection
