#include "widgets/look/theme.h"

#include <algorithm>

#include <QApplication>
#include <QLabel>
#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QPushButton>
#include <QStyle>
#include <QStyleOption>

#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/system_scheme.h"

namespace wasserfarbe {
namespace {

/// The colours of one scheme. Text pairs reach 4.5:1; the test look_test measures it.
struct Colors {
    QColor window, base, alternate, button, text, disabled, quiet, line, surface, accent, onAccent, failure,
        tip;
};

const Colors& colorsOf(bool dark) {
    static const Colors light{0xf2f2f2, 0xffffff, 0xf7f7f7, 0xeaeaea, 0x1c1c1c, 0x858585, 0x5c5c5c,
                              0xd2d2d2, 0xfafafa, 0x2771a3, 0xffffff, 0xb3261e, 0xffffff};
    static const Colors darkColors{0x282828, 0x1d1d1d, 0x222222, 0x383838, 0xe8e8e8, 0x868686, 0xadadad,
                                   0x474747, 0x1b1b1b, 0x5aa9dc, 0x0e1820, 0xf2857c, 0x3a3a3a};
    return dark ? darkColors : light;
}

QPalette paletteOf(bool dark) {
    const Colors& c = colorsOf(dark);
    QPalette palette(c.button, c.window);
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::Button, c.button);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.onAccent);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::ToolTipBase, c.tip);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::PlaceholderText, c.quiet);
    palette.setColor(QPalette::BrightText, c.failure);
    palette.setColor(QPalette::Light, c.button.lighter(dark ? 115 : 110));
    palette.setColor(QPalette::Midlight, dark ? QColor(0x333333) : QColor(0xe4e4e4));
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Dark, dark ? QColor(0x505050) : QColor(0xa8a8a8));
    palette.setColor(QPalette::Shadow, QColor(dark ? 0x0c0c0c : 0x707070));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(role, c.text);
        palette.setColor(QPalette::Disabled, role, c.disabled);
    }
    palette.setColor(QPalette::Disabled, QPalette::PlaceholderText, c.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.line);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, c.text);
    return palette;
}

/// What a palette can't say: the main action of a page, tooltips, and splitters that can be seen.
QString styleSheetOf(bool dark) {
    const Colors& c = colorsOf(dark);
    const QString sheet = QStringLiteral(
        "QPushButton[primary=\"true\"] { background: %1; color: %2; border: 2px solid %1; border-radius: 4px;"
        " padding: 0 %6px; min-height: %7px; font-weight: 600; }"
        "QPushButton[primary=\"true\"]:hover { background: %3; border-color: %3; }"
        "QPushButton[primary=\"true\"]:pressed { background: %4; border-color: %4; }"
        "QPushButton[primary=\"true\"]:focus { border-color: %5; }"
        "QPushButton[primary=\"true\"]:disabled { background: %8; color: %9; border-color: %8; }"
        "QToolTip { background: %10; color: %5; border: 1px solid %8; padding: 4px; }"
        "QMenuBar { background: %11; border: none; }"
        "QMenuBar::item { background: transparent; padding: 4px 8px; }"
        "QMenuBar::item:selected, QMenuBar::item:pressed { background: %8; }"
        "QToolBar { background: %11; border: none; border-bottom: 1px solid %8; padding: 2px 8px; spacing: "
        "4px; }"
        "QToolBar::separator { background: %8; width: 1px; margin: 6px 8px; }"
        "QStatusBar { border-top: 1px solid %8; }"
        "QStatusBar::item { border: none; }");
    return sheet
        .arg(c.accent.name(), c.onAccent.name(), c.accent.lighter(dark ? 110 : 112).name(),
             c.accent.darker(dark ? 112 : 115).name(), c.text.name())
        .arg(3 * kUnit)
        .arg(5 * kUnit - 4)
        .arg(c.line.name(), c.quiet.name(), c.tip.name(), c.window.name());
}

/// Fusion with room around the words, and with controls of one height beside each other.
class LookStyle : public QProxyStyle {
public:
    LookStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

