// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <evntrace.h>
#define WPP_CHECK_FOR_NULL_STRING
#define WPP_CONTROL_GUIDS                                                                                              \
    WPP_DEFINE_CONTROL_GUID(FwTrace, (71ae54db, 0862, 41bf, a24f, 5330cec7c7f6),                                       \
        WPP_DEFINE_BIT(FW_INIT) /* bit  0 */                                                                           \
        WPP_DEFINE_BIT(FW_RULES) WPP_DEFINE_BIT(FW_PACKET))
#define WPP_LEVEL_FLAGS_LOGGER(level, flags) WPP_LEVEL_LOGGER(flags)
#define WPP_LEVEL_FLAGS_ENABLED(level, flags) (WPP_LEVEL_ENABLED(flags) && WPP_CONTROL(WPP_BIT_##flags).Level >= level)
// begin_wpp config
// FUNC TraceEvents(LEVEL, FLAGS, MSG, ...);
// FUNC FuncEntry{LEVEL=TRACE_LEVEL_VERBOSE}(FLAGS);
// USESUFFIX(FuncEntry, "Entry to %!FUNC!");
// end_wpp
