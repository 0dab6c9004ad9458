# SPDX-License-Identifier: Apache-2.0
"""Plain long becomes int, and the literal suffixes of another compiler become the usual ones."""
import re

from .tokens import BLANK

SPECIFIERS = {"long", "int", "unsigned", "signed", "double", "const", "volatile", "short", "_Complex", "__signed__"}
SUFFIXED = re.compile(r"^(0[xX][0-9A-Fa-f']+?|0[bB][01']+|[0-9'][0-9']*)([uU]?)[iI](8|16|32|64)$")


def lower_integers(tokens):
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "number":
            token.text = lower_literal(token.text)
        if token.kind == "word" and token.text in SPECIFIERS:
            index = lower_run(tokens, index)
        else:
            index += 1


def lower_run(tokens, start):
    """A run of type specifiers is one type: long long and long double stay, any other long is an int."""
    run, index = [], start
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "word" and token.text in SPECIFIERS:
            run.append(token)
        elif token.kind not in BLANK:
            break
        index += 1
    words = [token.text for token in run]
    if words.count("long") == 1 and "double" not in words:
        word = next(token for token in run if token.text == "long")
        word.text = " " if "int" in words else "int"
    return index


def lower_literal(text):
    match = SUFFIXED.match(text)
    if not match:
        return text
    digits, unsigned, bits = match.groups()
    return digits + ("U" if unsigned else "") + ("LL" if bits == "64" else "")
