// SPDX-License-Identifier: Apache-2.0
// A client's handle of a device, inside this process: how the program, replay scripts and tests talk to a
// driver that would be talked to with CreateFile and DeviceIoControl. Requests are asynchronous; the order of
// what the driver sees is that of Windows: CREATE, then any number of requests at once, then at close() the
// cancellation of what is out, CLEANUP, CLOSE (K-CLI-3).
//
// Threads: any number may submit; a request's dispatch routine runs on the submitting thread at PASSIVE
//   (K-CLI-7). The completion is told on whichever thread completes, perhaps at DISPATCH inside a classify:
//   it must be short and must not submit; it hands the answer to a thread of its own.
// Memory: input is copied; the answer is given by value.
// Errors: NTSTATUS, as a Windows client would see them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nt/io_access.h"

namespace penstock::nt {

class OpenHandle;
class Guest;

struct OpenRefused {
  std::int32_t status;
};

struct Answer {
  std::int32_t status = 0;
  std::uint64_t information = 0;
  std::vector<std::uint8_t> output;
};

class DeviceClient {
 public:
  using RequestId = std::uint64_t;
  using Done = std::function<void(RequestId, Answer)>;

  // Any spelling of the name: \\.\X, \??\X, \DosDevices\X, \Device\X.
  static base::Result<DeviceClient, OpenRefused> open(std::u16string_view name,
                                                      ClientCredentials credentials = {},
                                                      std::uint32_t access = kAccessAll);
  static base::Result<DeviceClient, OpenRefused> open(std::string_view name,
                                                      ClientCredentials credentials = {},
                                                      std::uint32_t access = kAccessAll);
  DeviceClient(DeviceClient&&) noexcept;
  DeviceClient& operator=(DeviceClient&&) noexcept;
  ~DeviceClient();  // closes

  RequestId control(std::uint32_t code, std::span<const std::uint8_t> input, std::size_t output_bytes,
                    Done done);
  RequestId read(std::size_t bytes, std::uint64_t offset, Done done);
  RequestId write(std::span<const std::uint8_t> bytes, std::uint64_t offset, Done done);
  // Asks the driver to give the request back; false when it is not out any more.
  bool cancel(RequestId request);

  // As control(), and waits. Not from a path's thread.
  Answer control_and_wait(std::uint32_t code, std::span<const std::uint8_t> input, std::size_t output_bytes);
  Answer read_and_wait(std::size_t bytes, std::uint64_t offset = 0);
  Answer write_and_wait(std::span<const std::uint8_t> bytes, std::uint64_t offset = 0);

  // Waits for the requests that are out; a driver that does not give them back is F-IO-11 after
  // kCancelReport.
  void close();

 private:
  explicit DeviceClient(std::shared_ptr<OpenHandle> handle);

  std::shared_ptr<OpenHandle> handle_;
};

}  // namespace penstock::nt
