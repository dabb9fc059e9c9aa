#pragma once

#include <QTest>

namespace wasserfarbe::test {

/// How long a test waits for what has to come, in milliseconds: longer than the slowest machine takes, so
/// that only what never comes is a failure.
constexpr int kPatience = 240'000;

} // namespace wasserfarbe::test

/// Runs the event loop until it holds; the test fails where it does not within kPatience.
#define WAIT_UNTIL(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, ::wasserfarbe::test::kPatience)
/// As above, until both are equal; says what they are where they never become so.
#define WAIT_UNTIL_EQUAL(actual, expected)                                                                   \
    QTRY_COMPARE_WITH_TIMEOUT(actual, expected, ::wasserfarbe::test::kPatience)
