// SPDX-License-Identifier: Apache-2.0
#include "wfp/callout_face.h"

#include <map>
#include <mutex>

#include "exec/mutex.h"
#include "nt/guest.h"
#include "wfp/account.h"
#include "wfp/environment.h"

namespace penstock::wfp {
namespace {

exec::Mutex faces_lock;

using Faces = std::map<std::uint32_t, std::unique_ptr<CalloutFace>>;

Faces& faces() {
  static auto* one = new Faces;
  return *one;
}

packet::BorrowerId borrower_of(const nt::Guest* guest) { return guest == nullptr ? 0 : guest->borrower(); }

std::unique_ptr<CalloutFace> take(std::uint32_t id) {
  std::lock_guard hold(faces_lock);
  const auto found = faces().find(id);
  if (found == faces().end()) return nullptr;
  std::unique_ptr<CalloutFace> face = std::move(found->second);
  faces().erase(found);
  return face;
}

// The number of a key that somebody has registered; 0 for nobody's.
std::uint32_t id_of(const filter::Key& key) {
  std::lock_guard hold(faces_lock);
  for (const auto& [id, face] : faces()) {
    if (face->key == key) return id;
  }
  return 0;
}

// One that a guest left with flow contexts stays registered until its flows are over. Its key is free then.
void unregister_mute(const filter::Key& key) {
  std::uint32_t mute = 0;
  {
    std::lock_guard hold(faces_lock);
    for (const auto& [id, face] : faces()) {
      if (face->key == key && face->is_mute()) mute = id;
    }
  }
  if (mute != 0) (void)unregister_face(mute);
}

}  // namespace

bool CalloutFace::is_mute() const { return tie_.cut.load(); }

const nt::Guest* CalloutFace::guest() const { return tie_.guest; }

filter::Result<std::uint32_t> register_face(std::unique_ptr<CalloutFace> face, std::uint32_t flags) {
  unregister_mute(face->key);
  // From here on it may be called, before this function returns.
  const auto id = engine().callouts().register_callout(face->key, *face, flags, borrower_of(face->guest()));
  if (!id) return id.fault();
  face->id = *id;
  std::lock_guard hold(faces_lock);
  faces()[*id] = std::move(face);
  return *id;
}

filter::Result<void> unregister_face(std::uint32_t id) {
  const auto done = engine().callouts().unregister(id);
  if (done) take(id);
  return done;
}

filter::Result<void> unregister_face(const filter::Key& key) {
  const auto done = engine().callouts().unregister(key);
  if (done) take(id_of(key));
  return done;
}

std::vector<base::CallSite> unregister_callouts_of(const nt::Guest& guest) {
  std::vector<std::uint32_t> ids;
  std::vector<base::CallSite> left;
  {
    std::lock_guard hold(faces_lock);
    for (const auto& [id, face] : faces()) {
      if (face->guest() != &guest) continue;
      ids.push_back(id);
      left.push_back(face->made_at());
    }
  }
  for (const std::uint32_t id : ids) (void)unregister_face(id);  // one with flow contexts stays, and is mute
  return left;
}

}  // namespace penstock::wfp
