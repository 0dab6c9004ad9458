// SPDX-License-Identifier: Apache-2.0
// Failure: an HRESULT at a call, an exception in code. The message travels beside the code on the thread that failed. One
// code is not an hresult_error: E_OUTOFMEMORY is std::bad_alloc, so that is how an empty pool reaches a plug-in.
//
// Threads: the message belongs to the thread.
// Memory: values.
// Errors: this is what they are.
#pragma once

#include "platform.h"
#include "string_conversion.h"
#include "string_parameter.h"

namespace winrt {

struct hresult {
  std::int32_t value{};
  constexpr hresult() noexcept = default;
  constexpr hresult(std::int32_t code) noexcept : value(code) {}
  constexpr hresult(std::uint32_t code) noexcept : value(static_cast<std::int32_t>(code)) {}
  constexpr operator std::int32_t() const noexcept { return value; }
};

namespace impl {
inline constexpr hresult error_ok{0};
inline constexpr hresult error_false{1};
inline constexpr hresult error_fail{0x80004005u};
inline constexpr hresult error_access_denied{0x80070005u};
inline constexpr hresult error_wrong_thread{0x8001010Eu};
inline constexpr hresult error_not_implemented{0x80004001u};
inline constexpr hresult error_invalid_argument{0x80070057u};
inline constexpr hresult error_out_of_bounds{0x8000000Bu};
inline constexpr hresult error_no_interface{0x80004002u};
inline constexpr hresult error_class_not_available{0x80040111u};
inline constexpr hresult error_class_not_registered{0x80040154u};
inline constexpr hresult error_changed_state{0x8000000Cu};
inline constexpr hresult error_illegal_method_call{0x8000000Eu};
inline constexpr hresult error_illegal_state_change{0x8000000Du};
inline constexpr hresult error_illegal_delegate_assignment{0x80000018u};
inline constexpr hresult error_canceled{0x800704C7u};
inline constexpr hresult error_bad_alloc{0x8007000Eu};
inline constexpr hresult error_pointer{0x80004003u};
inline constexpr hresult error_unexpected{0x8000FFFFu};
inline constexpr hresult error_closed{0x80000013u};
inline constexpr hresult error_abort{0x80004004u};

inline wchar_t const* text_of(std::int32_t code) noexcept {
  switch (static_cast<std::uint32_t>(code)) {
    case 0x80004001u: return L"Not implemented";
    case 0x80004002u: return L"No such interface supported";
    case 0x80004003u: return L"Invalid pointer";
    case 0x80004004u: return L"Operation aborted";
    case 0x80004005u: return L"Unspecified error";
    case 0x8000000Bu: return L"The operation attempted to access data outside the valid range";
    case 0x8000000Cu: return L"A concurrent or interleaved operation changed the state of the object";
    case 0x8000000Du: return L"An illegal state change was requested";
    case 0x8000000Eu: return L"A method was called at an unexpected time";
    case 0x80000013u: return L"The object has been closed";
    case 0x80070005u: return L"Access is denied";
    case 0x8007000Eu: return L"Not enough memory resources are available";
    case 0x80070057u: return L"The parameter is incorrect";
    case 0x800704C7u: return L"The operation was canceled";
    default: return L"";
  }
}
}  // namespace impl

struct hresult_error {
  using from_abi_t = take_ownership_from_abi_t;
  static constexpr from_abi_t from_abi{};

  hresult_error() noexcept = default;
  explicit hresult_error(hresult code) noexcept : code_(code) {}
  hresult_error(hresult code, param::hstring const& message) : code_(code), message_(message) {}
  hresult_error(hresult code, from_abi_t) noexcept
      : code_(code), message_(penstock_winrt_take_error(code), take_ownership_from_abi) {}
  hresult_error(hresult_error const&) = default;
  hresult_error& operator=(hresult_error const&) = default;
  virtual ~hresult_error() = default;

  hresult code() const noexcept { return code_; }
  hstring message() const { return message_.empty() ? hstring(impl::text_of(code_)) : message_; }
  // The code for a call's answer; the message stays with the thread.
  hresult to_abi() const noexcept {
    hstring copy = message_;
    penstock_winrt_originate_error(code_, detach_abi(copy));
    return code_;
  }

