#include "app/completion.hpp"

namespace snapory {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string bash(const std::vector<CompletedCommand>& commands) {
    std::string names, cases;
    for (const auto& command : commands) {
        names += (names.empty() ? "" : " ") + command.name;
        cases += "        " + command.name + ") words=\"" + joined(command.words) + "\" ;;\n";
    }
    return "_snapory() {\n"
           "    local words=\"" +
           names +
           " --help --version\" current=${COMP_WORDS[COMP_CWORD]}\n"
           "    ((COMP_CWORD > 1)) && case ${COMP_WORDS[1]} in\n" +
           cases +
           "    esac\n"
           "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
           "}\n"
           "complete -o default -F _snapory snapory\n";
}

std::string zsh(const std::vector<CompletedCommand>& commands) {
    return "#compdef snapory\nautoload -U +X bashcompinit && bashcompinit\n" + bash(commands);
}

std::string fish(const std::vector<CompletedCommand>& commands) {
    std::string script = "complete -c snapory -n __fish_use_subcommand -f\n";
    for (const auto& command : commands) {
        script += "complete -c snapory -n __fish_use_subcommand -a " + command.name + " -d '" +
                  command.about + "'\n";
        for (const auto& word : command.words)
            script += "complete -c snapory -n '__fish_seen_subcommand_from " + command.name + "' " +
                      (word.starts_with("--") ? "-l " + word.substr(2) : "-a " + word) + "\n";
    }
    return script;
}

}  // namespace

std::optional<std::string> completion_script(std::string_view shell,
                                             const std::vector<CompletedCommand>& commands) {
    if (shell == "bash") return bash(commands);
    if (shell == "zsh") return zsh(commands);
    if (shell == "fish") return fish(commands);
    return std::nullopt;
}

}  // namespace snapory
