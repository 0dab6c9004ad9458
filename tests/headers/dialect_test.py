#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a driver's source may say and what it must not be able to say, by small sources that are lowered, compiled and
looked at, in C and C++.

Usage: dialect_test.py --include DIR --tools DIR --cc COMPILER --cxx COMPILER --freestanding DIR --nm NM
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile
import unittest

FLAGS = ["-nostdinc", "-fms-extensions", "-fno-strict-aliasing", "-fwrapv", "-fPIC", "-fvisibility=hidden", "-DDBG=1",
         "-DPENSTOCK_GUEST=1", "-Wno-unknown-pragmas", "-Wno-multichar", "-O0"]
ENTRY = "NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p) { (void)d; (void)p; return 0; }\n"


def RULE(rule):
    """Names the rule that a test proves."""


class Dialect(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)

    def tearDown(self):
        self.holder.cleanup()

    def build(self, name, text, wide="-fshort-wchar", lower=True):
        """The object file of this source, or what the compiler said."""
        source = self.folder / name
        source.write_text(text)
        is_cxx = name.endswith(".cpp")
        if lower:
            lowered = self.folder / f"lowered_{name}"
            subprocess.run([sys.executable, OPTIONS.tools / "lower_guest_source", "--out", self.folder / "headers",
                            "--output", lowered, "--include", self.folder, "--system", OPTIONS.include, "--system",
                            OPTIONS.include / "crt", source], check=True)
            source = lowered
        compiler = OPTIONS.cxx if is_cxx else OPTIONS.cc
        language = ["-std=gnu++17", "-fno-exceptions", "-fno-rtti", "-nostdinc++"] if is_cxx else ["-std=gnu17"]
        if is_cxx and "clang" in compiler:
            language += ["-fms-compatibility", "-fgnuc-version=4.2.1", "-U_MSC_VER"]
        object_file = self.folder / f"{name}.o"
        done = subprocess.run([compiler, *language, *FLAGS, wide, "-isystem", OPTIONS.include, "-isystem",
                               OPTIONS.include / "crt", "-isystem", OPTIONS.freestanding, "-include",
                               OPTIONS.include / "penstock" / "prelude.h", "-c", source, "-o", object_file],
                              capture_output=True, text=True)
        return object_file if done.returncode == 0 else done.stderr

    def builds(self, name, text, **how):
        result = self.build(name, text, **how)
        self.assertIsInstance(result, pathlib.Path, result)
        return result

    def fails(self, name, text, because, **how):
        result = self.build(name, text, **how)
        self.assertIsInstance(result, str, "it was compiled")
        self.assertIn(because, result)

    def symbols(self, object_file, option):
        text = subprocess.run([OPTIONS.nm, option, object_file], check=True, capture_output=True, text=True).stdout
        return {line.split()[-1] for line in text.splitlines()}

    def test_a_header_that_we_do_not_have_is_not_found(self):
        RULE("K-ENV-3")
        for header in ("nosuch.h", "winsock2.h", "windows.h"):
            self.fails("a.c", f"#include <{header}>\n", header)

    def test_names_of_the_host_are_not_there(self):
        RULE("K-ENV-4")
        for use in ("return errno;", "return read(0, 0, 0);", "close(0); return 0;", "return O_RDONLY;"):
            self.fails("a.cpp", f"#include <ntddk.h>\n#include <stdio.h>\n#include <string.h>\nint f() {{ {use} }}\n", "")
        for header in ("unistd.h", "errno.h", "fcntl.h", "sys/types.h"):
            self.fails("a.c", f"#include <{header}>\n", header)

    def test_the_smaller_of_two_is_a_value_and_no_reference(self):
        text = ("#include <ntddk.h>\ntemplate <class T> struct is_reference { enum { value = 0 }; };\n"
                "template <class T> struct is_reference<T&> { enum { value = 1 }; };\n")
        for name in ("min", "max"):
            for pair in ("1u, 2u", "1, 2u", "(ULONG64)1, 2u"):
                text += f'static_assert(!is_reference<decltype({name}({pair}))>::value, "");\n'
        self.builds("a.cpp", text)

    def test_packing_is_opened_and_ended_by_headers(self):
        for bytes_of_one in (1, 2, 4, 8):
            for name in ("a.c", "a.cpp"):
                self.builds(name, f"#include <ntddk.h>\n#include <pshpack{bytes_of_one}.h>\n"
                            "typedef struct _P { UCHAR a; ULONG64 b; } P;\n#include <poppack.h>\n"
                            "typedef struct _Q { UCHAR a; ULONG64 b; } Q;\n"
                            f"C_ASSERT(sizeof(P) == {bytes_of_one + 8});\nC_ASSERT(sizeof(Q) == 16);\n")

    def test_structures_may_be_laid_over_bytes(self):
        RULE("K-ENV-11")
        RULE("K-ENV-12")
        with open(OPTIONS.tools.parent / "cmake" / "PenstockGuest.cmake", encoding="utf-8") as file:
            flags = file.read()
        self.assertIn("-fno-strict-aliasing", flags)
        self.assertIn("-fno-sanitize=alignment", flags)

    def test_both_compilers_take_the_dialect(self):
        RULE("K-ENV-10")
        text = ("#include <ntddk.h>\ntypedef struct _A { struct { ULONG x; }; union { ULONG y; USHORT z[2]; }; } A;\n"
                "typedef struct _B { A; ULONG tail[1]; } B;\n__declspec(align(16)) static UCHAR s[4];\n"
                "__declspec(noinline) unsigned __int64 f(void) { return 5ui64 + sizeof(B) + s[0] + 'tseT'; }\n")
        self.builds("a.c", text)
        self.builds("a.cpp", text.replace("typedef struct _B { A;", "typedef struct _B : A {"))

    def test_driver_entry_may_stand_outside_extern_c(self):
        RULE("K-ENV-16")
        for text in ("#include <ntddk.h>\n" + ENTRY,
                     "#include <ntddk.h>\nextern \"C\" DRIVER_INITIALIZE DriverEntry;\n" + ENTRY):
            names = self.symbols(self.builds("a.cpp", text), "--defined-only")
            self.assertTrue(any("DriverEntry" in name for name in names), names)

    def test_a_guid_is_declared_or_defined_by_what_was_included(self):
        RULE("K-GUID-1")
        guid = "DEFINE_GUID(MINE, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);\nconst GUID* f(void) { return &MINE; }\n"
        self.assertIn("MINE", self.symbols(self.builds("a.c", "#include <guiddef.h>\n" + guid), "--undefined-only"))
        later = "#include <guiddef.h>\n#include <initguid.h>\n" + guid
        self.assertIn("MINE", self.symbols(self.builds("b.c", later), "--defined-only"))

    def test_a_guid_may_be_defined_in_several_files(self):
        RULE("K-GUID-2")
        guid = ("#include <ntddk.h>\n#include <initguid.h>\nDEFINE_GUID(MINE, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);\n"
                "const GUID* NAME(void) { return &MINE; }\n")
        objects = [self.builds(name, guid.replace("NAME", f"f_{name[0]}")) for name in ("a.c", "b.c")]
        subprocess.run([OPTIONS.cc, "-shared", "-nostdlib", "-o", self.folder / "both.so", *objects], check=True)

    def test_a_long_is_32_bits_wide_once_lowered(self):
        RULE("K-TYPE-2")
        text = "#include <ntddk.h>\nC_ASSERT(sizeof(long) == 4); C_ASSERT(sizeof(struct { long a, b; }) == 8);\n"
        self.builds("a.c", text)
        self.builds("a.cpp", text.replace("sizeof(struct { long a, b; }) == 8", "sizeof(unsigned long) == 4"))
        self.fails("b.c", text, "assert", lower=False)

    def test_interlocked_functions_take_a_lowered_long(self):
        RULE("K-TYPE-3")
        text = "#include <ntddk.h>\nlong volatile n;\nlong f(void) { return InterlockedIncrement(&n); }\n"
        self.builds("a.c", text)
        self.builds("a.cpp", text)
        self.fails("b.cpp", text, "long", lower=False)

    def test_wide_text_has_16_bits_or_the_build_stops(self):
        RULE("K-WCHAR-1")
        text = "#include <ntddk.h>\nC_ASSERT(sizeof(L\"ab\") == 6);\nconst WCHAR* f(void) { return L\"x\"; }\n"
        self.builds("a.c", text)
        self.builds("a.cpp", text)
        self.fails("b.c", text, "wchar", wide="-fno-short-wchar")

    def test_inline_functions_of_c_are_functions(self):
        text = ("#include <ntddk.h>\n#include <ntstrsafe.h>\n"
                "__inline int sum(int n, ...) { va_list a; int s = 0; va_start(a, n); while (n-- > 0) s += va_arg(a, int);"
                " va_end(a); return s; }\n"
                "_Must_inspect_result_ inline int twice(int n) { return n <= 0 ? 0 : 2 + twice(n - 1); }\n"
                "int (*address)(int) = twice; BOOLEAN (*empty)(const LIST_ENTRY*) = IsListEmpty;\n"
                "NTSTATUS f(char* b) { return RtlStringCbPrintfA(b, 9, \"%d\", sum(2, 1, 1)); }\n")
        self.assertEqual(self.symbols(self.builds("a.c", text), "--undefined-only") & {"sum", "twice", "IsListEmpty"}, set())

    def test_byte_order_functions_may_be_the_drivers_own(self):
        for own in ("static UINT32 htonl(UINT32 x) { return x; }", "#define htonl(x) (x)"):
            self.builds("a.c", "#include <ntddk.h>\n#include <fwpsk.h>\n" + own + "\nUINT32 f(void) { return htonl(1) + ntohs(2); }\n")

    def test_the_machine_and_the_version_are_known_before_the_first_include(self):
        text = ("#if !defined(_WIN64) || !defined(_AMD64_) || !defined(_KERNEL_MODE) || !defined(DBG) || defined(_MSC_VER)\n"
                "#error machine\n#endif\n#if NTDDI_VERSION < NTDDI_WIN10\n#error version\n#endif\n#include <ntddk.h>\n")
        self.builds("a.c", text)
        old = "#define _WIN32_WINNT 0x0601\n#include <fwpsk.h>\nFWPS_CALLOUT1* f(FWPS_CALLOUT* c) { return c; }\n"
        self.builds("b.c", old)

    def test_the_name_of_a_function_stands_among_literals(self):
        (self.folder / "Log.h").write_text('#define LOG(fmt, ...) DbgPrint("drv!" __FUNCTION__ ": " fmt "\\n", ##__VA_ARGS__)\n')
        text = ("#include <ntddk.h>\n#include \"log.h\"\n#define CHECK(s, want) C_ASSERT(sizeof(s) == sizeof(want))\n"
                "_IRQL_requires_max_(PASSIVE_LEVEL) _Success_(return == 0)\nNTSTATUS First(int a)\n{\n"
                "    CHECK(\"in \" __FUNCTION__ \"!\", \"in First!\");\n    if (a) { LOG(\"%d\", a); }\n    return 0;\n}\n"
                "static struct { int x; } table[] = { { 1 } };\n"
                "void SecondOne(void) { CHECK(__FUNCTION__ \":\", \"SecondOne:\"); LOG(\"x\"); (void)table; }\n"
                "C_ASSERT(__LINE__ == 13);\n")
        self.builds("a.c", text)
        self.builds("a.cpp", text)

    def test_products_are_wide(self):
        self.builds("a.c", "#include <ntddk.h>\nC_ASSERT(Int32x32To64(-10000, 5000000) == -50000000000LL);\n")

    def test_new_is_the_drivers_to_define(self):
        RULE("K-CXX-1")
        names = self.symbols(self.builds("a.cpp", "#include <ntddk.h>\nint* f() { return new int; }\n"), "--undefined-only")
        self.assertIn("_Znwm", names)
        self.assertFalse(any(name.startswith("__cxa_guard") for name in names))
        self.fails("b.cpp", "#include <ntddk.h>\nint f() { throw 1; }\n", "exception")

    def test_switches_of_other_tracing_are_not_set(self):
        RULE("K-WPP-5")
        self.builds("a.c", "#include <ntddk.h>\n#if defined(EVENT_TRACING) || defined(WPP_TRACING)\n#error set\n#endif\n")

    def test_the_framework_has_no_table_to_reach_into(self):
        RULE("K-WDF-17")
        for name in ("WdfFunctions", "WdfDriverGlobals"):
            self.fails("a.cpp", f"#include <ntddk.h>\n#include <wdf.h>\nvoid* f() {{ return (void*){name}; }}\n", name)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--include", required=True, type=pathlib.Path)
    parser.add_argument("--tools", required=True, type=pathlib.Path)
    for word in ("--cc", "--cxx", "--freestanding", "--nm"):
        parser.add_argument(word, required=True)
    OPTIONS = parser.parse_args()
    unittest.main(argv=sys.argv[:1])
