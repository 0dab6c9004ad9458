// SPDX-License-Identifier: Apache-2.0
#include "nt/printf.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "nt/string_conversion.h"

#include <ntifs.h>

namespace penstock::nt {

namespace {

enum class Size { normal, half, half_half, wide_or_long, eight_bytes, pointer };

struct Conversion {
  bool left = false, zero = false, plus = false, space = false, alternate = false;
  int width = 0;
  int precision = -1;
  Size size = Size::normal;
};

// va_list is an array type: in a struct it can be passed on.
struct Arguments {
  std::va_list list;
};

template <class Char>
class Formatter {
 public:
  Formatter(const Char* format, Arguments& arguments) : at_(format), arguments_(arguments) {}

  std::basic_string<Char> run() {
    while (*at_ != 0) {
      if (*at_ != '%') {
        out_ += *at_++;
        continue;
      }
      const Char* begin = at_++;
      if (!convert()) out_.append(begin, at_);
    }
    return std::move(out_);
  }

 private:
  static constexpr bool kWide = sizeof(Char) == 2;

  // False: the conversion is unknown.
  bool convert() {
    Conversion spec;
    read_flags(spec);
    spec.width = read_number();
    if (spec.width < 0) {
      spec.left = true;
      spec.width = -spec.width;
    }
    if (*at_ == '.') {
      ++at_;
      spec.precision = read_number();
    }
    read_size(spec);
    if (*at_ == 0) return false;
    return print(spec, static_cast<char>(*at_++));
  }

  void read_flags(Conversion& spec) {
    for (;; ++at_) {
      switch (*at_) {
        case '-':
          spec.left = true;
          break;
        case '0':
          spec.zero = true;
          break;
        case '+':
          spec.plus = true;
          break;
        case ' ':
          spec.space = true;
          break;
        case '#':
          spec.alternate = true;
          break;
        default:
          return;
      }
    }
  }

  int read_number() {
    if (*at_ == '*') {
      ++at_;
      return va_arg(arguments_.list, int);
    }
    int number = 0;
    for (; *at_ >= '0' && *at_ <= '9'; ++at_) number = std::min(number * 10 + int(*at_ - '0'), 100'000);
    return number;
  }

  bool skip(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (at_[i] != static_cast<Char>(text[i])) return false;
    }
    at_ += text.size();
    return true;
  }

  void read_size(Conversion& spec) {
    if (skip("I64") || skip("ll") || skip("j")) {
      spec.size = Size::eight_bytes;
    } else if (skip("I32")) {
      spec.size = Size::normal;
    } else if (skip("I") || skip("z") || skip("t")) {
      spec.size = Size::pointer;
    } else if (skip("hh")) {
      spec.size = Size::half_half;
    } else if (skip("h")) {
      spec.size = Size::half;
    } else if (skip("l") || skip("w")) {
      spec.size = Size::wide_or_long;
    }
  }

  bool print(const Conversion& spec, char type) {
    switch (type) {
      case 'd':
      case 'i':
        return print_signed(spec);
      case 'u':
        return print_unsigned(spec, 10, false);
      case 'x':
        return print_unsigned(spec, 16, false);
      case 'X':
        return print_unsigned(spec, 16, true);
      case 'o':
        return print_unsigned(spec, 8, false);
      case 'p':
        return print_pointer();
      case 'c':
        return print_character(spec, is_wide(spec, kWide));
      case 'C':
        return print_character(spec, is_wide(spec, !kWide));
      case 's':
        return print_string(spec, is_wide(spec, kWide));
      case 'S':
        return print_string(spec, is_wide(spec, !kWide));
      case 'Z':
        return print_counted(spec);
      case 'e':
      case 'f':
      case 'g':
      case 'E':
      case 'G':
        return print_float(spec, type);
      case '%':
        out_ += Char('%');
        return true;
      default:
        return false;
    }
  }

  static bool is_wide(const Conversion& spec, bool by_default) {
    if (spec.size == Size::half) return false;
    return spec.size == Size::wide_or_long || by_default;
  }

  std::uint64_t take_unsigned(Size size) {
    if (size == Size::eight_bytes || size == Size::pointer) return va_arg(arguments_.list, std::uint64_t);
    const auto value = va_arg(arguments_.list, std::uint32_t);
    if (size == Size::half) return static_cast<std::uint16_t>(value);
    return size == Size::half_half ? static_cast<std::uint8_t>(value) : value;
  }

  bool print_signed(const Conversion& spec) {
    const std::uint64_t raw = take_unsigned(spec.size);
    std::int64_t value = static_cast<std::int64_t>(raw);
    if (spec.size == Size::normal || spec.size == Size::wide_or_long) value = static_cast<std::int32_t>(raw);
    if (spec.size == Size::half) value = static_cast<std::int16_t>(raw);
    if (spec.size == Size::half_half) value = static_cast<std::int8_t>(raw);
    const char* sign = value < 0 ? "-" : spec.plus ? "+" : spec.space ? " " : "";
    const std::uint64_t magnitude =
        value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    print_digits(spec, sign, digits_of(magnitude, 10, false));
    return true;
  }

