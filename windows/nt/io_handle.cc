// SPDX-License-Identifier: Apache-2.0
#include "nt/io_handle.h"

#include <mutex>
#include <string>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/io_driver.h"
#include "nt/io_request.h"
#include "ntddk.h"

namespace penstock::nt {
namespace {

struct Handles {
  exec::Mutex lock;
  std::vector<std::weak_ptr<OpenHandle>> all;
};
Handles& handles() {
  static auto* table = new Handles;
  return *table;
}

// Waits for one request. Its completion may come before, during or after the dispatch routine.
struct Gate {
  std::atomic<bool> open{false};
  std::atomic<std::int32_t> status{0};
  void wait() {
    while (!open.load())
      exec::runtime().park(
          this, [this] { return !open.load(); }, exec::kForever);
  }
};

BufferMethod method_of(const DEVICE_OBJECT& device) {
  if ((device.Flags & DO_BUFFERED_IO) != 0) return BufferMethod::buffered;
  return (device.Flags & DO_DIRECT_IO) != 0 ? BufferMethod::out_direct : BufferMethod::neither;
}

// FILE_READ_ACCESS and FILE_WRITE_ACCESS of a control code, as kAccess bits.
std::uint32_t access_of(std::uint32_t code) { return (code >> 14) & kAccessAll; }

}  // namespace

struct OpenHandle::FileObject {
  FILE_OBJECT object = {};
  std::u16string name;
};

OpenHandle::OpenHandle(DevicePin device, ClientCredentials credentials, std::uint32_t access,
                       std::u16string file_name)
    : device_(std::move(device)),
      credentials_(credentials),
      access_(access),
      file_(std::make_unique<FileObject>()) {
  FILE_OBJECT& file = file_->object;
  file_->name = std::move(file_name);
  file.Type = 5;
  file.Size = sizeof(FILE_OBJECT);
  file.DeviceObject = device_->object();
  file.ReadAccess = (access & kAccessRead) != 0;
  file.WriteAccess = (access & kAccessWrite) != 0;
  file.FileName.Buffer = reinterpret_cast<PWCH>(file_->name.data());
  file.FileName.Length = file.FileName.MaximumLength =
      static_cast<USHORT>(file_->name.size() * sizeof(WCHAR));
}

OpenHandle::~OpenHandle() = default;

IrpRef OpenHandle::make_irp(std::uint8_t major) {
  IrpRef record = IrpRecord::make(device_->object()->StackSize, IrpRecord::Maker::client, {});
  if (!record) return record;
  record->client = credentials_;
  IRP* irp = record->irp();
  irp->RequestorMode = credentials_.kernel ? KernelMode : UserMode;
  irp->Tail.Overlay.OriginalFileObject = &file_->object;
  PIO_STACK_LOCATION location = IoGetNextIrpStackLocation(irp);
  location->MajorFunction = major;
  location->FileObject = &file_->object;
  return record;
}

std::int32_t OpenHandle::send_and_wait(std::uint8_t major) {
  const IrpRef record = make_irp(major);
  if (!record) return STATUS_INSUFFICIENT_RESOURCES;
  IO_SECURITY_CONTEXT security = {};
  if (major == IRP_MJ_CREATE) {
    security.DesiredAccess = ((access_ & kAccessRead) != 0 ? FILE_READ_DATA : 0u) |
                             ((access_ & kAccessWrite) != 0 ? FILE_WRITE_DATA : 0u);
    IoGetNextIrpStackLocation(record->irp())->Parameters.Create.SecurityContext = &security;
  }
  auto gate = std::make_shared<Gate>();
  record->finished = [gate](IrpRecord& finished) {
    gate->status.store(finished.irp()->IoStatus.Status);
    finished.retire();
    gate->open.store(true);
    exec::runtime().unpark_all(gate.get());
  };
  send_irp(device_, *record, {});
  gate->wait();
  return gate->status.load();
}

std::int32_t OpenHandle::create() {
  if (!device_->add_handle()) return STATUS_ACCESS_DENIED;
  std::int32_t status = STATUS_DELETE_PENDING;
  // Asked after the handle was counted, so that an unload either sees the handle or refuses it.
  if (!device_->driver().refuses_opens()) status = send_and_wait(IRP_MJ_CREATE);
  if (!NT_SUCCESS(status)) {
    device_->remove_handle();
    return status;
  }
  open_.store(true);
  std::lock_guard hold(handles().lock);
  std::erase_if(handles().all, [](const auto& handle) { return handle.expired(); });
  handles().all.push_back(weak_from_this());
  return status;
}

OpenHandle::RequestId OpenHandle::refuse(std::int32_t status, Done done) {
  const RequestId request = last_request_.fetch_add(1) + 1;
  if (done) done(request, {status, 0, {}});
  return request;
}

OpenHandle::RequestId OpenHandle::control(std::uint32_t code, std::span<const std::uint8_t> input,
                                          std::size_t output_bytes, Done done) {
  if ((access_of(code) & ~access_) != 0) return refuse(STATUS_ACCESS_DENIED, std::move(done));
  IrpRef record = make_irp(IRP_MJ_DEVICE_CONTROL);
  if (!record) return refuse(STATUS_INSUFFICIENT_RESOURCES, std::move(done));
  auto& parameters = IoGetNextIrpStackLocation(record->irp())->Parameters.DeviceIoControl;
  parameters.IoControlCode = code;
  parameters.InputBufferLength = static_cast<ULONG>(input.size());
  parameters.OutputBufferLength = static_cast<ULONG>(output_bytes);
  auto buffers = std::make_shared<RequestBuffers>(input, output_bytes);
  buffers->attach_control(*record->irp(), static_cast<BufferMethod>(code & 3));
  return submit(std::move(record), std::move(buffers), std::move(done));
}

OpenHandle::RequestId OpenHandle::transfer(std::uint8_t major, std::span<const std::uint8_t> input,
                                           std::size_t output_bytes, std::uint64_t offset, Done done) {
  const bool writes = major == IRP_MJ_WRITE;
  if ((access_ & (writes ? kAccessWrite : kAccessRead)) == 0)
    return refuse(STATUS_ACCESS_DENIED, std::move(done));
  IrpRef record = make_irp(major);
  if (!record) return refuse(STATUS_INSUFFICIENT_RESOURCES, std::move(done));
  auto& parameters = IoGetNextIrpStackLocation(record->irp())->Parameters;
  (writes ? parameters.Write.Length : parameters.Read.Length) =
      static_cast<ULONG>(writes ? input.size() : output_bytes);
  (writes ? parameters.Write.ByteOffset : parameters.Read.ByteOffset).QuadPart =
      static_cast<LONGLONG>(offset);
  auto buffers = std::make_shared<RequestBuffers>(input, output_bytes);
  if (writes)
    buffers->attach_write(*record->irp(), method_of(*device_->object()));
  else
    buffers->attach_read(*record->irp(), method_of(*device_->object()));
  return submit(std::move(record), std::move(buffers), std::move(done));
}

OpenHandle::RequestId OpenHandle::submit(IrpRef record, std::shared_ptr<RequestBuffers> buffers, Done done) {
  const RequestId request = last_request_.fetch_add(1) + 1;
  auto self = shared_from_this();
  record->finished = [self, request](IrpRecord& finished) { self->answer(request, finished); };
  {
    std::lock_guard hold(lock_);
    if (open_.load()) {
      outstanding_.emplace(request, Outstanding{record, std::move(buffers), std::move(done)});
      outstanding_count_.fetch_add(1);
      done = nullptr;
    }
  }
  if (!open_.load() && done) {
    record->retire();
    done(request, {STATUS_INVALID_HANDLE, 0, {}});
    return request;
  }
  send_irp(device_, *record, {});
  return request;
}

void OpenHandle::answer(RequestId request, IrpRecord& record) {
  Outstanding mine;
  {
    std::lock_guard hold(lock_);
    const auto found = outstanding_.find(request);
    if (found == outstanding_.end()) return;
    mine = std::move(found->second);
    outstanding_.erase(found);
  }
  const IRP& irp = *record.irp();
  Answer answer{irp.IoStatus.Status, irp.IoStatus.Information, {}};
  const bool writes = IoGetNextIrpStackLocation(record.irp())->MajorFunction == IRP_MJ_WRITE;
  const std::size_t limit = writes ? mine.buffers->input_bytes() : mine.buffers->output_bytes();
  if (answer.information > limit && limit != 0 && !NT_ERROR(answer.status)) {
    report("F-IO-9", "K-IO-5", base::Severity::error, &device_->guest(),
           "a request was completed with Information " + std::to_string(answer.information) +
               ", its buffer has " + std::to_string(limit) + " bytes",
           {}, record.completed_at());
    answer.information = limit;
  }
  if (!NT_ERROR(answer.status)) answer.output = mine.buffers->take_output(answer.information);
  record.retire();
  if (mine.done) mine.done(request, std::move(answer));
  outstanding_count_.fetch_sub(1);
  exec::runtime().unpark_all(&outstanding_count_);
}

bool OpenHandle::cancel(RequestId request) {
  IrpRef record;
  {
    std::lock_guard hold(lock_);
    const auto found = outstanding_.find(request);
    if (found == outstanding_.end()) return false;
    record = found->second.record;
  }
  if (!record->pin()) return false;
  cancel_irp(record->irp());
  record->unpin();
  return true;
}

void OpenHandle::cancel_all() {
  std::vector<RequestId> requests;
  {
    std::lock_guard hold(lock_);
    for (const auto& [request, outstanding] : outstanding_) requests.push_back(request);
  }
  for (const RequestId request : requests) cancel(request);
}

void OpenHandle::wait_for_requests(std::int64_t deadline_ns) {
  while (outstanding_count_.load() != 0) {
    const auto wake = exec::runtime().park(
        &outstanding_count_, [this] { return outstanding_count_.load() != 0; }, deadline_ns);
    if (wake == exec::Wake::deadline) return;
  }
}

void OpenHandle::report_late() {
  std::lock_guard hold(lock_);
  if (outstanding_.empty()) return;
  report("F-IO-11", "K-IO-6", base::Severity::warning, &device_->guest(),
         std::to_string(outstanding_.size()) + " cancelled requests were not completed within " +
             std::to_string(kCancelReportNs / 1'000'000) + " ms",
         {}, {});
}

void OpenHandle::abandon_all() {
  std::map<RequestId, Outstanding> taken;
  {
    std::lock_guard hold(lock_);
    for (auto at = outstanding_.begin(); at != outstanding_.end();) {
      // One whose completion has begun will be answered by it.
      if (at->second.record->begin_completion({}))
        taken.insert(outstanding_.extract(at++));
      else
        ++at;
    }
  }
  for (auto& [request, outstanding] : taken) {
    report("F-UNLOAD-9", "K-UNLOAD-2", base::Severity::error, &device_->guest(),
           "a request was never completed; its client was answered STATUS_CANCELLED", {}, {});
    outstanding.record->settle({});
    outstanding.record->retire();
    if (outstanding.done) outstanding.done(request, {STATUS_CANCELLED, 0, {}});
    outstanding_count_.fetch_sub(1);
  }
}

void OpenHandle::close(bool abandon) {
  {
    std::lock_guard hold(lock_);
    if (!open_.exchange(false)) return;
  }
  cancel_all();
  wait_for_requests(exec::runtime().now_ns() + kCancelReportNs);
  if (outstanding_count_.load() != 0) report_late();
  (void)send_and_wait(IRP_MJ_CLEANUP);
  if (abandon) abandon_all();
  wait_for_requests(exec::kForever);
  (void)send_and_wait(IRP_MJ_CLOSE);
  device_->remove_handle();
}

std::vector<std::shared_ptr<OpenHandle>> handles_of(const Guest& guest) {
  std::vector<std::shared_ptr<OpenHandle>> found;
  std::lock_guard hold(handles().lock);
  for (const auto& weak : handles().all)
    if (auto handle = weak.lock(); handle != nullptr && &handle->device()->guest() == &guest)
      found.push_back(handle);
  return found;
}

}  // namespace penstock::nt
