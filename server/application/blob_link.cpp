#include "application/blob_link.hpp"

#include "domain/text.hpp"

namespace snapory {
namespace {

std::string unix_seconds(TimePoint time) {
    return std::to_string(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
}

// Lines, because no property but the last can hold a line break: what is granted reads in one way only.
std::string grant(const BlobLink& link) {
    return "GET\n" + link.key.text() + "\n" + std::string(text(link.serving.holder)) + "\n" +
           link.serving.content_type + "\n" + link.serving.attachment_name;
}

std::string grant(const PartLink& link) {
    return "PUT\n" + link.upload.text() + "\n" + std::to_string(link.number) + "\n" +
           std::to_string(link.bytes);
}

}  // namespace

std::string signed_url(const BlobLink& link, Signatures& signatures) {
    auto url = "/blobs/" + link.key.text() + "?exp=" + unix_seconds(link.expires_at) +
               "&for=" + std::string(text(link.serving.holder)) +
               "&type=" + percent_encoded(link.serving.content_type);
    if (!link.serving.attachment_name.empty())
        url += "&name=" + percent_encoded(link.serving.attachment_name);
    return url + "&sig=" + signatures.sign(grant(link), link.expires_at);
}

std::string signed_url(const PartLink& link, Signatures& signatures) {
    return "/blobs/uploads/" + link.upload.text() + "/" + std::to_string(link.number) +
           "?exp=" + unix_seconds(link.expires_at) + "&size=" + std::to_string(link.bytes) +
           "&sig=" + signatures.sign(grant(link), link.expires_at);
}

bool is_granted(const BlobLink& link, std::string_view signature, TimePoint now, Signatures& signatures) {
    bool one_line = link.key.text().find('\n') == std::string::npos &&
                    link.serving.content_type.find('\n') == std::string::npos;
    return one_line && now < link.expires_at && signatures.fits(grant(link), link.expires_at, signature);
}

bool is_granted(const PartLink& link, std::string_view signature, TimePoint now, Signatures& signatures) {
    bool one_line = link.upload.text().find('\n') == std::string::npos;
    return one_line && now < link.expires_at && signatures.fits(grant(link), link.expires_at, signature);
}

TimePoint link_expiry(TimePoint now) {
    return std::chrono::floor<std::chrono::days>(now) + std::chrono::days{2};
}

}  // namespace snapory