 private:
  hresult code_{impl::error_fail};
  hstring message_;
};

#define PENSTOCK_HRESULT_ERROR(Name, Code)                                                             \
  struct Name : hresult_error {                                                                        \
    Name() noexcept : hresult_error(impl::Code) {}                                                     \
    Name(param::hstring const& message) : hresult_error(impl::Code, message) {}                        \
    Name(take_ownership_from_abi_t) noexcept : hresult_error(impl::Code, take_ownership_from_abi) {}   \
  };
PENSTOCK_HRESULT_ERROR(hresult_access_denied, error_access_denied)
PENSTOCK_HRESULT_ERROR(hresult_wrong_thread, error_wrong_thread)
PENSTOCK_HRESULT_ERROR(hresult_not_implemented, error_not_implemented)
PENSTOCK_HRESULT_ERROR(hresult_invalid_argument, error_invalid_argument)
PENSTOCK_HRESULT_ERROR(hresult_out_of_bounds, error_out_of_bounds)
PENSTOCK_HRESULT_ERROR(hresult_no_interface, error_no_interface)
PENSTOCK_HRESULT_ERROR(hresult_class_not_available, error_class_not_available)
PENSTOCK_HRESULT_ERROR(hresult_class_not_registered, error_class_not_registered)
PENSTOCK_HRESULT_ERROR(hresult_changed_state, error_changed_state)
PENSTOCK_HRESULT_ERROR(hresult_illegal_method_call, error_illegal_method_call)
PENSTOCK_HRESULT_ERROR(hresult_illegal_state_change, error_illegal_state_change)
PENSTOCK_HRESULT_ERROR(hresult_illegal_delegate_assignment, error_illegal_delegate_assignment)
PENSTOCK_HRESULT_ERROR(hresult_canceled, error_canceled)
#undef PENSTOCK_HRESULT_ERROR

[[noreturn]] inline void throw_hresult(hresult const result) {
  switch (static_cast<std::uint32_t>(result.value)) {
    case 0x8007000Eu: throw std::bad_alloc();
    case 0x80070005u: throw hresult_access_denied(take_ownership_from_abi);
    case 0x8001010Eu: throw hresult_wrong_thread(take_ownership_from_abi);
    case 0x80004001u: throw hresult_not_implemented(take_ownership_from_abi);
    case 0x80070057u: throw hresult_invalid_argument(take_ownership_from_abi);
    case 0x8000000Bu: throw hresult_out_of_bounds(take_ownership_from_abi);
    case 0x80004002u: throw hresult_no_interface(take_ownership_from_abi);
    case 0x80040111u: throw hresult_class_not_available(take_ownership_from_abi);
    case 0x80040154u: throw hresult_class_not_registered(take_ownership_from_abi);
    case 0x8000000Cu: throw hresult_changed_state(take_ownership_from_abi);
    case 0x8000000Eu: throw hresult_illegal_method_call(take_ownership_from_abi);
    case 0x8000000Du: throw hresult_illegal_state_change(take_ownership_from_abi);
    case 0x80000018u: throw hresult_illegal_delegate_assignment(take_ownership_from_abi);
    case 0x800704C7u: throw hresult_canceled(take_ownership_from_abi);
    default: throw hresult_error(result, take_ownership_from_abi);
  }
}

// In a handler: the code of the exception that is being handled.
inline hresult to_hresult() noexcept {
  try {
    throw;
  } catch (hresult_error const& e) {
    return e.to_abi();
  } catch (std::bad_alloc const&) {
    return impl::error_bad_alloc;
  } catch (std::out_of_range const& e) {
    return hresult_error(impl::error_out_of_bounds, to_hstring(e.what())).to_abi();
  } catch (std::invalid_argument const& e) {
    return hresult_error(impl::error_invalid_argument, to_hstring(e.what())).to_abi();
  } catch (std::exception const& e) {
    return hresult_error(impl::error_fail, to_hstring(e.what())).to_abi();
  } catch (...) {
    return impl::error_fail;
  }
}
// In a handler: the message of the exception that is being handled.
inline hstring to_message() {
  try {
    throw;
  } catch (hresult_error const& e) {
    return e.message();
  } catch (std::exception const& e) {
    return to_hstring(e.what());
  } catch (...) {
    return {};
  }
}

inline hresult check_hresult(hresult const result) {
  if (__builtin_expect(result.value < 0, 0)) throw_hresult(result);
  return result;
}
constexpr hresult hresult_from_win32(std::uint32_t error) noexcept {
  return static_cast<std::int32_t>(error) <= 0 ? static_cast<std::int32_t>(error)
                                               : static_cast<std::int32_t>((error & 0xFFFF) | 0x80070000u);
}
constexpr hresult hresult_from_nt(std::uint32_t status) noexcept { return static_cast<std::int32_t>(status | 0x10000000u); }
template <typename T>
void check_nt(T result) {
  if (result != 0) throw_hresult(hresult_from_nt(static_cast<std::uint32_t>(result)));
}
template <typename T>
void check_win32(T result) {
  if (result != 0) throw_hresult(hresult_from_win32(static_cast<std::uint32_t>(result)));
}
[[noreturn]] inline void throw_last_error() {
  auto const error = penstock_winrt_last_error;
  throw_hresult(error ? hresult_from_win32(error) : hresult(impl::error_fail));
}
template <typename T>
T check_bool(T result) {
  if (!result) throw_last_error();
  return result;
}
template <typename T>
T* check_pointer(T* pointer) {
  if (!pointer) throw_last_error();
  return pointer;
}
[[noreturn]] inline void terminate() noexcept { std::terminate(); }

}  // namespace winrt
