// SPDX-License-Identifier: Apache-2.0
// A guest's file mapped into this process: always from a private copy, so that the same driver loaded twice
// is two drivers with globals of their own, and a second load starts fresh even where the first could
// not be unmapped (K-UNLOAD-5). What must be different from the file is changed in the copy, before the
// system's loader sees it: constructors are taken out (they run when we say so, K-LOAD-1), missing functions
// are made weak.
//
// Threads: the loading thread; addresses may be asked for by any while it is mapped.
// Memory: the copy is deleted when the module goes; what was mapped is given back and, when asked, kept
//   inaccessible for the rest of the run (K-UNLOAD-6).
// Errors: Failure with the system loader's own words.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host/elf_image.h"
#include "host/missing_functions.h"
#include "host/missing_thunks.h"

namespace penstock::host {

class GuestModule {
 public:
  static Result<std::unique_ptr<GuestModule>> map(const std::string& path, const std::string& guest,
                                                  bool allow_missing);
  ~GuestModule();
  GuestModule(const GuestModule&) = delete;
  GuestModule& operator=(const GuestModule&) = delete;

  const ElfImage& image() const { return image_; }
  const std::string& path() const { return path_; }
  const void* begin() const { return reinterpret_cast<const void*>(base_); }
  std::size_t size_bytes() const { return image_.span_bytes(); }
  const void* address_of(const Symbol& symbol) const {
    return reinterpret_cast<const void*>(base_ + symbol.address);
  }
  bool contains(const void* address) const;

  // DriverEntry under its C name or as C++ names it; nullptr when there is none.
  const void* driver_entry() const;
  // Constructors the guest brings itself; what the compiler adds for its runtime has run already.
  std::vector<std::string> guest_constructors() const;
  void run_guest_constructors() const;

  // Unmaps. True when the memory is really gone; then, if asked, its addresses stay inaccessible.
  bool unmap(bool keep_inaccessible);
  // The copy of the file is needed no longer, as when the module goes.
  void delete_copy();

 private:
  GuestModule(ElfImage image, std::string path, const std::string& guest,
              std::vector<MissingFunction> missing);
  Result<void> open_copy(const std::string& guest);
  void write_changes();
  void fill_missing_slots();
  void run_runtime_constructors() const;
  void call_constructor(std::uint64_t address) const;

  ElfImage image_;
  std::string path_;
  std::string copy_path_;
  std::vector<MissingFunction> missing_;
  std::vector<std::uint64_t> constructors_;
  MissingThunks thunks_;
  void* handle_ = nullptr;
  std::uintptr_t base_ = 0;
};

// Somebody is still inside: mapped to the end of the process.
void keep_mapped(std::unique_ptr<GuestModule> module);

}  // namespace penstock::host
