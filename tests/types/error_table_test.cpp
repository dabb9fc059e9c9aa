#include <cerrno>
#include <set>
#include <string>
#include <string_view>

#include <QTest>

#include "app/cli/exit_code.h"
#include "model/types/error.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::error_table_test {

namespace {

/// The digits behind the per cent signs of a text.
std::set<int> places_in(std::string_view text) {
    std::set<int> places;
    for (std::size_t i = text.find('%'); i != std::string_view::npos; i = text.find('%', i + 1))
        places.insert(i + 1 < text.size() ? text[i + 1] - '0' : -1);
    return places;
}

bool has_place(const char* text, int place) {
    return text && places_in(text).contains(place);
}

} // namespace

class ErrorTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_code_has_a_row() {
        QCOMPARE(error_table().size(), static_cast<std::size_t>(ErrorCode::NoColorTable) + 1);
        for (const ErrorInfo& info : error_table()) {
            QCOMPARE(&error_info(info.code), &info); // in the order of the codes
            QVERIFY(find_error_code(info.name) == info.code);
        }
        QVERIFY(!find_error_code(""));
        QVERIFY(!find_error_code("diskfull"));
    }

    /// A sentence has places from %1 on without a gap, and no text has one that it lacks.
    void every_sentence_has_its_places() {
        for (const ErrorInfo& info : error_table()) {
            const std::set<int> places = places_in(info.sentence);
            const auto count = static_cast<int>(places.size());
            QVERIFY2(!info.sentence.empty() && count < 9, info.name.data());
            QVERIFY2(places.empty() || (*places.begin() == 1 && *places.rbegin() == count), info.name.data());
            for (const char* text : {info.message, info.phrase})
                for (const int place : places_in(text ? text : ""))
                    QVERIFY2(places.contains(place) || place == (text == info.message ? 0 : 9), text);
        }
    }

    void every_kind_has_its_words_and_its_exit_code() {
        const cli::ExitCode exit_codes[] = {cli::kUsage,  cli::kData,   cli::kModel,  cli::kFailed,
                                            cli::kFailed, cli::kFailed, cli::kFailed, cli::kFailed};
        int kinds = 0;
        for (const ErrorInfo& info : error_table()) {
            QCOMPARE(is_general(info.code), general_code(info.kind) == info.code);
            if (!is_general(info.code))
                continue;
            QCOMPARE(info.sentence, std::string_view("%1"));
            QVERIFY(info.message != nullptr);
            QCOMPARE(info.phrase != nullptr, has_place(info.message, 0)); // for where no file is concerned
            QCOMPARE(cli::exit_code(info.kind), exit_codes[kinds]);
            QCOMPARE(static_cast<int>(info.kind), kinds++);
        }
        QCOMPARE(kinds, 8);
    }

    void arguments_take_their_places() {
        const Error error(ErrorCode::TooFewPictures, "faces",
                          {3, std::size_t{1200}, 64, ". Left out: %1 (s)"});
        QCOMPARE(error.detail(),
                 std::string("3 of 1200 pictures can be used, and one batch takes 64; add pictures or "
                             "lower batch_size. Left out: %1 (s)"));
        QCOMPARE(std::string(error.what()), "faces: " + error.detail());
        QVERIFY(error.kind() == ErrorKind::Data);
        QVERIFY((Reason{ErrorCode::TooFewPictures, {0, 1, 8, ""}}).text().starts_with("0 of 1 picture can"));
        QCOMPARE((Reason{ErrorCode::ChannelCount, {}}).text(),
                 std::string("it has %1 channels, not 1, 3 or 4"));
    }

    void what_the_system_says_chooses_the_code() {
        const auto code = [](int error) {
            return Error(ErrorKind::Disk, "a", "can't be written", error).code();
        };
        QVERIFY(code(0) == ErrorCode::Disk && code(EMFILE) == ErrorCode::Disk);
        QVERIFY(code(ENOSPC) == ErrorCode::DiskFull && code(EDQUOT) == ErrorCode::DiskFull);
        QVERIFY(code(EACCES) == ErrorCode::DiskForbidden && code(EROFS) == ErrorCode::DiskReadOnly);
        QVERIFY(code(ENOENT) == ErrorCode::DiskGone && code(EIO) == ErrorCode::DiskFaulty);
        for (const int number : {0, ENOSPC, EACCES, EROFS, ENOENT, EIO}) {
            const Error error(ErrorKind::Disk, "a", "can't be written", number);
            QVERIFY(error.kind() == ErrorKind::Disk && error.system_error() == number);
            QCOMPARE(error.detail(), "can't be written" + (number == 0 ? "" : ": " + system_text(number)));
        }
        QVERIFY(Error(ErrorKind::Model, "a", "can't be read", ENOSPC).code() == ErrorCode::Model);
    }
};

WASSERFARBE_TEST(ErrorTableTest)

} // namespace wasserfarbe::test::error_table_test

#include "error_table_test.moc"
