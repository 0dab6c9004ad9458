# SPDX-License-Identifier: Apache-2.0
"""Early exits from structured exception statements.

seh.h makes __try a loop. So break and continue that mean a loop of the guest, and return from a body with a __finally,
are rewritten here; without that they would end our loop, or skip the block. All text is inserted on the line of the
exit, so that line numbers stay.
"""
from .tokens import Token, matching, next_significant, text_of

LOOPS = ("for", "while", "switch", "do")
NAMES = {"_try": "__try", "_except": "__except", "_finally": "__finally", "_leave": "__leave"}


def uses_exceptions(tokens):
    return any(token.kind == "word" and token.text in ("__try", "_try") for token in tokens)


def lower_exceptions(tokens, is_cxx):
    """Returns the tokens and a list of (line, message) for what could not be lowered."""
    statements = Statements(tokens, is_cxx)
    index = 0
    while index < len(tokens):
        if is_word(tokens[index], "__try", "_try"):
            index = statements.try_statement(index, outer_finally=[])
        index += 1
    return tokens, statements.warnings


def is_word(token, *texts):
    return token.kind == "word" and token.text in texts


class Statements:
    """Walks statements; edits tokens in place, so that indexes stay valid."""

    def __init__(self, tokens, is_cxx):
        self.tokens, self.is_cxx, self.warnings, self.count = tokens, is_cxx, [], 0

    def try_statement(self, start, outer_finally):
        """Index of the last token of the statement that begins with __try at start."""
        tokens = self.tokens
        body = next_significant(tokens, start + 1)
        if body >= len(tokens) or tokens[body].text != "{":
            return start
        body_end = matching(tokens, body)
        keyword = next_significant(tokens, body_end + 1)
        if keyword >= len(tokens) or not is_word(tokens[keyword], "__except", "_except", "__finally", "_finally"):
            return start
        block = next_significant(tokens, keyword + 1)
        is_finally = "finally" in tokens[keyword].text
        if not is_finally:
            block = next_significant(tokens, matching(tokens, block) + 1)
        if block >= len(tokens) or tokens[block].text != "{":
            return start
        end = matching(tokens, block)

        self.count += 1
        exits = Exits(f"penstock_exit_{self.count}")
        finally_text = on_one_line(tokens[block:end + 1]) if is_finally else None
        inner = ([finally_text] if is_finally else [None]) + outer_finally
        self.exits_of_block(body, body_end, exits, inner, is_finally, frames_below=0)
        self.exits_of_block(block, end, exits, outer_finally, False, frames_below=1)
        exits.surround(tokens[start], tokens[end])
        return end

    def exits_of_block(self, start, end, exits, finally_texts, in_body_of_finally, frames_below):
        """frames_below: 1 in a handler, whose own frame is no longer linked, else 0."""
        tokens, index, loops_end = self.tokens, start + 1, start
        while index < end:
            token = tokens[index]
            if is_word(token, "__try", "_try"):
                index = self.nested(index, exits, finally_texts, in_body_of_finally, index < loops_end)
            elif is_word(token, *LOOPS) and index >= loops_end:
                loops_end = self.end_of_statement(index) + 1
            elif is_word(token, "break", "continue") and index >= loops_end:
                exits.leave_loop(token, in_body_of_finally)
            elif is_word(token, "return") and any(finally_texts):
                self.leave_function(index, finally_texts, frames_below)
            elif is_word(token, "goto") and in_body_of_finally:
                self.warn(index, "goto out of a __try with a __finally skips the block; use __leave")
            index += 1

    def nested(self, index, exits, finally_texts, in_body_of_finally, in_inner_loop):
        """A statement within the block; its loop exits mean our loop too, unless an inner loop lies between."""
        before = self.count
        end = self.try_statement(index, finally_texts)
        if self.count > before and not in_inner_loop:
            text = self.tokens[end].text
            for word in ("break", "continue"):
                if f") {word};" in text:
                    text = text.replace(f") {word};", f") {exits.text_for(word, in_body_of_finally)}")
            self.tokens[end].text = text
        return end

    def leave_function(self, index, finally_texts, frames_below):
        tokens = self.tokens
        semicolon = index + 1
        while semicolon < len(tokens) and tokens[semicolon].text != ";":
            if tokens[semicolon].text in ("(", "{", "["):
                semicolon = matching(tokens, semicolon)
            semicolon += 1
        if any(text == "#" for text in finally_texts):
            self.warn(index, "return from a __try whose __finally holds directives skips the block; use __leave")
            return
        value = text_of(tokens[index + 1:semicolon]).strip()
        blocks = ""
        for depth, text in enumerate(finally_texts, start=frames_below):
            frame = "&penstock_frame" if depth == 0 else "penstock_frame" + ".outer" + "->outer" * (depth - 1)
            blocks += f"penstock_seh_early({frame}); {text or ''} "
        kind = "auto" if self.is_cxx else "__auto_type"
        keep = f"{kind} penstock_value = ({value}); " if value else ""
        tokens[index].text = f"{{ {keep}{blocks}return{' penstock_value' if value else ''}"
        lines = sum(token.text.count("\n") for token in tokens[index + 1:semicolon])
        for token in tokens[index + 1:semicolon]:
            token.text = ""
        tokens[semicolon].text = ";" + "\n" * lines + " }"

    def end_of_statement(self, index):
        """Index of the last token of the statement that begins at index."""
        tokens = self.tokens
        index = next_significant(tokens, index)
        if index >= len(tokens):
            return len(tokens) - 1
        token = tokens[index]
        if token.text == "{":
            return matching(tokens, index)
        if is_word(token, "for", "while", "switch", "if"):
            end = self.end_of_statement(matching(tokens, next_significant(tokens, index + 1)) + 1)
            following = next_significant(tokens, end + 1)
            if token.text == "if" and following < len(tokens) and is_word(tokens[following], "else"):
                end = self.end_of_statement(following + 1)
            return end
        if is_word(token, "do"):
            index = self.end_of_statement(index + 1) + 1
        while index < len(tokens) and tokens[index].text != ";":
            if tokens[index].text in ("(", "{", "["):
                index = matching(tokens, index)
            index += 1
        return index

    def warn(self, index, message):
        line = 1 + sum(token.text.count("\n") for token in self.tokens[:index])
        self.warnings.append((line, message))


class Exits:
    """The loop exits of one statement: the exit sets a variable, and the statement is followed by the real exit."""

    def __init__(self, variable):
        self.variable, self.used = variable, set()

    def text_for(self, word, in_body_of_finally):
        self.used.add(word)
        number = 1 if word == "break" else 2
        way = "__leave" if in_body_of_finally else "break"
        return f"{{ {self.variable} = {number}; {way}; }}"

    def leave_loop(self, token, in_body_of_finally):
        token.text = self.text_for(token.text, in_body_of_finally)

    def surround(self, first, last):
        if not self.used:
            return
        first.text = f"{{ int {self.variable} = 0; {first.text}"
        for number, word in ((1, "break"), (2, "continue")):
            if word in self.used:
                last.text += f" if ({self.variable} == {number}) {word};"
        last.text += " }"


def on_one_line(tokens):
    """The block as text without newlines, or '#' when it holds a directive."""
    out, at_start = [], False
    for token in tokens:
        if token.kind == "newline":
            at_start = True
        elif token.text == "#" and at_start:
            return "#"
        elif token.kind not in ("space", "comment", "splice"):
            at_start = False
        out.append(Token("space", " ") if token.kind in ("newline", "comment", "splice") else token)
    return text_of(out)
