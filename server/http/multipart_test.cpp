#include "http/multipart.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "http/form.hpp"

namespace snapory::http {
namespace {

// Writes down what a parser finds.
class Transcript : public MultipartEvents {
public:
    std::optional<MultipartError> on_part(PartHead head) override {
        text += '[' + head.name + '|' + head.file_name.value_or("-") + '|' + head.content_type + ']';
        return std::nullopt;
    }
    std::optional<MultipartError> on_data(std::span<const std::byte> bytes) override {
        text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return std::nullopt;
    }
    std::optional<MultipartError> on_part_end() override {
        text += '/';
        return std::nullopt;
    }
    std::string text;
};

std::string parse_in(const std::string& form, const std::vector<std::size_t>& cuts,
                     std::optional<MultipartError>* error) {
    Transcript transcript;
    MultipartParser parser("XX", transcript);
    std::size_t begin = 0;
    for (const std::size_t cut : cuts) {
        parser.parse(std::as_bytes(std::span(form).subspan(begin, cut - begin)));
        begin = cut;
    }
    parser.parse(std::as_bytes(std::span(form).subspan(begin)));
    parser.finish();
    *error = parser.error();
    return transcript.text;
}

std::string part(const std::string& fields, const std::string& body) {
    return "--XX\r\n" + fields + "\r\n\r\n" + body + "\r\n";
}
std::string field(const std::string& name, const std::string& body) {
    return part("Content-Disposition: form-data; name=\"" + name + '"', body);
}

const std::string tricky_form =
    "ignored preamble\r\n" + field("a", "1") +
    part("content-type: image/jpeg\r\ncontent-disposition: form-data; name=f; filename=\"x.jpg\"",
         "\r\n--X\r\n--XY\r\r\n--\r\n") +
    field("empty", "") +
    "--XX  \r\nContent-Disposition: form-data; name=\"e\"\r\n\r\nlast\r\n--XX--\r\nignored epilogue";
const std::string tricky_transcript =
    "[a|-|]1/[f|x.jpg|image/jpeg]\r\n--X\r\n--XY\r\r\n--\r\n/[empty|-|]/[e|-|]last/";

TEST(Multipart, IsReadTheSameCutAnywhereOnce) {
    for (std::size_t cut = 0; cut <= tricky_form.size(); ++cut) {
        std::optional<MultipartError> error;
        EXPECT_EQ(parse_in(tricky_form, {cut}, &error), tricky_transcript) << cut;
        EXPECT_FALSE(error) << cut;
    }
}

TEST(Multipart, IsReadTheSameByteByByte) {
    std::vector<std::size_t> cuts(tricky_form.size());
    for (std::size_t i = 0; i < cuts.size(); ++i) cuts[i] = i;
    std::optional<MultipartError> error;
    EXPECT_EQ(parse_in(tricky_form, cuts, &error), tricky_transcript);
    EXPECT_FALSE(error);
}

TEST(Multipart, IsReadTheSameInRandomPieces) {
    std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): a failure must come again
    for (int round = 0; round < 500; ++round) {
        std::vector<std::size_t> cuts;
        for (std::size_t at = random() % 9; at < tricky_form.size(); at += random() % 9) cuts.push_back(at);
        std::optional<MultipartError> error;
        ASSERT_EQ(parse_in(tricky_form, cuts, &error), tricky_transcript) << round;
    }
}

TEST(Multipart, BrokenFormsSayWhy) {
    struct Row {
        const char* what;
        std::string form;
        MultipartError error;
    };
    const std::vector<Row> table = {
        {"nothing", "", MultipartError::truncated},
        {"no boundary", "hello", MultipartError::truncated},
        {"no end", field("a", "1"), MultipartError::truncated},
        {"half an end", field("a", "1") + "--XX-", MultipartError::truncated},
        {"cut in a head", "--XX\r\nContent-Dis", MultipartError::truncated},
        {"junk after the boundary", "--XXjunk\r\n", MultipartError::malformed},
        {"endless padding", "--XX" + std::string(200, ' '), MultipartError::malformed},
        {"no disposition", part("A: b", "1") + "--XX--", MultipartError::malformed},
        {"no name", part("Content-Disposition: form-data", "1") + "--XX--", MultipartError::malformed},
        {"no colon", part("Content-Disposition", "1") + "--XX--", MultipartError::malformed},
        {"another kind", part("Content-Disposition: attachment; name=a", "1") + "--XX--",
         MultipartError::malformed},
        {"two dispositions",
         part("Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b", "1") +
             "--XX--",
         MultipartError::malformed},
        {"open quote", part("Content-Disposition: form-data; name=\"a", "1") + "--XX--",
         MultipartError::malformed},
        {"a head without end", "--XX\r\nA: " + std::string(9000, 'a'), MultipartError::part_head_too_large},
    };
    for (const Row& row : table) {
        std::optional<MultipartError> error;
        parse_in(row.form, {}, &error);
        EXPECT_EQ(error, row.error) << row.what;
    }
}

TEST(Multipart, NamesAreData) {
    struct Row {
        const char* parameters;
        const char* transcript;
    };
    const std::vector<Row> table = {
        {"name=\"a;b=c\"; filename=\"x;y.jpg\"", "[a;b=c|x;y.jpg|]/"},
        {"name=\"a\\\"b\"", "[a\"b|-|]/"},
        {"name=a; filename=\"C:\\dir\\x.jpg\"", "[a|C:\\dir\\x.jpg|]/"},
        {"name=a; filename=\"../../etc/passwd\"", "[a|../../etc/passwd|]/"},
        {"filename=\"\"; name=\"\"", "[||]/"},
        {"NAME=a ; FileName = b", "[a|b|]/"},
        {"name=a; filename*=UTF-8''%e2%82%ac.jpg", "[a|€.jpg|]/"},
        {"name=a; filename=\"_.jpg\"; filename*=utf-8''%e2%82%ac.jpg", "[a|€.jpg|]/"},
        {"name=a; filename=x.jpg; filename*=latin1''%e9.jpg", "[a|x.jpg|]/"},
        {"name=a; filename*=utf-8''%zz", "[a|-|]/"},
    };
    for (const Row& row : table) {
        std::optional<MultipartError> error;
        const std::string form =
            part("Content-Disposition: form-data; " + std::string(row.parameters), "") + "--XX--";
        EXPECT_EQ(parse_in(form, {}, &error), row.transcript) << row.parameters;
        EXPECT_FALSE(error) << row.parameters;
    }
}

TEST(MultipartBoundary, ComesFromTheContentType) {
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=abc"), "abc");
    EXPECT_EQ(multipart_boundary("Multipart/Form-Data; charset=utf-8; BOUNDARY=\"a b\""), "a b");
    for (const char* bad : {"", "multipart/form-data", "multipart/mixed; boundary=a",
                            "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a \"",
                            "multipart/form-data; boundary=a\r\nb", "multipart/form-data; boundary=\"open"})
        EXPECT_FALSE(multipart_boundary(bad)) << bad;
    EXPECT_FALSE(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'a')));
}

