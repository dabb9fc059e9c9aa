#include "widgets/look/message_bar.h"

#include <QAccessible>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

#include "widgets/look/flat_button.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

QString iconNameOf(MessageBar::Kind kind) {
    return kind == MessageBar::Kind::Information ? QStringLiteral("information") : QStringLiteral("warning");
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel(this)),
      text_(named<QLabel>("messageText", this)),
      action_(named<QPushButton>("messageAction", this)),
      detailButton_(flatButton(this, QStringLiteral("messageDetailButton"))),
      close_(flatButton(this, QStringLiteral("messageClose"), QStringLiteral("close"))),
      detail_(named<QPlainTextEdit>("messageDetail", this)) {
    setObjectName(QStringLiteral("messageBar"));
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    detailButton_->setCheckable(true);
    detail_->setReadOnly(true);
    detail_->setTabChangesFocus(true);
    detail_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    detail_->setFixedHeight(10 * kUnit);
    QHBoxLayout* line = row({{icon_, 0, Qt::AlignTop},
                             {text_, 1},
                             {action_, 0, Qt::AlignTop},
                             {detailButton_, 0, Qt::AlignTop},
                             {close_, 0, Qt::AlignTop}});
    column(this, {line, detail_})->setContentsMargins(2 * kUnit, kUnit, kUnit, kUnit);

    connect(action_, &QPushButton::clicked, this, &MessageBar::actionTriggered);
    connect(detailButton_, &QToolButton::toggled, detail_, &QWidget::setVisible);
    connect(close_, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });
    detail_->hide();
    hide();
    followLanguage(this, [this] { retranslate(); });
    followPalette(this, [this] { restyle(); });
}

void MessageBar::showMessage(Kind kind, const QString& text, const QString& detail, const QString& action) {
    kind_ = kind;
    text_->setText(text);
    detail_->setPlainText(detail);
    detailButton_->setVisible(!detail.isEmpty());
    detailButton_->setChecked(false);
    describe(action_, action, action, action);
    action_->setVisible(!action.isEmpty());
    setAccessibleName(text);
    restyle();
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::clear() {
    detailButton_->setChecked(false);
    text_->clear();
    detail_->clear();
    hide();
}

QString MessageBar::text() const {
    return text_->text();
}

QString MessageBar::detail() const {
    return detail_->toPlainText();
}

void MessageBar::retranslate() {
    if (action_->text().isEmpty())
        describeField(action_, tr("Action"), tr("What can be done about it"));
    describe(detailButton_, tr("Details"), tr("Show or hide what the program says in full"));
    describeField(close_, tr("Dismiss"), tr("Dismiss this message"));
    describeField(detail_, tr("Details of the message"), tr("The program's own words; select them to copy"));
}

void MessageBar::restyle() {
    const QColor mark = kind_ == Kind::Failure       ? failureColor(palette())
                        : kind_ == Kind::Information ? accentColor(palette())
                                                     : palette().color(QPalette::WindowText);
    const QString sheet =
        // By class: pages give it names of their own.
        QStringLiteral("wasserfarbe--MessageBar { background: %1; border: 1px solid %2; border-left: 4px "
                       "solid %3; }")
            .arg(surfaceColor(palette()).name(), lineColor(palette()).name(), mark.name());
    icon_->setPixmap(coloredPixmap(iconNameOf(kind_), mark, 2 * kUnit + 4, devicePixelRatioF()));
    // Setting a sheet is a change of style that brings this event again.
    if (styleSheet() != sheet)
        setStyleSheet(sheet);
}

} // namespace wasserfarbe
