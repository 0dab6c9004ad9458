// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "asking.h"
#include "command.h"

namespace penstock::app {
namespace {

struct Arguments {
  AskArguments ask;
  std::string channel;
  std::string image;
  std::string capture;
  bool stop = false;
};

// The running Penstock may be in another folder.
std::string from_here(const std::string& file) {
  return std::filesystem::absolute(file).lexically_normal().string();
}

void add_capture(CLI::App& command, const std::shared_ptr<Arguments>& arguments, Chosen& chosen) {
  CLI::App* one =
      command.add_subcommand("capture", "What goes through its ring, into a pcapng file until --stop");
  one->add_option("channel", arguments->channel, "Its name in the configuration")->required();
  CLI::Option* file =
      one->add_option("file", arguments->capture, "The file; written over where it is a capture");
  CLI::Option* stop = one->add_flag("--stop", arguments->stop, "Ends the capture under way");
  file->excludes(stop);
  add_ask_options(*one, std::shared_ptr<AskArguments>(arguments, &arguments->ask));
  one->callback([arguments, &chosen] {
    if (!arguments->stop && arguments->capture.empty()) throw CLI::RequiredError("file or --stop");
    chosen = [arguments] {
      nlohmann::ordered_json request = {{"do", arguments->stop ? "channel capture end" : "channel capture"},
                                        {"channel", arguments->channel}};
      if (!arguments->stop) request["file"] = from_here(arguments->capture);
      return ask_and_show(arguments->ask, request);
    };
  });
}

}  // namespace

void add_channel_command(CLI::App& program, Chosen& chosen) {
  CLI::App* command = program.add_subcommand("channel", "The channels of a running Penstock");
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  // The part that is shared by all commands of the kind.
  const std::shared_ptr<AskArguments> ask(arguments, &arguments->ask);

  CLI::App* list = command->add_subcommand("list", "Every channel: state, client, packets under way");
  add_ask_options(*list, ask);
  list->callback([ask, &chosen] { chosen = [ask] { return ask_and_show(*ask, {{"show", "channels"}}); }; });

  const auto add = [&](const char* name, const char* about, bool with_image) {
    CLI::App* one = command->add_subcommand(name, about);
    one->add_option("channel", arguments->channel, "Its name in the configuration")->required();
    if (with_image) one->add_option("image", arguments->image, "The file")->required();
    add_ask_options(*one, ask);
    one->callback([=, &chosen] {
      chosen = [=] {
        nlohmann::ordered_json request = {{"do", std::string("channel ") + name},
                                          {"channel", arguments->channel}};
        if (with_image) request["image"] = from_here(arguments->image);
        return ask_and_show(arguments->ask, request);
      };
    });
  };
  add("show", "One channel with its counters", false);
  add("pause", "Nothing is delivered to the driver any more; returns when it has answered everything", false);
  add("start", "Goes on; an image of a save since the last start is set aside", false);
  add("save", "Pauses, and writes all that is under way into an image; stays paused", true);
  add("restore", "Goes on from an image, with the client that was there, once that comes back", true);
  add_capture(*command, arguments, chosen);
}

}  // namespace penstock::app
