// SPDX-License-Identifier: Apache-2.0
// The two drivers of most tests by their devices: echo_service on the server's side, caller on the client's.
//
// Threads: one test's.
// Memory: a handle each; close() before the driver is to go.
// Errors: statuses as the devices give them.
#pragma once

#include "provider_bench.h"

#include <ntddk.h>

#include "echo_service/protocol.h"
#include "providers/caller/caller.h"

namespace penstock::conformance {

inline constexpr GUID kEchoType = ECHO_INTERFACE_TYPE;
inline constexpr GUID kEchoInstance = {0x11111111, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};

class EchoDevice {
 public:
  explicit EchoDevice(ProviderBench& bench) : bench_(bench), device_(bench.open("PenstockEcho")) {}

  std::int32_t attach(const GUID& instance = kEchoInstance) {
    return control(IOCTL_ECHO_ATTACH, bytes_of(ECHO_ATTACH{bench_.bus_handle(), instance}));
  }
  std::int32_t detach() { return control(IOCTL_ECHO_DETACH); }
  std::int32_t start() { return control(IOCTL_ECHO_START); }
  std::int32_t pause() { return control(IOCTL_ECHO_PAUSE); }
  std::int32_t call(std::uint32_t count, std::uint32_t first = 1, std::uint32_t note_bytes = 16,
                    std::uint32_t payload_bytes = 0) {
    return control(IOCTL_ECHO_CALL, bytes_of(ECHO_CALL_BATCH{count, first, note_bytes, payload_bytes}));
  }
  ECHO_COUNTS counts() {
    return as<ECHO_COUNTS>(device_.control_and_wait(IOCTL_ECHO_COUNTS, {}, sizeof(ECHO_COUNTS)));
  }
  // All of it, in pieces of at most that many bytes.
  std::vector<std::vector<std::uint8_t>> save(std::size_t piece_bytes, std::int32_t* status);
  std::int32_t restore(const std::vector<std::uint8_t>& piece) { return control(IOCTL_ECHO_RESTORE, piece); }
  std::int32_t control(std::uint32_t code, const std::vector<std::uint8_t>& in = {}) {
    return device_.control_and_wait(code, in, 0).status;
  }
  void close() { device_.close(); }

 private:
  ProviderBench& bench_;
  nt::DeviceClient device_;
};

inline std::vector<std::vector<std::uint8_t>> EchoDevice::save(std::size_t piece_bytes,
                                                               std::int32_t* status) {
  std::vector<std::vector<std::uint8_t>> pieces;
  std::vector<std::uint8_t> go_on;
  for (;;) {
    const std::size_t head = offsetof(ECHO_SAVE, Bytes);
    const nt::Answer answer = device_.control_and_wait(IOCTL_ECHO_SAVE, go_on, head + piece_bytes);
    const auto save = as<ECHO_SAVE>(answer);
    *status = answer.status != 0 ? answer.status : save.Status;
    if (answer.status != 0) return pieces;
    go_on = {1};
    if (save.BytesFilled != 0)
      pieces.emplace_back(answer.output.begin() + head, answer.output.begin() + head + save.BytesFilled);
    if (save.Status == STATUS_BUFFER_TOO_SMALL)
      piece_bytes = save.BytesRequired;
    else if (save.Status != STATUS_BUFFER_OVERFLOW)
      return pieces;
  }
}

class CallerDevice {
 public:
  explicit CallerDevice(ProviderBench& bench) : device_(bench.open("Caller")) {}

  std::int32_t connect(const GUID& type = kEchoType, const GUID& instance = kEchoInstance,
                       bool hold_answers = false, std::uint32_t ring_pages = 4) {
    return control(IOCTL_CALLER_CONNECT, bytes_of(CALLER_CONNECT{type, instance, ring_pages, hold_answers}));
  }
  std::int32_t disconnect() { return control(IOCTL_CALLER_DISCONNECT); }
  std::int32_t answer_held() { return control(IOCTL_CALLER_ANSWER_HELD); }
  CALLER_COUNTS counts() {
    return as<CALLER_COUNTS>(device_.control_and_wait(IOCTL_CALLER_COUNTS, {}, sizeof(CALLER_COUNTS)));
  }

  struct Answered {
    std::int32_t status;
    std::vector<std::uint8_t> bytes;
  };
  Answered request(const std::vector<std::uint8_t>& message, CALLER_REQUEST how);
  Answered ask(const std::vector<std::uint8_t>& message, std::uint32_t room = 4096) {
    return request(message, {.TimeoutMs = CALLER_FOREVER, .WaitForCompletion = 1, .AnswerBytes = room});
  }
  std::int32_t post(const std::vector<std::uint8_t>& message, std::uint32_t count, bool wait = true,
                    std::uint32_t first = 1, bool in_caller_memory = false) {
    std::vector<std::uint8_t> in = bytes_of(
        CALLER_POST{count, wait, first, in_caller_memory, static_cast<std::uint32_t>(message.size())});
    in.insert(in.end(), message.begin(), message.end());
    return control(IOCTL_CALLER_POST, in);
  }
  CALLER_SHARED share(std::uint32_t bytes, std::uint8_t fill, bool read_only = false) {
    return as<CALLER_SHARED>(device_.control_and_wait(
        IOCTL_CALLER_SHARE, bytes_of(CALLER_SHARE{bytes, read_only, fill}), sizeof(CALLER_SHARED)));
  }
  std::int32_t unshare() { return control(IOCTL_CALLER_UNSHARE); }
  std::int32_t control(std::uint32_t code, const std::vector<std::uint8_t>& in = {}) {
    return device_.control_and_wait(code, in, 0).status;
  }
  void close() { device_.close(); }

 private:
  nt::DeviceClient device_;
};

inline CallerDevice::Answered CallerDevice::request(const std::vector<std::uint8_t>& message,
                                                    CALLER_REQUEST how) {
  how.Length = static_cast<std::uint32_t>(message.size());
  std::vector<std::uint8_t> in = bytes_of(how);
  in.insert(in.end(), message.begin(), message.end());
  const std::size_t head = offsetof(CALLER_ANSWER, Bytes);
  const nt::Answer answer = device_.control_and_wait(IOCTL_CALLER_REQUEST, in, head + how.AnswerBytes);
  if (answer.status != 0) return {answer.status, {}};
  const auto got = as<CALLER_ANSWER>(answer);
  return {got.Status, {answer.output.begin() + head, answer.output.end()}};
}

inline std::vector<std::uint8_t> echo_message(ECHO_OPERATION operation, std::uint32_t sequence,
                                              std::uint32_t argument = 0, const std::string& payload = {}) {
  std::vector<std::uint8_t> bytes = bytes_of(ECHO_HEADER{
      static_cast<std::uint32_t>(operation), sequence, argument, static_cast<std::uint32_t>(payload.size())});
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  return bytes;
}

}  // namespace penstock::conformance
