// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "command.h"
#include "control/view_text.h"
#include "image_contents.h"

namespace penstock::app {
namespace {

struct Arguments {
  std::string file;
  std::uint64_t bytes_max = kImageBytesShown;
  bool json = false;
};

nlohmann::ordered_json row_of(const SectionContents& section, bool json) {
  nlohmann::ordered_json row = {{"section", section.name},
                                {"version", section.version},
                                {"bytes", section.bytes},
                                {"checksum", fmt::format("0x{:08x}", section.checksum)},
                                {"known", to_string(section.known)}};
  if (!json) {
    row["contents"] = section.text;
    return row;
  }
  row["contents"] = section.facts;
  if (section.fault) row["fault"] = *section.fault;
  return row;
}

ExitCode inspect(const Arguments& arguments) {
  const ImageAnswer answer = image_contents(arguments.file, arguments.bytes_max);
  if (const auto* why = std::get_if<ImageRefused>(&answer))
    return complain(ExitCode::link_failed, why->message);
  const auto& image = std::get<ImageContents>(answer);
  auto rows = nlohmann::ordered_json::array();
  for (const SectionContents& section : image.sections) rows.push_back(row_of(section, arguments.json));
  if (arguments.json) {
    const nlohmann::ordered_json all = {{"file", arguments.file},
                                        {"container", image.version},
                                        {"epoch", image.epoch},
                                        {"bytes", image.bytes},
                                        {"sections", rows}};
    fmt::print("{}\n", control::json_line(all));
  } else {
    fmt::print("{}: container {}, epoch {}, {} bytes\n\n{}", arguments.file, image.version, image.epoch,
               image.bytes, control::table_text(rows));
  }
  for (const SectionContents& section : image.sections) {
    if (!section.fault) continue;
    return complain(ExitCode::link_failed,
                    arguments.file + ": section " + section.name + ": " + *section.fault);
  }
  return ExitCode::ok;
}

ExitCode verify(const Arguments& arguments) {
  const OpenImage image = verified_image(arguments.file, arguments.bytes_max);
  if (const auto* why = std::get_if<ImageRefused>(&image))
    return complain(ExitCode::link_failed, why->message);
  fmt::print("{}: well\n", arguments.file);
  return ExitCode::ok;
}

void add_file_options(CLI::App& command, const std::shared_ptr<Arguments>& arguments) {
  command.add_option("file", arguments->file, "The image")->required();
  command.add_option("--bytes-max", arguments->bytes_max, "Of the file, which is read to its end")
      ->capture_default_str();
}

}  // namespace

void add_image_command(CLI::App& program, Chosen& chosen) {
  CLI::App* command = program.add_subcommand("image", "What was saved of channels, in a file");
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();

  CLI::App* inspect_it = command->add_subcommand("inspect", "Its sections and what they hold");
  add_file_options(*inspect_it, arguments);
  inspect_it->add_flag("--json", arguments->json, "JSON instead of a table");
  inspect_it->callback([arguments, &chosen] { chosen = [arguments] { return inspect(*arguments); }; });

  CLI::App* verify_it = command->add_subcommand(
      "verify",
      "Reads it as a restore does, as far as that goes without a peer: well, or what is wrong where");
  add_file_options(*verify_it, arguments);
  verify_it->callback([arguments, &chosen] { chosen = [arguments] { return verify(*arguments); }; });
}

}  // namespace penstock::app
