// SPDX-License-Identifier: Apache-2.0
// Kinds of IPv6 addresses.
//
// Threads: any.
// Memory: none.
// Errors: none.
#pragma once

#include "penstock/socket_addresses.h"

#define IN6ADDR_ANY_INIT {{{0}}}
#define IN6ADDR_LOOPBACK_INIT {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}}

PENSTOCK_FORCE_INLINE BOOLEAN IN6_ADDR_EQUAL(const IN6_ADDR* x, const IN6_ADDR* y) {
  return (BOOLEAN)(__builtin_memcmp(x, y, sizeof(IN6_ADDR)) == 0);
}
#define IN6_ARE_ADDR_EQUAL IN6_ADDR_EQUAL
PENSTOCK_FORCE_INLINE BOOLEAN penstock_ipv6_zero(const IN6_ADDR* a, int words) {
  for (int i = 0; i < words; i++) {
    if (a->u.Word[i] != 0) return 0;
  }
  return 1;
}
PENSTOCK_FORCE_INLINE BOOLEAN IN6_IS_ADDR_UNSPECIFIED(const IN6_ADDR* a) { return penstock_ipv6_zero(a, 8); }
PENSTOCK_FORCE_INLINE BOOLEAN IN6_IS_ADDR_LOOPBACK(const IN6_ADDR* a) {
  return (BOOLEAN)(penstock_ipv6_zero(a, 7) && a->u.Word[7] == 0x0100);
}
PENSTOCK_FORCE_INLINE BOOLEAN IN6_IS_ADDR_MULTICAST(const IN6_ADDR* a) { return (BOOLEAN)(a->u.Byte[0] == 0xff); }
PENSTOCK_FORCE_INLINE BOOLEAN IN6_IS_ADDR_LINKLOCAL(const IN6_ADDR* a) {
  return (BOOLEAN)(a->u.Byte[0] == 0xfe && (a->u.Byte[1] & 0xc0) == 0x80);
}
PENSTOCK_FORCE_INLINE BOOLEAN IN6_IS_ADDR_SITELOCAL(const IN6_ADDR* a) {
  return (BOOLEAN)(a->u.Byte[0] == 0xfe && (a->u.Byte[1] & 0xc0) == 0xc0);
}
PENSTOCK_FORCE_INLINE BOOLEAN IN6_IS_ADDR_V4MAPPED(const IN6_ADDR* a) {
  return (BOOLEAN)(penstock_ipv6_zero(a, 5) && a->u.Word[5] == 0xffff);
}
PENSTOCK_FORCE_INLINE BOOLEAN IN6_IS_ADDR_V4COMPAT(const IN6_ADDR* a) {
  return (BOOLEAN)(penstock_ipv6_zero(a, 6) && a->u.Word[6] != 0);
}
PENSTOCK_FORCE_INLINE BOOLEAN IN6_IS_ADDR_MC_LINKLOCAL(const IN6_ADDR* a) {
  return (BOOLEAN)(IN6_IS_ADDR_MULTICAST(a) && (a->u.Byte[1] & 0xf) == 2);
}
PENSTOCK_FORCE_INLINE BOOLEAN IN6_IS_ADDR_MC_GLOBAL(const IN6_ADDR* a) {
  return (BOOLEAN)(IN6_IS_ADDR_MULTICAST(a) && (a->u.Byte[1] & 0xf) == 0xe);
}
