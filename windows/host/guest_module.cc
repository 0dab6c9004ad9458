// SPDX-License-Identifier: Apache-2.0
#include "host/guest_module.h"

#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

namespace penstock::host {
namespace {

constexpr std::size_t kPageBytes = 4096;

bool is_driver_entry(std::string_view name) {
  return name == "DriverEntry" || name.starts_with("_Z11DriverEntry");
}

// Constructors that compilers add for their own runtime (start files, sanitizers, coverage). They belong to
// the build and not to the driver, and a sanitized guest does not work without them.
bool is_runtime_constructor(const Symbol* symbol) {
  if (symbol == nullptr) return false;
  const std::string& name = symbol->name;
  return name == "frame_dummy" || name.starts_with("_sub_I_00") || name.starts_with("asan.") ||
         name.starts_with("tsan.") || name.starts_with("sancov.") || name.starts_with("__sanitizer") ||
         name.starts_with("__llvm_profile");
}

std::vector<std::string> names_of(const std::vector<MissingFunction>& missing) {
  std::vector<std::string> names;
  for (const MissingFunction& function : missing) names.push_back(function.name);
  return names;
}

std::string private_copy_path(const std::string& guest) {
  std::string path = "/tmp/penstock-" + guest + "-XXXXXX.so";
  const int descriptor = mkostemps(path.data(), 3, O_CLOEXEC);
  if (descriptor < 0) return {};
  close(descriptor);
  return path;
}

}  // namespace

GuestModule::GuestModule(ElfImage image, std::string path, const std::string& guest,
                         std::vector<MissingFunction> missing)
    : image_(std::move(image)),
      path_(std::move(path)),
      missing_(std::move(missing)),
      constructors_(image_.constructors()),
      thunks_(guest, names_of(missing_)) {}

GuestModule::~GuestModule() {
  if (handle_ != nullptr) unmap(false);
  delete_copy();
}

void GuestModule::delete_copy() {
  if (!copy_path_.empty()) unlink(copy_path_.c_str());
  copy_path_.clear();
}

void keep_mapped(std::unique_ptr<GuestModule> module) {
  static auto* kept = new std::vector<std::unique_ptr<GuestModule>>;  // where leak checkers see them
  module->delete_copy();
  kept->push_back(std::move(module));
}

Result<std::unique_ptr<GuestModule>> GuestModule::map(const std::string& path, const std::string& guest,
                                                      bool allow_missing) {
  auto image = ElfImage::read(path);
  if (!image) return image.fault();
  auto missing = missing_functions(*image);
  if (!missing.empty() && !allow_missing) return Failure{Fault::missing_functions, 0, to_text(path, missing)};
  std::unique_ptr<GuestModule> module(new GuestModule(std::move(*image), path, guest, std::move(missing)));
  if (auto opened = module->open_copy(guest); !opened) return opened.fault();
  module->fill_missing_slots();
  module->run_runtime_constructors();
  return module;
}

Result<void> GuestModule::open_copy(const std::string& guest) {
  write_changes();
  copy_path_ = private_copy_path(guest);
  std::ofstream copy(copy_path_, std::ios::binary);
  copy.write(reinterpret_cast<const char*>(image_.bytes().data()),
             static_cast<std::streamsize>(image_.bytes().size()));
  copy.close();
  if (!copy) return Failure{Fault::unreadable, 0, path_ + ": no private copy can be written to /tmp"};
  handle_ = dlopen(copy_path_.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle_ == nullptr) return Failure{Fault::not_mapped, 0, path_ + ": " + dlerror()};
  link_map* map = nullptr;
  dlinfo(handle_, RTLD_DI_LINKMAP, &map);
  base_ = map->l_addr;
  return {};
}

void GuestModule::write_changes() {
  auto& bytes = image_.writable();
  const auto rebind = [&](std::uint64_t entry_offset, unsigned char binding) {
    auto& info = bytes[entry_offset + offsetof(Elf64_Sym, st_info)];
    info = static_cast<unsigned char>(ELF64_ST_INFO(binding, ELF64_ST_TYPE(info)));
  };
  for (const MissingFunction& function : missing_) rebind(function.entry_offset, STB_WEAK);
  // A unique symbol would be shared by all copies and would pin them (K-UNLOAD-5).
  for (const Symbol& symbol : image_.dynamic_symbols())
    if (symbol.entry_offset != 0 &&
        ELF64_ST_BIND(bytes[symbol.entry_offset + offsetof(Elf64_Sym, st_info)]) == STB_GNU_UNIQUE)
      rebind(symbol.entry_offset, STB_GLOBAL);
  const Section* dynamic = image_.section(".dynamic");
  if (dynamic == nullptr) return;
  for (std::uint64_t at = 0; at + sizeof(Elf64_Dyn) <= dynamic->size_bytes; at += sizeof(Elf64_Dyn)) {
    Elf64_Dyn entry;
    std::memcpy(&entry, bytes.data() + dynamic->offset + at, sizeof entry);
    if (entry.d_tag == DT_INIT_ARRAYSZ) entry.d_un.d_val = 0;
    std::memcpy(bytes.data() + dynamic->offset + at, &entry, sizeof entry);
  }
}

void GuestModule::fill_missing_slots() {
  for (std::size_t index = 0; index < missing_.size(); ++index)
    for (const std::uint64_t slot : missing_[index].slots) {
      const std::uintptr_t address = base_ + slot;
      auto* page = reinterpret_cast<void*>(address & ~(kPageBytes - 1));
      mprotect(page, kPageBytes, PROT_READ | PROT_WRITE);  // a slot is aligned: it is in one page
      *reinterpret_cast<const void**>(address) = thunks_.thunk(index);
    }
}

bool GuestModule::contains(const void* address) const {
  const auto value = reinterpret_cast<std::uintptr_t>(address);
  return value >= base_ && value < base_ + size_bytes();
}

const void* GuestModule::driver_entry() const {
  const Symbol* entry = image_.find_function(is_driver_entry);
  return entry == nullptr ? nullptr : address_of(*entry);
}

void GuestModule::call_constructor(std::uint64_t address) const {
  reinterpret_cast<void (*)(int, char**, char**)>(base_ + address)(0, nullptr, environ);
}

void GuestModule::run_runtime_constructors() const {
  for (const std::uint64_t address : constructors_)
    if (is_runtime_constructor(image_.symbol_at(address))) call_constructor(address);
}

std::vector<std::string> GuestModule::guest_constructors() const {
  std::vector<std::string> names;
  for (const std::uint64_t address : constructors_) {
    const Symbol* symbol = image_.symbol_at(address);
    if (!is_runtime_constructor(symbol)) names.push_back(symbol == nullptr ? "(no name)" : symbol->name);
  }
  return names;
}

void GuestModule::run_guest_constructors() const {
  for (const std::uint64_t address : constructors_)
    if (!is_runtime_constructor(image_.symbol_at(address))) call_constructor(address);
}

bool GuestModule::unmap(bool keep_inaccessible) {
  if (handle_ == nullptr) return true;
  dlclose(handle_);
  handle_ = nullptr;
  auto* wanted = reinterpret_cast<void*>(base_);
  const std::size_t bytes = (size_bytes() + kPageBytes - 1) & ~(kPageBytes - 1);
  void* reserved = mmap(wanted, bytes, PROT_NONE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
  if (reserved != wanted) {
    if (reserved != MAP_FAILED) munmap(reserved, bytes);
    return false;
  }
  if (!keep_inaccessible) munmap(reserved, bytes);
  return true;
}

}  // namespace penstock::host
