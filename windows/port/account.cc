// SPDX-License-Identifier: Apache-2.0
#include "port/account.h"

#include "nt/guest.h"
#include "port/port_table.h"

namespace penstock::port {
namespace {

class PortsAccount final : public nt::Account {
 public:
  const char* name() const override { return "ports"; }
  void close(nt::Guest& guest) override {
    for (const auto& port : ports_of(&guest)) {
      nt::report("F-UNLOAD-8", "K-UNLOAD-3", base::Severity::error, &guest,
                 "port " + port->link().name() + " left open", port->opened_at(), {});
      const bool quiet = port->close({});
      (void)take(port.get());
      if (!quiet) keep(port);
    }
  }
  void show(const nt::Guest& guest, std::vector<base::Row>& rows) const override {
    for (const auto& port : ports_of(&guest)) port->describe(rows.emplace_back());
  }
};

}  // namespace

void register_account() {
  static auto* account = new PortsAccount;
  nt::register_account(*account);
}

}  // namespace penstock::port
