#include "domain/tag_verdict.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

const ModelId model{"model"};

TEST(TagVerdict, OfAHostIsTheLastWord) {
    const std::vector<Tag> found{{"cake", 0.9F, model}, {"dog", 0.8F, model}};
    EXPECT_EQ(judged(found, {}), found);
    EXPECT_EQ(judged(found, {{"cake", false}, {"dog", true}, {"first dance", true}, {"cat", false}}),
              (std::vector<Tag>{{"dog", 1, host_model}, {"first dance", 1, host_model}}));
}

TEST(TagVerdict, NamesWhatAPersonTyped) {
    EXPECT_EQ(parse_tag_name("  Erster Tanz "), "Erster Tanz");
    EXPECT_EQ(parse_tag_name(std::string(40, 'x')), std::string(40, 'x'));
    for (const std::string& wrong : {std::string(), std::string("  "), std::string("a,b"),
                                     std::string("a\nb"), std::string(41, 'x'), std::string("\xFF")}) {
        const auto name = parse_tag_name(wrong);
        ASSERT_FALSE(name) << wrong;
        EXPECT_EQ(name.error().code, Errc::invalid);
        EXPECT_EQ(name.error().field, "tag");
    }
}

}  // namespace
}  // namespace snapory
