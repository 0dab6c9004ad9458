// SPDX-License-Identifier: Apache-2.0
// The classic spelling of a 128-bit identity.
//
// Threads: a value.
// Memory: a value.
// Errors: none.
#pragma once

#include <cstring>

#ifndef PENSTOCK_GUIDDEF_H
#define PENSTOCK_GUIDDEF_H
typedef struct _GUID {
  unsigned int Data1;
  unsigned short Data2;
  unsigned short Data3;
  unsigned char Data4[8];
} GUID;
#define GUID_DEFINED
typedef GUID *LPGUID, UUID, IID, CLSID;
#define REFGUID const GUID&
#define REFIID const IID&
#define REFCLSID const CLSID&
inline bool operator==(REFGUID a, REFGUID b) { return std::memcmp(&a, &b, sizeof(GUID)) == 0; }
inline bool operator!=(REFGUID a, REFGUID b) { return !(a == b); }
#define IsEqualGUID(a, b) ((a) == (b))
#define IsEqualIID(a, b) ((a) == (b))
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8) \
  inline constexpr GUID name = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}}
#endif
