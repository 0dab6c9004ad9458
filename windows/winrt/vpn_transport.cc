// SPDX-License-Identifier: Apache-2.0
#include "winrt/vpn_transport.h"

namespace penstock::projection {

std::shared_ptr<tunnel::Transport> transport_of(winrt::Windows::Foundation::IInspectable const& object) {
  if (!object) return nullptr;
  auto const source = object.try_as<ITransportSource>();
  if (!source)
    throw winrt::hresult_invalid_argument(L"an outer transport is a DatagramSocket or a StreamSocket");
  std::shared_ptr<tunnel::Transport> transport;
  winrt::check_hresult(source->Transport(&transport));
  return transport;
}

}  // namespace penstock::projection
