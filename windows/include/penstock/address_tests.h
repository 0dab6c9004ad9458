// SPDX-License-Identifier: Apache-2.0
// Kinds of IPv4 addresses, and access to a socket address of either version.
//
// Threads: any.
// Memory: none.
// Errors: none.
#pragma once

#include "penstock/ipv6_tests.h"

PENSTOCK_FORCE_INLINE BOOLEAN IN4_ADDR_EQUAL(const IN_ADDR* a, const IN_ADDR* b) { return (BOOLEAN)(a->s_addr == b->s_addr); }
PENSTOCK_FORCE_INLINE BOOLEAN IN4_IS_ADDR_UNSPECIFIED(const IN_ADDR* a) { return (BOOLEAN)(a->s_addr == 0); }
PENSTOCK_FORCE_INLINE BOOLEAN IN4_IS_ADDR_BROADCAST(const IN_ADDR* a) { return (BOOLEAN)(a->s_addr == 0xffffffffu); }
PENSTOCK_FORCE_INLINE BOOLEAN IN4_IS_ADDR_LOOPBACK(const IN_ADDR* a) { return (BOOLEAN)(a->S_un.S_un_b.s_b1 == 127); }
PENSTOCK_FORCE_INLINE BOOLEAN IN4_IS_ADDR_MULTICAST(const IN_ADDR* a) { return (BOOLEAN)((a->S_un.S_un_b.s_b1 & 0xf0) == 0xe0); }
PENSTOCK_FORCE_INLINE BOOLEAN IN4_IS_ADDR_LINKLOCAL(const IN_ADDR* a) {
  return (BOOLEAN)(a->S_un.S_un_b.s_b1 == 169 && a->S_un.S_un_b.s_b2 == 254);
}
PENSTOCK_FORCE_INLINE BOOLEAN IN4_IS_ADDR_RFC1918(const IN_ADDR* a) {
  UCHAR b1 = a->S_un.S_un_b.s_b1, b2 = a->S_un.S_un_b.s_b2;
  return (BOOLEAN)(b1 == 10 || (b1 == 172 && (b2 & 0xf0) == 16) || (b1 == 192 && b2 == 168));
}
PENSTOCK_FORCE_INLINE BOOLEAN IN4_IS_ADDR_MC_LINKLOCAL(const IN_ADDR* a) {
  return (BOOLEAN)(a->S_un.S_un_b.s_b1 == 224 && a->S_un.S_un_b.s_b2 == 0 && a->S_un.S_un_b.s_b3 == 0);
}
PENSTOCK_FORCE_INLINE BOOLEAN IN4_IS_ADDR_MC_ADMINLOCAL(const IN_ADDR* a) {
  return (BOOLEAN)(a->S_un.S_un_b.s_b1 == 239 && a->S_un.S_un_b.s_b2 == 255);
}
PENSTOCK_FORCE_INLINE BOOLEAN IN4_IS_ADDR_MC_SITELOCAL(const IN_ADDR* a) {
  return (BOOLEAN)(a->S_un.S_un_b.s_b1 == 239 && (a->S_un.S_un_b.s_b2 & 0xfc) == 192);
}
PENSTOCK_FORCE_INLINE const UCHAR* IN6_GET_ADDR_V4MAPPED(const IN6_ADDR* a) { return a->u.Byte + 12; }
PENSTOCK_FORCE_INLINE VOID IN6_SET_ADDR_V4MAPPED(PIN6_ADDR a6, const IN_ADDR* a4) {
  __builtin_memset(a6, 0, sizeof(*a6));
  a6->u.Word[5] = 0xffff;
  __builtin_memcpy(a6->u.Byte + 12, a4, 4);
}

PENSTOCK_FORCE_INLINE PUCHAR INETADDR_ADDRESS(const SOCKADDR* a) {
  return a->sa_family == AF_INET6 ? (PUCHAR) & ((PSOCKADDR_IN6)a)->sin6_addr : (PUCHAR) & ((PSOCKADDR_IN)a)->sin_addr;
}
PENSTOCK_FORCE_INLINE USHORT INETADDR_PORT(const SOCKADDR* a) { return ((PSOCKADDR_IN)a)->sin_port; }
PENSTOCK_FORCE_INLINE VOID INETADDR_SET_PORT(PSOCKADDR a, USHORT port) { ((PSOCKADDR_IN)a)->sin_port = port; }
PENSTOCK_FORCE_INLINE SIZE_T penstock_address_bytes(const SOCKADDR* a) { return a->sa_family == AF_INET6 ? 16 : 4; }
PENSTOCK_FORCE_INLINE VOID INETADDR_SET_ADDRESS(PSOCKADDR a, const UCHAR* address) {
  __builtin_memcpy(INETADDR_ADDRESS(a), address, penstock_address_bytes(a));
}
PENSTOCK_FORCE_INLINE VOID INETADDR_SETANY(PSOCKADDR a) { __builtin_memset(INETADDR_ADDRESS(a), 0, penstock_address_bytes(a)); }
PENSTOCK_FORCE_INLINE VOID INETADDR_SETLOOPBACK(PSOCKADDR a) {
  INETADDR_SETANY(a);
  if (a->sa_family == AF_INET) INETADDR_ADDRESS(a)[0] = 127;
  INETADDR_ADDRESS(a)[penstock_address_bytes(a) - 1] = 1;
}
PENSTOCK_FORCE_INLINE BOOLEAN INETADDR_ISANY(const SOCKADDR* a) {
  return a->sa_family == AF_INET6 ? IN6_IS_ADDR_UNSPECIFIED(&((PSOCKADDR_IN6)a)->sin6_addr)
                                  : IN4_IS_ADDR_UNSPECIFIED(&((PSOCKADDR_IN)a)->sin_addr);
}
PENSTOCK_FORCE_INLINE BOOLEAN INETADDR_ISLOOPBACK(const SOCKADDR* a) {
  return a->sa_family == AF_INET6 ? IN6_IS_ADDR_LOOPBACK(&((PSOCKADDR_IN6)a)->sin6_addr)
                                  : IN4_IS_ADDR_LOOPBACK(&((PSOCKADDR_IN)a)->sin_addr);
}
