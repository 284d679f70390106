#include "web/guest_page.hpp"

#include <algorithm>
#include <cmath>

#include <kainjow/mustache.hpp>

namespace snapory {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::mustache;

constexpr int narrowest = 8;  // classes ratio-8 to ratio-60, in twentieths
constexpr int widest = 60;

data flag(bool is_set) { return data(is_set ? data::type::bool_true : data::type::bool_false); }

std::string ratio_of(const PixelSize& size) {
    auto twentieths = std::lround(20.0 * size.width / std::max(1U, size.height));
    return std::to_string(std::clamp<long>(twentieths, narrowest, widest));
}

data photo_data(const ShownPhoto& shown) {
    const auto& details = *shown.photo.details;
    data photo;
    photo.set("preview", shown.urls.preview.value_or(""));
    photo.set("thumbnail", shown.urls.thumbnail.value_or(""));
    photo.set("width", std::to_string(details.size.width));
    photo.set("height", std::to_string(details.size.height));
    photo.set("color", details.dominant_color.empty() ? "#808080" : details.dominant_color);
    photo.set("ratio", ratio_of(details.size));
    return photo;
}

std::string absolute(const std::string& url, std::string_view origin) {
    return url.starts_with("/") ? std::string(origin) + url : url;
}

// JSON in which nothing can close the script element that it stands in.
std::string for_script(std::string_view json) {
    std::string text;
    for (char c : json) {
        if (c == '<')
            text += "\\u003c";
        else if (c == '>')
            text += "\\u003e";
        else if (c == '&')
            text += "\\u0026";
        else
            text += c;
    }
    return text;
}

}  // namespace

std::string guest_page(const std::string& page, const Invitation& invitation, std::string_view origin,
                       std::string_view json, TimePoint now) {
    const auto& event = invitation.event;
    bool adds = event.state == EventState::open && event.settings.guest_upload;
    bool searches = event.settings.face_search && event.shows_gallery(now);
    data values;
    values.set("title", event.title);
    values.set("url", std::string(origin) + "/e/" + event.code.text());
    values.set("canUpload", flag(adds && !event.has_pin()));
    values.set("canSearch", flag(searches && !event.has_pin()));
    values.set("data", for_script(json));
    data photos(data::type::list);
    for (const auto& photo : invitation.photos)
        if (photo.photo.details) photos.push_back(photo_data(photo));
    if (!photos.list_value().empty()) {
        auto cover = photos.list_value().front();
        cover.set("absolute", absolute(cover.get("preview")->string_value(), origin));
        values.set("cover", cover);
    }
    values.set("photos", photos);
    return mustache(page).render(values);
}

}  // namespace snapory
