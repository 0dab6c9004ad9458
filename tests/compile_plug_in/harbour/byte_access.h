// SPDX-License-Identifier: Apache-2.0
#pragma once

// The classic way to the bytes of a buffer, declared by the plug-in itself.
struct __declspec(uuid("905a0fef-bc53-11df-8c49-001e4fc686da")) IBufferByteAccess : ::IUnknown {
  virtual HRESULT __stdcall Buffer(uint8_t** value) = 0;
};
