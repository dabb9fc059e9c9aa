#include "app/pages/data/classes_section.h"

#include <algorithm>

#include <QEvent>
#include <QHeaderView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>

#include "app/studio/path_text.h"
#include "widgets/look/figures.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {
namespace {

constexpr int kMostRows = 8; ///< more of them scroll

enum ClassColumn { NameColumn, CountColumn, ColumnCount };

QTreeWidgetItem* makeItem() {
    auto* item = new QTreeWidgetItem;
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable |
                   Qt::ItemNeverHasChildren);
    item->setTextAlignment(CountColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setSizeHint(NameColumn, QSize(0, 3 * kUnit));
    item->setSizeHint(CountColumn, QSize(0, 3 * kUnit));
    return item;
}

} // namespace

ClassesSection::ClassesSection(QWidget* parent)
    : QWidget(parent),
      list_(named<QTreeWidget>("classes", this)),
      all_(named<QPushButton>("allClasses", this)),
      none_(named<QPushButton>("noClasses", this)) {
    list_->setColumnCount(ColumnCount);
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setAllColumnsShowFocus(true);
    list_->setTextElideMode(Qt::ElideMiddle);
    list_->setHeaderHidden(true);
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    list_->header()->setSectionResizeMode(CountColumn, QHeaderView::ResizeToContents);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column(this, {list_, row({all_, none_, freeRoom(1)})});
    connect(list_, &QTreeWidget::itemChanged, this, [this] {
        std::vector<std::string> leftOut;
        for (int i = 0; i < count(); ++i)
            if (list_->topLevelItem(i)->checkState(NameColumn) == Qt::Unchecked)
                leftOut.push_back(classes_[static_cast<std::size_t>(i)].name);
        edit(leftOut);
    });
    connect(all_, &QPushButton::clicked, this, [this] { edit({}); });
    connect(none_, &QPushButton::clicked, this, [this] {
        std::vector<std::string> names;
        for (const DatasetClass& each : classes_)
            names.push_back(each.name);
        edit(names);
    });
    followLanguage(this, [this] { retranslate(); });
    fitHeight();
}

void ClassesSection::setClasses(const std::vector<DatasetClass>& classes) {
    if (classes == classes_)
        return;
    classes_ = classes;
    list_->clear();
    for (int i = 0; i < count(); ++i)
        list_->addTopLevelItem(makeItem());
    showTexts();
    showLeftOut();
    fitHeight();
}

void ClassesSection::setLeftOut(const std::vector<std::string>& leftOut) {
    if (leftOut == leftOut_)
        return;
    leftOut_ = leftOut;
    showLeftOut();
}

void ClassesSection::edit(const std::vector<std::string>& leftOut) {
    if (leftOut == leftOut_)
        return;
    setLeftOut(leftOut);
    Q_EMIT leftOutEdited(leftOut_);
}

bool ClassesSection::isLeftOut(const std::string& name) const {
    return std::binary_search(leftOut_.begin(), leftOut_.end(), name);
}

bool ClassesSection::hasFolders() const {
    return std::any_of(classes_.begin(), classes_.end(),
                       [](const DatasetClass& each) { return !each.name.empty(); });
}

int ClassesSection::takingPart() const {
    return static_cast<int>(std::count_if(classes_.begin(), classes_.end(), [this](const DatasetClass& each) {
        return !isLeftOut(each.name);
    }));
}

void ClassesSection::showTexts() {
    const QSignalBlocker quiet(list_);
    for (int i = 0; i < count(); ++i) {
        const DatasetClass& each = classes_[static_cast<std::size_t>(i)];
        QTreeWidgetItem& item = *list_->topLevelItem(i);
        const QString name = each.name.empty() ? tr("In no sub-folder") : toQString(each.name);
        const QString told =
            tr("%1: %n picture(s) that can be used", nullptr, static_cast<int>(each.usable)).arg(name);
        item.setText(NameColumn, name);
        item.setToolTip(NameColumn, told);
        item.setData(NameColumn, Qt::AccessibleTextRole, told);
        item.setText(CountColumn, countText(each.usable));
    }
}

/// At each tick, so without the texts: there may be thousands of rows.
void ClassesSection::showLeftOut() {
    const QSignalBlocker quiet(list_);
    for (int i = 0; i < count(); ++i) {
        const bool leftOut = isLeftOut(classes_[static_cast<std::size_t>(i)].name);
        list_->topLevelItem(i)->setCheckState(NameColumn, leftOut ? Qt::Unchecked : Qt::Checked);
    }
}

void ClassesSection::fitHeight() {
    const int rows = std::clamp(count(), 1, kMostRows);
    const int height = std::max(list_->sizeHintForRow(0), 2 * kUnit);
    list_->setFixedHeight(rows * height + 2 * list_->frameWidth());
}

void ClassesSection::retranslate() {
    describeField(list_, tr("Sub-folders that take part"), tr("The sub-folders whose pictures take part"));
    describe(all_, tr("A&ll"), tr("All sub-folders take part"), tr("All sub-folders take part"));
    describe(none_, tr("N&one"), tr("No sub-folder takes part, to choose a few"),
             tr("No sub-folder takes part"));
    showTexts();
}

void ClassesSection::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
}

} // namespace wasserfarbe
