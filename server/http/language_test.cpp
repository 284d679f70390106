#include "http/language.hpp"

#include <gtest/gtest.h>

namespace snapory::http {
namespace {

const Languages ours{"ar", "de", "en", "pt"};

TEST(Languages, TheBestAcceptedOneIsTaken) {
    struct {
        std::string_view header;
        std::string_view language;
    } const rules[] = {
        {"de", "de"},
        {"pt-BR,pt;q=0.9,en;q=0.8", "pt"},
        {"fr-FR, fr;q=0.9, en;q=0.5, de;q=0.7", "de"},
        {"DE-at", "de"},
        {"en;q=0.3, ar ; q=0.8", "ar"},
        {"de;q=0, en;q=0.1", "en"},
        {"de, en", "de"},
        {"fr", ""},
        {"*", ""},
        {"", ""},
        {",;q=,;;q=x,", ""},
        {"de;q=nonsense", "de"},
    };
    for (const auto& [header, language] : rules)
        EXPECT_EQ(accepted_language(header, ours), language) << header;
}

}  // namespace
}  // namespace snapory::http
