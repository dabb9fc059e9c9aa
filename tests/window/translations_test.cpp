#include <algorithm>
#include <utility>
#include <vector>

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QSet>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QTranslator>
#include <QXmlStreamReader>

#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "app/window/about_dialog.h"
#include "app/window/languages.h"
#include "app/window/main_window.h"
#include "model/types/field_table.h"
#include "tests/support/fake_training.h"
#include "tests/support/patience.h"
#include "tests/support/run_files.h"
#include "tests/support/test_program.h"
#include "widgets/training/field_texts.h"

namespace wasserfarbe::test::translations_test {

namespace {

/// One string of a translation file.
struct Message {
    QString context;
    QString source;
    QString comment;
    bool plural = false;
    bool finished = true;
    QStringList translations; ///< one, or a form for each number where it is plural
};

Message readMessage(QXmlStreamReader& xml, const QString& context) {
    Message message;
    message.context = context;
    message.plural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            message.comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            message.finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            if (!message.plural)
                message.translations = {xml.readElementText()};
            while (message.plural && xml.readNextStartElement())
                message.translations += xml.readElementText();
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

/// @returns nothing where the file can't be read.
std::vector<Message> readTranslations(const QString& language) {
    QFile file(QStringLiteral(SOURCE_FOLDER "/translations/wasserfarbe_%1.ts").arg(language));
    std::vector<Message> messages;
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    xml.readNextStartElement();
    while (xml.readNextStartElement()) {
        QString context;
        while (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText();
            else if (xml.name() == QLatin1String("message"))
                messages.push_back(readMessage(xml, context));
            else
                xml.skipCurrentElement();
        }
    }
    return xml.hasError() ? std::vector<Message>() : messages;
}

QStringList matches(const QString& text, const QString& pattern) {
    QStringList found;
    auto at = QRegularExpression(pattern).globalMatch(text);
    while (at.hasNext())
        found += at.next().captured(0);
    found.sort();
    return found;
}

// Not \p{Han}: for some versions of the library that includes the full-width marks.
constexpr char kHan[] = "[\\x{4E00}-\\x{9FFF}]";

bool hasChinese(const QString& text) {
    return text.contains(QRegularExpression(QLatin1String(kHan)));
}

/// What is left of a text without what reads the same in both languages.
QString withoutNames(QString text) {
    // Longer ones first: "Ctrl+Shift+O" before "Ctrl".
    static const QRegularExpression names(QStringLiteral(
        "%L?[0-9n]|#[0-9a-f]{6}|https?://[^ "
        "]+|\\b(Wasserfarbe|Wasserstein|WGAN-GP|PyTorch|LibTorch|DCGAN|Adam|OpenCV|QCustomPlot|"
        "nlohmann-json|spdlog|libpng|GPL-3\\.0-or-later|English|Qt|PNG|MP4|GPU|CPU|CSV|PDF|SVG|safetensors|"
        "Ctrl|Shift|Alt|Esc|Enter|Page Up|Page Down|F[0-9]+|lerp|slerp|[kMG]i?B|[A-Za-z])\\b"));
    return text.remove(names);
}

bool needsTranslation(const QString& text) {
    return withoutNames(text).contains(QRegularExpression(QStringLiteral("[A-Za-z]")));
}

QString place(const Message& message) {
    return QStringLiteral("%1: “%2”").arg(message.context, message.source);
}

/// A message of the test that has nothing to say where all is well.
void expectNone(const QStringList& problems) {
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
}

/// Everything that a person reads on a widget, or hears from a screen reader.
QStringList wordsOf(const QWidget& widget) {
    QStringList words = {widget.toolTip(), widget.statusTip(), widget.accessibleName(),
                         widget.accessibleDescription()};
    if (widget.isWindow())
        words += widget.windowTitle();
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        words += label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        words += button->text();
    if (const auto* edit = qobject_cast<const QLineEdit*>(&widget))
        words += edit->placeholderText();
    if (const auto* spin = qobject_cast<const QSpinBox*>(&widget))
        words += {spin->prefix(), spin->suffix(), spin->specialValueText()};
    if (const auto* spin = qobject_cast<const QDoubleSpinBox*>(&widget))
        words += {spin->prefix(), spin->suffix(), spin->specialValueText()};
    if (const auto* browser = qobject_cast<const QTextBrowser*>(&widget))
        words += browser->toPlainText().split(QLatin1Char('\n'));
    const auto* box = qobject_cast<const QComboBox*>(&widget);
    for (int i = 0; box != nullptr && i < box->count(); ++i)
        words += box->itemText(i);
    const auto* header = qobject_cast<const QHeaderView*>(&widget);
    for (int i = 0; header != nullptr && i < header->count(); ++i)
        words += header->model()->headerData(i, header->orientation()).toString();
    const auto* list = qobject_cast<const QListWidget*>(&widget);
    for (int i = 0; list != nullptr && i < list->count(); ++i)
        words += list->item(i)->text();
    return words;
}

/// @returns what of a window's words, those of its dialogs and menus too, is wrong, and where it stands.
template <typename IsWrong>
QStringList wrongWords(const QWidget& window, IsWrong isWrong) {
    QStringList wrong;
    QList<const QWidget*> widgets = {&window};
    for (const QWidget* child : window.findChildren<QWidget*>())
        widgets += child;
    for (const QWidget* widget : widgets)
        for (const QString& text : wordsOf(*widget))
            if (isWrong(text))
                wrong +=
                    QStringLiteral("%1 %2: “%3”")
                        .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(), text);
    for (const QAction* action : window.findChildren<QAction*>())
        for (const QString& text : {action->text(), action->toolTip(), action->statusTip()})
            if (isWrong(text))
                wrong += QStringLiteral("action %1: “%2”").arg(action->objectName(), text);
    return wrong;
}

/// Each page once, and the dialogs that stay open meanwhile: what is made at first sight exists then.
void showEverything(MainWindow& window) {
    for (const char* name : {"actionPage1", "actionPage2", "actionPage3", "actionPage4", "actionPage5",
                             "actionPreferences", "actionHelp"}) {
        auto* action = window.findChild<QAction*>(QLatin1String(name));
        QVERIFY2(action != nullptr, name);
        action->trigger();
    }
}

QString firstPageName(const MainWindow& window) {
    const auto* button = window.findChild<QToolButton*>(QStringLiteral("railButton1"));
    return button == nullptr ? QString() : button->text();
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        chinese_ = readTranslations(QStringLiteral("zh_CN"));
        english_ = readTranslations(QStringLiteral("en"));
        QVERIFY(chinese_.size() > 900);
        QVERIFY(english_.size() > 20);
    }

