// SPDX-License-Identifier: Apache-2.0
// The root of the runtime's interfaces, in the classic spelling.
//
// Threads: as the object behind.
// Memory: counted.
// Errors: an HRESULT.
#pragma once

#include "hstring.h"
#include "unknwn.h"

typedef enum TrustLevel { BaseTrust = 0, PartialTrust = 1, FullTrust = 2 } TrustLevel;

struct __declspec(uuid("AF86E2E0-B12D-4C6A-9C5A-D7AA65101E90")) IInspectable : IUnknown {
  virtual HRESULT STDMETHODCALLTYPE GetIids(ULONG* count, IID** ids) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetRuntimeClassName(HSTRING* name) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetTrustLevel(TrustLevel* level) = 0;
};
