// SPDX-License-Identifier: Apache-2.0
#include "host/loader.h"

#include <algorithm>
#include <cstdio>

#include "exec/quiescence.h"
#include "exec/runtime.h"
#include "host/call_site_names.h"
#include "host/parameters.h"
#include "nt/guest.h"
#include "nt/io_driver.h"
#include "nt/io_handle.h"
#include "nt/io_shutdown.h"
#include "nt/system_thread.h"
#include "nt/wdf_driver.h"
#include "nt/wdf_root_device.h"

namespace penstock::host {
namespace {

std::string hexadecimal(std::int32_t status) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%08x", static_cast<unsigned>(status));
  return text;
}

const char* to_string(nt::GuestPhase phase) {
  switch (phase) {
    case nt::GuestPhase::loading:
      return "loading";
    case nt::GuestPhase::in_driver_entry:
      return "in DriverEntry";
    case nt::GuestPhase::running:
      return "running";
    case nt::GuestPhase::unloading:
      return "unloading";
    case nt::GuestPhase::closing:
      return "closing";
    case nt::GuestPhase::unloaded:
      return "unloaded";
  }
  return "?";
}

void report_constructors(const nt::Guest& guest, const std::vector<std::string>& constructors) {
  std::string message = "static constructors are present and are not run:";
  for (const std::string& name : constructors) message += " " + name;
  nt::report("F-CXX-1", "K-LOAD-1", base::Severity::warning, &guest, message, {}, {});
}

// What the driver was lent and never gave back. Settled here, so that the ledger is empty of a guest that is
// gone.
void close_loans(const nt::Guest& guest) {
  for (const packet::LoanRecord& loan : nt::ledger().outstanding(guest.borrower())) {
    const std::int64_t age_ms = (exec::runtime().now_ns() - loan.lent_ns) / 1'000'000;
    nt::report("F-UNLOAD-9", "K-UNLOAD-2", base::Severity::error, &guest,
               std::string("a ") + loan.what + " is still on loan after " + std::to_string(age_ms) + " ms",
               loan.lent_at, {});
  }
}

void settle_loans(const nt::Guest& guest) {
  for (const packet::LoanRecord& loan : nt::ledger().outstanding(guest.borrower()))
    (void)nt::ledger().settle(loan.id, 0, {});
}

}  // namespace

class Host::DriversView final : public base::View {
 public:
  explicit DriversView(const Host& host) : host_(host) {}
  std::string_view name() const override { return "drivers"; }
  std::vector<base::Row> show() const override {
    std::vector<base::Row> rows;
    for (const auto& driver : host_.drivers_) {
      rows.push_back(
          {{"driver", driver->name()},
           {"path", driver->module().path()},
           {"phase", std::string(to_string(driver->guest().phase()))},
           {"on loan", static_cast<std::int64_t>(nt::ledger().count(driver->guest().borrower()))}});
      for (const nt::Account* account : nt::accounts()) show_account(*account, driver->guest(), rows);
    }
    return rows;
  }

 private:
  static void show_account(const nt::Account& account, const nt::Guest& guest, std::vector<base::Row>& rows) {
    std::vector<base::Row> held;
    account.show(guest, held);
    for (base::Row& row : held) {
      row.insert(row.begin(), {{"driver", guest.name()}, {"account", std::string(account.name())}});
      rows.push_back(std::move(row));
    }
  }

  const Host& host_;
};

LoadedDriver::LoadedDriver(std::string name, std::unique_ptr<GuestModule> module)
    : name_(std::move(name)),
      module_(std::move(module)),
      guest_(new nt::Guest(name_, nt::ledger().enroll({name_, packet::SnapshotTerms::refuse}))),
      driver_(std::make_unique<nt::Driver>(*guest_, name_)) {}

LoadedDriver::~LoadedDriver() = default;

Host::Host(HostOptions options) : options_(options), view_(std::make_unique<DriversView>(*this)) {
  install_call_site_namer();
}

Host::~Host() {
  while (!drivers_.empty()) {
    LoadedDriver& last = *drivers_.back();
    if (unload(last)) continue;
    // It cannot be unloaded: its code stays mapped to the end of the process.
    static auto* kept = new std::vector<std::unique_ptr<LoadedDriver>>;
    kept->push_back(std::move(drivers_.back()));
    drivers_.pop_back();
  }
}

