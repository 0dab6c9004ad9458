// SPDX-License-Identifier: Apache-2.0
#pragma once

#define WPP_CONTROL_GUIDS                                                                       \
  WPP_DEFINE_CONTROL_GUID(GateTrace, (0a1b2c3d, 1111, 2222, 3333, 444455556666),                \
                          WPP_DEFINE_BIT(GATE_GENERAL) WPP_DEFINE_BIT(GATE_QUEUE))
#define WPP_LEVEL_FLAGS_LOGGER(lvl, flags) WPP_LEVEL_LOGGER(flags)
#define WPP_LEVEL_FLAGS_ENABLED(lvl, flags) (WPP_LEVEL_ENABLED(flags) && WPP_CONTROL(WPP_BIT_##flags).Level >= lvl)
#define TRACE_LEVEL_INFORMATION 4

// begin_wpp config
// FUNC GateTraceEvent{COMPONENT=GATE}(LEVEL, FLAGS, MSG, ...);
// USESUFFIX(GateTraceEvent, " in %!FUNC!");
// end_wpp
