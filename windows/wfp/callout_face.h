// SPDX-License-Identifier: Apache-2.0
// A registered callout: the core's Callout, which calls a guest's functions. What differs between the
// versions of a registration is in CalloutOf (callout.cc); who registered it and where is here.
//
// Threads: classify from any path at once; the registrations are kept under one lock.
// Memory: a face lives until its unregistration has succeeded.
// Errors: F-NBL-1 where a classifyFn leaves the data start moved.
#pragma once

#include <memory>
#include <vector>

#include "base/call_site.h"
#include "filter/callout.h"
#include "filter/fault.h"

namespace penstock::nt {
class Guest;
}

namespace penstock::wfp {

struct Tie;

class CalloutFace : public filter::Callout {
 public:
  CalloutFace(Tie& tie, base::CallSite made_at) : tie_(tie), made_at_(made_at) {}

  base::CallSite made_at() const { return made_at_; }
  const nt::Guest* guest() const;
  bool is_mute() const;  // its guest is gone
  filter::Key key;       // as given; zero where the engine made one
  std::uint32_t id = 0;

 protected:
  Tie& tie_;

 private:
  const base::CallSite made_at_;
};

filter::Result<std::uint32_t> register_face(std::unique_ptr<CalloutFace> face, std::uint32_t flags);
filter::Result<void> unregister_face(std::uint32_t id);
filter::Result<void> unregister_face(const filter::Key& key);

// Where each that was left had been registered. A guest that is gone is not called any more (Tie).
std::vector<base::CallSite> unregister_callouts_of(const nt::Guest& guest);

}  // namespace penstock::wfp