Result<LoadedDriver*> Host::load(const std::string& path, const std::string& service,
                                 const RegistryParameters& parameters) {
  for (const auto& loaded : drivers_)
    if (loaded->name() == service)
      return Failure{Fault::in_use, 0,
                     service + ": a driver of this name is loaded; give the second one another name"};
  auto module = GuestModule::map(path, service, options_.allow_missing);
  if (!module) return module.fault();
  if ((*module)->driver_entry() == nullptr)
    return Failure{Fault::no_entry, 0, path + ": no DriverEntry in it; is it a driver?"};
  drivers_.push_back(std::make_unique<LoadedDriver>(service, std::move(*module)));
  LoadedDriver& driver = *drivers_.back();
  remember_names(service, driver.module().begin(), driver.module().size_bytes(),
                 driver.module().image().symbols());
  nt::add_guest_range(driver.guest(), driver.module().begin(), driver.module().size_bytes());
  set_parameters(driver.driver_->registry_path(), parameters);
  const std::int32_t status = run_entry(driver);
  if (status < 0) {
    nt::discard_framework_objects(*driver.driver_);
    close_accounts(driver);
    remove(driver);
    return Failure{Fault::entry_failed, status, service + ": DriverEntry returned " + hexadecimal(status)};
  }
  const std::int32_t started = start_device(driver);
  if (started >= 0) return &driver;
  (void)unload(driver);
  return Failure{Fault::entry_failed, started,
                 service + ": its device could not be added or started: " + hexadecimal(started)};
}

std::int32_t Host::run_entry(LoadedDriver& driver) {
  const auto constructors = driver.module().guest_constructors();
  if (!constructors.empty() && !options_.run_constructors) report_constructors(driver.guest(), constructors);
  std::int32_t status = 0;
  driver.guest().set_phase(nt::GuestPhase::in_driver_entry);
  nt::run_in_system_thread(driver.name() + " entry", [&] {
    if (options_.run_constructors) driver.module().run_guest_constructors();
    status = driver.driver_->run_entry(driver.module().driver_entry());
  });
  if (status >= 0) {
    driver.driver_->finish_entry();
    driver.guest().set_phase(nt::GuestPhase::running);
  }
  return status;
}

// For a driver of the framework that makes its device when it is told of one.
std::int32_t Host::start_device(LoadedDriver& driver) {
  std::int32_t status = 0;
  nt::run_in_system_thread(driver.name() + " device", [&] { status = nt::add_root_device(*driver.driver_); });
  driver.driver_->finish_entry();
  return status;
}

Result<void> Host::unload(LoadedDriver& driver, OpenHandles handles) {
  if (!driver.driver_->has_unload())
    return Failure{
        Fault::not_unloadable, 0,
        driver.name() +
            ": it set no DriverUnload (EvtDriverUnload), so it stays loaded as it would on Windows"};
  driver.driver_->refuse_opens();
  const auto open = nt::handles_of(driver.guest());
  if (!open.empty() && handles == OpenHandles::refuse_unload) {
    driver.driver_->accept_opens();
    return Failure{Fault::in_use, 0,
                   driver.name() + ": " + std::to_string(open.size()) + " handles are open on its devices"};
  }
  for (const auto& handle : open) handle->close(true);
  driver.guest().set_phase(nt::GuestPhase::unloading);
  nt::run_in_system_thread(driver.name() + " unload", [&] { driver.driver_->run_unload(); });
  (void)exec::Quiescence::wait_for_readers();
  close_accounts(driver);
  remove(driver);
  return {};
}

void Host::close_accounts(LoadedDriver& driver) {
  driver.guest().set_phase(nt::GuestPhase::closing);
  close_loans(driver.guest());
  for (nt::Account* account : nt::accounts()) account->close(driver.guest());
  settle_loans(driver.guest());
}

void Host::remove(LoadedDriver& driver) {
  driver.guest().set_phase(nt::GuestPhase::unloaded);
  const void* begin = driver.module().begin();
  mark_unloaded(begin);
  if (driver.guest().stays()) {
    // Its range stays known too: what the driver still calls is told by its name.
    nt::report(
        "F-INFO", "K-UNLOAD-6", base::Severity::note, &driver.guest(),
        "the driver's code stays mapped, because something is still inside; a next load is fresh all the "
        "same",
        {}, {});
    keep_mapped(std::move(driver.module_));
  } else {
    nt::remove_guest(driver.guest());
    unmap(driver);
  }
  std::erase_if(drivers_, [&](const auto& loaded) { return loaded.get() == &driver; });
}

void Host::unmap(LoadedDriver& driver) {
  if (driver.module_->unmap(options_.keep_unloaded_inaccessible)) return;
  nt::report("F-INFO", "K-UNLOAD-5", base::Severity::note, &driver.guest(),
             "the driver's code could not be unmapped; a next load is fresh all the same", {}, {});
}

void Host::shut_down() {
  nt::run_in_system_thread("shutdown", [] { nt::send_shutdown(); });
}

}  // namespace penstock::host
