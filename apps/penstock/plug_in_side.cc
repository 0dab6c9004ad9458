// SPDX-License-Identifier: Apache-2.0
#include "plug_in_side.h"

#include <utility>

#include "winrt/activation.h"
#include "winrt/plug_in_module.h"

namespace penstock::app {
namespace {

class ProjectedPlugIn final : public PlugInSide {
 public:
  ProjectedPlugIn(std::shared_ptr<projection::PlugInModule> module, projection::ConnectionProfile profile,
                  tunnel::ChannelOptions options)
      : connection_(std::move(module), std::move(profile), std::move(options)) {}

  const std::shared_ptr<tunnel::Channel>& channel() const override { return connection_.channel(); }
  tunnel::DialResult dial() override { return connection_.dial(); }
  void hang_up() override { connection_.hang_up(); }

 private:
  projection::Connection connection_;
};

}  // namespace

PlugInSide::Loaded PlugInSide::load(const PlugInRequest& request, tunnel::ChannelOptions options) {
  auto module = projection::PlugInModule::load(request.file);
  if (const auto* wrong = std::get_if<std::string>(&module)) return *wrong;
  projection::ConnectionProfile profile;
  profile.name = options.name;
  profile.servers = request.servers;
  profile.service = request.service;
  profile.custom_field = request.custom;
  profile.credentials = [ask = request.credentials](int, bool) -> std::optional<projection::Credential> {
    auto given = ask ? ask() : std::nullopt;
    if (!given) return std::nullopt;
    return projection::Credential{
        .user = std::move(given->user), .password = std::move(given->password), .pin = std::move(given->pin)};
  };
  return std::make_unique<ProjectedPlugIn>(std::get<std::shared_ptr<projection::PlugInModule>>(module),
                                           std::move(profile), std::move(options));
}

}  // namespace penstock::app
