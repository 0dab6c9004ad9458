# SPDX-License-Identifier: Apache-2.0
"""Finds the names that headers written by hand declare.

No C parser is needed: our own headers keep one declaration style, and a name found too many only means that the
generator leaves it to the hand-written header, which a compile of that header would show at once.
"""
import re

COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
TOKEN = re.compile(r"\"(?:\\.|[^\"])*\"|\w+|[^\s\w]")
DEFINE = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.M)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)
# The generated headers themselves, and those that the kernel half never sees.
OTHER_WORLDS = {"generated", "crt", "um", "winrt"}
DECLARATOR_END = {",", ";", "[", ")"}


def names_declared_by_hand(include_root):
    names = set()
    for path in sorted(include_root.rglob("*.h")):
        if OTHER_WORLDS & set(path.relative_to(include_root).parts):
            continue
        names |= names_in(path.read_text())
    return names


def names_in(text):
    text = COMMENT.sub(" ", text)
    names = set(DEFINE.findall(text))
    tokens = TOKEN.findall(DIRECTIVE.sub(" ", text))
    for statement in statements(tokens):
        names |= names_of_statement(statement)
    return names


def statements(tokens):
    """Cuts the top level into pieces that end with ';' or with the body of a function."""
    piece, depth = [], 0
    for index, token in enumerate(tokens):
        piece.append(token)
        if token in "{(":
            depth += 1
        elif token in "})":
            depth -= 1
            is_body = token == "}" and depth == 0 and "typedef" not in piece and tokens[index + 1:index + 2] != [";"]
            if is_body:
                yield piece
                piece = []
        if token == ";" and depth == 0:
            yield piece
            piece = []


def names_of_statement(piece):
    names = enumerators(piece)
    flat = outside_braces(piece)
    for index, token in enumerate(flat[:-1]):
        is_word = token[0].isalpha() or token[0] == "_"
        if is_word and (flat[index + 1] in DECLARATOR_END or flat[index + 1] == "("):
            names.add(token)
        if is_word and index > 0 and flat[index - 1] in ("struct", "union", "enum") and "{" in piece:
            names.add(token)
    return names


def outside_braces(piece):
    """Tokens at the outermost level; of a parenthesis only a declarator such as (*NAME) is kept."""
    out, braces, parens = [], 0, 0
    for index, token in enumerate(piece):
        if token == "{":
            braces += 1
        elif token == "}":
            braces -= 1
        elif braces == 0:
            if token == "(" and parens == 0 and piece[index + 1:index + 2] == ["*"] and piece[index + 3:index + 4] == [")"]:
                out.append(piece[index + 2])
                out.append(";")
            parens += {"(": 1, ")": -1}.get(token, 0)
            if parens == 0 and token != ")" or (parens == 1 and token == "("):
                out.append(token)
    return out + [";"]


def enumerators(piece):
    names, inside = set(), False
    for index, token in enumerate(piece):
        if token == "enum":
            inside = True
        elif token == "}" and inside:
            inside = False
        elif inside and piece[index - 1] in ("{", ","):
            names.add(token)
    return names
