#include "model/insight/run_insight.h"

#include <string_view>
#include <vector>

#include "tests/support/test_program.h"
#include <QTest>

namespace wasserfarbe::test::run_insight_test {

namespace {

/// Steps with these values, 10 an epoch.
std::vector<StepStats> steps(int count, double penalty, double slope, double distance) {
    std::vector<StepStats> result;
    for (int step = 1; step <= count; ++step) {
        StepStats stats;
        stats.step = step;
        stats.epoch = (step - 1) / 10 + 1;
        stats.seconds = step * 0.1;
        stats.penalty = penalty;
        stats.gradient_norm = slope;
        stats.critic_real = distance;
        stats.critic_fake = 0;
        result.push_back(stats);
    }
    return result;
}

} // namespace

class RunInsightTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void insightsAnswerWhatPeopleAsk() {
        using Kind = InsightKind;
        const TrainingConfig config;
        QCOMPARE(explain_run(config, {}).kind, Kind::Nothing);
        QCOMPARE(explain_run(config, steps(10, 9, 0.05, 1)).kind, Kind::PenaltyAtStart);
        const Insight noise = explain_run(config, steps(100, 0.3, 0.9, 5));
        QCOMPARE(noise.kind, Kind::EarlyNoiseTimed);
        QCOMPARE(noise.figures.at(0).value, 1000.0);
        QVERIFY(noise.figures.at(0).unit == InsightFigure::Unit::Steps);
        QVERIFY(qAbs(noise.figures.at(1).value - 90) < 1e-6);
        QVERIFY(noise.figures.at(1).unit == InsightFigure::Unit::Seconds);
        std::vector<StepStats> untimed = steps(100, 0.3, 0.9, 5);
        untimed.back().seconds = 0;
        QCOMPARE(explain_run(config, untimed).kind, Kind::EarlyNoise);
        QCOMPARE(explain_run(config, steps(100, 0.3, 0.2, 5)).kind, Kind::SlopeTooSmall);
        QCOMPARE(explain_run(config, steps(100, 3, 5, 5)).kind, Kind::SlopeTooLarge);
        QCOMPARE(explain_run(config, steps(2000, 0.3, 1, 5)).kind, Kind::Steady);

        std::vector<StepStats> grown = steps(2000, 0.5, 1, 5);
        for (std::size_t i = 1500; i < grown.size(); ++i)
            grown[i].penalty = 40;
        QCOMPARE(explain_run(config, grown).kind, Kind::PenaltyGrowing);
        std::vector<StepStats> closer = steps(2000, 0.5, 1, 9);
        for (std::size_t i = 1500; i < closer.size(); ++i)
            closer[i].critic_real = 4;
        QCOMPARE(explain_run(config, closer).kind, Kind::ComingCloser);
        TrainingConfig batch;
        batch.critic_norm = Norm::Batch;
        QCOMPARE(explain_run(batch, closer).kind, Kind::CriticBatchNorm);
    }

    void eachKindHasASentence() {
        QCOMPARE(insight_table().back().kind, InsightKind::Steady);
        for (std::size_t i = 0; i < insight_table().size(); ++i) {
            const InsightText& text = insight_table()[i];
            QCOMPARE(static_cast<std::size_t>(text.kind), i);
            QCOMPARE(insight_sentence(text.kind), text.sentence);
            QCOMPARE(std::string_view(text.sentence).ends_with('.'), text.kind != InsightKind::Nothing);
        }
    }

    void aCriticThatLearnsByHeartIsNoticed() {
        using Kind = InsightKind;
        const TrainingConfig config;
        // The Wasserstein estimate is 5; the scores drift together by 1 an epoch.
        const auto run = [](int count, double gap, int without = 0) {
            std::vector<StepStats> history = steps(count, 0.5, 1, 5);
            for (StepStats& stats : history) {
                stats.critic_real += stats.epoch;
                stats.critic_fake += stats.epoch;
                if (stats.step % 10 == 0 && stats.epoch > without)
                    stats.critic_held_out = stats.critic_real - gap;
            }
            return history;
        };
        const Insight found = explain_run(config, run(2000, 2));
        QCOMPARE(found.kind, Kind::LearnedByHeart);
        QCOMPARE(found.figures.at(0).value, 5 + 198.0); // of the epochs 196 to 200
        QCOMPARE(found.figures.at(1).value, 3 + 198.0);
        QCOMPARE(explain_run(config, run(2003, 2)).kind, Kind::LearnedByHeart); // in the midst of an epoch
        QCOMPARE(explain_run(config, run(2000, 1.4)).kind, Kind::Steady);       // 28 % of 5
        QCOMPARE(explain_run(config, run(2000, -2)).kind, Kind::Steady);
        QCOMPARE(explain_run(config, run(2000, 2, 195)).kind, Kind::LearnedByHeart);
        QCOMPARE(explain_run(config, run(2000, 2, 196)).kind, Kind::Steady); // too few epochs
        QCOMPARE(explain_run(config, run(2000, 2, 200)).kind, Kind::Steady); // none is held out
        std::vector<StepStats> upsideDown = run(2000, 2);
        for (StepStats& stats : upsideDown)
            stats.critic_fake = stats.critic_real + 1;
        QVERIFY(explain_run(config, upsideDown).kind != Kind::LearnedByHeart);
        for (const auto part : {&TrainingConfig::augment_color, &TrainingConfig::augment_translation,
                                &TrainingConfig::augment_cutout}) {
            TrainingConfig augmented;
            augmented.*part = true; // what the critic is shown is no measure of the held-out pictures
            QCOMPARE(explain_run(augmented, run(2000, 2)).kind, Kind::Steady);
        }
    }
};

WASSERFARBE_TEST(RunInsightTest)

} // namespace wasserfarbe::test::run_insight_test

#include "run_insight_test.moc"
