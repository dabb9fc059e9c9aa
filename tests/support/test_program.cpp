#include "tests/support/test_program.h"

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>

#include <QTest>
#ifdef QT_WIDGETS_LIB
#include <QApplication>
#else
#include <QCoreApplication>
#endif

namespace wasserfarbe::test {
namespace {

std::map<std::string, TestRegistration::Maker>& test_classes() {
    static std::map<std::string, TestRegistration::Maker> classes;
    return classes;
}

} // namespace

TestRegistration::TestRegistration(const char* file, Maker make) {
    test_classes().emplace(std::filesystem::path(file).stem().string(), make);
}

} // namespace wasserfarbe::test

int main(int argc, char** argv) {
    using namespace wasserfarbe::test;
    const auto wanted = argc > 1 ? test_classes().find(argv[1]) : test_classes().end();
    if (wanted == test_classes().end()) {
        std::fprintf(stderr, "Say which of these to run:\n");
        for (const auto& [name, make] : test_classes())
            std::fprintf(stderr, "  %s\n", name.c_str());
        return 2;
    }
    argv[1] = argv[0]; // Qt Test does not know the name
#ifdef QT_WIDGETS_LIB
    QApplication application(--argc, ++argv);
#else
    QCoreApplication application(--argc, ++argv);
#endif
    return QTest::qExec(wanted->second().get(), argc, argv);
}
