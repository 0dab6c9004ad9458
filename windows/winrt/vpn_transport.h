// SPDX-License-Identifier: Apache-2.0
// How an object that a plug-in names as outer transport proves to be one: sockets answer to this interface, and nothing
// that a plug-in could write does.
//
// Threads: any.
// Memory: shared with the socket.
// Errors: E_INVALIDARG for everything else (N-LIFE-5).
#pragma once

#include <memory>

#include <unknwn.h>

#include <winrt/base.h>

#include "tunnel/transport.h"

namespace penstock::projection {

struct ITransportSource : ::IUnknown {
  static constexpr winrt::guid penstock_uuid{"b31f7e52-8a3c-4e19-9d0f-6e2c1f0a4c77"};
  virtual HRESULT STDMETHODCALLTYPE Transport(std::shared_ptr<tunnel::Transport>* transport) = 0;

 protected:
  ~ITransportSource() = default;
};

// Null for null.
std::shared_ptr<tunnel::Transport> transport_of(winrt::Windows::Foundation::IInspectable const& object);

}  // namespace penstock::projection
