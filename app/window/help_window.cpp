#include "app/window/help_window.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QTextBrowser>

#include "app/window/help_text.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {

HelpWindow::HelpWindow(QWidget* parent)
    : QWidget(parent, Qt::Window), topics_(new QListWidget(this)), text_(new QTextBrowser(this)) {
    setObjectName(QStringLiteral("helpWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    topics_->setObjectName(QStringLiteral("helpTopics"));
    topics_->setFixedWidth(28 * kUnit);
    topics_->setWordWrap(true);
    topics_->setSpacing(kUnit / 4);
    text_->setObjectName(QStringLiteral("helpText"));
    text_->document()->setDocumentMargin(2 * kUnit);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kUnit, kUnit, kUnit, kUnit);
    layout->setSpacing(kUnit);
    layout->addWidget(topics_);
    layout->addWidget(text_, 1);
    resize(100 * kUnit, 70 * kUnit);

    connect(topics_, &QListWidget::currentRowChanged, this, [this](int row) {
        const QList<HelpTopic> all = helpTopics();
        if (row >= 0 && row < all.size())
            text_->setHtml(QStringLiteral("<h2>%1</h2>%2").arg(all[row].title, all[row].html));
    });
    retranslate();
}

void HelpWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void HelpWindow::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Cancel))
        close();
    else
        QWidget::keyPressEvent(event);
}

void HelpWindow::retranslate() {
    setWindowTitle(tr("Help"));
    topics_->setToolTip(tr("Choose a topic"));
    topics_->setAccessibleName(tr("Topics"));
    text_->setToolTip(tr("The text of the topic"));
    text_->setAccessibleName(tr("Text"));
    const int row = std::max(0, topics_->currentRow());
    topics_->clear();
    const QList<HelpTopic> all = helpTopics();
    for (const HelpTopic& topic : all)
        topics_->addItem(topic.title);
    topics_->setCurrentRow(row);
}

} // namespace wasserfarbe
