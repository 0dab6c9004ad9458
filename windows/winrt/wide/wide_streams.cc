// SPDX-License-Identifier: Apache-2.0
// What wide streams need of the C++ library: its facets for wide characters are compiled for 32 bits. The templates among
// them are instantiated in each plug-in, with identities of their own; the two that are no templates are written here. A
// plug-in's global locale carries them from the moment it is loaded.
#include <cwctype>
#include <locale>
#include <sstream>
#include <string>

namespace std {

// One class bit each, in the order of the C library's names.
namespace {
bool has_class(ctype_base::mask mask, wchar_t c) {
  return ((mask & ctype_base::space) && iswspace(c)) || ((mask & ctype_base::print) && iswprint(c)) ||
         ((mask & ctype_base::cntrl) && iswcntrl(c)) || ((mask & ctype_base::upper) && iswupper(c)) ||
         ((mask & ctype_base::lower) && iswlower(c)) || ((mask & ctype_base::alpha) && iswalpha(c)) ||
         ((mask & ctype_base::digit) && iswdigit(c)) || ((mask & ctype_base::punct) && iswpunct(c)) ||
         ((mask & ctype_base::xdigit) && iswxdigit(c)) || ((mask & ctype_base::blank) && iswblank(c));
}
}  // namespace

locale::id ctype<wchar_t>::id;

ctype<wchar_t>::ctype(size_t refs)
    : __ctype_abstract_base<wchar_t>(refs), _M_c_locale_ctype(_S_get_c_locale()), _M_narrow_ok(false) {}
ctype<wchar_t>::~ctype() = default;
bool ctype<wchar_t>::do_is(mask m, wchar_t c) const { return has_class(m, c); }
const wchar_t* ctype<wchar_t>::do_is(const wchar_t* low, const wchar_t* high, mask* out) const {
  for (; low != high; ++low, ++out) {
    mask found = 0;
    for (mask bit : {space, print, cntrl, upper, lower, alpha, digit, punct, xdigit, blank})
      if (has_class(bit, *low)) found |= bit;
    *out = found;
  }
  return high;
}
const wchar_t* ctype<wchar_t>::do_scan_is(mask m, const wchar_t* low, const wchar_t* high) const {
  while (low != high && !has_class(m, *low)) ++low;
  return low;
}
const wchar_t* ctype<wchar_t>::do_scan_not(mask m, const wchar_t* low, const wchar_t* high) const {
  while (low != high && has_class(m, *low)) ++low;
  return low;
}
wchar_t ctype<wchar_t>::do_toupper(wchar_t c) const { return static_cast<wchar_t>(towupper(c)); }
const wchar_t* ctype<wchar_t>::do_toupper(wchar_t* low, const wchar_t* high) const {
  for (; low != high; ++low) *low = do_toupper(*low);
  return high;
}
wchar_t ctype<wchar_t>::do_tolower(wchar_t c) const { return static_cast<wchar_t>(towlower(c)); }
const wchar_t* ctype<wchar_t>::do_tolower(wchar_t* low, const wchar_t* high) const {
  for (; low != high; ++low) *low = do_tolower(*low);
  return high;
}
wchar_t ctype<wchar_t>::do_widen(char c) const { return static_cast<unsigned char>(c); }
const char* ctype<wchar_t>::do_widen(const char* low, const char* high, wchar_t* out) const {
  for (; low != high; ++low, ++out) *out = do_widen(*low);
  return high;
}
char ctype<wchar_t>::do_narrow(wchar_t c, char otherwise) const {
  return c < 128 ? static_cast<char>(c) : otherwise;
}
const wchar_t* ctype<wchar_t>::do_narrow(const wchar_t* low, const wchar_t* high, char otherwise,
                                         char* out) const {
  for (; low != high; ++low, ++out) *out = do_narrow(*low, otherwise);
  return high;
}

template <>
void numpunct<wchar_t>::_M_initialize_numpunct(__c_locale) {
  if (!_M_data) _M_data = new __numpunct_cache<wchar_t>;
  _M_data->_M_grouping = "";
  _M_data->_M_grouping_size = 0;
  _M_data->_M_use_grouping = false;
  _M_data->_M_decimal_point = L'.';
  _M_data->_M_thousands_sep = L',';
  for (size_t i = 0; i != __num_base::_S_oend; ++i) _M_data->_M_atoms_out[i] = __num_base::_S_atoms_out[i];
  for (size_t i = 0; i != __num_base::_S_iend; ++i) _M_data->_M_atoms_in[i] = __num_base::_S_atoms_in[i];
  _M_data->_M_truename = L"true";
  _M_data->_M_truename_size = 4;
  _M_data->_M_falsename = L"false";
  _M_data->_M_falsename_size = 5;
}
template <>
numpunct<wchar_t>::~numpunct() {
  delete _M_data;
}

// The library declares these for wide characters as functions of its own.
namespace {
// Takes characters up to a stop, which is taken and dropped, or a limit; `keep` says false when it has room for no more.
template <typename Keep>
void take_until(wistream& in, wistream::int_type stop, streamsize limit, streamsize& count,
                ios_base::iostate& state, Keep keep) {
  using traits = wistream::traits_type;
  auto* buffer = in.rdbuf();
  for (auto c = buffer->sgetc(); count != limit; c = buffer->snextc()) {
    if (traits::eq_int_type(c, traits::eof())) {
      state |= ios_base::eofbit;
      return;
    }
    if (traits::eq_int_type(c, stop)) {
      ++count;
      buffer->sbumpc();
      return;
    }
    if (!keep(traits::to_char_type(c))) {
      state |= ios_base::failbit;
      return;
    }
    ++count;
  }
}
}  // namespace

template <>
wistream& getline(wistream& in, wstring& text, wchar_t stop) {
  ios_base::iostate state = ios_base::goodbit;
  wistream::sentry const ready(in, true);
  if (!ready) return in;
  text.clear();
  streamsize count = 0;
  take_until(in, wistream::traits_type::to_int_type(stop), -1, count, state, [&text](wchar_t c) {
    text += c;
    return true;
  });
  if (count == 0) state |= ios_base::failbit;
  if (state) in.setstate(state);
  return in;
}
template <>
wistream& wistream::getline(wchar_t* text, streamsize size, wchar_t stop) {
  ios_base::iostate state = ios_base::goodbit;
  _M_gcount = 0;
  sentry const ready(*this, true);
  if (ready) {
    take_until(*this, traits_type::to_int_type(stop), -1, _M_gcount, state, [&](wchar_t c) {
      if (size <= 1) return false;
      *text++ = c;
      --size;
      return true;
    });
  }
  if (size > 0) *text = 0;
  if (_M_gcount == 0) state |= ios_base::failbit;
  if (state) setstate(state);
  return *this;
}
template <>
wistream& wistream::ignore(streamsize count, int_type stop) {
  ios_base::iostate state = ios_base::goodbit;
  _M_gcount = 0;
  sentry const ready(*this, true);
  if (ready && count > 0) {
    streamsize const limit = count == __gnu_cxx::__numeric_traits<streamsize>::__max ? -1 : count;
    take_until(*this, stop, limit, _M_gcount, state, [](wchar_t) { return true; });
    if (state) setstate(state);
  }
  return *this;
}
template <>
wistream& wistream::ignore(streamsize count) {
  return ignore(count, traits_type::eof());
}

}  // namespace std

namespace {

struct WideLocale {
  WideLocale() {
    std::locale wide(std::locale(), new std::ctype<wchar_t>);
    wide = std::locale(wide, new std::numpunct<wchar_t>);
    wide = std::locale(wide, new std::num_put<wchar_t>);
    wide = std::locale(wide, new std::num_get<wchar_t>);
    std::locale::global(wide);
  }
};
// Before the plug-in's own objects are constructed.
__attribute__((init_priority(101))) WideLocale wide_locale;

}  // namespace
