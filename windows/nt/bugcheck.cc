// SPDX-License-Identifier: Apache-2.0
#include "nt/bugcheck.h"

#include <unistd.h>
#include <atomic>
#include <cstdio>
#include <string>

#include "nt/guest.h"

#include <ntifs.h>

namespace penstock::nt {

namespace {

std::atomic<BugCheckHandler> handler{nullptr};

std::string text_of(const BugCheck& check) {
  char text[160];
  std::snprintf(text, sizeof text, "bug check 0x%X (0x%llx, 0x%llx, 0x%llx, 0x%llx)", check.code,
                static_cast<unsigned long long>(check.parameters[0]),
                static_cast<unsigned long long>(check.parameters[1]),
                static_cast<unsigned long long>(check.parameters[2]),
                static_cast<unsigned long long>(check.parameters[3]));
  return text;
}

}  // namespace

BugCheckHandler set_bugcheck_handler(BugCheckHandler installed) { return handler.exchange(installed); }

void bug_check(const BugCheck& check) {
  const Guest* guest = guest_of(check.site);
  const std::string text = text_of(check);
  report("F-BUGCHECK", "", base::Severity::error, guest, text, {}, check.site);
  if (const BugCheckHandler installed = handler.load(); installed != nullptr) installed(check);
  std::fprintf(stderr, "%s: %s at %s\n", guest != nullptr ? guest->name().c_str() : "nobody known",
               text.c_str(), base::name_of(check.site).c_str());
  std::fflush(nullptr);
  // The guest's state is not to be trusted: no destructor runs.
  _exit(kBugCheckExitCode);
}

}  // namespace penstock::nt

using penstock::nt::bug_check;

extern "C" {

VOID KeBugCheckEx(ULONG code, ULONG_PTR p1, ULONG_PTR p2, ULONG_PTR p3, ULONG_PTR p4) {
  bug_check({.code = code, .parameters = {p1, p2, p3, p4}, .site = PENSTOCK_CALLER});
}

VOID KeBugCheck(ULONG code) { bug_check({.code = code, .site = PENSTOCK_CALLER}); }

// A callback is kept by its owner and never called: after a bug check nothing of the guest runs here.
BOOLEAN KeRegisterBugCheckCallback(PKBUGCHECK_CALLBACK_RECORD record, PKBUGCHECK_CALLBACK_ROUTINE, PVOID,
                                   ULONG, PUCHAR) {
  return record != nullptr;
}
BOOLEAN KeDeregisterBugCheckCallback(PKBUGCHECK_CALLBACK_RECORD record) { return record != nullptr; }

void penstock_fast_fail(unsigned int code) {
  bug_check({.code = 0x139, .parameters = {code, 0, 0, 0}, .site = PENSTOCK_CALLER});
}

// What the C++ compiler of a guest may refer to (K-CXX-5).
void _purecall(void) { bug_check({.code = 0x139, .parameters = {7, 0, 0, 0}, .site = PENSTOCK_CALLER}); }
void __purecall(void) { bug_check({.code = 0x139, .parameters = {7, 0, 0, 0}, .site = PENSTOCK_CALLER}); }
void __security_check_cookie(ULONG_PTR cookie) {
  bug_check({.code = 0x139, .parameters = {2, cookie, 0, 0}, .site = PENSTOCK_CALLER});
}

}  // extern "C"
