// SPDX-License-Identifier: Apache-2.0
// Forms of the address functions that the facts behind the generated headers do not list.
//
// Threads: any.
// Memory: the caller's buffers.
// Errors: STATUS_INVALID_PARAMETER.
#pragma once

#include "generated/ip2string_types.h"

EXTERN_C_START
NTSTATUS RtlIpv4StringToAddressA(PCSTR S, BOOLEAN Strict, PCSTR* Terminator, IN_ADDR* Addr);
NTSTATUS RtlIpv4StringToAddressExA(PCSTR AddressString, BOOLEAN Strict, IN_ADDR* Address, PUSHORT Port);
NTSTATUS RtlIpv6StringToAddressA(PCSTR S, PCSTR* Terminator, IN6_ADDR* Addr);
NTSTATUS RtlIpv6StringToAddressExA(PCSTR AddressString, IN6_ADDR* Address, PULONG ScopeId, PUSHORT Port);
PWSTR RtlEthernetAddressToStringW(const DL_EUI48* Addr, PWSTR S);
EXTERN_C_END

#define RtlIpv4AddressToString RtlIpv4AddressToStringW
#define RtlIpv6AddressToString RtlIpv6AddressToStringW
#define RtlIpv4StringToAddress RtlIpv4StringToAddressW
#define RtlIpv6StringToAddress RtlIpv6StringToAddressW
