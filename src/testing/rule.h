// SPDX-License-Identifier: Apache-2.0
// RULE("W-PEND-4"): says that the running test fails when this rule of a contract is broken. The id goes
// into the test's XML report; the tidy test compares all ids named with docs/contracts and FIDELITY.md.
//
// Threads: the test's own.
// Memory: none.
// Errors: none.
#pragma once

#include <gtest/gtest.h>

#define RULE(id) ::testing::Test::RecordProperty("rule " id, id)
