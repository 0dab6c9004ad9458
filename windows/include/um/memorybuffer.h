// SPDX-License-Identifier: Apache-2.0
// The way to the bytes of a memory buffer.
//
// Threads: as the buffer.
// Memory: the bytes live as long as the reference.
// Errors: an HRESULT.
#pragma once

#include "inspectable.h"

namespace Windows::Foundation {
struct __declspec(uuid("5B0D3235-4DBA-4D44-865E-8F1D0E4FD04D")) IMemoryBufferByteAccess : ::IUnknown {
  virtual HRESULT STDMETHODCALLTYPE GetBuffer(BYTE** value, UINT32* capacity) = 0;
};
}  // namespace Windows::Foundation
