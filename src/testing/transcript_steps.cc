// SPDX-License-Identifier: Apache-2.0
// The lines that let something happen.
#include "exec/runtime.h"
#include "testing/transcript.h"

namespace penstock::testing {

bool Transcript::step(Words& words) {
  if (words.accept("local sends")) {
    send(Side::local, words);
  } else if (words.accept("remote sends")) {
    send(Side::remote, words);
  } else if (words.accept("complete")) {
    complete(words);
  } else if (words.accept("wait")) {
    wait(words);
  } else if (words.accept("endpoint dies")) {
    const wire::FlowKey key = key_of(read_packet_text(words));
    for (std::size_t path = 0; path < host().paths(); ++path) host().station(path).endpoint_died(key);
  } else if (words.accept("remove filter")) {
    remove_filter(words);
  } else if (words.accept("unregister")) {
    result_is(engine().callouts().unregister(callout_named(next_callout_name(words)).id));
  } else if (words.accept("register")) {
    register_callout(named(next_callout_name(words)));
  } else if (words.accept("close dynamic session")) {
    result_is(engine().policy().close_session(dynamic_session_));
  } else if (words.accept("close station")) {
    host().close_station();
  } else if (words.accept("paths pause")) {
    paused_ = true;
  } else if (words.accept("paths go on")) {
    paused_ = false;
  } else if (words.accept("stack down")) {
    engine().set_ready(false);
  } else if (words.accept("stack up")) {
    engine().set_ready(true);
  } else if (words.accept("destroy injector of")) {
    result_is(engine().destroy_injector(callout_named(words.next("a name")).injector()));
  } else if (declared_.contains(words.peek())) {
    const std::string name = words.next("a name");
    if (!step_of(callout_named(name), words)) throw TextError(name + " cannot do '" + words.peek() + "'");
  } else {
    return false;
  }
  return true;
}

void Transcript::send(Side side, Words& words) {
  const PacketText text = read_packet_text(words);
  packet::Offload offload;
  if (text.segment_bytes != 0) {
    offload.segmentation =
        text.from->address.version == 6 ? packet::Segmentation::tcp6 : packet::Segmentation::tcp4;
    offload.segment_payload_bytes = text.segment_bytes;
    offload.checksum = packet::ChecksumState::verified;
  }
  const std::size_t reader = words.accept("on path") ? words.number("a path") : 0;
  if (reader >= host().paths()) throw TextError("there is no such path");
  host().send(side, build(text), reader, offload);
}

// complete A [number] [showing packet] [elsewhere] [as B]; complete nothing as A; complete 0x99 as A
void Transcript::complete(Words& words) {
  if (words.accept("nothing as")) {
    engine().complete(0, callout_named(words.next("a name")).borrower(), PENSTOCK_CALLER, nullptr);
    return;
  }
  if (words.peek().starts_with("0x")) {
    const packet::LoanId loan = words.number("a context");
    if (!words.accept("as")) throw TextError("'as' which callout?");
    engine().complete(loan, callout_named(words.next("a name")).borrower(), PENSTOCK_CALLER, nullptr);
    return;
  }
  ScriptedCallout& callout = callout_named(words.next("a name"));
  const bool numbered = !words.done() && words.peek().find_first_not_of("0123456789") == std::string::npos;
  const std::size_t number = numbered ? words.number("which of its loans") : callout.loans();
  const bool showing = words.accept("showing packet");
  if (words.accept("as")) {
    const ScriptedCallout& other = callout_named(words.next("a name"));
    engine().complete(callout.loan(number), other.borrower(), PENSTOCK_CALLER, nullptr);
  } else if (words.accept("elsewhere")) {
    exec::Runtime& runtime = exec::runtime();
    runtime.join(runtime.spawn("completer", [&] { callout.complete(number, showing); }));
  } else {
    callout.complete(number, showing);
  }
}

void Transcript::wait(Words& words) {
  const auto amount = static_cast<std::int64_t>(words.number("how long"));
  if (words.accept("ms")) {
    host().pass_time(amount * 1'000'000);
  } else if (words.accept("s")) {
    host().pass_time(amount * 1'000'000'000);
  } else {
    throw TextError("time is given in 'ms' or 's'");
  }
}

void Transcript::remove_filter(Words& words) {
  const std::string name = words.next("the name of a filter or callout");
  for (const filter::SessionId session : {session_, dynamic_session_}) {
    result_is(engine().policy().delete_filter(session, named(name).filter_id));
    if (last_result_ == "ok") return;
  }
}

bool Transcript::step_of(ScriptedCallout& callout, Words& words) {
  if (words.accept("once on")) {
    answer(callout, words, true);
  } else if (words.accept("on")) {
    answer(callout, words, false);
  } else if (words.accept("injects")) {
    inject(callout, words);
  } else if (words.accept("leaves")) {
    last_result_ = std::to_string(engine().settle_loans_of(callout.borrower()));
  } else if (words.accept("aborts its flow")) {
    result_is(engine().abort_flow(callout.last_flow));
  } else if (words.accept("removes its context")) {
    result_is(engine().remove_context(callout.last_flow, named(callout.name()).layer, callout.id));
  } else if (words.accept("associates")) {
    const std::uint64_t context = words.number("a context");
    const ScriptedCallout& owner = words.accept("for") ? callout_named(words.next("a name")) : callout;
    result_is(engine().associate_context(callout.last_flow, named(owner.name()).layer, owner.id, context));
  } else if (words.accept("pends outside a classify")) {
    const auto loan = engine().pend(callout.first_handle(), callout.borrower(), PENSTOCK_CALLER);
    last_result_ = loan ? "ok" : fault_word(loan.fault());
  } else {
    return false;
  }
  return true;
}

// A injects kept [number] in|out [context N]; A injects in|out [network] PACKET
void Transcript::inject(ScriptedCallout& callout, Words& words) {
  const auto read_direction = [&words] {
    if (words.accept("in")) return filter::Direction::inbound;
    if (words.accept("out")) return filter::Direction::outbound;
    throw TextError("injected 'in' or 'out'?");
  };
  if (words.accept("kept")) {
    const bool numbered = words.peek() != "in" && words.peek() != "out";
    const std::size_t number = numbered ? words.number("which of its packets") : callout.kept();
    const filter::Direction direction = read_direction();
    const std::uint64_t context = words.accept("context") ? words.number("a context") : 0;
    result_is(callout.inject_kept(number, direction, context));
    return;
  }
  const filter::Direction direction = read_direction();
  const std::uint32_t type = words.accept("forward") ? filter::kInjectForward : filter::kInjectTransport;
  result_is(callout.inject(build(read_packet_text(words)), nullptr, direction, 0, type));
}

}  // namespace penstock::testing
