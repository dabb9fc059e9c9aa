#include "app/studio/finding_texts.h"

#include <set>

#include "tests/support/test_program.h"
#include <QTest>

namespace wasserfarbe::test::finding_texts_test {

class FindingTextsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFindingHasTheEnginesWords() {
        QCOMPARE(findingTexts().size(), finding_table().size());
        std::set<std::string_view> titles;
        for (std::size_t i = 0; i < finding_table().size(); ++i) {
            const FindingInfo& info = finding_table()[i];
            const FindingText& text = findingTexts()[i];
            QCOMPARE(text.finding, info.finding);
            QCOMPARE(std::string_view(text.sentence), info.sentence);
            QCOMPARE(std::string_view(text.action), info.action);
            QVERIFY2(titles.insert(text.title).second, text.title);
        }
    }

    void theyAreFoundByTheFinding() {
        for (const FindingInfo& info : finding_table()) {
            QVERIFY(!findingTitle(info.finding).isEmpty());
            QCOMPARE(findingSentence(info.finding).toStdString(), std::string(info.sentence));
            QCOMPARE(findingAction(info.finding).toStdString(), std::string(info.action));
        }
    }

    void aSetIsAList() {
        QCOMPARE(findingTitles({}), QString());
        QCOMPARE(findingTitles({Finding::Alpha, Finding::Grey}), QStringLiteral("Grey, Transparent"));
    }
};

WASSERFARBE_TEST(FindingTextsTest)

} // namespace wasserfarbe::test::finding_texts_test

#include "finding_texts_test.moc"
