#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the lowering of guest source changes, and what it must leave alone."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(sys.argv.pop())
sys.path.insert(0, str(TOOLS))
sys.dont_write_bytecode = True

from guest_lowering.inlines import lower_inlines
from guest_lowering.integers import lower_integers
from guest_lowering.tokens import text_of, tokens_of


def lowered(text):
    tokens = tokens_of(text)
    lower_integers(tokens)
    return text_of(tokens)


def inlined(text, declared=()):
    tokens = tokens_of(text)
    lower_inlines(tokens, set(declared))
    return text_of(tokens)


class InlineFunctions(unittest.TestCase):
    def test_are_static_when_they_do_not_say(self):
        for word in ("inline", "__inline", "_inline"):
            self.assertEqual(inlined(f"{word} int f(int a, ...) {{ }}"),
                             "static __inline__ __attribute__((unused)) int f(int a, ...) { }")
        self.assertEqual(inlined("extern inline int f(void) { }").split()[0], "static")

    def test_keep_the_linkage_that_was_declared(self):
        self.assertEqual(inlined("_IRQL_(2) static __inline int f(void) { }"),
                         "_IRQL_(2) static __inline__ int f(void) { }")
        self.assertEqual(inlined("__inline static int f(void) { }"), "__inline__ static int f(void) { }")
        for text in ("__inline int f(int a) { }",):
            self.assertEqual(inlined(text, declared=["f"]), text)

    def test_of_another_declaration_are_not_meant(self):
        self.assertEqual(inlined("static int x; inline int f(void) { }").count("static"), 2)


class PlainLong(unittest.TestCase):
    def test_becomes_an_int(self):
        self.assertEqual(lowered("unsigned long x; long *p; sizeof(long)"), "unsigned int x; int *p; sizeof(int)")

    def test_is_dropped_beside_int(self):
        self.assertEqual(lowered("long int x").split(), ["int", "x"])
        self.assertEqual(lowered("unsigned int long x").split(), ["unsigned", "int", "x"])

    def test_stays_when_it_is_long_long_or_long_double(self):
        for text in ("long long x", "unsigned long long int x", "long /* a */ long x", "long double d", "double long d",
                     "long const long x"):
            self.assertEqual(lowered(text), text)

    def test_stays_in_text_comments_and_names(self):
        for text in ('"a long way"', "// long\n", "/* long */", "longer", 'R"x(long )" )x"', "'long'", "my_long"):
            self.assertEqual(lowered(text), text)

    def test_is_found_after_a_string_with_quotes(self):
        self.assertEqual(lowered('f("\\"", L\'"\', (long)1)'), 'f("\\"", L\'"\', (int)1)')


class Suffixes(unittest.TestCase):
    def test_of_another_compiler_are_replaced(self):
        self.assertEqual(lowered("1i64 0x10ui64 7UI64 5ui32 3i32"), "1LL 0x10ULL 7ULL 5U 3")

    def test_of_the_language_stay(self):
        for text in ("1L", "1UL", "1.5L", "0x1p-3", "1ULL", "i64", "0xabcdefui"):
            self.assertEqual(lowered(text), text)


class Files(unittest.TestCase):
    def run_tool(self, files, source):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        output = folder / "out" / source
        subprocess.run([sys.executable, TOOLS / "lower_guest_source", "--out", folder / "headers", "--output", output,
                        "--depfile", folder / "deps", "--include", folder / "inc", "--system", folder / "system",
                        folder / source], check=True)
        return folder, output.read_text()

    def enterContext(self, manager):
        value = manager.__enter__()
        self.addCleanup(manager.__exit__, None, None, None)
        return value

    def test_include_names_are_found_without_regard_to_case_and_with_backslashes(self):
        folder, text = self.run_tool({"a.c": '#include <NTDDK.h>\n#include "Sub\\B.H"\n#include <none.h>\n',
                                      "system/ntddk.h": "", "inc/sub/b.h": "long x;\n"}, "a.c")
        self.assertIn("#include <ntddk.h>", text)
        self.assertIn("#include <none.h>", text)
        header = pathlib.Path(text.split('#include "')[1].split('"')[0])
        self.assertIn("int x;", header.read_text())
        self.assertIn(str(folder / "inc/sub/b.h"), (folder / "deps").read_text())

    def test_lines_keep_their_numbers_and_the_original_path(self):
        folder, text = self.run_tool({"a.cpp": "\n#pragma alloc_text(PAGE, f)\nlong\nx;\n"}, "a.cpp")
        self.assertEqual(text, f'#line 1 "{folder / "a.cpp"}"\n\n\nint\nx;\n')

    def test_a_file_in_utf_16_is_read(self):
        _, text = self.run_tool({"a.c": "long x;\n".encode("utf-16")}, "a.c")
        self.assertTrue(text.endswith("int x;\n"))

    def test_a_trace_header_brings_the_functions_the_guest_configured(self):
        _, text = self.run_tool({"a.c": '#include "trace.h"\n#include "a.tmh"\n',
                                 "trace.h": "// begin_wpp config\n// FUNC MyTrace{A=1}(LEVEL, MSG, ...);\n// end_wpp\n"}, "a.c")
        header = pathlib.Path(text.split('#include "')[2].split('"')[0]).read_text()
        self.assertIn("#define MyTrace(...)", header)
        self.assertIn("#define TraceEvents(...)", header)


if __name__ == "__main__":
    unittest.main()
