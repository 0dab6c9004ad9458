// SPDX-License-Identifier: Apache-2.0
// GUIDs. DEFINE_GUID declares a constant, or defines it when INITGUID is defined; that is decided again at each inclusion
// of this header (K-GUID-1), so the second half has no guard. Definitions are weak: several files of a guest may make the
// same one (K-GUID-2), and ours, in the guids library, give way to the guest's (K-GUID-3).
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#ifndef PENSTOCK_GUIDDEF_H
#define PENSTOCK_GUIDDEF_H

#include "penstock/compiler.h"

#include <stddef.h>

typedef struct _GUID {
  unsigned int Data1;
  unsigned short Data2;
  unsigned short Data3;
  unsigned char Data4[8];
} GUID;
#define GUID_DEFINED

typedef GUID *LPGUID, UUID, IID, CLSID, FMTID, *LPIID, *LPCLSID;
typedef const GUID* LPCGUID;

#ifdef __cplusplus
#define REFGUID const GUID&
#define REFIID const IID&
#define REFCLSID const CLSID&
PENSTOCK_FORCE_INLINE int InlineIsEqualGUID(REFGUID a, REFGUID b) {
  return __builtin_memcmp(&a, &b, sizeof(GUID)) == 0;
}
#define IsEqualGUID(a, b) InlineIsEqualGUID(a, b)
extern "C++" {
inline __attribute__((always_inline)) bool operator==(REFGUID a, REFGUID b) { return InlineIsEqualGUID(a, b) != 0; }
inline __attribute__((always_inline)) bool operator!=(REFGUID a, REFGUID b) { return InlineIsEqualGUID(a, b) == 0; }
}
#else
#define REFGUID const GUID*
#define REFIID const IID*
#define REFCLSID const CLSID*
PENSTOCK_FORCE_INLINE int InlineIsEqualGUID(REFGUID a, REFGUID b) {
  return __builtin_memcmp(a, b, sizeof(GUID)) == 0;
}
#define IsEqualGUID(a, b) InlineIsEqualGUID(a, b)
#endif
#define IsEqualIID(a, b) IsEqualGUID(a, b)
#define IsEqualCLSID(a, b) IsEqualGUID(a, b)

#endif

#undef DEFINE_GUID
#undef DEFINE_OLEGUID
#ifdef INITGUID
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)             \
  EXTERN_C __attribute__((weak, visibility("hidden"))) const GUID name;          \
  const GUID name = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}}
#else
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8) EXTERN_C const GUID name
#endif
#define DEFINE_OLEGUID(name, l, w1, w2) DEFINE_GUID(name, l, w1, w2, 0xC0, 0, 0, 0, 0, 0, 0, 0x46)
