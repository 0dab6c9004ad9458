// SPDX-License-Identifier: Apache-2.0
// RTL_AVL_TABLE: a balanced tree of copies that the guest's allocator holds. The top node is the right child
// of the table's own links; a node's Balance keeps the height of its subtree, which no guest reads.
#include <algorithm>
#include <cstring>

#include <ntifs.h>

namespace {

using Links = RTL_BALANCED_LINKS;

// What the guest's functions are, whatever the pointer types of the table say.
template <class Wanted, class Given>
Wanted* as(Given* function) {
  return reinterpret_cast<Wanted*>(reinterpret_cast<void*>(function));
}
RTL_GENERIC_COMPARE_RESULTS compare(PRTL_AVL_TABLE table, PVOID a, PVOID b) {
  return as<RTL_AVL_COMPARE_ROUTINE>(table->CompareRoutine)(table, a, b);
}
PVOID allocate(PRTL_AVL_TABLE table, std::size_t bytes) {
  return as<RTL_AVL_ALLOCATE_ROUTINE>(table->AllocateRoutine)(table, static_cast<CLONG>(bytes));
}
void free(PRTL_AVL_TABLE table, PVOID node) { as<RTL_AVL_FREE_ROUTINE>(table->FreeRoutine)(table, node); }

PVOID element_of(Links* node) { return node == nullptr ? nullptr : node + 1; }
Links* top(PRTL_AVL_TABLE table) { return table->BalancedRoot.RightChild; }

int height_of(const Links* node) { return node == nullptr ? 0 : node->Balance; }
int lean_of(const Links* node) { return height_of(node->RightChild) - height_of(node->LeftChild); }
void measure(Links* node) {
  node->Balance = static_cast<CHAR>(1 + std::max(height_of(node->LeftChild), height_of(node->RightChild)));
}

void replace_child(Links* parent, const Links* old_child, Links* new_child) {
  (parent->LeftChild == old_child ? parent->LeftChild : parent->RightChild) = new_child;
  if (new_child != nullptr) new_child->Parent = parent;
}

void set_left(Links* node, Links* child) {
  node->LeftChild = child;
  if (child != nullptr) child->Parent = node;
}

void set_right(Links* node, Links* child) {
  node->RightChild = child;
  if (child != nullptr) child->Parent = node;
}

// Each turns the node down and answers what took its place.
Links* turn_left(Links* node) {
  Links* risen = node->RightChild;
  replace_child(node->Parent, node, risen);
  set_right(node, risen->LeftChild);
  set_left(risen, node);
  measure(node);
  measure(risen);
  return risen;
}

Links* turn_right(Links* node) {
  Links* risen = node->LeftChild;
  replace_child(node->Parent, node, risen);
  set_left(node, risen->RightChild);
  set_right(risen, node);
  measure(node);
  measure(risen);
  return risen;
}

void rebalance_up(PRTL_AVL_TABLE table, Links* node) {
  for (; node != &table->BalancedRoot; node = node->Parent) {
    measure(node);
    if (lean_of(node) > 1) {
      if (lean_of(node->RightChild) < 0) turn_right(node->RightChild);
      node = turn_left(node);
    } else if (lean_of(node) < -1) {
      if (lean_of(node->LeftChild) > 0) turn_left(node->LeftChild);
      node = turn_right(node);
    }
  }
}

struct Place {
  Links* node;  // found, or the parent to be
  TABLE_SEARCH_RESULT result;
};

Place search(PRTL_AVL_TABLE table, PVOID buffer) {
  Links* at = top(table);
  if (at == nullptr) return {nullptr, TableEmptyTree};
  for (;;) {
    const auto order = compare(table, buffer, element_of(at));
    if (order == GenericEqual) return {at, TableFoundNode};
    Links* next = order == GenericLessThan ? at->LeftChild : at->RightChild;
    if (next == nullptr) return {at, order == GenericLessThan ? TableInsertAsLeft : TableInsertAsRight};
    at = next;
  }
}

Links* first_of(PRTL_AVL_TABLE table) {
  Links* at = top(table);
  while (at != nullptr && at->LeftChild != nullptr) at = at->LeftChild;
  return at;
}

Links* next_of(PRTL_AVL_TABLE table, Links* node) {
  if (node->RightChild != nullptr) {
    node = node->RightChild;
    while (node->LeftChild != nullptr) node = node->LeftChild;
    return node;
  }
  while (node->Parent != &table->BalancedRoot && node->Parent->RightChild == node) node = node->Parent;
  return node->Parent == &table->BalancedRoot ? nullptr : node->Parent;
}

void unlink(PRTL_AVL_TABLE table, Links* node) {
  Links* changed;
  if (node->LeftChild != nullptr && node->RightChild != nullptr) {
    Links* heir = next_of(table, node);  // without a left child
    changed = heir->Parent == node ? heir : heir->Parent;
    replace_child(heir->Parent, heir, heir->RightChild);
    set_left(heir, node->LeftChild);
    set_right(heir, node->RightChild);
    replace_child(node->Parent, node, heir);
  } else {
    changed = node->Parent;
    replace_child(node->Parent, node, node->LeftChild != nullptr ? node->LeftChild : node->RightChild);
  }
  rebalance_up(table, changed);
}

PVOID insert_at(PRTL_AVL_TABLE table, PVOID buffer, CLONG bytes, const Place& place) {
  auto* node = static_cast<Links*>(allocate(table, sizeof(Links) + bytes));
  if (node == nullptr) return nullptr;
  *node = {};
  std::memcpy(element_of(node), buffer, bytes);
  if (place.result == TableInsertAsLeft) {
    set_left(place.node, node);
  } else {
    set_right(place.result == TableEmptyTree ? &table->BalancedRoot : place.node, node);
  }
  ++table->NumberGenericTableElements;
  table->OrderedPointer = nullptr;
  rebalance_up(table, node);
  table->DepthOfTree = static_cast<ULONG>(height_of(top(table)));
  return element_of(node);
}

}  // namespace

