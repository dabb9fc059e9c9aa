#include "app/pages/train/insight_text.h"

#include "tests/support/test_program.h"
#include <QTest>

namespace wasserfarbe::test::insight_text_test {

class InsightTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachPlaceGetsItsFigure() {
        QVERIFY(insightText({}).isEmpty());
        for (const InsightText& row : insight_table()) {
            Insight insight{row.kind, {}};
            for (const char* place : {"%1", "%2"})
                if (QLatin1String(row.sentence).contains(QLatin1String(place)))
                    insight.figures.push_back({1.5});
            const QString text = insightText(insight);
            QVERIFY2(!text.contains(QLatin1Char('%')), row.sentence);
            QCOMPARE(text.count(QStringLiteral("1.50")), static_cast<qsizetype>(insight.figures.size()));
        }
    }

    void figuresAreRounded() {
        using Unit = InsightFigure::Unit;
        QCOMPARE(
            insightText({InsightKind::LearnedByHeart, {{203}, {201.04}}}),
            QStringLiteral("The critic scores the pictures that it trains on at 203.0, but those kept from "
                           "it at only 201.0: it begins to know its pictures by heart. More pictures help, "
                           "or augmentation."));
        QVERIFY(insightText({InsightKind::EarlyNoiseTimed, {{1000, Unit::Steps}, {90, Unit::Seconds}}})
                    .contains(QStringLiteral("1,000 steps, in about 1")));
    }
};

WASSERFARBE_TEST(InsightTextTest)

} // namespace wasserfarbe::test::insight_text_test

#include "insight_text_test.moc"
