#include "app/sessions/latent_session.h"

#include <algorithm>
#include <memory>
#include <set>
#include <vector>

#include <QSignalSpy>
#include <QTest>

#include "app/sessions/coarse_to_fine.h"
#include "tests/support/fake_renderer.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::latent_session_test {

namespace {

constexpr int kCursor = 0;
constexpr int kGrid = 2;

/// Latents whose first number tells the row, and whose second tells `mark`.
Latents numbered(int count, int size = 8, float mark = 0) {
    Latents latents{count, size, {}};
    latents.values.resize(static_cast<std::size_t>(count) * static_cast<std::size_t>(size));
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        latents.values[i * static_cast<std::size_t>(size)] = static_cast<float>(i % 100) / 40;
        latents.values[i * static_cast<std::size_t>(size) + 1] = mark;
    }
    return latents;
}

/// Writes down what a session renders.
class Listener {
public:
    explicit Listener(LatentSession& session) {
        QObject::connect(&session, &LatentSession::rendered, &session,
                         [this](const RenderedImages& images) { all.push_back(images); });
    }

    bool isComplete(std::uint64_t request) const {
        return std::any_of(all.begin(), all.end(),
                           [&](const RenderedImages& r) { return r.request == request && r.complete; });
    }
    std::vector<int> indicesOf(std::uint64_t request) const {
        std::vector<int> indices;
        for (const RenderedImages& r : all)
            if (r.request == request)
                indices.insert(indices.end(), r.indices.begin(), r.indices.end());
        return indices;
    }
    std::set<std::uint64_t> requests() const {
        std::set<std::uint64_t> numbers;
        for (const RenderedImages& r : all)
            numbers.insert(r.request);
        return numbers;
    }

    std::vector<RenderedImages> all;
};

class Failures {
public:
    explicit Failures(LatentSession& session) {
        QObject::connect(&session, &LatentSession::failed, &session,
                         [this](const Error& error) { all.push_back(error); });
    }
    std::vector<Error> all;
};

} // namespace

class LatentSessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasNoModelAtFirst() {
        LatentSession session(fakeModels());
        QVERIFY(!session.source() && !session.renderer());
        QCOMPARE(session.latentSize(), 0);
        QCOMPARE(session.imageSize(), 0);
        QCOMPARE(session.request(kCursor, numbered(1)), std::uint64_t{0});
        QVERIFY(!session.isBusy());
        session.cancel(kCursor);
        session.close();
    }

    void opensAndRenders() {
        LatentSession session(fakeModels());
        QSignalSpy changed(&session, &LatentSession::modelChanged);
        session.open("a-model", Weights::Raw);
        QVERIFY(!session.source());
        QVERIFY(changed.wait(kPatience));
        QCOMPARE(session.source()->path, std::filesystem::path("a-model"));
        QCOMPARE(session.source()->weights, Weights::Raw);
        QCOMPARE(session.latentSize(), 8);
        QCOMPARE(session.imageSize(), 16);

        Listener heard(session);
        const Latents latents = numbered(50);
        const std::uint64_t request = session.request(kGrid, latents);
        QVERIFY(request > 0);
        QVERIFY(session.isBusy());
        WAIT_UNTIL(heard.isComplete(request));
        QVERIFY(!session.isBusy());
        std::vector<int> indices = heard.indicesOf(request);
        QCOMPARE(indices.size(), std::size_t{50});
        QVERIFY(std::is_sorted(indices.begin(), indices.end()));
        for (const RenderedImages& r : heard.all)
            for (std::size_t i = 0; i < r.images.size(); ++i)
                QCOMPARE(r.images[i].pixels[0], FakeRenderer::byteOf(latents.row(r.indices[i])[0]));
    }

    void rendersInTheOrderAskedFor() {
        LatentSession session(fakeModels());
        session.setRenderer(std::make_shared<FakeRenderer>(), {});
        Listener heard(session);
        const std::vector<int> order = coarseToFine(11, 11);
        const std::uint64_t request = session.request(kGrid, numbered(121), order);
        WAIT_UNTIL(heard.isComplete(request));
        QCOMPARE(heard.indicesOf(request), order);
    }

    void completesARequestForNothing() {
        LatentSession session(fakeModels());
        session.setRenderer(std::make_shared<FakeRenderer>(), {});
        Listener heard(session);
        const std::uint64_t request = session.request(kGrid, {});
        WAIT_UNTIL(heard.isComplete(request));
        QVERIFY(!session.isBusy());
    }

    /// While a grid is held in mid-image, a thousand cursor positions pass: the newest alone arrives.
    void theNewestRequestWins() {
        const auto gate = std::make_shared<FakeRenderer::Gate>();
        gate->hold();
        LatentSession session(fakeModels());
        session.setRenderer(std::make_shared<FakeRenderer>(8, 16, std::uint8_t{0}, gate), {});
        Listener heard(session);
        const std::uint64_t grid = session.request(kGrid, numbered(121));
        QVERIFY(gate->awaitBegun(1));
        std::uint64_t newest = 0;
        for (int i = 0; i < 1'000; ++i) {
            const std::uint64_t next = session.request(kCursor, numbered(1, 8, static_cast<float>(i) / 500));
            QVERIFY(next > newest);
            newest = next;
        }
        gate->open();
        WAIT_UNTIL(heard.isComplete(grid));
        QVERIFY(heard.isComplete(newest));
        QCOMPARE(heard.requests(), (std::set<std::uint64_t>{grid, newest}));
        QCOMPARE(gate->begun(), 122); // nothing of a replaced request was rendered
        // The cursor's image came when the batch of the grid that was at work was done.
        const auto cursor = std::find_if(heard.all.begin(), heard.all.end(),
                                         [&](const RenderedImages& r) { return r.request == newest; });
        QVERIFY(cursor - heard.all.begin() <= 1);
        QCOMPARE(cursor->images[0].pixels[1], FakeRenderer::byteOf(999.0F / 500));
    }

    void noImageOfAReplacedRequestArrives() {
        const auto gate = std::make_shared<FakeRenderer::Gate>();
        gate->hold();
        LatentSession session(fakeModels());
        session.setRenderer(std::make_shared<FakeRenderer>(8, 16, std::uint8_t{0}, gate), {});
        Listener heard(session);
        const std::uint64_t first = session.request(kGrid, numbered(121));
        gate->allow(30);
        QVERIFY(gate->awaitBegun(31)); // its images wait to be told, or are told
        QCoreApplication::processEvents();
        heard.all.clear();
        const std::uint64_t second = session.request(kGrid, numbered(10));
        gate->open();
        WAIT_UNTIL(heard.isComplete(second));
        QCOMPARE(heard.requests(), std::set<std::uint64_t>{second});
        QVERIFY(!heard.isComplete(first));
        QVERIFY(gate->begun() < 121); // the first was given up
    }

    void aCancelledRequestIsSilent() {
        const auto gate = std::make_shared<FakeRenderer::Gate>();
        gate->hold();
        LatentSession session(fakeModels());
        session.setRenderer(std::make_shared<FakeRenderer>(8, 16, std::uint8_t{0}, gate), {});
        Listener heard(session);
        session.request(kGrid, numbered(121));
        QVERIFY(gate->awaitBegun(1));
        session.cancel(kGrid);
        QVERIFY(!session.isBusy());
        const std::uint64_t other = session.request(3, numbered(2));
        gate->open();
        WAIT_UNTIL(heard.isComplete(other));
        QCOMPARE(heard.requests(), std::set<std::uint64_t>{other});
    }

    void lowerChannelsGoFirst() {
        const auto gate = std::make_shared<FakeRenderer::Gate>();
        gate->hold();
        LatentSession session(fakeModels());
        session.setRenderer(std::make_shared<FakeRenderer>(8, 16, std::uint8_t{0}, gate), {});
        Listener heard(session);
        const std::uint64_t blocker = session.request(9, numbered(1));
        QVERIFY(gate->awaitBegun(1));
        const std::uint64_t grid = session.request(2, numbered(20));
        const std::uint64_t ends = session.request(1, numbered(2));
        const std::uint64_t cursor = session.request(0, numbered(1));
        gate->open();
        WAIT_UNTIL(heard.isComplete(grid));
        std::vector<std::uint64_t> completed;
        for (const RenderedImages& r : heard.all)
            if (r.complete)
                completed.push_back(r.request);
        QCOMPARE(completed, (std::vector<std::uint64_t>{blocker, cursor, ends, grid}));
    }

    void goesOnWithOtherWeights() {
        const auto gate = std::make_shared<FakeRenderer::Gate>();
        gate->hold();
        LatentSession session(fakeModels());
        session.setRenderer(std::make_shared<FakeRenderer>(8, 16, std::uint8_t{1}, gate), {"one", {}, true});
        Listener heard(session);
        const std::uint64_t grid = session.request(kGrid, numbered(121));
        gate->allow(20);
        QVERIFY(gate->awaitBegun(21));
        session.setRenderer(std::make_shared<FakeRenderer>(8, 16, std::uint8_t{2}, gate), {"two", {}, true});
        QCOMPARE(session.source()->path, std::filesystem::path("two"));
        gate->open();
        WAIT_UNTIL(heard.isComplete(grid));
        QCOMPARE(heard.indicesOf(grid).size(), std::size_t{121});
        int changes = 0;
        std::uint8_t before = 1;
        for (const RenderedImages& r : heard.all) {
            const std::uint8_t tint = r.source.path == "one" ? 1 : 2;
            for (const Image& image : r.images)
                QCOMPARE(image.pixels[2], tint);
            changes += tint != before ? 1 : 0;
            before = tint;
        }
        QCOMPARE(changes, 1);
    }

    void dropsRequestsForLatentsOfAnotherSize() {
        const auto gate = std::make_shared<FakeRenderer::Gate>();
        gate->hold();
        LatentSession session(fakeModels());
        session.setRenderer(std::make_shared<FakeRenderer>(8, 16, std::uint8_t{0}, gate), {});
        Listener heard(session);
        Failures failed(session);
        session.request(kGrid, numbered(121));
        QVERIFY(gate->awaitBegun(1));
        session.setRenderer(std::make_shared<FakeRenderer>(12), {});
        QVERIFY(!session.isBusy());
        QCOMPARE(session.latentSize(), 12);
        const std::uint64_t wide = session.request(kGrid, numbered(4, 12));
        gate->open();
        WAIT_UNTIL(heard.isComplete(wide));
        QCOMPARE(heard.requests(), std::set<std::uint64_t>{wide});
        QVERIFY(failed.all.empty());
    }

    void keepsTheModelWhenAnotherCantBeOpened() {
        LatentSession session(fakeModels());
        QSignalSpy changed(&session, &LatentSession::modelChanged);
        Failures failed(session);
        session.open("good", Weights::Averaged);
        QVERIFY(changed.wait(kPatience));
        session.open("broken", Weights::Averaged);
        WAIT_UNTIL_EQUAL(failed.all.size(), std::size_t{1});
        QCOMPARE(failed.all[0].path(), std::filesystem::path("broken"));
        QCOMPARE(session.source()->path, std::filesystem::path("good"));
        QCOMPARE(changed.count(), 1);
        Listener heard(session);
        const std::uint64_t request = session.request(kCursor, numbered(1));
        WAIT_UNTIL(heard.isComplete(request));
    }

    void theNewestOpeningWins() {
        LatentSession session(fakeModels());
        QSignalSpy changed(&session, &LatentSession::modelChanged);
        Failures failed(session);
        session.open("broken", Weights::Averaged);
        session.open("first", Weights::Averaged);
        session.open("wide", Weights::Averaged);
        QVERIFY(changed.wait(kPatience));
        QCOMPARE(session.source()->path, std::filesystem::path("wide"));
        QCOMPARE(session.latentSize(), 16);
        session.open("late", Weights::Averaged);
        session.setRenderer(std::make_shared<FakeRenderer>(), {"live", {}, true});
        Listener heard(session);
        const std::uint64_t request = session.request(kCursor, numbered(1));
        WAIT_UNTIL(heard.isComplete(request));
        QCOMPARE(session.source()->path, std::filesystem::path("live"));
        QCOMPARE(changed.count(), 2);
        QVERIFY(failed.all.empty());
    }

    void tellsWhenRenderingFails() {
        LatentSession session(fakeModels());
        auto renderer = std::make_shared<FakeRenderer>();
        renderer->failing = Error(ErrorKind::Memory, "there is not enough memory");
        session.setRenderer(renderer, {});
        Failures failed(session);
        session.request(kGrid, numbered(4));
        WAIT_UNTIL_EQUAL(failed.all.size(), std::size_t{1});
        QCOMPARE(failed.all[0].kind(), ErrorKind::Memory);
        QVERIFY(!session.isBusy());
        QVERIFY(session.source().has_value());
    }

    void closes() {
        LatentSession session(fakeModels());
        session.setRenderer(std::make_shared<FakeRenderer>(), {});
        QSignalSpy changed(&session, &LatentSession::modelChanged);
        session.request(kGrid, numbered(121));
        session.close();
        QCOMPARE(changed.count(), 1);
        QVERIFY(!session.source() && !session.isBusy());
        QCOMPARE(session.request(kCursor, numbered(1)), std::uint64_t{0});
    }

    void aCloneRendersBesideIt() {
        LatentSession session(fakeModels());
        session.setRenderer(std::make_shared<FakeRenderer>(8, 16, std::uint8_t{7}), {});
        const std::unique_ptr<LatentRenderer> clone = session.renderer()->clone();
        Listener heard(session);
        const std::uint64_t request = session.request(kGrid, numbered(64));
        const std::vector<Image> images = clone->render(numbered(64), {});
        WAIT_UNTIL(heard.isComplete(request));
        for (const RenderedImages& r : heard.all)
            for (std::size_t i = 0; i < r.images.size(); ++i)
                QCOMPARE(r.images[i], images[static_cast<std::size_t>(r.indices[i])]);
    }

    void goesAwayWhileRendering() {
        for (int round = 0; round < 20; ++round) {
            auto session = std::make_unique<LatentSession>(fakeModels());
            const auto gate = std::make_shared<FakeRenderer::Gate>();
            auto renderer = std::make_shared<FakeRenderer>(8, 16, std::uint8_t{0}, gate);
            int told = 0;
            connect(session.get(), &LatentSession::rendered, this, [&] { ++told; });
            session->setRenderer(renderer, {});
            session->request(kGrid, numbered(100'000));
            session->open("another", Weights::Averaged);
            if (round % 2 == 0)
                QVERIFY(gate->awaitBegun(1));
            renderer.reset();
            session.reset();
            told = 0;
            QCoreApplication::processEvents();
            QCOMPARE(told, 0);
        }
    }

    void coarseToFineNamesEachCellOnce_data() {
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
        QTest::newRow("11 x 11") << 11 << 11;
        QTest::newRow("one") << 1 << 1;
        QTest::newRow("a row") << 7 << 1;
        QTest::newRow("2 x 2") << 2 << 2;
        QTest::newRow("wide") << 101 << 3;
        QTest::newRow("nothing") << 0 << 5;
    }

    void coarseToFineNamesEachCellOnce() {
        QFETCH(const int, columns);
        QFETCH(const int, rows);
        const std::vector<int> order = coarseToFine(columns, rows);
        const std::set<int> cells(order.begin(), order.end());
        QCOMPARE(order.size(), static_cast<std::size_t>(columns * rows));
        QCOMPARE(cells.size(), order.size());
        if (!cells.empty())
            QVERIFY(*cells.begin() == 0 && *cells.rbegin() == columns * rows - 1);
    }

    void coarseToFineBeginsWithTheCorners() {
        const std::vector<int> order = coarseToFine(11, 11);
        QCOMPARE(std::vector<int>(order.begin(), order.begin() + 4), (std::vector<int>{0, 10, 110, 120}));
        // then the middles of the sides and the middle
        QCOMPARE(std::vector<int>(order.begin() + 4, order.begin() + 9),
                 (std::vector<int>{5, 55, 60, 65, 115}));
    }
};

WASSERFARBE_TEST(LatentSessionTest)

} // namespace wasserfarbe::test::latent_session_test

#include "latent_session_test.moc"
