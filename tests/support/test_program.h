#pragma once

#include <memory>

#include <QObject>

/// A room's test classes are one program, which runs the class that it is asked for: `ROOM_tests NAME` with
/// the options of Qt Test behind it, where NAME is that of the class's file. CTest runs each class by itself.
namespace wasserfarbe::test {

/// Makes a test class known to its program, before `main`.
class TestRegistration {
public:
    using Maker = std::unique_ptr<QObject> (*)();
    /// @param file  the source of the class
    TestRegistration(const char* file, Maker make);
};

} // namespace wasserfarbe::test

/// Once in the source of each test class, behind it and in the same namespace.
#define WASSERFARBE_TEST(Class)                                                                              \
    static const ::wasserfarbe::test::TestRegistration registration(                                         \
        __FILE__, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); });
