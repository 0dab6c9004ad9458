// SPDX-License-Identifier: Apache-2.0
#include "link/resolver_setup.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "link/outside_names.h"
#include "testing/rule.h"

namespace penstock::link {
namespace {

NameServers rule(NameScope scope, const std::string& name, std::vector<const char*> servers) {
  NameServers made{.scope = scope, .name = name, .servers = {}};
  for (const char* server : servers) made.servers.push_back(*wire::parse_address(server));
  return made;
}

class ResolverFile : public ::testing::Test {
 protected:
  ResolverFile() : file_(::testing::TempDir() + "penstock_resolv_" + std::to_string(::getpid())) {
    std::ofstream(file_) << kBefore;
  }
  ~ResolverFile() override { ::unlink(file_.c_str()); }
  std::string contents() const {
    std::ostringstream text;
    text << std::ifstream(file_).rdbuf();
    return text.str();
  }
  Result<std::unique_ptr<ResolverSetup>> apply(const std::vector<NameServers>& rules) {
    return ResolverSetup::apply({.kind = ResolverKind::file, .file = file_}, rules);
  }

  static constexpr const char* kBefore =
      "# mine\nnameserver 192.0.2.53\noptions edns0\nsearch home.example\n";
  const std::string file_;
};

TEST_F(ResolverFile, NamesTheServersForEverythingAndSearchesTheSuffixes) {
  RULE("N-DNS-1");
  const auto setup = apply({rule(NameScope::everything, "", {"10.0.0.53", "fd00::53"}),
                            rule(NameScope::suffix, "corp.example", {"10.0.0.54"}),
                            rule(NameScope::exact, "one.example", {"10.0.0.55"})});
  ASSERT_TRUE(setup.ok()) << to_string(setup.fault());
  EXPECT_EQ(
      contents(),
      "# mine\noptions edns0\nnameserver 10.0.0.53\nnameserver fd00::53\nsearch corp.example home.example\n");
  ASSERT_EQ((*setup)->notes().size(), 2u) << "what a file cannot say is said once";
  EXPECT_NE((*setup)->notes()[0].find("corp.example"), std::string::npos);
  EXPECT_NE((*setup)->notes()[1].find("one.example"), std::string::npos);
}

TEST_F(ResolverFile, KeepsItsServersWhereNoneAnswerForEverything) {
  const auto setup = apply({rule(NameScope::suffix, "corp.example", {"10.0.0.54"})});
  ASSERT_TRUE(setup.ok());
  EXPECT_EQ(contents(), "# mine\nnameserver 192.0.2.53\noptions edns0\nsearch corp.example home.example\n");
}

TEST_F(ResolverFile, IsAsItWasAfterwardsAndAfterACrash) {
  RULE("N-DNS-3");
  const std::vector<NameServers> rules = {rule(NameScope::everything, "", {"10.0.0.53"})};
  {
    const auto setup = apply(rules);
    ASSERT_TRUE(setup.ok());
    EXPECT_NE(contents(), kBefore);
  }
  EXPECT_EQ(contents(), kBefore);

  const std::string saved = file_ + ".penstock-before";
  {
    const auto setup = apply(rules);
    ASSERT_TRUE(setup.ok());
    ASSERT_EQ(::link(saved.c_str(), (file_ + ".left").c_str()), 0);
  }
  // What a killed process would have left.
  std::ofstream(file_ + ".half") << "nameserver 10.0.0.53\n";
  ASSERT_EQ(std::rename((file_ + ".half").c_str(), file_.c_str()), 0);
  ASSERT_EQ(std::rename((file_ + ".left").c_str(), saved.c_str()), 0);
  {
    const auto setup = apply(rules);  // the next start
    ASSERT_TRUE(setup.ok());
    EXPECT_EQ(contents(), "# mine\noptions edns0\nsearch home.example\nnameserver 10.0.0.53\n");
  }
  EXPECT_EQ(contents(), kBefore);
  EXPECT_FALSE(*ResolverSetup::restore_left_behind(file_));
}

TEST_F(ResolverFile, LeavesNamesThatWereFoundBeforeAsTheyWere) {
  RULE("N-DNS-2");
  {
    const auto setup = apply({rule(NameScope::everything, "", {"10.0.0.53"})});
    ASSERT_TRUE(setup.ok());
    EXPECT_TRUE(outside_names().is_inside());
  }
  EXPECT_FALSE(outside_names().is_inside());
}

TEST_F(ResolverFile, ThatIsNotThereIsAFaultThatNamesIt) {
  const auto setup = ResolverSetup::apply({.kind = ResolverKind::file, .file = "/nowhere/resolv.conf"},
                                          {rule(NameScope::everything, "", {"10.0.0.53"})});
  ASSERT_FALSE(setup.ok());
  EXPECT_NE(to_string(setup.fault()).find("/nowhere/resolv.conf"), std::string::npos);
}

class Resolved : public ::testing::Test {
 protected:
  Result<std::unique_ptr<ResolverSetup>> apply(const std::vector<NameServers>& rules) {
    return ResolverSetup::apply({.kind = ResolverKind::systemd_resolved,
                                 .file = {},
                                 .interface_name = "vpn0",
                                 .run =
                                     [this](const std::vector<std::string>& command, const std::string&) {
                                       std::string text;
                                       for (const std::string& word : command)
                                         text += (text.empty() ? "" : " ") + word;
                                       commands_.push_back(text);
                                       return text.find(fails_) != std::string::npos ? 1 : 0;
                                     }},
                                rules);
  }
  std::vector<std::string> commands_;
  std::string fails_ = "nothing fails";
};

TEST_F(Resolved, IsToldServersNamesAndWhetherAllIsAskedHere) {
  RULE("N-DNS-1");
  {
    const auto setup = apply({rule(NameScope::everything, "", {"10.0.0.53"}),
                              rule(NameScope::suffix, "corp.example", {"10.0.0.53"}),
                              rule(NameScope::exact, "one.example", {"10.0.0.53"})});
    ASSERT_TRUE(setup.ok());
    EXPECT_TRUE((*setup)->notes().empty());
  }
  EXPECT_EQ(commands_,
            (std::vector<std::string>{"resolvectl dns vpn0 10.0.0.53",
                                      "resolvectl domain vpn0 ~. corp.example ~one.example",
                                      "resolvectl default-route vpn0 yes", "resolvectl revert vpn0"}));
}

TEST_F(Resolved, KeepsOtherNamesElsewhereAndSaysWhatItCannot) {
  const auto setup = apply({rule(NameScope::suffix, "corp.example", {"10.0.0.53"}),
                            rule(NameScope::suffix, "lab.example", {"10.0.0.54"}),
                            rule(NameScope::exact, "open.corp.example", {})});
  ASSERT_TRUE(setup.ok());
  EXPECT_EQ(commands_.back(), "resolvectl default-route vpn0 no");
  EXPECT_EQ((*setup)->notes().size(), 2u);
}

TEST_F(Resolved, ThatRefusesIsRevertedAndNamed) {
  RULE("N-DNS-3");
  fails_ = "domain";
  const auto setup = apply({rule(NameScope::everything, "", {"10.0.0.53"})});
  ASSERT_FALSE(setup.ok());
  EXPECT_NE(to_string(setup.fault()).find("resolvectl domain vpn0"), std::string::npos);
  EXPECT_EQ(commands_.back(), "resolvectl revert vpn0");
}

class Resolvconf : public ::testing::Test {
 protected:
  // A program of that name first in the path, which writes down what it is told; as the host runs it.
  Resolvconf() : folder_(::testing::TempDir() + "penstock_resolvconf_" + std::to_string(::getpid())) {
    std::filesystem::create_directories(folder_);
    const std::string program = folder_ + "/resolvconf";
    std::ofstream(program) << "#!/bin/sh\n{ echo \"$@\"; cat; } >> " << told_file() << "\n"
                           << "[ -z \"$RESOLVCONF_REFUSES\" ] || [ \"$1\" = -d ]\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    path_ = ::getenv("PATH");
    ::setenv("PATH", (folder_ + ":" + path_).c_str(), 1);
  }
  ~Resolvconf() override {
    ::setenv("PATH", path_.c_str(), 1);
    ::unsetenv("RESOLVCONF_REFUSES");
    std::filesystem::remove_all(folder_);
  }
  std::string told_file() const { return folder_ + "/told"; }
  std::string told() const {
    std::ostringstream text;
    text << std::ifstream(told_file()).rdbuf();
    std::filesystem::remove(told_file());
    return text.str();
  }
  static Result<std::unique_ptr<ResolverSetup>> apply(const std::vector<NameServers>& rules) {
    return ResolverSetup::apply({.kind = ResolverKind::resolvconf, .interface_name = "vpn0"}, rules);
  }
  const std::string folder_;
  std::string path_;
};

TEST_F(Resolvconf, IsGivenServersAndNamesToSearchAndForgetsTheInterface) {
  RULE("N-DNS-1");
  RULE("N-DNS-3");
  {
    const auto setup = apply({rule(NameScope::everything, "", {"10.0.0.53", "fd00::53"}),
                              rule(NameScope::suffix, "corp.example", {"10.0.0.54"}),
                              rule(NameScope::exact, "one.example", {"10.0.0.55"}),
                              rule(NameScope::suffix, "open.example", {})});
    ASSERT_TRUE(setup.ok()) << to_string(setup.fault());
    EXPECT_EQ((*setup)->notes().size(), 2u);
    EXPECT_EQ(told(),
              "-d vpn0\n-a vpn0 -m 0 -x\nnameserver 10.0.0.53\nnameserver fd00::53\nsearch corp.example\n")
        << "what a crash left goes first";
  }
  EXPECT_EQ(told(), "-d vpn0\n");
}

TEST_F(Resolvconf, KeepsOtherNamesElsewhere) {
  const auto setup = apply({rule(NameScope::suffix, "corp.example", {"10.0.0.54"})});
  ASSERT_TRUE(setup.ok());
  EXPECT_EQ(told(), "-d vpn0\n-a vpn0 -m 0 -p\nnameserver 10.0.0.54\nsearch corp.example\n");
  EXPECT_EQ((*setup)->notes().size(), 1u);
}

TEST_F(Resolvconf, ThatRefusesIsUndoneAndNamed) {
  RULE("N-DNS-3");
  ::setenv("RESOLVCONF_REFUSES", "1", 1);
  const auto setup = apply({rule(NameScope::everything, "", {"10.0.0.53"})});
  ASSERT_FALSE(setup.ok());
  EXPECT_NE(to_string(setup.fault()).find("resolvconf -a vpn0"), std::string::npos);
  EXPECT_TRUE(told().ends_with("-d vpn0\n"));
}

TEST(Resolver, OfAHostWithoutOneOnlyRecords) {
  const auto setup = ResolverSetup::apply({}, {rule(NameScope::suffix, "corp.example", {"10.0.0.53"})});
  ASSERT_TRUE(setup.ok());
  EXPECT_EQ((*setup)->rules().size(), 1u);
}

}  // namespace
}  // namespace penstock::link
