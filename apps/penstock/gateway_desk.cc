// SPDX-License-Identifier: Apache-2.0
#include "gateway_desk.h"

#include <algorithm>
#include <functional>

#include "exec/runtime.h"
#include "packet_text.h"

namespace penstock::app {
namespace {

using base::Row;

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

// A view that is a function.
class AskedView final : public base::View {
 public:
  AskedView(std::string name, std::function<std::vector<Row>()> show)
      : name_(std::move(name)), show_(std::move(show)) {}
  std::string_view name() const override { return name_; }
  std::vector<Row> show() const override { return show_(); }

 private:
  const std::string name_;
  const std::function<std::vector<Row>()> show_;
};

std::vector<Row> status_rows(Composition& composition, std::int64_t started_ns) {
  const filter::EngineCounts& counts = composition.engine().counts();
  const base::FindingLog& log = base::finding_log();
  return {{{"up for s", (exec::runtime().now_ns() - started_ns) / 1'000'000'000},
           {"paths", number(composition.lanes().size())},
           {"held now", number(composition.engine().ledger().count())},
           {"held", number(counts.held.load())},
           {"permitted", number(counts.permitted.load())},
           {"blocked", number(counts.blocked.load())},
           {"abandoned", number(counts.abandoned.load())},
           {"reauthorized", number(counts.reauthorized.load())},
           {"injected", number(counts.injected.load())},
           {"error findings", number(log.count(base::Severity::error))}}};
}

Row pool_row(const packet::PacketPool& pool) {
  const packet::PoolCounts counts = pool.counts();
  return {{"pool", pool.options().name},
          {"packets", number(pool.options().packets_max)},
          {"out", number(counts.out)},
          {"clones out", number(counts.clones_out)},
          {"refused", number(counts.exhausted)}};
}

template <class T>
const T* cell(const Row& row, std::string_view column) {
  const auto found =
      std::find_if(row.begin(), row.end(), [&](const auto& one) { return one.first == column; });
  return found == row.end() ? nullptr : std::get_if<T>(&found->second);
}

// The driver's own number for what it asked about, by the ends of the connection.
const Question* question_of(const std::vector<Question>& questions, const Row& described) {
  const auto* local = cell<std::string>(described, "local");
  const auto* remote = cell<std::string>(described, "remote");
  const auto* local_port = cell<std::int64_t>(described, "local_port");
  const auto* remote_port = cell<std::int64_t>(described, "remote_port");
  if (local == nullptr || remote == nullptr || local_port == nullptr || remote_port == nullptr)
    return nullptr;
  const auto found = std::find_if(questions.begin(), questions.end(), [&](const Question& question) {
    return wire::to_string(question.local) == *local && wire::to_string(question.remote) == *remote &&
           question.local_port == *local_port && question.remote_port == *remote_port;
  });
  return found == questions.end() ? nullptr : &*found;
}

std::vector<Row> held_rows(const packet::Ledger& ledger, const VerdictDesk* verdicts) {
  const std::vector<Question> questions =
      verdicts == nullptr ? std::vector<Question>{} : verdicts->open_questions();
  std::vector<Row> rows;
  for (const packet::LoanRecord& loan : ledger.outstanding()) {
    Row described;
    if (loan.subject) loan.subject->describe(described);
    const Question* question = question_of(questions, described);
    Row row = {{"id", question == nullptr ? std::string("-") : std::to_string(question->id)},
               {"driver", loan.borrower_name},
               {"what", std::string(loan.what)},
               {"for", duration_text(exec::runtime().now_ns() - loan.lent_ns)},
               {"from", loan.lent_at ? base::name_of(loan.lent_at) : ""}};
    row.insert(row.end(), described.begin(), described.end());
    rows.push_back(std::move(row));
  }
  // First what an operator can decide; the program's own requests at the driver are loans too.
  std::stable_partition(rows.begin(), rows.end(),
                        [](const Row& row) { return *cell<std::string>(row, "id") != "-"; });
  return rows;
}

}  // namespace

GatewayDesk::GatewayDesk(Composition& composition, const ConnectionBook& connections, VerdictDesk* verdicts,
                         path::TunnelConnection* vpn, std::span<const std::unique_ptr<ChannelSide>> channels)
    : verdicts_(verdicts) {
  const std::int64_t started_ns = exec::runtime().now_ns();
  add_view("status", [&composition, started_ns] { return status_rows(composition, started_ns); });
  add_view("pools", [&composition, vpn] {
    std::vector<Row> rows = {pool_row(composition.packets()), pool_row(composition.big_packets())};
    if (vpn == nullptr) return rows;
    const tunnel::PoolsView slots([vpn] { return std::vector{vpn->channel()}; });
    for (Row& row : slots.show()) rows.push_back(std::move(row));
    return rows;
  });
  add_view("held", [&composition, verdicts] { return held_rows(composition.engine().ledger(), verdicts); });
  if (vpn != nullptr) add_vpn(*vpn);
  if (!channels.empty()) add_channels(channels);
  desk_.add_view(findings_);
  desk_.add_view(connections);
  desk_.add_view(composition.windows().host().view());
  desk_.add_action("permit", [this](const auto& request) { return decide(request, Verdict::permit); });
  desk_.add_action("block", [this](const auto& request) { return decide(request, Verdict::block); });
}

GatewayDesk::~GatewayDesk() = default;

void GatewayDesk::add_view(std::string name, std::function<std::vector<Row>()> show) {
  views_.push_back(std::make_unique<AskedView>(std::move(name), std::move(show)));
  desk_.add_view(*views_.back());
}

void GatewayDesk::add_vpn(path::TunnelConnection& vpn) {
  using Refused = control::Desk::Refused;
  add_view("vpn", [&vpn] { return std::vector<Row>{vpn.row()}; });
  add_view("vpn peers", [&vpn] { return vpn.peer_rows(); });
  add_view("holders",
           [&vpn] { return tunnel::HoldersView([&vpn] { return std::vector{vpn.channel()}; }).show(); });
  desk_.add_action("vpn up", [&vpn](const auto&) -> control::Desk::ActionResult {
    if (!vpn.up()) return Refused{"vpn " + vpn.name() + " is up, or on its way; see: penstock vpn list"};
    return std::vector<Row>{{{"vpn", vpn.name()}, {"answer", std::string("dialling")}}};
  });
  desk_.add_action("vpn down", [&vpn](const auto&) -> control::Desk::ActionResult {
    const path::HangUp outcome = vpn.down();
    const std::string answer = to_string(outcome);
    if (outcome == path::HangUp::nothing_there || outcome == path::HangUp::under_way) {
      return Refused{"vpn " + vpn.name() + ": " + answer};
    }
    return std::vector<Row>{{{"vpn", vpn.name()}, {"answer", answer}}};
  });
}

void GatewayDesk::add_channels(std::span<const std::unique_ptr<ChannelSide>> channels) {
  using Refused = control::Desk::Refused;
  using Request = nlohmann::ordered_json;
  add_view("channels", [channels] {
    std::vector<Row> rows;
    for (const auto& channel : channels) rows.push_back(channel->row());
    return rows;
  });
  const auto add = [&](const char* action, ChannelSide::Answer (*act)(ChannelSide&, const std::string& file),
                       const char* file_key = "image") {
    desk_.add_action(action,
                     [channels, act, file_key](const Request& request) -> control::Desk::ActionResult {
                       const std::string name = request.value("channel", std::string());
                       const auto found = std::find_if(channels.begin(), channels.end(),
                                                       [&](const auto& one) { return one->name() == name; });
                       if (found == channels.end())
                         return Refused{"no channel is named '" + name + "'; see: penstock channel list"};
                       ChannelSide::Answer answer = act(**found, request.value(file_key, std::string()));
                       if (const auto* why = std::get_if<std::string>(&answer)) return Refused{*why};
                       return std::vector<Row>{std::get<Row>(std::move(answer))};
                     });
  };
  add("channel show",
      [](ChannelSide& one, const std::string&) -> ChannelSide::Answer { return one.details(); });
  add("channel start", [](ChannelSide& one, const std::string&) { return one.start(); });
  add("channel pause", [](ChannelSide& one, const std::string&) { return one.pause(); });
  add("channel save", [](ChannelSide& one, const std::string& file) { return one.save(file); });
  add("channel restore", [](ChannelSide& one, const std::string& file) { return one.restore(file); });
  add(
      "channel capture", [](ChannelSide& one, const std::string& file) { return one.begin_capture(file); },
      "file");
  add("channel capture end", [](ChannelSide& one, const std::string&) { return one.end_capture(); });
}

control::Desk::ActionResult GatewayDesk::decide(const nlohmann::ordered_json& request, Verdict verdict) {
  using Refused = control::Desk::Refused;
  if (verdicts_ == nullptr) return Refused{"no driver that takes verdicts is loaded"};
  const auto id = request.find("id");
  if (id == request.end() || !id->is_number_unsigned())
    return Refused{"\"id\" takes a number of the list of held"};
  switch (verdicts_->answer(id->template get<std::uint64_t>(), verdict)) {
    case Answered::done:
      return std::vector<Row>{
          {{"id", number(id->template get<std::uint64_t>())}, {"verdict", to_string(verdict)}}};
    case Answered::not_held:
      return Refused{"nothing with id " + id->dump() + " is held; see: penstock held list"};
    case Answered::driver_refused:
      return Refused{"the driver refused the verdict"};
  }
  return Refused{"?"};
}

}  // namespace penstock::app
