// How much memory there is: what the system says, within the limits that are set on a process.

#include <filesystem>
#include <fstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include "model/types/process_memory.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::process_memory_test {

namespace {

constexpr std::uint64_t kMiB = 1 << 20;

/// The files that a system tells its memory with; of 1000 MiB that are available, unless others are given.
class System {
public:
    System() { write("proc/meminfo", "MemTotal: 4096000 kB\nMemFree: 10 kB\nMemAvailable:  1024000 kB\n"); }

    void write(const std::string& name, const std::string& text) {
        const std::filesystem::path path = root() / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    void write(const std::string& name, std::uint64_t number) { write(name, std::to_string(number) + "\n"); }

    /// A group of version 2 with these numbers in MiB.
    void write_group(const std::string& folder, std::uint64_t limit, std::uint64_t used) {
        write("sys/fs/cgroup/" + folder + "memory.max", limit * kMiB);
        write("sys/fs/cgroup/" + folder + "memory.current", used * kMiB);
    }

    /// In MiB, rounded down.
    std::uint64_t available() const { return available_bytes(root()) / kMiB; }
    std::filesystem::path root() const { return folder_.path().toStdString(); }

private:
    QTemporaryDir folder_;
};

/// What this process has taken, in bytes.
std::uint64_t address_space() {
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

} // namespace

class ProcessMemoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thisProcessKnowsWhatThereIs() {
        const std::uint64_t available = available_bytes();
        QVERIFY(available > kMiB);
        QVERIFY(available < std::uint64_t{1} << 50);
    }

    void whatTheSystemHasAvailable() {
        const System system;
        QCOMPARE(system.available(), std::uint64_t{1000});
    }

    void aSystemThatDoesNotSayIsUnknown() {
        System system;
        system.write("proc/meminfo", "MemTotal: 4096000 kB\n");
        QCOMPARE(available_bytes(system.root()), std::uint64_t{0});
        system.write("proc/meminfo", "MemAvailable: many kB\n");
        QCOMPARE(available_bytes(system.root()), std::uint64_t{0});
        QCOMPARE(available_bytes(system.root() / "nowhere"), std::uint64_t{0});
    }

    void aGroupOfVersion2Limits() {
        System system;
        system.write("proc/self/cgroup", "0::/user/studio\n");
        system.write_group("user/studio/", 500, 100);
        QCOMPARE(system.available(), std::uint64_t{400});
        system.write("sys/fs/cgroup/user/studio/memory.max", "max\n");
        QCOMPARE(system.available(), std::uint64_t{1000});
    }

    void theGroupsAroundItLimitToo() {
        System system;
        system.write("proc/self/cgroup", "0::/user/studio\n");
        system.write_group("user/studio/", 500, 100);
        system.write_group("user/", 600, 350);
        QCOMPARE(system.available(), std::uint64_t{250});
        system.write_group("", 200, 50);
        QCOMPARE(system.available(), std::uint64_t{150});
    }

    /// In a container its own group is the root, by whatever name it goes outside.
    void aContainerIsLimited() {
        System system;
        system.write("proc/self/cgroup", "0::/docker/0123\n");
        system.write_group("", 300, 100);
        QCOMPARE(system.available(), std::uint64_t{200});
        system.write("proc/self/cgroup", "0::/../../other\n");
        QCOMPARE(system.available(), std::uint64_t{200});
    }

    void aGroupOfVersion1Limits() {
        System system;
        system.write("proc/self/cgroup", "9:name=systemd:/\n4:cpu,memory:/box\n0::/\n");
        system.write("sys/fs/cgroup/memory/box/memory.limit_in_bytes", 700 * kMiB);
        system.write("sys/fs/cgroup/memory/box/memory.usage_in_bytes", 100 * kMiB);
        QCOMPARE(system.available(), std::uint64_t{600});
        system.write("sys/fs/cgroup/memory/box/memory.limit_in_bytes", "9223372036854771712\n");
        QCOMPARE(system.available(), std::uint64_t{1000});
    }

    /// The pictures of a large folder fill a group's memory, and go as soon as it is wanted.
    void theCacheOfFilesDoesNotCount() {
        System system;
        system.write("proc/self/cgroup", "0::/box\n");
        system.write_group("box/", 500, 480);
        system.write("sys/fs/cgroup/box/memory.stat", "anon 1\nactive_file " + std::to_string(100 * kMiB) +
                                                          "\nfile 3\ninactive_file " +
                                                          std::to_string(200 * kMiB) + "\n");
        QCOMPARE(system.available(), std::uint64_t{320});
    }

    void aFullGroupIsNotAnUnknownOne() {
        System system;
        system.write("proc/self/cgroup", "0::/box\n");
        system.write_group("box/", 500, 600);
        QCOMPARE(available_bytes(system.root()), std::uint64_t{1});
    }

    void damagedFilesAreNoLimit() {
        System system;
        system.write("proc/self/cgroup", "0::\nmemory\n::\n:memory:\n\n4:memory:/box");
        system.write("sys/fs/cgroup/memory.max", "");
        system.write("sys/fs/cgroup/memory.current", "-");
        QCOMPARE(system.available(), std::uint64_t{1000});
    }

    /// `ulimit -v`
    void theLimitOfTheProcessCounts() {
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_AS, &before), 0);
        rlimit limit = before;
        limit.rlim_cur = static_cast<rlim_t>(address_space() + 64 * kMiB);
        QCOMPARE(::setrlimit(RLIMIT_AS, &limit), 0);
        const std::uint64_t within = available_bytes();
        QCOMPARE(::setrlimit(RLIMIT_AS, &before), 0);
        QVERIFY2(within > 32 * kMiB && within <= 64 * kMiB, qPrintable(QString::number(within)));
    }
};

WASSERFARBE_TEST(ProcessMemoryTest)

} // namespace wasserfarbe::test::process_memory_test

#include "process_memory_test.moc"
