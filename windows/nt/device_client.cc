// SPDX-License-Identifier: Apache-2.0
#include "nt/device_client.h"

#include <string>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/io_driver.h"
#include "nt/io_handle.h"
#include "nt/io_name.h"
#include "nt/string_conversion.h"
#include "ntddk.h"

namespace penstock::nt {
namespace {

struct Waiting {
  std::atomic<bool> answered{false};
  Answer answer;

  DeviceClient::Done done() {
    return [this](DeviceClient::RequestId, Answer given) {
      answer = std::move(given);
      exec::Runtime& runtime = exec::runtime();
      answered.store(true);  // from here on this object may be gone; its address is only a key
      runtime.unpark_all(this);
    };
  }
  Answer wait() {
    while (!answered.load())
      exec::runtime().park(
          this, [this] { return !answered.load(); }, exec::kForever);
    return std::move(answer);
  }
};

}  // namespace

DeviceClient::DeviceClient(std::shared_ptr<OpenHandle> handle) : handle_(std::move(handle)) {}
DeviceClient::DeviceClient(DeviceClient&&) noexcept = default;
DeviceClient& DeviceClient::operator=(DeviceClient&& other) noexcept {
  close();
  handle_ = std::move(other.handle_);
  return *this;
}
DeviceClient::~DeviceClient() { close(); }

base::Result<DeviceClient, OpenRefused> DeviceClient::open(std::u16string_view name,
                                                           ClientCredentials credentials,
                                                           std::uint32_t access) {
  std::u16string file_name;
  DevicePin device = find_device(name, &file_name);
  if (device == nullptr) return OpenRefused{STATUS_OBJECT_NAME_NOT_FOUND};
  if (device->driver().refuses_opens()) return OpenRefused{STATUS_DELETE_PENDING};
  if ((device->object()->Flags & DO_DEVICE_INITIALIZING) != 0) {
    report("F-IO-7", "K-LOAD-5", base::Severity::warning, &device->guest(),
           "device " + utf8_of(name) + " was opened before it was initialised: clear DO_DEVICE_INITIALIZING",
           {}, {});
    return OpenRefused{STATUS_NO_SUCH_DEVICE};
  }
  const std::uint32_t granted = device->shape().access.granted(credentials);
  if (granted == 0 || (access & ~granted) != 0) return OpenRefused{STATUS_ACCESS_DENIED};
  auto handle = std::make_shared<OpenHandle>(std::move(device), credentials, access, std::move(file_name));
  const std::int32_t status = handle->create();
  if (!NT_SUCCESS(status)) return OpenRefused{status};
  return DeviceClient(std::move(handle));
}

base::Result<DeviceClient, OpenRefused> DeviceClient::open(std::string_view name,
                                                           ClientCredentials credentials,
                                                           std::uint32_t access) {
  return open(std::u16string_view(utf16_of(name)), credentials, access);
}

DeviceClient::RequestId DeviceClient::control(std::uint32_t code, std::span<const std::uint8_t> input,
                                              std::size_t output_bytes, Done done) {
  return handle_->control(code, input, output_bytes, std::move(done));
}

DeviceClient::RequestId DeviceClient::read(std::size_t bytes, std::uint64_t offset, Done done) {
  return handle_->transfer(IRP_MJ_READ, {}, bytes, offset, std::move(done));
}

DeviceClient::RequestId DeviceClient::write(std::span<const std::uint8_t> bytes, std::uint64_t offset,
                                            Done done) {
  return handle_->transfer(IRP_MJ_WRITE, bytes, 0, offset, std::move(done));
}

bool DeviceClient::cancel(RequestId request) { return handle_->cancel(request); }

Answer DeviceClient::control_and_wait(std::uint32_t code, std::span<const std::uint8_t> input,
                                      std::size_t output_bytes) {
  Waiting waiting;
  control(code, input, output_bytes, waiting.done());
  return waiting.wait();
}

Answer DeviceClient::read_and_wait(std::size_t bytes, std::uint64_t offset) {
  Waiting waiting;
  read(bytes, offset, waiting.done());
  return waiting.wait();
}

Answer DeviceClient::write_and_wait(std::span<const std::uint8_t> bytes, std::uint64_t offset) {
  Waiting waiting;
  write(bytes, offset, waiting.done());
  return waiting.wait();
}

void DeviceClient::close() {
  if (handle_ != nullptr) handle_->close(false);
  handle_.reset();
}

}  // namespace penstock::nt
