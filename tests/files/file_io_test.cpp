#include "model/files/file_io.h"

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>

#include "model/files/io_fault.h"
#include "tests/support/error_support.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::file_io_test {

namespace fs = std::filesystem;

namespace {

void write_text(const fs::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}

std::string text_of(const fs::path& path) {
    const std::vector<std::uint8_t> bytes = read_file(path);
    return {bytes.begin(), bytes.end()};
}

} // namespace

class FileIoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }
    void cleanup() { set_io_fault({}); }

    void a_file_is_read_whole() {
        std::vector<std::uint8_t> bytes(300'000);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(i * i >> 8);
        write_text(file(), {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        QVERIFY(read_file(file()) == bytes);
        write_text(file(), "");
        QVERIFY(read_file(file()).empty());
    }

    void a_limit_is_kept() {
        write_text(file(), "12345");
        QCOMPARE(read_file(file(), 5).size(), std::size_t{5});
        QVERIFY(fails([&] { read_file(file(), 4); }, file(), "larger than 4 bytes"));
        QVERIFY(fails([&] { read_file(file(), 0); }, file(), "larger than 0 bytes"));
    }

    void what_is_no_file_is_not_read() {
        QVERIFY(fails([&] { read_file(file()); }, file(), "can't be read: No such file"));
        QVERIFY(fails([&] { read_file(root()); }, root(), "it is not a file"));
        const fs::path pipe = root() / "pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY(fails([&] { read_file(pipe); }, pipe, "it is not a file")); // and nothing waits for a writer
    }

    void a_committed_file_is_whole_and_alone() {
        AtomicFile output(file());
        output.write("one ");
        output.write(std::vector<std::uint8_t>{'t', 'w', 'o', 0, 255});
        output.write("");
        QVERIFY(!fs::exists(file()));
        output.commit();
        QCOMPARE(text_of(file()), std::string("one two\0\xFF", 9));
        QCOMPARE(names_in(root()), std::vector<std::string>{"file"});
    }

    void a_committed_file_replaces_the_old_one() {
        write_text(file(), "old, and longer than the new one");
        AtomicFile output(file());
        output.write("new");
        QCOMPARE(text_of(file()), std::string("old, and longer than the new one"));
        output.commit();
        QCOMPARE(text_of(file()), std::string("new"));
        QCOMPARE(names_in(root()), std::vector<std::string>{"file"});
    }

    void without_a_commit_nothing_has_happened() {
        write_text(file(), "old");
        {
            AtomicFile output(file());
            output.write("new");
            QCOMPARE(names_in(root()).size(), std::size_t{2});
        }
        QCOMPARE(text_of(file()), std::string("old"));
        QCOMPARE(names_in(root()), std::vector<std::string>{"file"});
    }

    void what_a_killed_program_left_behind_is_no_obstacle() {
        write_text(root() / ("file.tmp-" + std::to_string(QCoreApplication::applicationPid()) + "-1"),
                   "left, and longer");
        for (int i = 0; i < 3; ++i) {
            AtomicFile output(file());
            output.write("new");
            output.commit();
        }
        QCOMPARE(text_of(file()), std::string("new"));
    }

    void a_folder_in_its_place_stays() {
        fs::create_directory(file());
        write_text(file() / "inside", "kept");
        AtomicFile output(file());
        output.write("new");
        QVERIFY(fails([&] { output.commit(); }, file(), "can't take its name"));
        QCOMPARE(text_of(file() / "inside"), std::string("kept"));
    }

    void a_failed_commit_leaves_no_temporary_file() {
        fs::create_directory(file());
        QVERIFY(error_of([&] {
            AtomicFile output(file());
            output.commit();
        }));
        QCOMPARE(names_in(root()), std::vector<std::string>{"file"});
    }

    void a_missing_folder_is_reported() {
        const fs::path path = root() / "missing" / "file";
        QVERIFY(fails([&] { AtomicFile{path}; }, path, "can't be written: No such file"));
        QVERIFY(names_in(root()).empty());
    }

    void a_full_disk_leaves_the_old_file() {
        write_text(file(), "old");
        const std::vector<std::uint8_t> bytes(10'000, 1);
        {
            AtomicFile output(file());
            const FileSizeLimit limit(4096);
            QVERIFY(fails([&] { output.write(bytes); }, file(), "can't be written: "));
        }
        QCOMPARE(text_of(file()), std::string("old"));
        QCOMPARE(names_in(root()), std::vector<std::string>{"file"});
    }

    void a_failing_device_leaves_the_old_file() {
        write_text(file(), "old");
        std::vector<IoCall> asked;
        for (int failing = 0;; ++failing) {
            asked.clear();
            bool others = false;
            set_io_fault([&](IoCall call, const fs::path& path) {
                asked.push_back(call);
                others = others || path != file();
                return static_cast<int>(asked.size()) == failing + 1 ? EIO : 0;
            });
            const std::optional<Error> error = error_of([&] { commit("new"); });
            set_io_fault({});
            QVERIFY(!others);
            QCOMPARE(names_in(root()), std::vector<std::string>{"file"});
            // The last call makes the name last, after the file has taken it.
            QCOMPARE(text_of(file()), std::string(failing < 4 ? "old" : "new"));
            if (!error)
                break;
            QVERIFY(says(error, ErrorKind::Disk, "Input/output error"));
            QCOMPARE(error->path(), file());
        }
        QVERIFY(
            (asked == std::vector{IoCall::Open, IoCall::Write, IoCall::Sync, IoCall::Rename, IoCall::Sync}));
        commit("without a fault");
        QCOMPARE(text_of(file()), std::string("without a fault"));
        QCOMPARE(asked.size(), std::size_t{5});
    }

    void a_file_is_synced() {
        QVERIFY(fails([&] { sync_file(file()); }, file(), "can't be written to the disk: No such file"));
        write_text(file(), "text");
        sync_file(file());
        QCOMPARE(text_of(file()), std::string("text"));
        set_io_fault([](IoCall call, const fs::path&) { return call == IoCall::Sync ? ENOSPC : 0; });
        QVERIFY(fails([&] { sync_file(file()); }, file(), "can't be written to the disk: No space"));
    }

    void a_fault_is_asked_on_every_thread() {
        std::atomic<int> asked = 0;
        set_io_fault([&](IoCall, const fs::path&) { return ++asked, 0; });
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([this, i] {
                AtomicFile output(root() / std::to_string(i), Durability::Renamed);
                output.write("text");
                output.commit();
            });
        threads.clear();
        QCOMPARE(asked.load(), 4 * 3);
        QCOMPARE(names_in(root()).size(), std::size_t{4});
    }

    void a_file_in_the_current_folder_needs_no_folder_name() {
        const fs::path before = fs::current_path();
        fs::current_path(root());
        const std::optional<Error> error = error_of([] {
            AtomicFile output("here");
            output.write("new");
            output.commit();
        });
        fs::current_path(before);
        QVERIFY2(!error, error ? error->what() : "");
        QCOMPARE(text_of(root() / "here"), std::string("new"));
    }

    void another_library_may_write_the_temporary_file() {
        write_text(file(), "old");
        {
            AtomicFile output(file(), Durability::Synced, ".mp4");
            const fs::path temporary = output.temporary_path();
            QCOMPARE(temporary.extension(), fs::path(".mp4"));
            QVERIFY(AtomicFile::is_temporary(temporary));
            QCOMPARE(temporary.parent_path(), root());
            write_text(temporary, "new");
            QCOMPARE(text_of(file()), std::string("old"));
            output.commit();
        }
        QCOMPARE(text_of(file()), std::string("new"));
        QCOMPARE(names_in(root()), std::vector<std::string>{"file"});
    }

    void names_need_not_be_utf8() {
        const fs::path path = root() / "caf\xE9 \xC3\xA4\n";
        AtomicFile output(path);
        output.write("new");
        output.commit();
        QCOMPARE(text_of(path), std::string("new"));
        QVERIFY(fs::remove(path)); // QTemporaryDir can't
    }

private:
    fs::path root() const { return folder_->path().toStdString(); }
    fs::path file() const { return root() / "file"; }

    void commit(std::string_view text) const {
        AtomicFile output(file());
        output.write(text);
        output.commit();
    }

    template <typename Action>
    static bool fails(Action action, const fs::path& path, std::string_view words) {
        const std::optional<Error> error = error_of(action);
        return says(error, ErrorKind::Disk, words) && error->path() == path;
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

WASSERFARBE_TEST(FileIoTest)

} // namespace wasserfarbe::test::file_io_test

#include "file_io_test.moc"
