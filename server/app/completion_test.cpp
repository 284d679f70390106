#include "app/completion.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace snapory {
namespace {

const std::vector<CompletedCommand> commands{{"serve", "Everything", {"--data", "--port"}},
                                             {"user", "Accounts", {"add", "list"}}};

// What bash would offer for the words, one a line.
std::string offered(const std::string& words, int current) {
    auto file = std::filesystem::temp_directory_path() / "snapory-completion-test.bash";
    std::ofstream(file) << *completion_script("bash", commands) << "COMP_WORDS=(" << words
                        << "); COMP_CWORD=" << current << "; _snapory; echo \"${COMPREPLY[*]}\"\n";
    auto* pipe = ::popen(("bash " + file.string()).c_str(), "r");
    std::string text(200, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), pipe));
    ::pclose(pipe);
    std::filesystem::remove(file);
    return text;
}

TEST(Completion, OffersCommandsThenTheirWords) {
    EXPECT_EQ(offered("snapory ''", 1), "serve user --help --version\n");
    EXPECT_EQ(offered("snapory se", 1), "serve\n");
    EXPECT_EQ(offered("snapory serve --p", 2), "--port\n");
    EXPECT_EQ(offered("snapory user ''", 2), "add list\n");
}

TEST(Completion, ExistsForThreeShells) {
    EXPECT_TRUE(completion_script("zsh", commands)->starts_with("#compdef snapory\n"));
    EXPECT_NE(completion_script("fish", commands)->find("-l port"), std::string::npos);
    EXPECT_FALSE(completion_script("tcsh", commands));
}

}  // namespace
}  // namespace snapory
