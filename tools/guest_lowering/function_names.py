# SPDX-License-Identifier: Apache-2.0
"""__FUNCTION__ as the literal that it is for Windows' compiler: `"in " __FUNCTION__ ": failed"`.

Elsewhere it is a variable, which stands in no row of literals. So each function of a guest that does this, or includes
a macro that does, begins with a definition of its own name as a literal, and __FUNCTION__ becomes that macro: within a
macro of the guest it is the name of the function where the macro is used.
"""
import re

from .tokens import BLANK, Token

JOINED = re.compile(r'"[ \t\\\n]*__FUNCTION__|__FUNCTION__[ \t\\\n]*"')
LITERAL = "PENSTOCK_FUNCTION_LITERAL"
ANNOTATION = re.compile(r"^(_[A-Z]\w*_|__\w+|DECLSPEC\w*|alignas|noexcept|decltype)$")
NOT_A_NAME = {"if", "for", "while", "switch", "catch", "return", "sizeof"}


def joins_function_names(text):
    return JOINED.search(text) is not None


def use_literal(tokens):
    for token in tokens:
        if token.kind == "word" and token.text == "__FUNCTION__":
            token.text = LITERAL


class FunctionNames:
    """Goes through a file piece by piece; a brace opened in one may be closed in another."""

    def __init__(self, path_text):
        self.path_text, self.line, self.open_braces, self.declaration = path_text, 1, [], []

    def passed(self, tokens):
        self.line += sum(token.text.count("\n") for token in tokens)
        return tokens

    def lower(self, tokens):
        use_literal(tokens)
        out = []
        for token in tokens:
            out.append(token)
            self.line += token.text.count("\n")
            if token.kind in BLANK:
                continue
            if token.text == "{":
                name = None if "function" in self.open_braces else function_name(self.declaration)
                self.open_braces.append("function" if name else "other")
                if name:
                    out.append(Token("space", self.definition_of(name)))
            elif token.text == "}" and self.open_braces:
                self.open_braces.pop()
            if token.text in "{};":
                self.declaration = []
            else:
                self.declaration.append(token)
        return out

    def definition_of(self, name):
        return f'\n#undef {LITERAL}\n#define {LITERAL} "{name}"\n#line {self.line} "{self.path_text}"\n'


def function_name(declaration):
    """The name of the function whose body follows this declaration; None for a type, a namespace or a list."""
    depth, name, closed = 0, None, False
    for index, token in enumerate(declaration):
        if token.text == "(":
            before = declaration[index - 1] if index > 0 else None
            if depth == 0 and name is None and before is not None and before.kind == "word":
                if not ANNOTATION.match(before.text) and before.text not in NOT_A_NAME:
                    name = before.text
            depth += 1
        elif token.text == ")":
            depth -= 1
            closed = name is not None
        elif token.text == "=" and depth == 0:
            return None
    return name if closed else None
