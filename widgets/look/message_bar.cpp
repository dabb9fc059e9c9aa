#include "widgets/look/message_bar.h"

#include <QAccessible>
#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
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
      text_(new QLabel(this)),
      action_(new QPushButton(this)),
      detailButton_(new QToolButton(this)),
      close_(new QToolButton(this)),
      detail_(new QPlainTextEdit(this)) {
    setObjectName(QStringLiteral("messageBar"));
    text_->setObjectName(QStringLiteral("messageText"));
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    action_->setObjectName(QStringLiteral("messageAction"));
    detailButton_->setObjectName(QStringLiteral("messageDetailButton"));
    detailButton_->setCheckable(true);
    detailButton_->setAutoRaise(true);
    detailButton_->setFocusPolicy(Qt::StrongFocus);
    close_->setObjectName(QStringLiteral("messageClose"));
    close_->setIcon(icon(QStringLiteral("close")));
    close_->setAutoRaise(true);
    close_->setFocusPolicy(Qt::StrongFocus);
    detail_->setObjectName(QStringLiteral("messageDetail"));
    detail_->setReadOnly(true);
    detail_->setTabChangesFocus(true);
    detail_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    detail_->setFixedHeight(10 * kUnit);

    auto* line = new QHBoxLayout;
    line->setSpacing(kUnit);
    line->addWidget(icon_, 0, Qt::AlignTop);
    line->addWidget(text_, 1);
    line->addWidget(action_, 0, Qt::AlignTop);
    line->addWidget(detailButton_, 0, Qt::AlignTop);
    line->addWidget(close_, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kUnit, kUnit, kUnit, kUnit);
    layout->setSpacing(kUnit);
    layout->addLayout(line);
    layout->addWidget(detail_);

    connect(action_, &QPushButton::clicked, this, &MessageBar::actionTriggered);
    connect(detailButton_, &QToolButton::toggled, detail_, &QWidget::setVisible);
    connect(close_, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });
    detail_->hide();
    hide();
    retranslate();
    restyle();
}

void MessageBar::showMessage(Kind kind, const QString& text, const QString& detail, const QString& action) {
    kind_ = kind;
    text_->setText(text);
    detail_->setPlainText(detail);
    detailButton_->setVisible(!detail.isEmpty());
    detailButton_->setChecked(false);
    action_->setText(action);
    action_->setToolTip(action);
    action_->setAccessibleName(action);
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

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        restyle();
    QFrame::changeEvent(event);
}

void MessageBar::retranslate() {
    if (action_->text().isEmpty()) {
        action_->setToolTip(tr("What can be done about it"));
        action_->setAccessibleName(tr("Action"));
    }
    detailButton_->setText(tr("Details"));
    detailButton_->setToolTip(tr("Show or hide what the program says in full"));
    detailButton_->setAccessibleName(tr("Details"));
    close_->setToolTip(tr("Dismiss this message"));
    close_->setAccessibleName(tr("Dismiss"));
    detail_->setAccessibleName(tr("Details of the message"));
    detail_->setToolTip(tr("The program's own words; select them to copy"));
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
