#include "app/sessions/mailbox.h"

#include <atomic>
#include <thread>
#include <vector>

#include <QTest>

#include "tests/support/test_program.h"

namespace wasserfarbe::test::mailbox_test {

namespace {

struct Numbers {
    std::vector<int> all;
};

} // namespace

class MailboxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsForTheTakerOnce() {
        Mailbox<Numbers> box;
        int calls = 0;
        const auto wake = [&] { ++calls; };
        box.post([](Numbers& n) { n.all.push_back(1); }, wake);
        box.post([](Numbers& n) { n.all.push_back(2); }, wake);
        box.post([](Numbers& n) { n.all.push_back(3); });
        QCOMPARE(calls, 1);
        QCOMPARE(box.take().all, (std::vector<int>{1, 2, 3}));
        QVERIFY(box.take().all.empty());
        box.post([](Numbers& n) { n.all.push_back(4); }, wake);
        QCOMPARE(calls, 2);
        QCOMPARE(box.take().all, std::vector<int>{4});
    }

    void losesAndReordersNothing() {
        constexpr int kCount = 100'000;
        Mailbox<Numbers> box;
        std::atomic<int> wakes = 0;
        std::jthread writer([&] {
            for (int i = 0; i < kCount; ++i)
                box.post([i](Numbers& n) { n.all.push_back(i); }, [&] { ++wakes; });
        });
        int next = 0;
        int filled = 0;
        bool inOrder = true;
        while (next < kCount && inOrder) {
            const Numbers taken = box.take();
            filled += taken.all.empty() ? 0 : 1;
            for (const int number : taken.all)
                inOrder = inOrder && number == next++;
            if (taken.all.empty())
                std::this_thread::yield();
        }
        writer.join();
        QVERIFY(inOrder);
        QCOMPARE(next, kCount);
        QVERIFY(box.take().all.empty());
        QCOMPARE(wakes.load(), filled); // each filled box was announced once
    }

    void manyWritersAreHeard() {
        constexpr int kWriters = 4;
        constexpr int kEach = 5'000;
        Mailbox<Numbers> box;
        {
            std::vector<std::jthread> writers;
            for (int w = 0; w < kWriters; ++w)
                writers.emplace_back([&box, w] {
                    for (int i = 0; i < kEach; ++i)
                        box.post([=](Numbers& n) { n.all.push_back(w * kEach + i); });
                });
        }
        std::vector<int> next(kWriters, 0);
        for (const int number : box.take().all)
            QCOMPARE(number % kEach, next[static_cast<std::size_t>(number / kEach)]++);
        for (const int count : next)
            QCOMPARE(count, kEach);
    }
};

WASSERFARBE_TEST(MailboxTest)

} // namespace wasserfarbe::test::mailbox_test

#include "mailbox_test.moc"
