// SPDX-License-Identifier: Apache-2.0
// Formatted wide text. Each conversion is formatted by the system's narrow function with the plug-in's own flags, width
// and precision; strings are the exception, because %s and %ls mean wide text here and %S and %hs narrow text.
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <cwchar>
#include <string>

#define HIDDEN extern "C" __attribute__((visibility("hidden"), used))

namespace {

// One conversion: everything between % and its letter, with stars already replaced by numbers.
struct Conversion {
  std::string flags;
  int width = -1;
  int precision = -1;
  std::string length;
  char letter = 0;
  bool left = false;

  std::string text(const char* given_length) const {
    std::string out = "%" + flags;
    if (width >= 0) out += std::to_string(width);
    if (precision >= 0) out += "." + std::to_string(precision);
    return out + given_length + letter;
  }
};

class Printer {
 public:
  Printer(wchar_t* out, std::size_t size, va_list arguments) : out_(out), size_(size) {
    va_copy(arguments_, arguments);
  }
  ~Printer() { va_end(arguments_); }

  int print(const wchar_t* format) {
    for (; *format; ++format) {
      if (*format != L'%')
        put(*format);
      else if (*++format == L'%')
        put(L'%');
      else if (!convert(format))
        return -1;
    }
    if (size_ == 0 || at_ >= size_) {
      if (size_) out_[size_ - 1] = 0;
      return -1;
    }
    out_[at_] = 0;
    return static_cast<int>(at_);
  }
  std::size_t length() const { return at_; }

 private:
  void put(wchar_t c) {
    if (at_ < size_) out_[at_] = c;
    ++at_;
  }
  int number(const wchar_t*& format) {
    if (*format == L'*') {
      ++format;
      return va_arg(arguments_, int);
    }
    int value = 0;
    for (; *format >= L'0' && *format <= L'9'; ++format) value = value * 10 + (*format - L'0');
    return value;
  }
  // Leaves format at the letter.
  bool convert(const wchar_t*& format) {
    Conversion one;
    for (; *format && std::strchr("-+ #0", *format < 128 ? static_cast<char>(*format) : '?'); ++format) {
      one.flags += static_cast<char>(*format);
      one.left |= *format == L'-';
    }
    if (*format == L'*' || (*format >= L'0' && *format <= L'9')) one.width = number(format);
    if (one.width < -1) {
      one.left = true;
      one.flags += '-';
      one.width = -one.width;
    }
    if (*format == L'.') {
      ++format;
      one.precision = number(format);
    }
    read_length(format, one);
    if (!*format) return false;
    one.letter = *format < 128 ? static_cast<char>(*format) : '?';
    return one.letter == 's' || one.letter == 'S' ? text(one) : scalar(one);
  }
  void read_length(const wchar_t*& format, Conversion& one) {
    if (format[0] == L'I' && format[1] == L'6' && format[2] == L'4') {
      one.length = "ll";
      format += 3;
      return;
    }
    if (format[0] == L'I' && format[1] == L'3' && format[2] == L'2') {
      format += 3;
      return;
    }
    for (; *format && std::strchr("hlLqjztw", *format < 128 ? static_cast<char>(*format) : '?'); ++format)
      one.length += static_cast<char>(*format);
  }
  bool scalar(const Conversion& one) {
    char narrow[512];
    int count = -1;
    switch (one.letter) {
      case 'd':
      case 'i':
      case 'u':
      case 'x':
      case 'X':
      case 'o':
        if (one.length == "ll" || one.length == "j" || one.length == "q")
          count = std::snprintf(narrow, sizeof narrow, one.text("ll").c_str(), va_arg(arguments_, long long));
        else if (one.length == "l")
          count = std::snprintf(narrow, sizeof narrow, one.text("l").c_str(), va_arg(arguments_, long));
        else if (one.length == "z" || one.length == "t")
          count =
              std::snprintf(narrow, sizeof narrow, one.text("z").c_str(), va_arg(arguments_, std::size_t));
        else
          count = std::snprintf(narrow, sizeof narrow, one.text(one.length.c_str()).c_str(),
                                va_arg(arguments_, int));
        break;
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
      case 'a':
      case 'A':
        if (one.length == "L")
          count =
              std::snprintf(narrow, sizeof narrow, one.text("L").c_str(), va_arg(arguments_, long double));
        else
          count = std::snprintf(narrow, sizeof narrow, one.text("").c_str(), va_arg(arguments_, double));
        break;
      case 'p':
        count = std::snprintf(narrow, sizeof narrow, one.text("").c_str(), va_arg(arguments_, void*));
        break;
      case 'c':
      case 'C': {
        wchar_t const c[2] = {static_cast<wchar_t>(va_arg(arguments_, int)), 0};
        pad(c, 1, one);
        return true;
      }
      default:
        return false;
    }
    for (int i = 0; i < count && i < static_cast<int>(sizeof narrow); ++i)
      put(static_cast<unsigned char>(narrow[i]));
    return count >= 0;
  }
  bool text(const Conversion& one) {
    bool const narrow = one.length == "h" || (one.letter == 'S' && one.length.empty());
    std::wstring wide;
    std::size_t const limit = one.precision < 0 ? SIZE_MAX : static_cast<std::size_t>(one.precision);
    if (narrow) {
      const char* given = va_arg(arguments_, const char*);
      for (const char* c = given ? given : "(null)"; wide.size() != limit && *c; ++c)
        wide += static_cast<unsigned char>(*c);
    } else {
      const wchar_t* given = va_arg(arguments_, const wchar_t*);
      for (const wchar_t* c = given ? given : L"(null)"; wide.size() != limit && *c; ++c) wide += *c;
    }
    pad(wide.data(), wide.size(), one);
    return true;
  }
  void pad(const wchar_t* given, std::size_t count, const Conversion& one) {
    std::size_t const spaces =
        one.width > 0 && static_cast<std::size_t>(one.width) > count ? one.width - count : 0;
    if (!one.left)
      for (std::size_t i = 0; i != spaces; ++i) put(L' ');
    for (std::size_t i = 0; i != count; ++i) put(given[i]);
    if (one.left)
      for (std::size_t i = 0; i != spaces; ++i) put(L' ');
  }

  wchar_t* out_;
  std::size_t size_;
  std::size_t at_ = 0;
  va_list arguments_;
};

}  // namespace

HIDDEN int vswprintf(wchar_t* out, std::size_t size, const wchar_t* format, va_list arguments) {
  return Printer(out, size, arguments).print(format);
}
HIDDEN int swprintf(wchar_t* out, std::size_t size, const wchar_t* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int const count = vswprintf(out, size, format, arguments);
  va_end(arguments);
  return count;
}
// How long the text would be.
HIDDEN int _vscwprintf(const wchar_t* format, va_list arguments) {
  Printer printer(nullptr, 0, arguments);
  printer.print(format);
  return static_cast<int>(printer.length());
}
