#include "app/pages/data/skipped_list.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>

#include "widgets/look/metrics.h"

namespace wasserfarbe {

SkippedList::SkippedList(QWidget* parent) : Fold(parent), model_(new SkippedModel(this)) {
    setObjectName(QStringLiteral("skippedFiles"));
    build();
    retranslate();
    connect(model_, &QAbstractItemModel::rowsInserted, this, &SkippedList::showCount);
    connect(model_, &QAbstractItemModel::modelReset, this, &SkippedList::showCount);
}

void SkippedList::build() {
    auto* content = new QWidget(this);
    view_ = new QTreeView(content);
    view_->setObjectName(QStringLiteral("skippedView"));
    view_->setModel(model_);
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAllColumnsShowFocus(true);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setTextElideMode(Qt::ElideMiddle);
    view_->header()->resizeSection(SkippedModel::FileColumn, 40 * kUnit);
    view_->setFixedHeight(14 * kUnit);
    copy_ = new QPushButton(content);
    copy_->setObjectName(QStringLiteral("copySkipped"));

    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(kUnit);
    buttons->addWidget(copy_);
    buttons->addStretch();
    auto* layout = new QHBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(view_, 1);
    layout->addLayout(buttons);
    setContent(content);

    connect(copy_, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(model_->text());
        Q_EMIT copied(model_->rowCount());
    });
}

void SkippedList::showCount() {
    const int count = model_->rowCount();
    setTitle(tr("%n file(s) can't be used", nullptr, count));
    setVisible(count > 0);
}

void SkippedList::retranslate() {
    header()->setToolTip(tr("The files that training leaves out, and why"));
    view_->setAccessibleName(tr("Files that can't be used"));
    view_->setToolTip(tr("The files that training leaves out, and why"));
    copy_->setText(tr("Cop&y list"));
    copy_->setToolTip(tr("Copies the names and reasons to the clipboard"));
    copy_->setAccessibleName(tr("Copy the list of files that can't be used"));
    model_->retranslate();
    showCount();
}

void SkippedList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Fold::changeEvent(event);
}

} // namespace wasserfarbe
