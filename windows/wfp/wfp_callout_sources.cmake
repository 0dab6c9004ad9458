# SPDX-License-Identifier: Apache-2.0
# What callouts do: register, pend, inject, clone, ask; and what is left of it at unload.
set(WFP_CALLOUT_SOURCES
  account.cc
  callout.cc
  callout_face.cc
  classification.cc
  clone.cc
  construct_header.cc
  created.cc
  environment.cc
  flow.cc
  injection.cc
  list_injection.cc
  list_loans.cc
  pend.cc
  query.cc
  service_state.cc
  status.cc
  text.cc)
set(WFP_CALLOUT_TESTS)
