#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What lowering does to a plug-in's text, and what the IDL reader makes of old and new notations."""
import pathlib
import sys
import unittest

sys.path.insert(0, sys.argv.pop(1))

from guest_lowering.plug_in import with_identities, with_registrations
from winrt_projection.model import Catalogue, Class
from winrt_projection.parser import IdlError, Parser

UUID = "905a0fef-bc53-11df-8c49-001e4fc686da"


class Identities(unittest.TestCase):
    def test_a_declared_uuid_becomes_a_constant_of_the_interface(self):
        text = with_identities(f'struct __declspec(uuid("{UUID.upper()}")) __declspec(novtable) IBytes : ::IUnknown\n{{\n')
        self.assertIn(f'penstock_uuid[] = "{UUID}"', text)
        self.assertEqual(text.count("\n"), 2)

    def test_the_older_macro_too(self):
        self.assertIn(UUID, with_identities(f'MIDL_INTERFACE("{UUID}") IBytes : public IUnknown {{'))

    def test_a_forward_declaration_stays(self):
        text = f'struct __declspec(uuid("{UUID}")) IBytes;'
        self.assertEqual(with_identities(text), text)


class Registrations(unittest.TestCase):
    def test_a_task_is_registered_after_its_definition(self):
        text = with_registrations('struct T : winrt::implements<T, IBackgroundTask> { char b = \'}\'; /* } */ };\nint x;')
        self.assertLess(text.index("};"), text.index("register_local_class<T>"))
        self.assertLess(text.index("register_local_class<T>"), text.index("int x;"))

    def test_other_classes_are_left_alone(self):
        text = "struct C : winrt::implements<C, IStringable> {};"
        self.assertEqual(with_registrations(text), text)


class Idl(unittest.TestCase):
    def types(self, text):
        return Parser(text, "x.idl").parse()

    def test_old_and_new_notation_of_a_class(self):
        catalogue = Catalogue()
        catalogue.add(self.types("""
            import "inspectable.idl";
            namespace N {
              [uuid(11111111-2222-3333-4444-555555555555), version(1.0)] interface IOld : IInspectable { HRESULT Go([in] UInt32 x); [propget] HRESULT Size([out, retval] UINT32* size); }
              [version(1.0)] runtimeclass Old { [default] interface IOld; }
              [default_interface] runtimeclass New { New(); New(String name); String Name { get; }; static New Make(); event Handler Went; }
              delegate void Handler(New sender);
            }"""))
        old, new = catalogue.types["N.Old"], catalogue.types["N.New"]
        self.assertEqual([face.name for face in old.interfaces], ["IOld"])
        go, size = catalogue.types["N.IOld"].methods
        self.assertIsNone(go.result)
        self.assertEqual((size.abi_name, size.result.name, size.parameters), ("get_Size", "UINT32", []))
        self.assertIsInstance(new, Class)
        self.assertTrue(new.activatable)
        self.assertEqual([method.abi_name for method in catalogue.types["N.INew"].methods], ["get_Name", "add_Went", "remove_Went"])
        self.assertEqual(len(catalogue.types["N.INewFactory"].methods), 1)
        self.assertEqual([method.name for method in catalogue.types["N.INewStatics"].methods], ["Make"])

    def test_what_cannot_be_read_names_its_line(self):
        with self.assertRaisesRegex(IdlError, "x.idl:2"):
            self.types("namespace N {\n  nonsense X; }")


unittest.main()
