// SPDX-License-Identifier: Apache-2.0
#include "filter/injection.h"

namespace penstock::filter {

InjectionHistory::InjectionHistory(InjectorId injector, std::uint64_t context,
                                   const packet::Attachment* before)
    : injector_(injector),
      context_(context),
      before_(static_cast<InjectionHistory*>(const_cast<packet::Attachment*>(before))) {
  if (before_ != nullptr) before_->add_reference();
}

InjectionHistory::~InjectionHistory() {
  if (before_ != nullptr) before_->release();
}

InjectionState InjectionHistory::state_for(InjectorId injector, std::uint64_t* context) const {
  if (injector_ == injector) {
    if (context != nullptr) *context = context_;
    return InjectionState::by_self;
  }
  for (const InjectionHistory* link = before_; link != nullptr; link = link->before_) {
    if (link->injector_ != injector) continue;
    if (context != nullptr) *context = link->context_;
    return InjectionState::previously_by_self;
  }
  if (context != nullptr) *context = 0;  // W-INJ-7
  return InjectionState::by_other;
}

}  // namespace penstock::filter
