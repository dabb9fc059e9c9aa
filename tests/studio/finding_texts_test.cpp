#include "app/studio/finding_texts.h"

#include "tests/support/test_program.h"
#include <QTest>

namespace wasserfarbe::test::finding_texts_test {

class FindingTextsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSetIsAList() {
        QCOMPARE(findingTitles({}), QString());
        QCOMPARE(findingTitles({Finding::Alpha, Finding::Grey}), QStringLiteral("Grey, Transparent"));
        QCOMPARE(findingTitles({Finding::Alpha}), findingTitle(Finding::Alpha));
    }
};

WASSERFARBE_TEST(FindingTextsTest)

} // namespace wasserfarbe::test::finding_texts_test

#include "finding_texts_test.moc"
