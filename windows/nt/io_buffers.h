// SPDX-License-Identifier: Apache-2.0
// The buffers of one client request, by the method of its control code or the flags of its device (K-CLI-6):
// one system buffer for both ways, a described output buffer, or the client's own addresses.
//
// Threads: owned by its request.
// Memory: everything lives until the request has been answered.
// Errors: a length that the driver overstates is cut to the buffer's (F-IO-9 is the caller's to report).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

struct _IRP;

namespace penstock::nt {

enum class BufferMethod : std::uint8_t { buffered, in_direct, out_direct, neither };

class RequestBuffers {
 public:
  RequestBuffers(std::span<const std::uint8_t> input, std::size_t output_bytes);

  void attach_control(_IRP& irp, BufferMethod method);
  void attach_read(_IRP& irp, BufferMethod method);
  void attach_write(_IRP& irp, BufferMethod method);

  std::size_t output_bytes() const { return output_.size(); }
  std::size_t input_bytes() const { return input_.size(); }
  // The first bytes of the output, as the driver left them.
  std::vector<std::uint8_t> take_output(std::size_t bytes);
  const std::uint8_t* input() const { return input_.data(); }

 private:
  void describe(_IRP& irp, std::vector<std::uint8_t>& bytes, bool written_by_driver);
  void give_system_buffer(_IRP& irp, std::size_t bytes);

  std::vector<std::uint8_t> input_;
  std::vector<std::uint8_t> output_;
  std::vector<std::uint8_t> system_;
  std::vector<std::uint64_t> descriptor_;  // storage of an MDL
  bool output_is_system_ = false;
};

}  // namespace penstock::nt
