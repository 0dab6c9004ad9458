// SPDX-License-Identifier: Apache-2.0
// Members of classes that only keep what they are told: a getter and a setter for a value, and a getter for a collection
// that is there from the start and is changed through itself.
//
// Threads: as any value.
// Memory: the object's.
// Errors: none.
#pragma once

#include <winrt/base.h>

// clang-format off
#define PENSTOCK_STORED_VALUE(Type, Name, member)        \
  Type Name() const { return member; }                   \
  void Name(Type const& value) { member = value; }       \
  Type member
#define PENSTOCK_STORED_READ_ONLY(Type, Name, member)    \
  Type Name() const { return member; }                   \
  Type member
#define PENSTOCK_STORED_VECTOR(Type, Name, member)                                        \
  winrt::Windows::Foundation::Collections::IVector<Type> Name() const { return member; }  \
  winrt::Windows::Foundation::Collections::IVector<Type> member =                         \
      winrt::single_threaded_vector<Type>()
// clang-format on
