# SPDX-License-Identifier: Apache-2.0
"""Cuts C and C++ text into preprocessing tokens. Joining the texts of all tokens gives the input back."""
import re

PATTERN = re.compile(
    r"""(?P<splice>\\\r?\n)
      | (?P<newline>\r?\n)
      | (?P<space>[ \t\f\v\r]+)
      | (?P<comment>/\*.*?\*/|//(?:\\\r?\n|[^\n])*)
      | (?P<raw>(?:u8|[uUL])?R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)")
      | (?P<string>(?:u8|[uUL])?"(?:\\\r?\n|\\.|[^"\\\n])*")
      | (?P<char>(?:u8|[uUL])?'(?:\\.|[^'\\\n])+')
      | (?P<number>\.?\d(?:[eEpP][+-]|'\w|[\w.])*)
      | (?P<word>[A-Za-z_$][\w$]*)
      | (?P<other>.)""",
    re.X | re.S)


class Token:
    __slots__ = ("kind", "text")

    def __init__(self, kind, text):
        self.kind, self.text = kind, text

    def __repr__(self):
        return f"{self.kind}:{self.text!r}"


BLANK = ("splice", "newline", "space", "comment")


def tokens_of(text):
    return [Token(match.lastgroup if match.lastgroup != "mark" else "raw", match.group())
            for match in PATTERN.finditer(text)]


def text_of(tokens):
    return "".join(token.text for token in tokens)


def next_significant(tokens, index):
    """Index of the first token at or after index that is not blank, or len(tokens)."""
    while index < len(tokens) and tokens[index].kind in BLANK:
        index += 1
    return index


def matching(tokens, index):
    """Index of the bracket that closes the one at index, or len(tokens)."""
    pairs = {"(": ")", "{": "}", "[": "]"}
    opening, closing, depth = tokens[index].text, pairs[tokens[index].text], 0
    while index < len(tokens):
        if tokens[index].kind == "other":
            depth += {opening: 1, closing: -1}.get(tokens[index].text, 0)
            if depth == 0:
                return index
        index += 1
    return index
