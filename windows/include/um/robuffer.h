// SPDX-License-Identifier: Apache-2.0
// The way to the bytes of a buffer.
//
// Threads: as the buffer.
// Memory: the bytes live as long as the buffer.
// Errors: an HRESULT.
#pragma once

#include "inspectable.h"

namespace Windows::Storage::Streams {
struct __declspec(uuid("905A0FEF-BC53-11DF-8C49-001E4FC686DA")) IBufferByteAccess : ::IUnknown {
  virtual HRESULT STDMETHODCALLTYPE Buffer(BYTE** value) = 0;
};
}  // namespace Windows::Storage::Streams
