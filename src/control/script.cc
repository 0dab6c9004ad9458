// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "control/configuration.h"
#include "control/setting_parts.h"

namespace penstock::control {
namespace {

constexpr std::uint32_t kTransferBytesMax = 1 << 16;

RequestSetting read_request(const toml::table& table, FirstError& error) {
  TableReader reader(table, "[[request]]", error);
  RequestSetting request;
  request.device = reader.required_text("device");
  request.at_ms = static_cast<std::uint32_t>(reader.number("at_ms", 0, UINT32_MAX).value_or(0));
  const auto code = reader.number("control", 0, UINT32_MAX);
  if (!code && !reader.has("control"))
    reader.wrong("control", "is missing; give the control code, such as 0x12e000");
  request.control_code = static_cast<std::uint32_t>(code.value_or(0));
  const std::string input = reader.text("input").value_or("");
  const auto bytes = hexadecimal_bytes(input);
  if (!bytes || bytes->size() > kTransferBytesMax) {
    reader.wrong("input", fmt::format("is not hexadecimal, or longer than {} bytes; write \"00 ff\"",
                                      kTransferBytesMax));
  } else {
    request.input = *bytes;
  }
  request.output_bytes =
      static_cast<std::uint32_t>(reader.number("output_bytes", 0, kTransferBytesMax).value_or(0));
  return request;
}

}  // namespace

ScriptResult parse_script(std::string_view text, const std::string& file) {
  const auto parsed = parse_toml(text, file);
  if (const auto* wrong = std::get_if<ConfigurationError>(&parsed)) return *wrong;
  FirstError error(file);
  Script script;
  {
    TableReader root(std::get<toml::table>(parsed), "the script", error);
    script.verdicts = read_verdicts(root);
    for_each_table(root, "request",
                   [&](const toml::table& one) { script.requests.push_back(read_request(one, error)); });
  }
  if (error.get()) return *error.get();
  return script;
}

ScriptResult read_script(const std::string& file) {
  const auto text = read_text_file(file);
  if (const auto* wrong = std::get_if<ConfigurationError>(&text)) return *wrong;
  return parse_script(std::get<std::string>(text), file);
}

}  // namespace penstock::control
