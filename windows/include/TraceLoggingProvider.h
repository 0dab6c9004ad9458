// SPDX-License-Identifier: Apache-2.0
// Structured trace events. A provider can be defined, registered and asked; events are checked by the compiler and not
// written, so their arguments are never evaluated, as when nobody listens.
//
// Threads: any.
// Memory: a provider is a constant of the guest.
// Errors: registration always succeeds.
#pragma once

#include "evntrace.h"
#include "penstock/trace_messages.h"

typedef const struct _TraceLoggingProvider* TraceLoggingHProvider;

#define TRACELOGGING_DECLARE_PROVIDER(variable) extern const TraceLoggingHProvider variable
#define TRACELOGGING_DEFINE_PROVIDER(variable, ...) extern const TraceLoggingHProvider variable; const TraceLoggingHProvider variable = 0
#define TRACELOGGING_DEFINE_PROVIDER_STORAGE TRACELOGGING_DEFINE_PROVIDER
#define TraceLoggingRegister(provider) ((void)(provider), 0)
#define TraceLoggingUnregister(provider) ((void)(provider))
#define TraceLoggingProviderEnabled(provider, level, keyword) ((void)(provider), 0)
#define TraceLoggingWrite(provider, ...) ((void)(provider), PENSTOCK_TRACE_ARGUMENTS(__VA_ARGS__))
#define TraceLoggingWriteActivity(provider, ...) ((void)(provider), PENSTOCK_TRACE_ARGUMENTS(__VA_ARGS__))

#define PENSTOCK_TRACE_FIELD(value, ...) (value)
#define PENSTOCK_TRACE_BUFFER(address, bytes, ...) (address), (bytes)
#define TraceLoggingLevel(level) (level)
#define TraceLoggingKeyword(keyword) (keyword)
#define TraceLoggingOpcode(opcode) (opcode)
#define TraceLoggingEventTag(tag) (tag)
#define TraceLoggingDescription(text) (text)
#define TraceLoggingBool PENSTOCK_TRACE_FIELD
#define TraceLoggingBoolean PENSTOCK_TRACE_FIELD
#define TraceLoggingInt8 PENSTOCK_TRACE_FIELD
#define TraceLoggingUInt8 PENSTOCK_TRACE_FIELD
#define TraceLoggingInt16 PENSTOCK_TRACE_FIELD
#define TraceLoggingUInt16 PENSTOCK_TRACE_FIELD
#define TraceLoggingInt32 PENSTOCK_TRACE_FIELD
#define TraceLoggingUInt32 PENSTOCK_TRACE_FIELD
#define TraceLoggingInt64 PENSTOCK_TRACE_FIELD
#define TraceLoggingUInt64 PENSTOCK_TRACE_FIELD
#define TraceLoggingHexUInt32 PENSTOCK_TRACE_FIELD
#define TraceLoggingHexUInt64 PENSTOCK_TRACE_FIELD
#define TraceLoggingLong PENSTOCK_TRACE_FIELD
#define TraceLoggingULong PENSTOCK_TRACE_FIELD
#define TraceLoggingHResult PENSTOCK_TRACE_FIELD
#define TraceLoggingNTStatus PENSTOCK_TRACE_FIELD
#define TraceLoggingPointer PENSTOCK_TRACE_FIELD
#define TraceLoggingString PENSTOCK_TRACE_FIELD
#define TraceLoggingWideString PENSTOCK_TRACE_FIELD
#define TraceLoggingUnicodeString PENSTOCK_TRACE_FIELD
#define TraceLoggingAnsiString PENSTOCK_TRACE_FIELD
#define TraceLoggingGuid(value, ...) sizeof(value)
#define TraceLoggingValue PENSTOCK_TRACE_FIELD
#define TraceLoggingPort PENSTOCK_TRACE_FIELD
#define TraceLoggingIPv4Address PENSTOCK_TRACE_FIELD
#define TraceLoggingIPv6Address PENSTOCK_TRACE_FIELD
#define TraceLoggingBinary PENSTOCK_TRACE_BUFFER
#define TraceLoggingCountedWideString PENSTOCK_TRACE_BUFFER