  bool print_unsigned(const Conversion& spec, unsigned base, bool upper) {
    const std::uint64_t value = take_unsigned(spec.size);
    const char* prefix = !spec.alternate || value == 0 || base == 10 ? ""
                         : base == 8                                 ? "0"
                         : upper                                     ? "0X"
                                                                     : "0x";
    print_digits(spec, prefix, digits_of(value, base, upper));
    return true;
  }

  bool print_pointer() {
    std::string digits = digits_of(va_arg(arguments_.list, std::uint64_t), 16, true);
    digits.insert(0, 16 - digits.size(), '0');
    append_ascii(digits);
    return true;
  }

  static std::string digits_of(std::uint64_t value, unsigned base, bool upper) {
    const char* const set = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    std::string digits;
    do {
      digits += set[value % base];
      value /= base;
    } while (value != 0);
    return {digits.rbegin(), digits.rend()};
  }

  void print_digits(const Conversion& spec, std::string_view prefix, std::string digits) {
    if (spec.precision == 0 && digits == "0") digits.clear();
    const auto wanted = static_cast<std::size_t>(std::max(spec.precision, 0));
    if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), '0');
    const std::size_t length = prefix.size() + digits.size();
    const auto width = static_cast<std::size_t>(spec.width);
    const std::size_t fill = width > length ? width - length : 0;
    const bool zeroes = spec.zero && !spec.left && spec.precision < 0;
    if (!spec.left && !zeroes) out_.append(fill, Char(' '));
    append_ascii(prefix);
    if (zeroes) out_.append(fill, Char('0'));
    append_ascii(digits);
    if (spec.left) out_.append(fill, Char(' '));
  }

  bool print_character(const Conversion& spec, bool wide) {
    const int value = va_arg(arguments_.list, int);
    const auto narrow = static_cast<char>(value);
    const auto unit = static_cast<char16_t>(value);
    wide ? print_text(spec, std::u16string_view(&unit, 1)) : print_text(spec, std::string_view(&narrow, 1));
    return true;
  }

  bool print_string(const Conversion& spec, bool wide) {
    const void* text = va_arg(arguments_.list, const void*);
    if (text == nullptr) {
      print_text(spec, std::string_view("(null)"));
    } else if (wide) {
      print_text(spec, bounded(static_cast<const char16_t*>(text), spec.precision));
    } else {
      print_text(spec, bounded(static_cast<const char*>(text), spec.precision));
    }
    return true;
  }

  // A string with a precision need not be terminated.
  template <class Source>
  static std::basic_string_view<Source> bounded(const Source* text, int precision) {
    std::size_t length = 0;
    while ((precision < 0 || length < static_cast<std::size_t>(precision)) && text[length] != 0) ++length;
    return {text, length};
  }

  bool print_counted(const Conversion& spec) {
    const void* string = va_arg(arguments_.list, const void*);
    if (string == nullptr) {
      print_text(spec, std::string_view("(null)"));
    } else if (spec.size == Size::wide_or_long) {
      print_text(spec, view_of(*static_cast<const UNICODE_STRING*>(string)));
    } else {
      const auto* narrow = static_cast<const ANSI_STRING*>(string);
      print_text(spec, std::string_view(narrow->Buffer, narrow->Length));
    }
    return true;
  }

  template <class Source>
  void print_text(const Conversion& spec, std::basic_string_view<Source> text) {
    if (spec.precision >= 0) text = text.substr(0, static_cast<std::size_t>(spec.precision));
    std::basic_string<Char> converted;
    if constexpr (sizeof(Source) == sizeof(Char)) {
      converted = text;
    } else {
      for (std::size_t at = 0; at < text.size();) append(converted, next_code_point(text, at));
    }
    const auto width = static_cast<std::size_t>(spec.width);
    const std::size_t fill = width > converted.size() ? width - converted.size() : 0;
    if (!spec.left) out_.append(fill, Char(' '));
    out_ += converted;
    if (spec.left) out_.append(fill, Char(' '));
  }

  bool print_float(const Conversion& spec, char type) {
    char text[400];
    const char format[] = {'%', '.', '*', type, 0};
    std::snprintf(text, sizeof text, format, spec.precision < 0 ? 6 : std::min(spec.precision, 40),
                  va_arg(arguments_.list, double));
    print_text({.left = spec.left, .width = spec.width}, std::string_view(text));
    return true;
  }

  void append_ascii(std::string_view text) { out_.append(text.begin(), text.end()); }

  const Char* at_;
  Arguments& arguments_;
  std::basic_string<Char> out_;
};

template <class Char>
std::basic_string<Char> format_any(const Char* format, std::va_list arguments) {
  Arguments own;
  va_copy(own.list, arguments);
  std::basic_string<Char> text = Formatter<Char>(format, own).run();
  va_end(own.list);
  return text;
}

}  // namespace

std::string format_text(const char* format, std::va_list arguments) { return format_any(format, arguments); }
std::u16string format_text(const char16_t* format, std::va_list arguments) {
  return format_any(format, arguments);
}

}  // namespace penstock::nt