    void everyStringIsTranslated() {
        QStringList problems;
        for (const auto& [messages, forms] :
             {std::pair(&chinese_, qsizetype(1)), std::pair(&english_, qsizetype(2))})
            for (const Message& message : *messages) {
                const bool all = std::none_of(message.translations.begin(), message.translations.end(),
                                              [](const QString& text) { return text.trimmed().isEmpty(); });
                if (!message.finished || !all || message.translations.size() != (message.plural ? forms : 1))
                    problems += place(message);
            }
        expectNone(problems);
    }

    void englishHoldsPluralFormsAlone() {
        QSet<QString> plurals;
        for (const Message& message : chinese_)
            if (message.plural)
                plurals += message.context + message.source;
        for (const Message& message : english_) {
            QVERIFY2(message.plural, qPrintable(place(message)));
            QVERIFY2(plurals.remove(message.context + message.source), qPrintable(place(message)));
            for (const QString& form : message.translations)
                QVERIFY2(!form.contains(QLatin1String("(s)")), qPrintable(place(message)));
        }
        QVERIFY(plurals.isEmpty());
    }

    void placeholdersAndMarkupAreKept() {
        const QStringList patterns = {QStringLiteral("%L?[0-9n]"), QStringLiteral("<[^>]*>"),
                                      QStringLiteral("\n"), QStringLiteral("\\(\\*\\.[^)]*\\)")};
        QStringList problems;
        for (const std::vector<Message>* messages : {&chinese_, &english_})
            for (const Message& message : *messages)
                for (const QString& translation : message.translations)
                    for (const QString& pattern : patterns)
                        if (matches(message.source, pattern) != matches(translation, pattern))
                            problems += place(message);
        expectNone(problems);
    }

