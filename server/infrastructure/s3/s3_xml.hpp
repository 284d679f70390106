#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "infrastructure/s3/s3_bucket.hpp"

namespace snapory {

// The XML that object stores speak. What is not as expected throws Unavailable.

S3Listing read_listing(std::string_view xml);
std::vector<S3OpenUpload> read_open_uploads(std::string_view xml);
// The text of an element beneath the root: "UploadId", "ETag", "Code"; empty when there is none.
std::string element_of(std::string_view xml, const char* name);
// The code of an error document; empty for any other. A store may send one with status 200.
std::string error_code_of(std::string_view xml);
std::string completion_of(const std::vector<std::string>& etags);

// A bucket's setting with the rules that bear these ids replaced by `rules`, and all others kept. `root`:
// "CORSConfiguration" or "LifecycleConfiguration".
struct XmlRule {
    std::string element;  // "CORSRule" or "Rule"
    std::string id;
    std::string content;  // XML, without the id
};
std::string with_rules(std::string_view xml, const char* root, const std::vector<XmlRule>& rules);
bool has_rule(std::string_view xml, const XmlRule& rule);  // whether it is enabled, by id

std::string escaped_xml(std::string_view text);

}  // namespace snapory