class Form : public testing::Test {
protected:
    std::unique_ptr<FormSink> read(const std::string& form, FormLimits limits = {}) {
        auto sink =
            std::make_unique<FormSink>("XX", limits, [](const PartHead& head) -> std::unique_ptr<BodySink> {
                if (head.name == "drop" || (!head.file_name && head.name != "photo")) return nullptr;
                return std::make_unique<MemorySink>(10);
            });
        if (sink->write(std::as_bytes(std::span(form)))) sink->finish();
        return sink;
    }
    static std::string file(const std::string& name, const std::string& body) {
        return part("Content-Disposition: form-data; name=" + name + "; filename=f", body);
    }
};

TEST_F(Form, KeepsFieldsAndGivesFilesToTheirSinks) {
    auto form = read(field("a", "1") + file("f", "hello") + field("b", "2") + file("drop", "x") + "--XX--");
    EXPECT_FALSE(form->error());
    EXPECT_EQ(form->field("a"), "1");
    EXPECT_EQ(form->field("b"), "2");
    EXPECT_FALSE(form->field("f"));
    ASSERT_EQ(form->files().size(), 1U);
    EXPECT_TRUE(form->files()[0].whole);
    EXPECT_EQ(static_cast<MemorySink&>(*form->files()[0].sink).text(), "hello");
}

TEST_F(Form, AFileNeedsNoFileName) {
    auto form = read(field("photo", "hello") + field("a", "1") + "--XX--");
    EXPECT_FALSE(form->error());
    EXPECT_EQ(form->field("a"), "1");
    EXPECT_FALSE(form->field("photo"));
    ASSERT_EQ(form->files().size(), 1U);
    EXPECT_EQ(static_cast<MemorySink&>(*form->files()[0].sink).text(), "hello");
}

TEST_F(Form, OneFileThatIsRefusedDoesNotHarmTheNext) {
    auto form = read(file("f", std::string(11, 'x')) + file("g", "hello") + "--XX--");
    EXPECT_FALSE(form->error());
    ASSERT_EQ(form->files().size(), 2U);
    EXPECT_FALSE(form->files()[0].whole);
    EXPECT_TRUE(form->files()[1].whole);
}

TEST_F(Form, ATruncatedFormLeavesItsLastFileNotWhole) {
    auto form =
        read(file("f", "one") + "--XX\r\nContent-Disposition: form-data; name=g; filename=g\r\n\r\ntw");
    EXPECT_EQ(form->error(), MultipartError::truncated);
    ASSERT_EQ(form->files().size(), 2U);
    EXPECT_TRUE(form->files()[0].whole);
    EXPECT_FALSE(form->files()[1].whole);
}

TEST_F(Form, HasLimits) {
    EXPECT_EQ(read(field("a", "1") + field("b", "2") + "--XX--", {.parts = 1, .field_bytes = 100})->error(),
              MultipartError::too_many_parts);
    EXPECT_EQ(
        read(field("a", "12345") + field("b", "12345") + "--XX--", {.parts = 9, .field_bytes = 10})->error(),
        MultipartError::field_too_large);
    EXPECT_EQ(read(field("aaaaaaaaaaa", "") + "--XX--", {.parts = 9, .field_bytes = 10})->error(),
              MultipartError::field_too_large);
}

TEST_F(Form, IsOpenedOnlyForForms) {
    EXPECT_EQ(FormSink::open(Request(Method::post, "/"), {}, {}), nullptr);
    Headers headers;
    headers.add("Content-Type", "multipart/form-data; boundary=XX");
    EXPECT_NE(FormSink::open(Request(Method::post, "/", std::move(headers)), {}, {}), nullptr);
}

}  // namespace
}  // namespace snapory::http
