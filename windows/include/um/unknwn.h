// SPDX-License-Identifier: Apache-2.0
// The root of the classic component interfaces. A vtable of it equals that of the projection's own root.
//
// Threads: as the object behind.
// Memory: counted.
// Errors: an HRESULT.
#pragma once

#include "windows.h"

struct __declspec(uuid("00000000-0000-0000-C000-000000000046")) IUnknown {
  virtual HRESULT STDMETHODCALLTYPE QueryInterface(REFIID id, void** object) = 0;
  virtual ULONG STDMETHODCALLTYPE AddRef() = 0;
  virtual ULONG STDMETHODCALLTYPE Release() = 0;

 protected:
  ~IUnknown() = default;
};
typedef IUnknown* LPUNKNOWN;
