// SPDX-License-Identifier: Apache-2.0
// Random bytes. The only algorithm is "RNG".
//
// Threads: any.
// Memory: handles are closed by the driver.
// Errors: STATUS_INVALID_HANDLE without an algorithm handle and without BCRYPT_USE_SYSTEM_PREFERRED_RNG.
#pragma once

#include "penstock/structures.h"

typedef PVOID BCRYPT_HANDLE, BCRYPT_ALG_HANDLE;
#define BCRYPT_RNG_ALGORITHM L"RNG"
#define BCRYPT_RNG_USE_ENTROPY_IN_BUFFER 0x00000001
#define BCRYPT_USE_SYSTEM_PREFERRED_RNG 0x00000002
#define BCRYPT_PROV_DISPATCH 0x00000001
#define MS_PRIMITIVE_PROVIDER L"Microsoft Primitive Provider"
#define BCRYPT_SUCCESS(status) (((NTSTATUS)(status)) >= 0)

EXTERN_C_START
NTSTATUS BCryptOpenAlgorithmProvider(BCRYPT_ALG_HANDLE* Algorithm, LPCWSTR AlgorithmId, LPCWSTR Implementation, ULONG Flags);
NTSTATUS BCryptCloseAlgorithmProvider(BCRYPT_ALG_HANDLE Algorithm, ULONG Flags);
NTSTATUS BCryptGenRandom(BCRYPT_ALG_HANDLE Algorithm, PUCHAR Buffer, ULONG Bytes, ULONG Flags);
EXTERN_C_END
