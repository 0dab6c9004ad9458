// SPDX-License-Identifier: Apache-2.0
// One kind of policy object, found by key and by number; and an overlay, which is a transaction's view of
// such a table: what it added and what it took away, undone by forgetting it.
//
// Threads: as their holder's lock says; records are immutable and shared.
// Memory: a record lives as long as somebody holds it.
// Errors: none; callers look before they insert.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "filter/key.h"

namespace penstock::filter {

template <class Record>
class ObjectTable {
 public:
  using Pointer = std::shared_ptr<const Record>;

  Pointer find(const Key& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : found->second;
  }
  Pointer find(std::uint64_t id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
  }
  void insert(Pointer record) {
    by_id_[record->id] = record;
    by_key_[record->spec.key] = std::move(record);
  }
  void erase(const Record& record) {
    by_id_.erase(record.id);
    by_key_.erase(record.spec.key);
  }
  // By number, which is the order in which they came.
  const std::map<std::uint64_t, Pointer>& all() const { return by_id_; }

 private:
  std::map<Key, Pointer> by_key_;
  std::map<std::uint64_t, Pointer> by_id_;
};

template <class Record>
class Overlay {
 public:
  using Pointer = typename ObjectTable<Record>::Pointer;

  explicit Overlay(const ObjectTable<Record>& base) : base_(&base) {}

  template <class Name>  // a key or a number
  Pointer find(const Name& name) const {
    if (Pointer mine = added_.find(name)) return mine;
    Pointer theirs = base_->find(name);
    return theirs != nullptr && removed_.contains(theirs) ? nullptr : theirs;
  }
  void add(Pointer record) { added_.insert(std::move(record)); }
  // True when it was added here, so that nobody else ever saw it.
  bool remove(const Pointer& record) {
    const bool is_mine = added_.find(record->spec.key) == record;
    if (is_mine)
      added_.erase(*record);
    else
      removed_.insert(record);
    return is_mine;
  }
  template <class Visitor>
  void each(Visitor&& visit) const {
    for (const auto& [id, record] : base_->all())
      if (!removed_.contains(record)) visit(record);
    for (const auto& [id, record] : added_.all()) visit(record);
  }
  template <class Predicate>
  bool any(Predicate&& predicate) const {
    const auto holds = [&](const auto& entry) {
      return !removed_.contains(entry.second) && predicate(*entry.second);
    };
    return std::any_of(added_.all().begin(), added_.all().end(), holds) ||
           std::any_of(base_->all().begin(), base_->all().end(), holds);
  }
  void apply_to(ObjectTable<Record>& table) const {
    for (const Pointer& record : removed_) table.erase(*record);
    for (const auto& [id, record] : added_.all()) table.insert(record);
  }
  const ObjectTable<Record>& added() const { return added_; }
  const std::set<Pointer>& removed() const { return removed_; }

 private:
  const ObjectTable<Record>* base_;
  ObjectTable<Record> added_;
  std::set<Pointer> removed_;
};

}  // namespace penstock::filter
