// SPDX-License-Identifier: Apache-2.0
// Whether this process may do what interfaces and namespaces take.
//
// Threads: any.
// Memory: text by value.
// Errors: the answer is what is missing, for the operator; empty when nothing is.
#pragma once

#include <string>

namespace penstock::app {

std::string what_networks_lack();

}  // namespace penstock::app
