# SPDX-License-Identifier: Apache-2.0
"""Reads MIDL 3 text (and class bodies in the older style) into the types of model.py."""
import re

from .model import Class, Delegate, Enum, Interface, Method, Parameter, Struct, TypeRef

TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|0[xX][0-9a-fA-F]+|\d+(?:\.\d+)*|[A-Za-z_][A-Za-z0-9_]*|[{}()\[\]<>;:,=.*&|+\-?!]|\S')
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
UUID = re.compile(r"uuid\s*\(\s*\"?\{?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?\"?\s*\)")


class IdlError(Exception):
    pass


class Parser:
    def __init__(self, text, name):
        text = COMMENT.sub(lambda match: "\n" * match.group(0).count("\n") + " ", text)
        text = re.sub(r"^[ \t]*#[^\n]*", "", text, flags=re.M)
        text = UUID.sub(lambda match: f'uuid("{match.group(1).lower()}")', text)
        self.tokens, self.lines = [], []
        for number, line in enumerate(text.split("\n"), 1):
            for match in TOKEN.finditer(line):
                self.tokens.append(match.group(0))
                self.lines.append(number)
        self.at = 0
        self.name = name
        self.types = []

    # Tokens.
    def peek(self, ahead=0):
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""

    def next(self):
        token = self.peek()
        if not token:
            raise IdlError(f"{self.name}: the text ends too early")
        self.at += 1
        return token

    def accept(self, token):
        if self.peek() == token:
            self.at += 1
            return True
        return False

    def expect(self, token):
        if not self.accept(token):
            line = self.lines[min(self.at, len(self.lines) - 1)]
            raise IdlError(f"{self.name}:{line}: expected '{token}', found '{self.peek()}'")

    # Structure.
    def parse(self):
        while self.peek():
            self.declaration("")
        return self.types

    def declaration(self, namespace):
        attributes = self.attributes()
        word = self.peek()
        if word == "import":
            while self.next() != ";":
                pass
        elif word == "namespace":
            self.next()
            inner = self.dotted_name()
            self.expect("{")
            while not self.accept("}"):
                self.declaration(f"{namespace}.{inner}" if namespace else inner)
            self.accept(";")
        elif word == "enum":
            self.enum(namespace, attributes)
        elif word == "struct":
            self.struct(namespace, attributes)
        elif word == "delegate":
            self.delegate(namespace, attributes)
        elif word == "interface":
            self.interface(namespace, attributes)
        elif word in ("runtimeclass", "unsealed", "static", "partial"):
            self.runtime_class(namespace, attributes)
        elif word in ("apicontract", "attribute", "declare", "cpp_quote"):
            self.skip_declaration()
        elif word == ";":
            self.next()
        else:
            raise IdlError(f"{self.name}:{self.lines[self.at]}: '{word}' is no declaration")

    def skip_declaration(self):
        depth = 0
        while True:
            token = self.next()
            depth += token in "{(" and 1 or token in "})" and -1 or 0
            if depth == 0 and token in (";", "}", ")"):
                self.accept(";")
                return

    def attributes(self):
        found = {}
        while self.accept("["):
            while not self.accept("]"):
                name = self.next()
                arguments = []
                if self.accept("("):
                    depth = 1
                    text = ""
                    while depth:
                        token = self.next()
                        depth += token == "(" and 1 or token == ")" and -1 or 0
                        if depth == 1 and token == ",":
                            arguments.append(text)
                            text = ""
                        elif depth:
                            text += token.strip('"') if token.startswith('"') else token
                    arguments.append(text)
                found.setdefault(name, []).append(arguments)
                self.accept(",")
        return found

    def dotted_name(self):
        name = self.next()
        while self.peek() == "." and re.match(r"\w", self.peek(1)):
            self.next()
            name += "." + self.next()
        return name

    def type(self):
        const = self.accept("const")
        name = self.dotted_name()
        if name == "unsigned" or name == "signed":
            name = self.next()
        arguments = []
        if self.accept("<"):
            while True:
                arguments.append(self.type())
                if self.accept(","):
                    continue
                self.expect(">")
                break
        if not const:
            self.accept("const")
        self.accept("&")
        self.accept("*")
        array = False
        if self.peek() == "[" and self.peek(1) == "]":
            self.next(), self.next()
            array = True
        return TypeRef(name, arguments, array)

    def generic_parameters(self):
        names = []
        if self.accept("<"):
            while not self.accept(">"):
                names.append(self.next())
                self.accept(",")
        return names

    def parameters(self):
        self.expect("(")
        found = []
        while not self.accept(")"):
            attributes = self.attributes()
            direction = "in"
            if "out" in attributes:
                direction = "retval" if "retval" in attributes else "out"
            while self.peek() in ("out", "ref", "in"):
                word = self.next()
                direction = word if word != "in" else direction
                if direction == "ref" and self.peek() == "const":
                    direction = "in"
            type_ref = self.type()
            found.append(Parameter(self.next(), type_ref, direction))
            self.accept(",")
        return found

    def enum(self, namespace, attributes):
        self.next()
        item = Enum(namespace, self.next(), "flags" in attributes)
        if self.accept(":"):
            self.type()
        self.expect("{")
        value = 0
        while not self.accept("}"):
            self.attributes()
            name = self.next()
            if self.accept("="):
                text = ""
                while self.peek() not in (",", "}"):
                    text += self.next()
                value = int(text, 0) if re.fullmatch(r"-?\w+", text) and text[-1].isalnum() and text.lstrip("-")[0].isdigit() else text
            item.values.append((name, value))
            value = value + 1 if isinstance(value, int) else value
            self.accept(",")
        self.accept(";")
        self.types.append(item)

    def struct(self, namespace, attributes):
        self.next()
        item = Struct(namespace, self.next())
        self.expect("{")
        while not self.accept("}"):
            self.attributes()
            type_ref = self.type()
            item.fields.append((self.next(), type_ref))
            self.expect(";")
        self.accept(";")
        self.types.append(item)

    def delegate(self, namespace, attributes):
        self.next()
        result = self.type()
        item = Delegate(namespace, self.next(), attributes)
        item.generics = self.generic_parameters()
        item.parameters = self.parameters()
        item.result = result
        self.accept(";")
        self.types.append(item)

    def interface(self, namespace, attributes):
        self.next()
        item = Interface(namespace, self.next(), attributes)
        item.generics = self.generic_parameters()
        if self.accept(";"):
            return
        if self.accept("requires") or self.accept(":"):
            item.requires = [ref for ref in self.type_list() if ref.name not in ("IInspectable", "IUnknown")]
        if not self.accept(";"):
            self.expect("{")
            while not self.accept("}"):
                self.member(item.methods, self.attributes())
            self.accept(";")
        self.types.append(item)

    def type_list(self):
        found = []
        while True:
            attributes = self.attributes()
            type_ref = self.type()
            type_ref.is_default = "default" in attributes
            found.append(type_ref)
            if not self.accept(","):
                return found

    # A method, a property or an event; what it is called at the vtable is its ABI name.
    def member(self, methods, attributes):
        while self.peek() in ("overridable", "protected"):
            self.next()
        if self.accept("event"):
            handler = self.type()
            name = self.next()
            methods.append(Method(name, "add_" + name, "add", [Parameter("handler", handler, "in")],
                                  TypeRef("event_token", [], False)))
            methods.append(Method(name, "remove_" + name, "remove", [Parameter("token", TypeRef("event_token", [], False), "in")], None))
            self.finish_member()
            return
        result = self.type()
        name = self.next()
        if self.peek() == "(":
            parameters = self.parameters()
            self.expect(";")
            # The older notation: the answer is a parameter, accessors are functions.
            if result.name == "HRESULT":
                answers = [parameter.type for parameter in parameters if parameter.direction == "retval"]
                result = answers[0] if answers else TypeRef("void", [], False)
                parameters = [parameter for parameter in parameters if parameter.direction != "retval"]
            for attribute, kind, prefix in (("propget", "get", "get_"), ("propput", "put", "put_")):
                if attribute in attributes:
                    methods.append(Method(name, prefix + name, kind, parameters, None if result.name == "void" else result))
                    return
            abi_name = attributes.get("method_name", attributes.get("overload", [[name]]))[0][0]
            methods.append(Method(name, abi_name, "method", parameters, None if result.name in ("void", "Void") else result))
            return
        accessors = ["get", "set"]
        if self.accept("{"):
            accessors = []
            while not self.accept("}"):
                accessors.append(self.next())
                self.accept(";")
        self.accept(";")
        for accessor in accessors:
            if accessor == "get":
                methods.append(Method(name, "get_" + name, "get", [], result))
            elif accessor in ("set", "put"):
                methods.append(Method(name, "put_" + name, "put", [Parameter("value", result, "in")], None))

    def finish_member(self):
        if self.accept("{"):
            while not self.accept("}"):
                self.next()
        self.accept(";")

    def runtime_class(self, namespace, attributes):
        item = Class(namespace, "", attributes)
        while self.peek() in ("unsealed", "static", "partial"):
            item.is_static |= self.next() == "static"
        self.expect("runtimeclass")
        item.name = self.next()
        if self.accept(":"):
            item.interfaces = self.type_list()
        if not self.accept(";"):
            self.expect("{")
            while not self.accept("}"):
                self.class_member(item)
            self.accept(";")
        self.types.append(item)

    def class_member(self, item):
        attributes = self.attributes()
        if self.peek() == "interface":
            self.next()
            type_ref = self.type()
            type_ref.is_default = "default" in attributes
            item.interfaces.append(type_ref)
            self.expect(";")
            return
        while self.peek() in ("protected", "overridable"):
            self.next()
        if self.peek() == item.name and self.peek(1) == "(":
            self.next()
            item.constructors.append(self.parameters())
            self.expect(";")
        elif self.accept("static"):
            self.member(item.static_methods, attributes)
        else:
            self.member(item.methods, attributes)
