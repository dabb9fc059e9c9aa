#include "app/pages/data/classes_section.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "app/pages/data/class_model.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {
namespace {

constexpr int kMostRows = 8; ///< more of them scroll

} // namespace

ClassesSection::ClassesSection(QWidget* parent)
    : QWidget(parent),
      model_(new ClassModel(this)),
      view_(new QTreeView(this)),
      all_(new QPushButton(this)),
      none_(new QPushButton(this)) {
    view_->setObjectName(QStringLiteral("classes"));
    view_->setModel(model_);
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAllColumnsShowFocus(true);
    view_->setTextElideMode(Qt::ElideMiddle);
    view_->setHeaderHidden(true);
    view_->header()->setStretchLastSection(false);
    view_->header()->setSectionResizeMode(ClassModel::NameColumn, QHeaderView::Stretch);
    view_->header()->setSectionResizeMode(ClassModel::CountColumn, QHeaderView::ResizeToContents);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    all_->setObjectName(QStringLiteral("allClasses"));
    none_->setObjectName(QStringLiteral("noClasses"));

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kUnit);
    buttons->addWidget(all_);
    buttons->addWidget(none_);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(view_);
    layout->addLayout(buttons);
    connect(all_, &QPushButton::clicked, model_, [this] { model_->setAllTakePart(true); });
    connect(none_, &QPushButton::clicked, model_, [this] { model_->setAllTakePart(false); });
    connect(model_, &QAbstractItemModel::modelReset, this, &ClassesSection::fitHeight);
    retranslate();
    fitHeight();
}

void ClassesSection::fitHeight() {
    const int rows = std::clamp(model_->rowCount(), 1, kMostRows);
    const int height = std::max(view_->sizeHintForRow(0), 2 * kUnit);
    view_->setFixedHeight(rows * height + 2 * view_->frameWidth());
}

void ClassesSection::retranslate() {
    view_->setAccessibleName(tr("Sub-folders that take part"));
    view_->setToolTip(tr("The sub-folders whose pictures take part"));
    all_->setText(tr("A&ll"));
    all_->setToolTip(tr("All sub-folders take part"));
    all_->setAccessibleName(tr("All sub-folders take part"));
    none_->setText(tr("N&one"));
    none_->setToolTip(tr("No sub-folder takes part, to choose a few"));
    none_->setAccessibleName(tr("No sub-folder takes part"));
    model_->retranslate();
}

void ClassesSection::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
}

} // namespace wasserfarbe
