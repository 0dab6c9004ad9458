// SPDX-License-Identifier: Apache-2.0
#include "nt/io_buffers.h"

#include <algorithm>
#include <cstring>

#include "ntddk.h"

namespace penstock::nt {

RequestBuffers::RequestBuffers(std::span<const std::uint8_t> input, std::size_t output_bytes)
    : input_(input.begin(), input.end()), output_(output_bytes) {}

void RequestBuffers::give_system_buffer(IRP& irp, std::size_t bytes) {
  system_.assign(bytes, 0);
  if (!input_.empty()) std::memcpy(system_.data(), input_.data(), std::min(input_.size(), bytes));
  irp.AssociatedIrp.SystemBuffer = bytes == 0 ? nullptr : system_.data();
}

// Built here and not by IoAllocateMdl: these are our pages, locked and mapped for as long as the request
// lives.
void RequestBuffers::describe(IRP& irp, std::vector<std::uint8_t>& bytes, bool written_by_driver) {
  if (bytes.empty()) return;
  const std::size_t pages = ADDRESS_AND_SIZE_TO_SPAN_PAGES(bytes.data(), bytes.size());
  descriptor_.assign(sizeof(MDL) / sizeof(std::uint64_t) + pages, 0);
  auto* mdl = reinterpret_cast<PMDL>(descriptor_.data());
  MmInitializeMdl(mdl, bytes.data(), bytes.size());
  mdl->MdlFlags = static_cast<CSHORT>(MDL_PAGES_LOCKED | MDL_MAPPED_TO_SYSTEM_VA |
                                      (written_by_driver ? MDL_WRITE_OPERATION : 0));
  mdl->MappedSystemVa = bytes.data();
  irp.MdlAddress = mdl;
}

void RequestBuffers::attach_control(IRP& irp, BufferMethod method) {
  switch (method) {
    case BufferMethod::buffered:
      output_is_system_ = true;
      give_system_buffer(irp, std::max(input_.size(), output_.size()));
      break;
    case BufferMethod::in_direct:
    case BufferMethod::out_direct:
      give_system_buffer(irp, input_.size());
      describe(irp, output_, method == BufferMethod::out_direct);
      break;
    case BufferMethod::neither:
      IoGetNextIrpStackLocation(&irp)->Parameters.DeviceIoControl.Type3InputBuffer =
          input_.empty() ? nullptr : input_.data();
      irp.UserBuffer = output_.empty() ? nullptr : output_.data();
      break;
  }
}

void RequestBuffers::attach_read(IRP& irp, BufferMethod method) {
  if (method == BufferMethod::buffered) {
    output_is_system_ = true;
    give_system_buffer(irp, output_.size());
  } else if (method == BufferMethod::neither) {
    irp.UserBuffer = output_.empty() ? nullptr : output_.data();
  } else {
    describe(irp, output_, true);
  }
}

void RequestBuffers::attach_write(IRP& irp, BufferMethod method) {
  if (method == BufferMethod::buffered)
    give_system_buffer(irp, input_.size());
  else if (method == BufferMethod::neither)
    irp.UserBuffer = input_.empty() ? nullptr : input_.data();
  else
    describe(irp, input_, false);
}

std::vector<std::uint8_t> RequestBuffers::take_output(std::size_t bytes) {
  std::vector<std::uint8_t>& source = output_is_system_ ? system_ : output_;
  source.resize(std::min({bytes, output_.size(), source.size()}));
  return std::move(source);
}

}  // namespace penstock::nt
