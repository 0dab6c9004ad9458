// SPDX-License-Identifier: Apache-2.0
// Objects counted by reference and the handles to them. What is an object is known by its address: an event
// a guest made itself is none, a thread, a key, a device is. Handles are multiples of four and never used
// again, so that use after close is found (K-OBJ-3).
//
// Threads: any; one lock.
// Memory: an entry for each object and each handle; an object is destroyed with its last reference, on the
//   thread that gives it up, with no lock held.
// Errors: a count that would go below zero is F-OBJ-1, a handle that is none F-OBJ-3.
#pragma once

#include <cstdint>
#include <optional>

#include "base/call_site.h"

// What a POBJECT_TYPE points to.
struct _OBJECT_TYPE {
  const char* name;
};

namespace penstock::nt {

class Guest;

inline constexpr std::int64_t kNotAnObject = -1;

struct ObjectTraits {
  _OBJECT_TYPE* type = nullptr;
  void (*destroy)(void* object) = nullptr;
  Guest* guest = nullptr;  // whose account it is on; nullptr: nobody's
  base::CallSite created_at;
  std::int64_t references = 1;
  std::int64_t of_host = 0;  // of those, the ones that are ours and no leak of the guest's
};

void object_created(void* object, const ObjectTraits& traits);
bool is_object(const void* object);

// The count after it, or kNotAnObject, which is reported.
std::int64_t object_reference(void* object, base::CallSite site);
std::int64_t object_dereference(void* object, base::CallSite site);
// Gives up one reference of ours.
void object_release_by_host(void* object);

// A handle holds one reference.
void* handle_open(void* object, Guest* guest, base::CallSite site);
bool handle_close(void* handle, base::CallSite site);

struct HandleTarget {
  void* object;
  _OBJECT_TYPE* type;
};
// With a reference added for the caller. Empty: no such handle, which is reported.
std::optional<HandleTarget> handle_reference(void* handle, base::CallSite site);

// The types that exist.
extern _OBJECT_TYPE thread_type, process_type, event_type, file_type, token_type, key_type;

}  // namespace penstock::nt
