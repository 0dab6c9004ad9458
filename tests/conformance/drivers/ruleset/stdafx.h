// SPDX-License-Identifier: Apache-2.0
#pragma once
#if (NTDDI_VERSION < NTDDI_WIN7)
#error "too old"
#endif
#ifndef _AMD64_
#error arch
#endif
extern "C" {
#include <NTDDK.h>
#include <NdIs.h>
#include <FwpsK.h>
#include <FWPMK.H>
#include <NTSTRSAFE.h>
}
#include <initguid.h>