    /// Boxes to tick keep an outline that can be seen on dark windows, and show focus where they have no
    /// words beside them to frame.
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (element != PE_IndicatorCheckBox && element != PE_IndicatorRadioButton)
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(Qt::NoBrush);
        const bool enabled = option->state & State_Enabled;
        painter->setPen(enabled ? quietColor(option->palette) : lineColor(option->palette));
        if (option->state & State_HasFocus)
            painter->setPen(QPen(accentColor(option->palette), 2));
        const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
        if (element == PE_IndicatorCheckBox)
            painter->drawRoundedRect(box, 2, 2);
        else
            painter->drawEllipse(box);
        painter->restore();
    }

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override {
        if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
            return 0;
        return QProxyStyle::styleHint(hint, option, widget, data);
    }

    /// Message boxes show the project's own drawings.
    QIcon standardIcon(StandardPixmap standard, const QStyleOption* option,
                       const QWidget* widget) const override {
        if (standard == SP_MessageBoxQuestion)
            return icon(QStringLiteral("help"));
        if (standard == SP_MessageBoxInformation)
            return icon(QStringLiteral("information"));
        if (standard == SP_MessageBoxWarning || standard == SP_MessageBoxCritical)
            return icon(QStringLiteral("warning"));
        return QProxyStyle::standardIcon(standard, option, widget);
    }

    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override {
        QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
        if (type == CT_PushButton)
            result.rwidth() += 2 * kUnit;
        if (type == CT_PushButton || type == CT_ComboBox || type == CT_LineEdit || type == CT_SpinBox)
            result.setHeight(std::max(result.height(), 3 * kUnit + 4));
        return result;
    }
};

void applyDark(bool dark) {
    const QPalette palette = paletteOf(dark);
    if (qApp->property("wasserfarbeDark").isValid() && QApplication::palette() == palette)
        return;
    qApp->setProperty("wasserfarbeDark", dark);
    QApplication::setPalette(palette);
    qApp->setStyleSheet(styleSheetOf(dark));
}

} // namespace

void applyColorScheme(ColorScheme scheme) {
    static SystemScheme* system = nullptr;
    if (!system || system->parent() != qApp) {
        // Asked before our own palette hides the desktop's.
        system = new SystemScheme(qApp);
        QApplication::setStyle(new LookStyle);
        QObject::connect(system, &SystemScheme::changed, qApp, [watched = system] {
            if (watched->isFollowed())
                applyDark(watched->isDark());
        });
        QObject::connect(qApp, &QObject::destroyed, [] { system = nullptr; });
    }
    system->setFollowed(scheme == ColorScheme::System);
    applyDark(scheme == ColorScheme::System ? system->isDark() : scheme == ColorScheme::Dark);
}

bool isDark(const QPalette& palette) {
    // Not Window or Base: where a style sheet gives a widget a background, Qt writes that into both.
    return palette.color(QPalette::Active, QPalette::AlternateBase).lightness() < 128;
}

QColor accentColor(const QPalette& palette) {
    return colorsOf(isDark(palette)).accent;
}

QColor onAccentColor(const QPalette& palette) {
    return colorsOf(isDark(palette)).onAccent;
}

QColor failureColor(const QPalette& palette) {
    return colorsOf(isDark(palette)).failure;
}

QColor quietColor(const QPalette& palette) {
    return colorsOf(isDark(palette)).quiet;
}

QColor lineColor(const QPalette& palette) {
    return colorsOf(isDark(palette)).line;
}

QColor surfaceColor(const QPalette& palette) {
    return colorsOf(isDark(palette)).surface;
}

QFont headingFont() {
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 1.4);
    else
        font.setPixelSize(font.pixelSize() * 7 / 5);
    font.setWeight(QFont::DemiBold);
    return font;
}

void makePrimary(QPushButton* button) {
    button->setProperty("primary", true);
    button->setMinimumHeight(5 * kUnit);
    button->style()->unpolish(button);
    button->style()->polish(button);
}

void makeQuiet(QLabel* label) {
    label->setForegroundRole(QPalette::PlaceholderText);
}

void makeHeading(QLabel* label) {
    label->setFont(headingFont());
}

} // namespace wasserfarbe
