// SPDX-License-Identifier: Apache-2.0
// Between a host name and a service, as plug-ins say them, and an endpoint.
//
// Threads: pure, but endpoints_of() may ask the system's resolver and wait.
// Memory: values.
// Errors: throws what socket_error.h says.
#pragma once

#include <winrt/Windows.Networking.h>

#include "link/host_lookup.h"
#include "link/stream_socket.h"

namespace penstock::projection {

link::Endpoints endpoints_of(winrt::Windows::Networking::HostName const& host, winrt::hstring const& service);
// Null host: any address, of IPv4.
link::Endpoint local_endpoint(winrt::Windows::Networking::HostName const& host,
                              winrt::hstring const& service);
winrt::Windows::Networking::HostName host_name_of(const link::Endpoint& endpoint);
winrt::hstring port_of(const link::Endpoint& endpoint);

}  // namespace penstock::projection