    /// Where a text is put behind another one, as a unit behind its number.
    void spacesAtTheEndsAreKept() {
        const QLatin1Char space(' ');
        QStringList problems;
        for (const Message& message : chinese_) {
            const QString translation = message.translations.value(0);
            if ((message.source.startsWith(space) && !translation.startsWith(space)) ||
                message.source.endsWith(space) != translation.endsWith(space))
                problems += place(message);
        }
        expectNone(problems);
    }

    void mnemonicsAreTheSameLetters() {
        const QRegularExpression inSource(QStringLiteral("&([^&])"));
        const QRegularExpression inChinese(QStringLiteral("\\(&([A-Z])\\)…?$"));
        QStringList problems;
        for (const Message& message : chinese_) {
            const QString wanted = inSource.match(message.source).captured(1).toUpper();
            const QString translation = message.translations.value(0);
            const QString found = inChinese.match(translation).captured(1);
            if (wanted != found || translation.count(QLatin1Char('&')) != wanted.size())
                problems += place(message);
        }
        expectNone(problems);
    }

    void nothingIsLeftInEnglish() {
        const QStringList sameInBoth = {QStringLiteral("Adam beta 1"), QStringLiteral("Adam beta 2"),
                                        QStringLiteral("%1 of %2")};
        QStringList problems;
        for (const Message& message : chinese_)
            if (needsTranslation(message.source) && !sameInBoth.contains(message.source) &&
                !hasChinese(message.translations.value(0)))
                problems += place(message);
        expectNone(problems);
    }

    void oneTermForOneThing_data() {
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        const auto term = [](const char* english, const char* chinese) {
            QTest::newRow(english) << QString::fromUtf8(english) << QString::fromUtf8(chinese);
        };
        term("critics?", "评判器");
        term("generators?", "生成器");
        term("checkpoints?", "检查点");
        term("epochs?", "轮");
        term("batch", "批");
        term("batch size", "批大小");
        term("batch norm", "批归一化");
        term("gradient norm", "梯度范数");
        term("gradient penalty", "梯度惩罚");
        term("the penalty", "惩罚");
        term("Wasserstein estimate", "Wasserstein 估计");
        term("learning rates?", "学习率");
        term("latents?", "潜");
        term("seeds?", "种子");
        term("previews?", "预览");
        term("presets?", "预设");
        term("raw weights", "原始权重");
        term("lerp", "线性插值");
        term("slerp", "球面插值");
        term("trash", "回收站");
    }

    void oneTermForOneThing() {
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        const QRegularExpression word(QStringLiteral("\\b%1\\b").arg(english),
                                      QRegularExpression::CaseInsensitiveOption);
        int used = 0;
        QStringList problems;
        for (const Message& message : chinese_) {
            if (!QString(message.source).remove(QLatin1Char('&')).contains(word))
                continue;
            ++used;
            if (!message.translations.value(0).contains(chinese))
                problems += place(message);
        }
        QVERIFY(used > 0);
        expectNone(problems);
    }

    void noOtherWordsForTheTerms() {
        const QStringList others = {
            QStringLiteral("判别器"), QStringLiteral("鉴别器"), QStringLiteral("评论家"),
            QStringLiteral("迭代"),   QStringLiteral("纪元"),   QStringLiteral("隐变量"),
            QStringLiteral("潜在"),   QStringLiteral("存档点"), QStringLiteral("废纸篓"),
            QStringLiteral("你"),     QStringLiteral("罚项"),   QStringLiteral("批次大小")};
        QStringList problems;
        for (const Message& message : chinese_)
            for (const QString& other : others)
                if (message.translations.value(0).contains(other))
                    problems += place(message);
        expectNone(problems);
    }

    /// Full-width marks in Chinese, a space between Chinese and Latin letters or figures.
    void typography() {
        const QRegularExpression wrong(
            QStringLiteral(
                "H[,;:?!.A-Za-z0-9%]|[A-Za-z0-9]H|%L?[0-9n]H|\\.\\.\\.|[，。；：？！、）] |H H|H\\([^&*%]")
                .replace(QLatin1Char('H'), QLatin1String(kHan)));
        QStringList problems;
        for (const Message& message : chinese_)
            if (message.translations.value(0).contains(wrong))
                problems += message.translations.value(0);
        expectNone(problems);
    }

    /// The compiled files are in the program and hold what the source tree does.
    void theProgramHoldsThem_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("Chinese") << QStringLiteral("zh_CN");
        QTest::newRow("English plural forms") << QStringLiteral("en");
    }

