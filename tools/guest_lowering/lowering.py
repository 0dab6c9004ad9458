# SPDX-License-Identifier: Apache-2.0
"""Lowers a file: directives line by line, then the code between them."""
import hashlib
import os
import re

from .exceptions import lower_exceptions, uses_exceptions
from .function_names import FunctionNames, joins_function_names, use_literal
from .inlines import lower_inlines
from .integers import lower_integers
from .tokens import BLANK, Token, next_significant, text_of, tokens_of
from .trace_headers import trace_header

INCLUDE = re.compile(r'^(\s*#\s*include(?:_next)?\s*)(?:"([^"\n]+)"|<([^>\n]+)>)', re.S)
# What several kernels' headers have and some do not, so that drivers bring their own, as a macro or as a function.
OFTEN_THEIR_OWN = ("htons", "htonl", "ntohs", "ntohl")
# What a project defines, unless its sources do.
VERSION = ("NTDDI_VERSION", "_WIN32_WINNT", "WINVER")
# Locals changed in a body must have their values in the handler (see seh.h).
NO_OPTIMISATION = '#ifdef __clang__\n#pragma clang optimize off\n#else\n#pragma GCC optimize("O0")\n#endif\n'


class Lowering:
    def __init__(self, finder, header_folder, source, is_cxx):
        self.finder, self.header_folder, self.source, self.is_cxx = finder, header_folder, source, is_cxx
        self.files_read, self.warnings = set(), []
        self.lowered_headers = {}
        self.declared, self.own_names = set(), set()
        self.joins_function_names = False

    def lower_file(self, path):
        self.files_read.add(path)
        text = decoded(path.read_bytes())
        self.own_names.update(name for name in OFTEN_THEIR_OWN + VERSION if defines(text, name))
        self.joins_function_names |= joins_function_names(text)
        tokens = tokens_of(text)
        name = str(path).replace("\\", "\\\\").replace('"', '\\"')
        function_names = FunctionNames(name)
        out = []
        for is_directive, piece in pieces(tokens):
            if is_directive:
                function_names.passed(piece)
                out += self.lower_directive(piece, path)
            else:
                lower_integers(piece)
                if not self.is_cxx:
                    lower_inlines(piece, self.declared)
                out += function_names.lower(piece) if self.joins_function_names else function_names.passed(piece)
        prefix = ""
        if uses_exceptions(out):
            out, found = lower_exceptions(out, self.is_cxx)
            self.warnings += [f"{path}:{line}: warning: {message}" for line, message in found]
            prefix = NO_OPTIMISATION
        if path == self.source:
            prefix = "".join(self.lines_for_own_names()) + prefix
        return f'{prefix}#line 1 "{name}"\n' + text_of(out)

    def lines_for_own_names(self):
        for name in sorted(self.own_names - set(VERSION)):
            yield f"#define PENSTOCK_GUEST_HAS_{name} 1\n"
        if self.own_names.intersection(VERSION):
            yield from (f"#undef {name}\n" for name in VERSION)

    def lower_directive(self, piece, path):
        text = text_of(piece)
        match = INCLUDE.match(text)
        if match:
            return [Token("other", self.lower_include(text, match, path))]
        words = [token.text for token in piece if token.kind == "word"]
        if self.is_cxx and words[:2] == ["pragma", "alloc_text"]:
            return [Token("newline", "\n")] * text.count("\n")
        lower_integers(piece)
        if self.joins_function_names:
            use_literal(piece)
        return piece

    def lower_include(self, text, match, path):
        head, quoted, bracketed = match.groups()
        name = quoted or bracketed
        rest = text[match.end():]
        own = self.finder.guest_file(name, quoted is not None, path)
        if own:
            return f'{head}"{self.lowered_header(own)}"{rest}'
        system = self.finder.system_spelling(name)
        if system:
            return f"{head}<{system}>{rest}"
        if name.lower().endswith(".tmh"):
            return f'{head}"{self.written(path, name, trace_header(path, self.finder))}"{rest}'
        return head + (f'"{name}"' if quoted else f"<{name}>").replace("\\", "/") + rest

    def lowered_header(self, path):
        path = path.resolve()
        if path not in self.lowered_headers:
            self.lowered_headers[path] = self.place_of(path.parent, path.name)
            write_if_changed(self.lowered_headers[path], self.lower_file(path))
        return self.lowered_headers[path]

    def written(self, includer, name, text):
        place = self.place_of(includer.parent, name.replace("\\", "/").rsplit("/", 1)[-1])
        write_if_changed(place, text)
        return place

    def place_of(self, folder, name):
        kind = "cxx" if self.is_cxx else "c"
        mark = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
        return self.header_folder.absolute() / f"{kind}-{mark}" / name


def defines(text, name):
    macro = rf"^\s*#\s*define\s+{name}\b"
    function = rf"\b{name}\s*\([^;{{}}()]*\)\s*(?:noexcept\s*)?\{{"
    return name in text and re.search(f"{macro}|{function}", text, re.M) is not None


def decoded(data):
    """UTF-16 and a byte order mark occur in files written on Windows; all other bytes pass through unchanged."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16").encode().decode("latin-1")
    return data.removeprefix(b"\xef\xbb\xbf").decode("latin-1").replace("\r\n", "\n")


def pieces(tokens):
    """Yields (is_directive, tokens): a directive is one logical line with its newline, code is all up to the next one."""
    code, index, at_start = [], 0, True
    while index < len(tokens):
        token = tokens[index]
        if at_start and token.text == "#" and token.kind == "other":
            lead = leading_blanks(code)
            yield False, code[:len(code) - lead]
            end = index
            while end < len(tokens) and tokens[end].kind != "newline":
                end += 1
            yield True, code[len(code) - lead:] + tokens[index:end + 1]
            code, index, at_start = [], end + 1, True
            continue
        if token.kind == "newline":
            at_start = True
        elif token.kind not in BLANK:
            at_start = False
        code.append(token)
        index += 1
    yield False, code


def leading_blanks(code):
    """How many tokens at the end of the code stand on the directive's own line."""
    count = 0
    while count < len(code) and code[-1 - count].kind == "space":
        count += 1
    return count


def write_if_changed(path, text):
    """Several sources may write the same header at once; each writes the same text, and a rename is atomic."""
    data = text.encode("latin-1", "replace")
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.write_bytes(data)
    os.replace(partial, path)
