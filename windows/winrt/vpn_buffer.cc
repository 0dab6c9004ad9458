// SPDX-License-Identifier: Apache-2.0
#include "winrt/vpn_buffer.h"

#include <new>

#include <winrt/Penstock.Vpn.h>

#include "winrt/factories.h"
#include "winrt/vpn_fault.h"

// A vtable of the binary interface has no place for a destructor; nobody deletes through one.
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

namespace penstock::projection {

namespace vpn = winrt::Windows::Networking::Vpn;
namespace own = winrt::Penstock::Vpn;
namespace streams = winrt::Windows::Storage::Streams;
using tunnel::SlotHandle;
using winrt::guid;
using winrt::guid_of;
using winrt::impl::abi_t;

namespace {

// Known to nobody else: how a pointer proves to be one of ours.
constexpr guid kSlotAccess{"5b1f4c0a-6a2b-4c0e-8d65-0c8e6a1d7f31"};

struct BufferFace;

// What all vtables of one identity share. F finds the face, D is the vtable's own class.
template <typename D, typename I>
struct FacePart : abi_t<I> {
  std::int32_t QueryInterface(guid const& id, void** object) noexcept final {
    return self().query(id, object);
  }
  std::uint32_t AddRef() noexcept final {
    self().handle().add_reference();
    return 2;
  }
  std::uint32_t Release() noexcept final {
    self().handle().release();
    return 1;
  }
  std::int32_t GetIids(std::uint32_t* count, guid** ids) noexcept {
    if (!count || !ids) return winrt::impl::error_pointer;
    *count = 0;
    *ids = nullptr;
    return 0;
  }
  std::int32_t GetRuntimeClassName(void** name) noexcept {
    if (!name) return winrt::impl::error_pointer;
    *name = winrt::detach_abi(winrt::hstring(D::kClassName));
    return 0;
  }
  std::int32_t GetTrustLevel(std::int32_t* level) noexcept {
    if (!level) return winrt::impl::error_pointer;
    *level = 0;
    return 0;
  }
  D& self() noexcept { return static_cast<D&>(*this); }
};

// The bytes of a slot: an object of its own, with the handle's count.
struct BytesObject final : FacePart<BytesObject, streams::IBuffer> {
  static constexpr const wchar_t* kClassName = L"Windows.Storage.Streams.Buffer";
  struct Access final : winrt::impl::byte_access_abi {
    std::int32_t QueryInterface(guid const& id, void** object) noexcept final {
      return owner->query(id, object);
    }
    std::uint32_t AddRef() noexcept final { return owner->AddRef(); }
    std::uint32_t Release() noexcept final { return owner->Release(); }
    std::int32_t Buffer(std::uint8_t** value) noexcept final {
      if (!value) return winrt::impl::error_pointer;
      auto const data = owner->handle().data();
      *value = data.ok() ? data.value() : nullptr;
      return data.ok() ? 0 : hresult_of(data.fault()).value;
    }
    BytesObject* owner = nullptr;
  };

  explicit BytesObject(SlotHandle& handle) : handle_(&handle) { access.owner = this; }
  SlotHandle& handle() { return *handle_; }

  std::int32_t query(guid const& id, void** object) noexcept {
    if (id == winrt::impl::byte_access_guid)
      *object = &access;
    else if (id == guid_of<streams::IBuffer>() || id == winrt::impl::unknown_guid ||
             id == winrt::impl::inspectable_guid || id == winrt::impl::agile_object_guid)
      *object = this;
    else {
      *object = nullptr;
      return winrt::impl::error_no_interface;
    }
    AddRef();
    return 0;
  }
  std::int32_t get_Capacity(std::uint32_t* value) noexcept final {
    if (!value) return winrt::impl::error_pointer;
    *value = handle_->capacity_bytes();
    return 0;
  }
  std::int32_t get_Length(std::uint32_t* value) noexcept final {
    if (!value) return winrt::impl::error_pointer;
    auto const length = handle_->length_bytes();
    *value = length.ok() ? length.value() : 0;
    return length.ok() ? 0 : hresult_of(length.fault()).value;
  }
  std::int32_t put_Length(std::uint32_t value) noexcept final { return code_of(handle_->set_length(value)); }

  Access access;

 private:
  SlotHandle* handle_;
};

struct PacketObject final : FacePart<PacketObject, vpn::IVpnPacketBuffer> {
  static constexpr const wchar_t* kClassName = L"Windows.Networking.Vpn.VpnPacketBuffer";

  struct Second final : FacePart<Second, vpn::IVpnPacketBuffer2> {
    static constexpr const wchar_t* kClassName = PacketObject::kClassName;
    SlotHandle& handle() { return owner->handle(); }
    std::int32_t query(guid const& id, void** object) noexcept { return owner->query(id, object); }
    // Made when it is asked for, which is once a flow at most (N-TF-2).
    std::int32_t get_AppId(void** value) noexcept final try {
      if (!value) return winrt::impl::error_pointer;
      *value = nullptr;
      auto const application = owner->handle().application();
      if (!application.ok()) return hresult_of(application.fault()).value;
      if (application.value() == nullptr) return 0;
      vpn::VpnAppId app(vpn::VpnAppIdType::FilePath, winrt::to_hstring(*application.value()));
      *value = winrt::detach_abi(app);
      return 0;
    } catch (...) {
      return winrt::to_hresult();
    }
    PacketObject* owner = nullptr;
  };
  struct Third final : FacePart<Third, vpn::IVpnPacketBuffer3> {
    static constexpr const wchar_t* kClassName = PacketObject::kClassName;
    SlotHandle& handle() { return owner->handle(); }
    std::int32_t query(guid const& id, void** object) noexcept { return owner->query(id, object); }
    std::int32_t put_TransportContext(void* value) noexcept final try {
      auto const& object = winrt::impl::borrow<winrt::Windows::Foundation::IInspectable>(value);
      return code_of(owner->handle().set_context(foreign_ref(object)));
    } catch (...) {
      return winrt::to_hresult();
    }
    std::int32_t get_TransportContext(void** value) noexcept final {
      if (!value) return winrt::impl::error_pointer;
      *value = nullptr;
      auto const context = owner->handle().context();
      if (!context.ok()) return hresult_of(context.fault());
      auto object = object_of(context.value().get());
      *value = winrt::detach_abi(object);
      return 0;
    }
    PacketObject* owner = nullptr;
  };