    void theProgramHoldsThem() {
        QFETCH(QString, language);
        const Languages languages; // registers the resource
        QTranslator translator;
        QVERIFY(translator.load(QStringLiteral(":/i18n/wasserfarbe_%1.qm").arg(language)));
        for (const Message& message : language == QLatin1String("en") ? english_ : chinese_)
            for (int form = 0; form < message.translations.size(); ++form)
                QCOMPARE(translator.translate(message.context.toUtf8(), message.source.toUtf8(),
                                              message.comment.toUtf8(), message.plural ? form + 1 : -1),
                         message.translations[form]);
    }

    void pluralsAtRunTime() {
        Languages languages;
        languages.apply(QStringLiteral("en"));
        const auto threads = [](int n) {
            return QCoreApplication::translate("wasserfarbe::StatusStrip", "CPU, %n thread(s)", nullptr, n);
        };
        QCOMPARE(threads(1), QStringLiteral("CPU, 1 thread"));
        QCOMPARE(threads(2), QStringLiteral("CPU, 2 threads"));
        const Field& previews = find_field("preview_epochs");
        QCOMPARE(settingText(previews, std::int64_t{1}), QStringLiteral("1 epoch"));
        QCOMPARE(settingText(previews, std::int64_t{2}), QStringLiteral("2 epochs"));
        languages.apply(QStringLiteral("zh_CN"));
        QCOMPARE(threads(2), QStringLiteral("CPU，2 个线程"));
        languages.apply(QStringLiteral("en"));
    }

    void aboutDialog() {
        Languages languages;
        languages.apply(QStringLiteral("zh_CN"));
        const AboutDialog dialog;
        expectNone(wrongWords(
            dialog, [](const QString& text) { return needsTranslation(text) && !hasChinese(text); }));
        languages.apply(QStringLiteral("en"));
    }

    void theWholeWindowChangesItsLanguage_data() {
        QTest::addColumn<bool>("startsInChinese");
        QTest::newRow("Chinese from the start") << true;
        QTest::newRow("changed while running") << false;
    }

    /// No control of any page, menu or dialog stays English in Chinese, or Chinese in English.
    void theWholeWindowChangesItsLanguage() {
        QFETCH(bool, startsInChinese);
        const QTemporaryDir folder;
        FakeTraining fake;
        fake.holdSteps();
        StudioOptions options;
        options.training = fake.factory();
        options.settingsFile = folder.filePath(QStringLiteral("settings.ini"));
        options.dataFolder = toPath(folder.filePath(QStringLiteral("data")));
        const std::filesystem::path runs = toPath(folder.filePath(QStringLiteral("runs")));
        const RunDirectory run = test::write_run(runs / "faces-1", 30);
        Studio studio(options);
        studio.settings().setRunsFolder(runs);
        studio.settings().setLanguage(startsInChinese ? QStringLiteral("zh_CN") : QStringLiteral("en"));
        MainWindow window(studio);
        window.show();
        studio.openRun(run.path());
        WAIT_UNTIL(studio.currentRun().isOpen());
        showEverything(window);
        studio.settings().setLanguage(QStringLiteral("zh_CN"));
        QVERIFY(QApplication::font().families().contains(QStringLiteral("Noto Sans CJK SC")));
        WAIT_UNTIL_EQUAL(firstPageName(window), QStringLiteral("数据"));
        expectNone(wrongWords(window, [&](const QString& text) {
            const bool isData = text.startsWith(QLatin1String("faces-1")) || text.startsWith(folder.path());
            return !isData && needsTranslation(text) && !hasChinese(text);
        }));
        studio.settings().setLanguage(QStringLiteral("en"));
        QVERIFY(!QApplication::font().families().contains(QStringLiteral("Noto Sans CJK SC")));
        WAIT_UNTIL_EQUAL(firstPageName(window), QStringLiteral("Data"));
        expectNone(wrongWords(window, [](const QString& text) {
            return hasChinese(text) && text != QStringLiteral("简体中文");
        }));
    }

private:
    std::vector<Message> chinese_;
    std::vector<Message> english_;
};

WASSERFARBE_TEST(TranslationsTest)

} // namespace wasserfarbe::test::translations_test

#include "translations_test.moc"
