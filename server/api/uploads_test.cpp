#include "api/uploads.hpp"

#include <gtest/gtest.h>

#include "api/fixture_test.hpp"

namespace snapory {
namespace {

namespace json = boost::json;
using enum http::Method;

using UploadsApi = ServedApi;

TEST_F(UploadsApi, AFormOfPhotosIsAddedFileByFile) {
    auto added = post_form(event_path("/photos"), scene.guest,
                           {{"file; filename=\"../a.jpg\"", text_of(jpeg("one"))},
                            {"file; filename=\"b.svg\"", "<svg onload=alert(1)>"},
                            {"file; filename=\"c.jpg\"", text_of(jpeg("one"))},
                            {"file; filename=\"d.jpg\"", ""}});
    ASSERT_EQ(added.status, 201) << added.text;
    EXPECT_EQ(added.at("items.0.fileName"), "a.jpg");
    EXPECT_EQ(added.at("items.1.id"), added.at("items.0.id"));  // the same bytes are the same photo
    EXPECT_EQ(added.at("errors.0.field"), "file[1]");
    EXPECT_EQ(added.at("errors.0.code"), "unsupported_format");
    EXPECT_EQ(added.at("errors.0.status"), "415");
    EXPECT_EQ(added.at("errors.1.code"), "unreadable");
}

TEST_F(UploadsApi, AFormOfWhichNothingIsTakenIsAProblem) {
    struct {
        std::vector<std::pair<std::string, std::string>> parts;
        int status;
        std::string code;
    } const rules[] = {
        {{{"file; filename=a.svg", "<svg/>"}, {"file; filename=b.jpg", ""}}, 415, "unsupported_format"},
        {{{"file; filename=b.jpg", ""}}, 422, "unreadable"},
        {{{"picture; filename=b.jpg", text_of(jpeg("x"))}}, 422, "invalid"},
        {{}, 422, "invalid"},
    };
    for (const auto& [parts, status, code] : rules) {
        auto refused = post_form(event_path("/photos"), scene.guest, parts);
        EXPECT_EQ(refused.status, status) << refused.text;
        EXPECT_EQ(refused.at("code"), code);
    }
    EXPECT_EQ(post(event_path("/photos"), scene.guest, "{}").status, 415);
}

TEST_F(UploadsApi, AClosedEventRefusesAFormUnread) {
    scene.event.state = EventState::closed;
    scene.change_event();
    auto refused =
        post_form(event_path("/photos"), scene.guest, {{"file; filename=a.jpg", text_of(jpeg("x"))}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.at("code"), "event_closed");
    EXPECT_TRUE(scene.stored_blobs().empty());
}

class Parts : public UploadsApi {
protected:
    Answer announce(const std::string& bytes) {
        auto digest = sha256(std::as_bytes(std::span(bytes))).text();
        json::object file{{"name", "a.jpg"},
                          {"size", bytes.size()},
                          {"contentType", "image/jpeg"},
                          {"sha256", digest},
                          {"lastModified", "2026-06-01T10:00:00Z"}};
        return post(event_path("/uploads"), scene.guest, json::serialize(json::object{{"files", {file}}}));
    }
    bool counted(const std::string& reason, int times) {
        auto line =
            "\nsnapory_upload_failures_total{reason=\"" + reason + "\"} " + std::to_string(times) + "\n";
        return metrics.text().find(line) != std::string::npos;
    }
    Answer put_part(const std::string& url, const std::string& bytes) {
        return send(put, url, Anonymous(), bytes, headers("Content-Type", "application/octet-stream"));
    }
};

TEST_F(Parts, BecomeAPhoto) {
    auto bytes = text_of(jpeg("in parts"));
    auto begun = announce(bytes);
    ASSERT_EQ(begun.status, 201) << begun.text;
    EXPECT_EQ(begun.at("items.0.status"), "upload");
    auto path = event_path("/uploads/" + begun.at("items.0.uploadId"));

    EXPECT_EQ(post(path + "/complete", scene.guest, "").at("code"), "incomplete_upload");
    auto sent = put_part(begun.at("items.0.parts.0.url"), bytes);
    EXPECT_EQ(sent.status, 200) << sent.text;
    EXPECT_EQ(get(path, scene.guest).at("received"), "[1]");
    EXPECT_EQ(post(path + "/parts", scene.guest, "").at("parts"), "[]");

    auto made = post(path + "/complete", scene.guest, "");
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.at("id"), begun.at("items.0.photoId"));
    EXPECT_EQ(made.header("Location"), event_path("/photos/" + made.at("id")));
    EXPECT_EQ(post(path + "/complete", scene.guest, "").at("id"), made.at("id"));
    EXPECT_EQ(get(path, scene.guest).at("status"), "complete");
    EXPECT_EQ(announce(bytes).at("items.0.status"), "duplicate");
    EXPECT_EQ(announce(bytes).at("items.0.photoId"), made.at("id"));
}

TEST_F(Parts, AreTakenOnlyByTheirLink) {
    auto bytes = text_of(jpeg("in parts"));
    auto url = announce(bytes).at("items.0.parts.0.url");
    auto longer = url;
    longer.replace(longer.find("size="), 5, "size=1");
    for (const auto& wrong : {url + "x", longer, url.substr(0, url.find("&sig="))})
        EXPECT_EQ(put_part(wrong, bytes).status, 404) << wrong;
    EXPECT_EQ(put_part(url, bytes + "more").status, 413);
    EXPECT_GE(put_part(url, bytes.substr(1)).status, 400);
    EXPECT_EQ(put_part(url, bytes).status, 200);
    EXPECT_TRUE(counted("too_large", 1)) << metrics.text();
}

TEST_F(Parts, AFileThatIsRefusedStandsInErrors) {
    auto body = R"({"files":[{"name":"a.jpg","size":0,"contentType":"image/jpeg","sha256":"00"}]})";
    auto refused = post(event_path("/uploads"), scene.guest, body);
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_TRUE(refused.at("errors.0.field").starts_with("files[0]")) << refused.text;
    EXPECT_TRUE(counted(refused.at("code"), 1)) << metrics.text();
}

}  // namespace
}  // namespace snapory
