#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snapory {

// A command as a shell should complete it.
struct CompletedCommand {
    std::string name;
    std::string about;
    std::vector<std::string> words;  // its flags, and the commands beneath it
};

// A script that teaches the shell ("bash", "zsh" or "fish") to complete these; nothing for another shell.
std::optional<std::string> completion_script(std::string_view shell,
                                             const std::vector<CompletedCommand>& commands);

}  // namespace snapory
