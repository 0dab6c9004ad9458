// SPDX-License-Identifier: Apache-2.0
// How each plug-in of tests/conformance/plug_ins writes a packet on its wire, said a second time from the server's
// side. What is read is cut where the wire cuts it: a datagram is whole, a stream is kept until a packet is.
//
// Threads: one.
// Memory: keeps the rest of a stream.
// Errors: bytes that are no frame of ours are dropped.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "wire.h"

namespace penstock::far_end {

class Framing {
 public:
  using Take = std::function<void(std::span<const std::uint8_t>)>;

  virtual ~Framing() = default;
  virtual Bytes wrap(std::span<const std::uint8_t> packet) = 0;
  virtual void unwrap(Bytes bytes, const Take& take) = 0;
  // Of a datagram that is no frame but a client's first word: what it is told.
  virtual Bytes answer(const Bytes&) { return {}; }
};

// By a plug-in's name; null for one that is not known.
std::unique_ptr<Framing> make_framing(const std::string& plug_in);

}  // namespace penstock::far_end
