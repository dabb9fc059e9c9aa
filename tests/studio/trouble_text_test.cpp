#include "app/studio/error_text.h"

#include <cerrno>
#include <functional>

#include <QTest>

#include "app/studio/saved_text.h"
#include "model/run/resume_checks.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::trouble_text_test {

namespace {

Error disk(int code) {
    return {ErrorKind::Disk, "/runs/a/checkpoints", "can't be written", code};
}

QString messageOf(ErrorCode code, const ReasonArguments& arguments = {}) {
    return errorText(Error(code, "/runs/a", arguments)).message;
}

/// In a person's words, what the engine throws.
QString messageOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return errorText(error).message;
    }
    return {};
}

} // namespace

/// The words for what can go wrong with a training.
class TroubleTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void diskReasons() {
        QCOMPARE(diskReasonText(disk(ENOSPC)), QStringLiteral("the disk is full"));
        QCOMPARE(diskReasonText(disk(EDQUOT)), QStringLiteral("the disk is full"));
        QCOMPARE(diskReasonText(disk(EACCES)), QStringLiteral("a permission is missing"));
        QCOMPARE(diskReasonText(disk(EROFS)), QStringLiteral("the disk can only be read"));
        QCOMPARE(diskReasonText(disk(ENOENT)),
                 QStringLiteral("its folder is gone, or the disk is not connected"));
        QCOMPARE(diskReasonText(disk(EIO)), QStringLiteral("the disk reports a fault"));
        QCOMPARE(diskReasonText(Error(ErrorKind::Disk, "something odd")),
                 QStringLiteral("a file can't be written"));
        for (const ErrorInfo& info : error_table())
            if (info.name.starts_with("Disk") && info.code != ErrorCode::Disk)
                QVERIFY2(diskReasonText(Error(info.code, "/runs/a")) !=
                             QStringLiteral("a file can't be written"),
                         info.name.data());
    }

    void quantities_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("critic_loss") << QStringLiteral("the critic's loss");
        QTest::newRow("generator_loss") << QStringLiteral("the generator's loss");
        QTest::newRow("the gradient of critic.main.0.weight") << QStringLiteral("a gradient of the critic");
        QTest::newRow("the gradient of generator.first.weight")
            << QStringLiteral("a gradient of the generator");
        QTest::newRow("critic.main.0.bias") << QStringLiteral("a weight of the critic");
        QTest::newRow("generator_adam.first.weight.exp_avg") << QStringLiteral("a weight of the generator");
        QTest::newRow("something new") << QStringLiteral("something new");
    }

    void quantities() {
        QFETCH(const QString, text);
        QCOMPARE(quantityText(QTest::currentDataTag()), text);
    }

    void aDivergenceIsToldInWords() {
        const Error error(ErrorCode::DivergedAt, {}, {1234, "the gradient of critic.main.0.weight"});
        const QString message = errorText(error).message;
        QVERIFY2(message.contains(QStringLiteral("step 1,234: a gradient of the critic")),
                 qPrintable(message));
        QVERIFY(!errorText(Error(ErrorKind::Diverged, "in a new way")).message.isEmpty());
        QCOMPARE(
            failureText(error),
            QStringLiteral("diverged at step 1,234: a gradient of the critic was no longer a finite number"));
    }

    void aFailureOfARunIsToldInWords() {
        const Error known = disk(ENOSPC);
        QCOMPARE(failureText(known), errorText(known).message);
        QCOMPARE(
            failureText(Error(ErrorKind::Internal, "/runs/a: can't be written")), // of an earlier version
            QStringLiteral("/runs/a: can't be written"));
        QCOMPARE(failureText({}), QString());
    }

    void aStateThatWasGivenUpIsToldInWords() {
        const QString message =
            messageOf(ErrorCode::StateNotSavedSince, {1300, 1200, "can't be written: full"});
        QVERIFY2(message.contains(QStringLiteral("step 1,300")), qPrintable(message));
        QVERIFY2(message.contains(QStringLiteral("step 1,200")), qPrintable(message));
        QVERIFY(message.contains(QStringLiteral("“/runs/a”")));
        const QString nothing = messageOf(ErrorCode::StateNotSaved, {13, "can't be written: full"});
        QVERIFY2(nothing.contains(QStringLiteral("no checkpoint")), qPrintable(nothing));
    }

    void theEnginesRefusalsAreKnown() {
        TrainingConfig before;
        TrainingConfig now;
        now.lambda = 5;
        const QString other = messageOf([&] { require_resumable(RunDirectory("/runs/a"), before, now); });
        QVERIFY2(other.contains(QStringLiteral("different run")), qPrintable(other));
        QVERIFY2(other.contains(QStringLiteral("lambda is 5 and not 10")), qPrintable(other));
        QVERIFY2(other.contains(QStringLiteral("Branch into a new run")), qPrintable(other));
    }

    void whatIsNotSavedIsCounted() {
        const QString text = unsavedStepsText(1200, 37);
        QVERIFY2(text.contains(QStringLiteral("step 1,200")) && text.contains(QStringLiteral("37")),
                 qPrintable(text));
        QVERIFY(unsavedStepsText(0, 37) != text);
    }
};

WASSERFARBE_TEST(TroubleTextTest)

} // namespace wasserfarbe::test::trouble_text_test

#include "trouble_text_test.moc"
