// SPDX-License-Identifier: Apache-2.0
// One opened handle of a device: its FILE_OBJECT, the access it was granted, the requests that are out. The
// client has it by DeviceClient, the host by the list of all handles, for an unload that does not wait
// (K-UNLOAD-1).
//
// Threads: any.
// Memory: shared by the client, the list and each request that is out.
// Errors: NTSTATUS.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "exec/mutex.h"
#include "nt/device_client.h"
#include "nt/io_buffers.h"
#include "nt/io_device.h"
#include "nt/io_irp.h"

namespace penstock::nt {

inline constexpr std::int64_t kCancelReportNs = 1'000'000'000;

class OpenHandle : public std::enable_shared_from_this<OpenHandle> {
 public:
  OpenHandle(DevicePin device, ClientCredentials credentials, std::uint32_t access, std::u16string file_name);
  ~OpenHandle();

  // Sends CREATE and waits for it. A failure leaves nothing behind.
  std::int32_t create();

  using RequestId = DeviceClient::RequestId;
  using Done = DeviceClient::Done;
  RequestId control(std::uint32_t code, std::span<const std::uint8_t> input, std::size_t output_bytes,
                    Done done);
  RequestId transfer(std::uint8_t major, std::span<const std::uint8_t> input, std::size_t output_bytes,
                     std::uint64_t offset, Done done);
  bool cancel(RequestId request);
  // Once; more are ignored. With `abandon`, requests that the driver keeps past kCancelReportNs are taken
  // from it.
  void close(bool abandon);

  const DevicePin& device() const { return device_; }

 private:
  struct FileObject;
  struct Outstanding {
    IrpRef record;
    std::shared_ptr<RequestBuffers> buffers;
    Done done;
  };

  IrpRef make_irp(std::uint8_t major);
  std::int32_t send_and_wait(std::uint8_t major);
  RequestId submit(IrpRef record, std::shared_ptr<RequestBuffers> buffers, Done done);
  RequestId refuse(std::int32_t status, Done done);
  void answer(RequestId request, IrpRecord& record);
  void cancel_all();
  void wait_for_requests(std::int64_t deadline_ns);
  void report_late();
  void abandon_all();

  const DevicePin device_;
  const ClientCredentials credentials_;
  const std::uint32_t access_;
  std::unique_ptr<FileObject> file_;
  exec::Mutex lock_;
  std::map<RequestId, Outstanding> outstanding_;
  std::atomic<std::size_t> outstanding_count_{0};
  std::atomic<RequestId> last_request_{0};
  std::atomic<bool> open_{false};
};

// All open handles on devices of this guest.
std::vector<std::shared_ptr<OpenHandle>> handles_of(const Guest& guest);

}  // namespace penstock::nt