extern "C" {

VOID RtlInitializeGenericTableAvl(PRTL_AVL_TABLE table, PRTL_AVL_COMPARE_ROUTINE comparer,
                                  PRTL_AVL_ALLOCATE_ROUTINE allocator, PRTL_AVL_FREE_ROUTINE freer,
                                  PVOID context) {
  *table = {};
  table->BalancedRoot.Parent = &table->BalancedRoot;
  table->CompareRoutine = comparer;
  table->AllocateRoutine = allocator;
  table->FreeRoutine = freer;
  table->TableContext = context;
}

PVOID RtlLookupElementGenericTableFullAvl(PRTL_AVL_TABLE table, PVOID buffer, PVOID* node,
                                          TABLE_SEARCH_RESULT* result) {
  const Place place = search(table, buffer);
  *node = place.node;
  *result = place.result;
  return place.result == TableFoundNode ? element_of(place.node) : nullptr;
}

PVOID RtlLookupElementGenericTableAvl(PRTL_AVL_TABLE table, PVOID buffer) {
  const Place place = search(table, buffer);
  return place.result == TableFoundNode ? element_of(place.node) : nullptr;
}

PVOID RtlInsertElementGenericTableFullAvl(PRTL_AVL_TABLE table, PVOID buffer, CLONG bytes, PBOOLEAN is_new,
                                          PVOID node, TABLE_SEARCH_RESULT result) {
  const bool found = result == TableFoundNode;
  PVOID element = found ? element_of(static_cast<Links*>(node))
                        : insert_at(table, buffer, bytes, {static_cast<Links*>(node), result});
  if (is_new != nullptr) *is_new = !found && element != nullptr;
  return element;
}

PVOID RtlInsertElementGenericTableAvl(PRTL_AVL_TABLE table, PVOID buffer, CLONG bytes, PBOOLEAN is_new) {
  const Place place = search(table, buffer);
  return RtlInsertElementGenericTableFullAvl(table, buffer, bytes, is_new, place.node, place.result);
}

BOOLEAN RtlDeleteElementGenericTableAvl(PRTL_AVL_TABLE table, PVOID buffer) {
  const Place place = search(table, buffer);
  if (place.result != TableFoundNode) return FALSE;
  // An enumeration goes on with the element after it.
  if (table->RestartKey == place.node) {
    table->RestartKey = nullptr;
    ++table->DeleteCount;
  }
  unlink(table, place.node);
  --table->NumberGenericTableElements;
  table->OrderedPointer = nullptr;
  table->DepthOfTree = static_cast<ULONG>(height_of(top(table)));
  free(table, place.node);
  return TRUE;
}

PVOID RtlEnumerateGenericTableWithoutSplayingAvl(PRTL_AVL_TABLE table, PVOID* key) {
  Links* next = *key == nullptr ? first_of(table) : next_of(table, static_cast<Links*>(*key));
  if (next != nullptr) *key = next;
  return element_of(next);
}

PVOID RtlEnumerateGenericTableAvl(PRTL_AVL_TABLE table, BOOLEAN restart) {
  if (restart) table->RestartKey = nullptr;
  PVOID key = table->RestartKey;
  PVOID element = RtlEnumerateGenericTableWithoutSplayingAvl(table, &key);
  table->RestartKey = static_cast<Links*>(key);
  return element;
}

// The first of several elements that match, which lie next to each other.
PVOID RtlLookupFirstMatchingElementGenericTableAvl(PRTL_AVL_TABLE table, PVOID buffer, PVOID* key) {
  Links* found = nullptr;
  for (Links* at = top(table); at != nullptr;) {
    const auto order = compare(table, buffer, element_of(at));
    if (order == GenericEqual) found = at;
    at = order == GenericGreaterThan ? at->RightChild : at->LeftChild;
  }
  *key = found;
  return element_of(found);
}

PVOID RtlGetElementGenericTableAvl(PRTL_AVL_TABLE table, ULONG index) {
  Links* at = first_of(table);
  while (at != nullptr && index-- > 0) at = next_of(table, at);
  return element_of(at);
}

ULONG RtlNumberGenericTableElementsAvl(PRTL_AVL_TABLE table) { return table->NumberGenericTableElements; }
BOOLEAN RtlIsGenericTableEmptyAvl(PRTL_AVL_TABLE table) { return top(table) == nullptr; }

}  // extern "C"
