#include <cmath>

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/figures.h"
#include "widgets/look/fold.h"
#include "widgets/look/icon.h"
#include "widgets/look/image_conversion.h"
#include "widgets/look/image_view.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe::test::look_test {

namespace {

double linear(double channel) {
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// As the Web Content Accessibility Guidelines define it.
double contrast(const QColor& a, const QColor& b) {
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

/// The share of pixels that are not transparent.
double inked(const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 0 ? 1 : 0;
    return static_cast<double>(count) / (image.width() * image.height());
}

QColor strongestColor(const QImage& image) {
    QRgb best = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (qAlpha(image.pixel(x, y)) > qAlpha(best))
                best = image.pixel(x, y);
    return QColor(best);
}

QImage picture() {
    QImage image(4, 2, QImage::Format_RGB888);
    for (int x = 0; x < 4; ++x)
        for (int y = 0; y < 2; ++y)
            image.setPixelColor(x, y, QColor(50 * x, 100 * y, 200));
    return image;
}

} // namespace

class LookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void schemesAreLegible_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void schemesAreLegible() {
        QFETCH(bool, dark);
        applyColorScheme(dark ? ColorScheme::Dark : ColorScheme::Light);
        const QPalette p = QApplication::palette();
        QCOMPARE(isDark(p), dark);
        const QList<QColor> grounds = {p.color(QPalette::Window), p.color(QPalette::Base),
                                       p.color(QPalette::AlternateBase), surfaceColor(p)};
        for (const QColor& ground : grounds) {
            for (const QColor& text : {p.color(QPalette::WindowText), p.color(QPalette::Text), quietColor(p),
                                       accentColor(p), failureColor(p), p.color(QPalette::PlaceholderText)})
                QVERIFY2(contrast(text, ground) >= 4.5,
                         qPrintable(QStringLiteral("%1 on %2").arg(text.name(), ground.name())));
            QVERIFY(contrast(p.color(QPalette::Disabled, QPalette::WindowText), ground) >= 3);
        }
        QVERIFY(contrast(p.color(QPalette::ButtonText), p.color(QPalette::Button)) >= 4.5);
        QVERIFY(contrast(onAccentColor(p), accentColor(p)) >= 4.5);
        QVERIFY(contrast(p.color(QPalette::HighlightedText), p.color(QPalette::Highlight)) >= 4.5);
        QVERIFY(contrast(p.color(QPalette::ToolTipText), p.color(QPalette::ToolTipBase)) >= 4.5);
        const double line = contrast(lineColor(p), p.color(QPalette::Window));
        QVERIFY(line > 1.1 && line < 3);
    }

    void openWindowsAreToldOfTheScheme() {
        applyColorScheme(ColorScheme::Light);
        QWidget window;
        window.show();
        applyColorScheme(ColorScheme::Dark);
        WAIT_UNTIL(isDark(window.palette()));
        applyColorScheme(ColorScheme::Light);
        WAIT_UNTIL(!isDark(window.palette()));
    }

    void iconsFollowThePalette() {
        applyColorScheme(ColorScheme::Light);
        const QIcon play = icon(QStringLiteral("play"));
        const QColor onLight = strongestColor(play.pixmap(QSize(48, 48)).toImage());
        applyColorScheme(ColorScheme::Dark);
        const QColor onDark = strongestColor(play.pixmap(QSize(48, 48)).toImage());
        QVERIFY(contrast(onLight, QColor(Qt::white)) > 7);
        QVERIFY(contrast(onDark, QColor(Qt::black)) > 7);
        const QColor disabled = strongestColor(play.pixmap(QSize(48, 48), QIcon::Disabled).toImage());
        QVERIFY(contrast(disabled, QColor(Qt::black)) < contrast(onDark, QColor(Qt::black)));
    }

    void iconsAreSharpAtEveryScale() {
        const QPixmap doubled = icon(QStringLiteral("stop")).pixmap(QSize(16, 16), 2.0);
        QCOMPARE(doubled.size(), QSize(32, 32));
        QCOMPARE(doubled.devicePixelRatio(), 2.0);
    }

    void everyDrawingIsOneOfOurs() {
        const QDir folder(QStringLiteral(SOURCE_FOLDER "/resources/icons"));
        const QStringList files = folder.entryList({QStringLiteral("*.svg")});
        QVERIFY(files.size() > 30);
        for (const QString& file : files) {
            const QImage drawn = icon(file.chopped(4)).pixmap(QSize(64, 64)).toImage();
            QVERIFY2(inked(drawn) > 0.01 && inked(drawn) < 0.8, qPrintable(file));
            const bool atTheEdge = qAlpha(drawn.pixel(0, 0)) + qAlpha(drawn.pixel(63, 63)) > 0;
            QVERIFY2(!atTheEdge, qPrintable(file));
        }
    }

    void everyNameInTheSourcesExists() {
        static const QRegularExpression use(QStringLiteral(
            "\\b(?:icon|quietIcon|iconOnAccent|setContent)\\(\\s*QStringLiteral\\(\"([a-z-]+)\"\\)"));
        int uses = 0;
        for (const char* part : {"/app", "/widgets"}) {
            QDirIterator files(QStringLiteral(SOURCE_FOLDER) + QLatin1String(part), {QStringLiteral("*.cpp")},
                               QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString text = QString::fromUtf8(file.readAll());
                for (auto it = use.globalMatch(text); it.hasNext(); ++uses) {
                    const QString name = it.next().captured(1);
                    QVERIFY2(QFile::exists(QStringLiteral(SOURCE_FOLDER "/resources/icons/%1.svg").arg(name)),
                             qPrintable(file.fileName() + QStringLiteral(": ") + name));
                }
            }
        }
        QVERIFY(uses > 10);
    }

    void imagesSurviveTheWayThereAndBack() {
        Image image(5, 3);
        for (std::size_t i = 0; i < image.pixels.size(); ++i)
            image.pixels[i] = static_cast<std::uint8_t>(i * 5);
        QCOMPARE(fromQImage(toQImage(image)), image);
        QVERIFY(toQImage(Image()).isNull());
        QVERIFY(fromQImage(QImage()).empty());
    }

    void transparencyGoesOverWhite() {
        QImage clear(1, 1, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        QCOMPARE(fromQImage(clear), Image(1, 1, 255));
    }

    void viewEnlargesByWholeMultiples() {
        ImageView view;
        view.setImage(picture());
        view.resize(70, 90);
        QCOMPARE(view.imageRect().size(), QSize(68, 34)); // 17 times
        QCOMPARE(view.imageRect().center(), QRect(1, 28, 68, 34).center());
    }

    void viewKeepsPixelsSquareAndPure() {
        applyColorScheme(ColorScheme::Light);
        ImageView view;
        view.setImage(picture());
        view.resize(64, 64);
        const QImage shown = view.grab().toImage();
        const QRect rect = view.imageRect();
        QCOMPARE(rect.size(), QSize(64, 32));
        const QImage image = picture();
        for (int y = 0; y < rect.height(); ++y)
            for (int x = 0; x < rect.width(); ++x)
                QCOMPARE(shown.pixelColor(rect.topLeft() + QPoint(x, y)), image.pixelColor(x / 16, y / 16));
    }

    void viewShrinksWhatIsTooLarge() {
        ImageView view;
        view.setImage(QImage(1000, 500, QImage::Format_RGB888));
        view.resize(100, 100);
        QCOMPARE(view.imageRect(), QRect(0, 25, 100, 50));
    }

    void viewTellsThePixel() {
        ImageView view;
        view.setImage(picture());
        view.resize(80, 80); // 20 times: 80 x 40, from y = 20
        QSignalSpy clicked(&view, &ImageView::pixelClicked);
        QSignalSpy menu(&view, &ImageView::menuRequested);
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(79, 59));
        QCOMPARE(clicked.takeFirst().at(0).toPoint(), QPoint(3, 1));
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(40, 5));
        QCOMPARE(clicked.count(), 0);
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(0, 20), view.mapToGlobal(QPoint(0, 20)));
        QApplication::sendEvent(&view, &event);
        QCOMPARE(menu.takeFirst().at(1).toPoint(), QPoint(0, 0));
    }

    void viewStartsADragOnce() {
        ImageView view;
        view.setImage(picture());
        view.resize(80, 80);
        QSignalSpy started(&view, &ImageView::dragStarted);
        QTest::mousePress(&view, Qt::LeftButton, {}, QPoint(10, 30));
        QTest::mouseMove(&view, QPoint(60, 30));
        QTest::mouseMove(&view, QPoint(70, 30));
        QCOMPARE(started.count(), 1);
        QCOMPARE(started.first().first().toPoint(), QPoint(0, 0));
    }

    void messageBarShowsAndHides() {
        MessageBar bar;
        QVERIFY(!bar.isShown());
        bar.showMessage(MessageBar::Kind::Failure, QStringLiteral("It failed"), QStringLiteral("errno 5"),
                        QStringLiteral("Try again"));
        QVERIFY(bar.isShown());
        auto* detail = bar.findChild<QToolButton*>(QStringLiteral("messageDetailButton"));
        auto* action = bar.findChild<QPushButton*>(QStringLiteral("messageAction"));
        QVERIFY(!detail->isHidden() && !action->isHidden());
        auto* text = bar.findChild<QWidget*>(QStringLiteral("messageDetail"));
        QVERIFY(text->isHidden());
        detail->click();
        QVERIFY(!text->isHidden());
        QSignalSpy triggered(&bar, &MessageBar::actionTriggered);
        action->click();
        QCOMPARE(triggered.count(), 1);
        bar.setObjectName(QStringLiteral("namedByItsPage")); // the red edge stays
        bar.resize(400, 60);
        QCOMPARE(bar.grab().toImage().pixelColor(1, 30), failureColor(bar.palette()));
        QSignalSpy dismissed(&bar, &MessageBar::dismissed);
        bar.findChild<QToolButton*>(QStringLiteral("messageClose"))->click();
        QCOMPARE(dismissed.count(), 1);
        QVERIFY(!bar.isShown() && bar.text().isEmpty());
        bar.showMessage(MessageBar::Kind::Information, QStringLiteral("Fine"));
        QVERIFY(detail->isHidden() && action->isHidden() && text->isHidden());
    }

    void emptyStateOffersItsAction() {
        EmptyState state;
        state.setContent(QStringLiteral("pictures"), QStringLiteral("No pictures"),
                         QStringLiteral("Choose some."));
        QVERIFY(state.button()->isHidden());
        state.setContent(QStringLiteral("pictures"), QStringLiteral("No pictures"),
                         QStringLiteral("Choose some."), QStringLiteral("Choose"));
        QVERIFY(!state.button()->isHidden());
        QSignalSpy triggered(&state, &EmptyState::actionTriggered);
        state.button()->click();
        QCOMPARE(triggered.count(), 1);
    }

    void whatFollowsTheLanguageIsToldNowAndAtEachChange() {
        QWidget widget;
        int languages = 0;
        int palettes = 0;
        followLanguage(&widget, [&] { ++languages; });
        followPalette(&widget, [&] { ++palettes; });
        QCOMPARE(languages, 1);
        QCOMPARE(palettes, 1);
        QEvent language(QEvent::LanguageChange);
        QCoreApplication::sendEvent(&widget, &language);
        QCOMPARE(languages, 2);
        QCOMPARE(palettes, 1);
        widget.setPalette(QPalette(Qt::darkGray));
        QCOMPARE(palettes, 2);
    }

    void aButtonIsSpokenOfWithoutMnemonicAndEllipsis() {
        QPushButton button;
        describe(&button, QStringLiteral("&Choose…"), QStringLiteral("Choose a folder"));
        QCOMPARE(button.text(), QStringLiteral("&Choose…"));
        QCOMPARE(button.toolTip(), QStringLiteral("Choose a folder"));
        QCOMPARE(button.accessibleName(), QStringLiteral("Choose"));
        describe(&button, QStringLiteral("选择(&C)…"), QString());
        QCOMPARE(button.accessibleName(), QStringLiteral("选择"));
        describe(&button, QStringLiteral("&Choose…"), QString(), QStringLiteral("Choose a folder"));
        QCOMPARE(button.accessibleName(), QStringLiteral("Choose a folder"));
    }

    void boxesHoldTheirItemsInOrder() {
        QWidget widget;
        auto* first = named<QLabel>("first", QStringLiteral("1"));
        auto* second = named<QLabel>("second");
        auto* third = named<QLabel>("third");
        QVBoxLayout* box =
            column(&widget, {row({first, second}, 2), freeRoom(3), {third, 1, Qt::AlignTop}, gap(5)});
        QCOMPARE(first->objectName(), QStringLiteral("first"));
        QCOMPARE(first->parentWidget(), &widget);
        QCOMPARE(widget.layout(), box);
        QCOMPARE(box->contentsMargins(), QMargins());
        QCOMPARE(box->spacing(), kUnit);
        QCOMPARE(box->count(), 4);
        QCOMPARE(box->itemAt(0)->layout()->spacing(), 2);
        QCOMPARE(box->itemAt(0)->layout()->itemAt(1)->widget(), second);
        QVERIFY(box->itemAt(1)->spacerItem());
        QCOMPARE(box->stretch(1), 3);
        QCOMPARE(box->stretch(2), 1);
        QCOMPARE(box->itemAt(2)->alignment(), Qt::AlignTop);
        QCOMPARE(box->itemAt(3)->sizeHint().height(), 5);
        QCOMPARE(box->stretch(3), 0);
    }

    void foldOpensByKeyboard() {
        Fold fold;
        auto* content = new QLabel(QStringLiteral("inside"));
        fold.setContent(content);
        fold.setTitle(QStringLiteral("More"));
        QVERIFY(content->isHidden());
        QSignalSpy opened(&fold, &Fold::openChanged);
        QTest::keyClick(fold.header(), Qt::Key_Space);
        QVERIFY(fold.isOpen() && !content->isHidden());
        QCOMPARE(opened.takeFirst().first().toBool(), true);
        auto* other = new QLabel(QStringLiteral("other"));
        fold.setContent(other);
        QVERIFY(!other->isHidden());
    }

    void primaryIsLargeAndInTheAccent() {
        applyColorScheme(ColorScheme::Light);
        QPushButton button(QStringLiteral("Train"));
        makePrimary(&button);
        button.resize(button.sizeHint());
        QVERIFY(button.sizeHint().height() >= 5 * kUnit);
        const QImage shown = button.grab().toImage();
        QCOMPARE(shown.pixelColor(12, shown.height() / 2), accentColor(button.palette()));
    }

    void figuresAreShort() {
        QLocale::setDefault(QLocale::c());
        QCOMPARE(durationText(0), QStringLiteral("0 s"));
        QCOMPARE(durationText(61), QStringLiteral("1 min 1 s"));
        QCOMPARE(durationText(3660), QStringLiteral("1 h 1 min"));
        QCOMPARE(durationText(-1), QStringLiteral("–"));
        QCOMPARE(durationText(std::nan("")), QStringLiteral("–"));
        QVERIFY(bytesText(1400000000).startsWith(QStringLiteral("1.4")));
    }
};

WASSERFARBE_TEST(LookTest)

} // namespace wasserfarbe::test::look_test

#include "look_test.moc"
