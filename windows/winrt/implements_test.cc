// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <memory>
#include <thread>

#include <robuffer.h>

#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Networking.h>
#include <winrt/Windows.Storage.Streams.h>

#include "testing/rule.h"

using namespace winrt;
using namespace winrt::Windows::Foundation;

namespace {

int alive = 0;

struct Named : implements<Named, IStringable, IClosable> {
  explicit Named(hstring name) : name_(std::move(name)) { ++alive; }
  ~Named() { --alive; }
  hstring ToString() const {
    if (closed_) throw hresult_error(impl::error_closed, L"closed: " + name_);
    return name_;
  }
  void Close() { closed_ = true; }
  auto Weak() { return get_weak(); }

 private:
  hstring name_;
  bool closed_ = false;
};

// A buffer with a classic interface beside the projected one, as plug-ins wrap memory of their own.
struct WrappedBytes : implements<WrappedBytes, winrt::Windows::Storage::Streams::IBuffer,
                                 ::Windows::Storage::Streams::IBufferByteAccess> {
  explicit WrappedBytes(std::vector<std::uint8_t> bytes) : bytes_(std::move(bytes)), length_(bytes_.size()) {}
  std::uint32_t Capacity() const { return static_cast<std::uint32_t>(bytes_.size()); }
  std::uint32_t Length() const { return length_; }
  void Length(std::uint32_t value) { length_ = value; }
  HRESULT STDMETHODCALLTYPE Buffer(BYTE** value) final {
    *value = bytes_.data();
    return S_OK;
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::uint32_t length_;
};

}  // namespace

TEST(Implements, QueriesAmongItsInterfacesAndRefusesOthers) {
  {
    IStringable const a = make<Named>(L"a");
    EXPECT_TRUE(a.ToString() == L"a");
    auto const closable = a.as<IClosable>();
    EXPECT_TRUE(closable == a);
    EXPECT_FALSE(a.try_as<winrt::Windows::Storage::Streams::IBuffer>());
    EXPECT_THROW(a.as<winrt::Windows::Storage::Streams::IBuffer>(), hresult_no_interface);
    EXPECT_EQ(alive, 1);
  }
  EXPECT_EQ(alive, 0);
}

TEST(Implements, AFailureCrossesWithCodeAndMessage) {
  IStringable const a = make<Named>(L"a");
  a.as<IClosable>().Close();
  try {
    a.ToString();
    FAIL() << "nothing was thrown";
  } catch (hresult_error const& e) {
    EXPECT_EQ(static_cast<std::uint32_t>(e.code()), 0x80000013u);
    EXPECT_TRUE(e.message() == L"closed: a");
  }
}

TEST(Implements, NullIsAValueAndACallThroughItIsAPointerError) {
  IStringable const none{nullptr};
  EXPECT_FALSE(none);
  EXPECT_TRUE(none == nullptr);
  EXPECT_FALSE(none.as<IClosable>());
  try {
    none.ToString();
    FAIL() << "nothing was thrown";
  } catch (hresult_error const& e) {
    EXPECT_EQ(e.code(), impl::error_pointer);
  }
}

TEST(Implements, AWeakReferenceDoesNotKeepItsObject) {
  auto strong = make_self<Named>(L"w");
  auto const weak = strong->Weak();
  auto const projected = make_weak(strong.as<IStringable>());
  EXPECT_TRUE(weak.get());
  EXPECT_TRUE(projected.get().ToString() == L"w");
  strong = nullptr;
  EXPECT_FALSE(weak.get());
  EXPECT_FALSE(projected.get());
  EXPECT_EQ(alive, 0);
}

TEST(Implements, WeakAndLastStrongMayRace) {
  for (int round = 0; round != 200; ++round) {
    auto strong = make_self<Named>(L"r");
    auto const weak = strong->Weak();
    std::thread other([&weak] {
      if (auto found = weak.get()) found->ToString();
    });
    strong = nullptr;
    other.join();
  }
  EXPECT_EQ(alive, 0);
}

TEST(Implements, TheImplementationIsFoundBehindItsInterface) {
  auto const projected = make<Named>(L"self");
  EXPECT_TRUE(get_self<Named>(projected)->ToString() == L"self");
  com_ptr<Named> const back = projected.as<Named>();
  EXPECT_TRUE(back->ToString() == L"self");
}

TEST(Implements, AClassicInterfaceBesideAProjectedOne) {
  auto const buffer = make<WrappedBytes>(std::vector<std::uint8_t>{1, 2, 3});
  EXPECT_EQ(buffer.data()[2], 3);
  std::uint8_t* bytes = nullptr;
  check_hresult(buffer.as<::Windows::Storage::Streams::IBufferByteAccess>()->Buffer(&bytes));
  EXPECT_EQ(bytes, buffer.data());
}

TEST(Identity, OfInterfacesAndOfInstancesOfGenerics) {
  EXPECT_EQ(guid_of<winrt::Windows::Networking::Vpn::IVpnPlugIn>(),
            guid("ceb78d07-d0a8-4703-a091-c8c2c0915bc4"));
  // Known values of the platform: IVector<String>, IMap<String, Object>, IReference<Int32>.
  EXPECT_EQ((guid_of<Collections::IVector<hstring>>()), guid("98b9acc1-4b56-532e-ac73-03d5291cca90"));
  EXPECT_EQ((guid_of<Collections::IMap<hstring, winrt::Windows::Foundation::IInspectable>>()),
            guid("1b0d3570-0877-5ec2-8a2c-3b9539506aca"));
  EXPECT_EQ((guid_of<IReference<std::int32_t>>()), guid("548cefbd-bc8a-5fa0-8df2-957440fc8bf4"));
  static_assert(sizeof(winrt::Windows::Networking::Vpn::VpnChannel) == sizeof(void*));
  EXPECT_TRUE(
      (name_of<Collections::IVector<hstring>>() == L"Windows.Foundation.Collections.IVector`1<String>"));
}

TEST(HostName, IsANameOrALiteralAndHasNoPort) {
  winrt::Windows::Networking::HostName const v4(L"192.0.2.1");
  EXPECT_EQ(v4.Type(), winrt::Windows::Networking::HostNameType::Ipv4);
  winrt::Windows::Networking::HostName const v6(L"2001:DB8::0:1");
  EXPECT_EQ(v6.Type(), winrt::Windows::Networking::HostNameType::Ipv6);
  EXPECT_TRUE(v6.CanonicalName() == L"2001:db8::1" && v6.RawName() == L"2001:DB8::0:1");
  EXPECT_EQ(winrt::Windows::Networking::HostName(L"vpn.example.org").Type(),
            winrt::Windows::Networking::HostNameType::DomainName);
  EXPECT_THROW(winrt::Windows::Networking::HostName(L"vpn.example.org:443"), hresult_invalid_argument);
  EXPECT_THROW(winrt::Windows::Networking::HostName(L""), hresult_invalid_argument);
}
