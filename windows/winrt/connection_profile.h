// SPDX-License-Identifier: Apache-2.0
// What a connection is dialled with: where the server is and what the plug-in's own settings are; and what the program
// answers when a plug-in asks its user for something.
//
// Threads: values; the questions are asked on the thread of Connect.
// Memory: values.
// Errors: a question without an answer is ERROR_CANCELLED.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <winrt/Windows.Foundation.Collections.h>

namespace penstock::projection {

struct Credential {
  std::string user;
  std::string password;
  std::string pin;
};

struct ConnectionProfile {
  std::string name = "vpn0";
  std::vector<std::string> servers;  // host names, or URIs where they have a scheme
  std::string service = "0";         // port or service of the servers (N: reads "0" when there is none)
  std::string custom_field;          // the plug-in's own settings
  // Asked once and kept; asked again for a retry (N-CRED-1).
  std::function<std::optional<Credential>(int kind, bool retry)> credentials;
  std::function<winrt::Windows::Foundation::Collections::ValueSet(
      std::string const& application, winrt::Windows::Foundation::Collections::ValueSet const& context)>
      foreground;
};

}  // namespace penstock::projection