  struct Headroom final : FacePart<Headroom, own::IVpnPacketBufferHeadroom> {
    static constexpr const wchar_t* kClassName = PacketObject::kClassName;
    SlotHandle& handle() { return owner->handle(); }
    std::int32_t query(guid const& id, void** object) noexcept { return owner->query(id, object); }
    std::int32_t PushFront(std::uint32_t count) noexcept final {
      return code_of(owner->handle().push_front(count));
    }
    std::int32_t PullFront(std::uint32_t count) noexcept final {
      return code_of(owner->handle().pull_front(count));
    }
    PacketObject* owner = nullptr;
  };

  explicit PacketObject(SlotHandle& handle) : bytes(handle), handle_(&handle) {
    second.owner = this;
    third.owner = this;
    headroom.owner = this;
  }
  SlotHandle& handle() { return *handle_; }

  std::int32_t query(guid const& id, void** object) noexcept {
    if (!object) return winrt::impl::error_pointer;
    if (id == kSlotAccess) {
      *object = handle_;  // not counted: only slot_of() asks
      return 0;
    }
    if (id == guid_of<vpn::IVpnPacketBuffer>() || id == winrt::impl::unknown_guid ||
        id == winrt::impl::inspectable_guid || id == winrt::impl::agile_object_guid)
      *object = this;
    else if (id == guid_of<vpn::IVpnPacketBuffer3>())
      *object = &third;
    else if (id == guid_of<own::IVpnPacketBufferHeadroom>())
      *object = &headroom;
    else if (id == guid_of<vpn::IVpnPacketBuffer2>())
      *object = &second;
    else {
      *object = nullptr;
      return winrt::impl::error_no_interface;
    }
    AddRef();
    return 0;
  }

  std::int32_t get_Buffer(void** value) noexcept final {
    if (!value) return winrt::impl::error_pointer;
    *value = nullptr;
    if (!handle_->held()) return winrt::impl::error_closed;
    handle_->add_reference();
    *value = &bytes;
    return 0;
  }
  std::int32_t put_Status(vpn::VpnPacketBufferStatus value) noexcept final {
    return code_of(handle_->set_status(static_cast<tunnel::BufferStatus>(value)));
  }
  std::int32_t get_Status(vpn::VpnPacketBufferStatus* value) noexcept final {
    if (!value) return winrt::impl::error_pointer;
    *value = static_cast<vpn::VpnPacketBufferStatus>(handle_->status());
    return 0;
  }
  std::int32_t put_TransportAffinity(std::uint32_t value) noexcept final {
    return code_of(handle_->set_affinity(value));
  }
  std::int32_t get_TransportAffinity(std::uint32_t* value) noexcept final {
    if (!value) return winrt::impl::error_pointer;
    *value = handle_->affinity();
    return 0;
  }

  Second second;
  Third third;
  Headroom headroom;
  BytesObject bytes;

 private:
  SlotHandle* handle_;
};

}  // namespace

tunnel::FaceKind buffer_face_kind() { return {.bytes = sizeof(PacketObject), .retire = nullptr}; }

void* packet_buffer_of(SlotHandle& handle) {
  static_assert(alignof(PacketObject) <= 16);
  if (!handle.face_built) {
    new (handle.face()) PacketObject(handle);
    handle.face_built = true;
  }
  return std::launder(reinterpret_cast<PacketObject*>(handle.face()));
}

SlotHandle* slot_of(void* packet_buffer) {
  if (!packet_buffer) return nullptr;
  void* found = nullptr;
  if (static_cast<winrt::impl::unknown_abi*>(packet_buffer)->QueryInterface(kSlotAccess, &found) < 0)
    return nullptr;
  return static_cast<SlotHandle*>(found);
}

ForeignInspectable::ForeignInspectable(winrt::Windows::Foundation::IInspectable object)
    : object_(std::move(object)),
      identity_(winrt::get_abi(object_.as<winrt::Windows::Foundation::IUnknown>())) {}

tunnel::ForeignRef foreign_ref(const winrt::Windows::Foundation::IInspectable& object) {
  if (!object) return {};
  return tunnel::ForeignRef::adopt(new ForeignInspectable(object));
}

winrt::Windows::Foundation::IInspectable object_of(const tunnel::ForeignObject* object) {
  return object ? static_cast<const ForeignInspectable*>(object)->object() : nullptr;
}

namespace {

// A part of another buffer: documented as not used.
struct PacketBufferFactory
    : winrt::implements<PacketBufferFactory, winrt::Windows::Foundation::IActivationFactory,
                        vpn::IVpnPacketBufferFactory> {
  winrt::Windows::Foundation::IInspectable ActivateInstance() const {
    throw winrt::hresult_not_implemented();
  }
  vpn::VpnPacketBuffer CreateVpnPacketBuffer(vpn::VpnPacketBuffer const&, std::uint32_t,
                                             std::uint32_t) const {
    throw winrt::hresult_not_implemented();
  }
};

}  // namespace

Factory make_vpn_packet_buffer_factory() { return winrt::make<PacketBufferFactory>(); }

}  // namespace penstock::projection
