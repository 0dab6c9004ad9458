# SPDX-License-Identifier: Apache-2.0
"""An inline function of a C guest that says nothing of its linkage becomes a static one.

In C such a function has no definition outside, so it could be called only where the compiler inlines it: never when it
is variadic, recursive, or its address is taken. Windows' compiler defines it in every object and keeps one.
A function that was declared before without inline keeps its linkage: `static` may not follow it.
"""
import re

INLINE = {"inline", "__inline", "_inline"}
DECLARED = re.compile(r"\b([A-Za-z_]\w*)\s*\([^;{}]*\)\s*;")
BOUNDARY = {";", "{", "}"}


def lower_inlines(tokens, declared):
    """`declared` has the names that were followed by an argument list and a semicolon so far, in all files read."""
    for index, token in enumerate(tokens):
        if token.kind != "word" or token.text not in INLINE:
            continue
        before, after, name = specifiers_around(tokens, index)
        if any(other.text == "static" for other in before + after):
            token.text = "__inline__"
        elif name not in declared:
            token.text = "static __inline__ __attribute__((unused))"
            for other in before + after:
                if other.text == "extern":
                    other.text = ""
    declared.update(DECLARED.findall("".join(token.text for token in tokens)))


def specifiers_around(tokens, index):
    """The words of this declaration before and after the token, and the name before its argument list."""
    before, after, name = [], [], None
    for token in reversed(tokens[:index]):
        if token.text in BOUNDARY:
            break
        if token.kind == "word":
            before.append(token)
    for token in tokens[index + 1:]:
        if token.text in BOUNDARY or token.text == "(":
            break
        if token.kind == "word":
            after.append(token)
            name = token.text
    return before, after, name
