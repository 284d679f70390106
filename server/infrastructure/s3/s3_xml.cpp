#include "infrastructure/s3/s3_xml.hpp"

#include <ctime>
#include <sstream>

#include <pugixml.hpp>

#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

pugi::xml_document parsed(std::string_view xml) {
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size()))
        throw Unavailable("The object store answers in something other than its XML.");
    return document;
}

// "2026-11-23T17:50:30.000Z"
TimePoint time_of(const char* text) {
    std::tm utc{};
    if (::strptime(text, "%Y-%m-%dT%H:%M:%S", &utc) == nullptr)
        throw Unavailable("The object store tells a time that is none.");
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::from_time_t(::timegm(&utc)));
}

std::string text_of(const pugi::xml_document& document) {
    std::ostringstream text;
    document.save(text, "", pugi::format_raw | pugi::format_no_declaration);
    return text.str();
}

}  // namespace

S3Listing read_listing(std::string_view xml) {
    auto document = parsed(xml);
    auto root = document.child("ListBucketResult");
    S3Listing listing;
    for (auto entry : root.children("Contents"))
        listing.entries.push_back({entry.child_value("Key"), entry.child("Size").text().as_ullong(),
                                   time_of(entry.child_value("LastModified"))});
    if (root.child("IsTruncated").text().as_bool()) listing.next = root.child_value("NextContinuationToken");
    return listing;
}

std::vector<S3OpenUpload> read_open_uploads(std::string_view xml) {
    auto document = parsed(xml);
    std::vector<S3OpenUpload> uploads;
    for (auto upload : document.child("ListMultipartUploadsResult").children("Upload"))
        uploads.push_back({upload.child_value("Key"), upload.child_value("UploadId"),
                           time_of(upload.child_value("Initiated"))});
    return uploads;
}

std::string element_of(std::string_view xml, const char* name) {
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size())) return {};
    return document.document_element().child_value(name);
}

std::string error_code_of(std::string_view xml) {
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size())) return {};
    return document.child("Error").child_value("Code");
}

std::string completion_of(const std::vector<std::string>& etags) {
    std::string xml = "<CompleteMultipartUpload>";
    for (std::size_t number = 1; number <= etags.size(); ++number)
        xml += "<Part><PartNumber>" + std::to_string(number) + "</PartNumber><ETag>" +
               escaped_xml(etags[number - 1]) + "</ETag></Part>";
    return xml + "</CompleteMultipartUpload>";
}

std::string with_rules(std::string_view xml, const char* root, const std::vector<XmlRule>& rules) {
    pugi::xml_document document;
    if (!xml.empty()) document = parsed(xml);
    auto settings = document.child(root) ? document.child(root) : document.append_child(root);
    for (const auto& rule : rules) {
        for (auto old = settings.child(rule.element.c_str()); old;) {
            auto next = old.next_sibling(rule.element.c_str());
            if (rule.id == old.child_value("ID")) settings.remove_child(old);
            old = next;
        }
        auto text =
            "<" + rule.element + "><ID>" + rule.id + "</ID>" + rule.content + "</" + rule.element + ">";
        settings.append_buffer(text.data(), text.size());
    }
    return text_of(document);
}

bool has_rule(std::string_view xml, const XmlRule& rule) {
    if (xml.empty()) return false;
    auto document = parsed(xml);
    for (auto known : document.document_element().children(rule.element.c_str()))
        if (rule.id == known.child_value("ID"))
            return std::string_view(known.child_value("Status")) != "Disabled";
    return false;
}

std::string escaped_xml(std::string_view text) {
    std::string xml;
    for (char c : text) switch (c) {
            case '&': xml += "&amp;"; break;
            case '<': xml += "&lt;"; break;
            case '>': xml += "&gt;"; break;
            case '"': xml += "&quot;"; break;
            default: xml += c;
        }
    return xml;
}

}  // namespace snapory
