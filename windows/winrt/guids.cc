// SPDX-License-Identifier: Apache-2.0
// New identities, of version 4.
#include <sys/random.h>

#include <cstring>

#include "winrt/factories.h"

namespace penstock::projection {

namespace foundation = winrt::Windows::Foundation;

namespace {

struct Guids : winrt::implements<Guids, foundation::IActivationFactory, foundation::IGuidHelperStatics> {
  foundation::IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  winrt::guid CreateNewGuid() const {
    winrt::guid made;
    static_assert(sizeof made == 16);
    if (::getrandom(&made, sizeof made, 0) != sizeof made)
      throw winrt::hresult_error(winrt::impl::error_fail, L"the system has no randomness");
    made.Data3 = static_cast<std::uint16_t>((made.Data3 & 0x0FFF) | 0x4000);
    made.Data4[0] = static_cast<std::uint8_t>((made.Data4[0] & 0x3F) | 0x80);
    return made;
  }
  winrt::guid Empty() const { return {}; }
  bool Equals(winrt::guid const& target, winrt::guid const& value) const { return target == value; }
};

}  // namespace

Factory make_guid_helper_factory() { return winrt::make<Guids>(); }

}  // namespace penstock::projection
