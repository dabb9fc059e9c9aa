#include "widgets/latent/keeper_strip.h"

#include <algorithm>
#include <functional>

#include <QAbstractItemModel>
#include <QAction>
#include <QDragEnterEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QStyledItemDelegate>

#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kKeeperSide = 8 * kUnit;
constexpr int kItem = kKeeperSide + kUnit;

/// The image at the largest whole multiple that fits, framed when it is chosen.
class KeeperDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {kItem, kItem}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const auto image = index.data(Qt::DecorationRole).value<QImage>();
        QSize size = image.size();
        if (size.width() > kKeeperSide || size.height() > kKeeperSide)
            size.scale(kKeeperSide, kKeeperSide, Qt::KeepAspectRatio);
        else if (!size.isEmpty())
            size *= std::min(kKeeperSide / size.width(), kKeeperSide / size.height());
        QRect place(QPoint(0, 0), size);
        place.moveCenter(option.rect.center());
        painter->save();
        painter->setRenderHint(QPainter::SmoothPixmapTransform, size.width() < image.width());
        painter->drawImage(place, image);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool focused = option.state.testFlag(QStyle::State_HasFocus);
        if (selected || focused) {
            painter->setPen(QPen(accentColor(option.palette), selected ? 3 : 1));
            painter->drawRect(place.adjusted(-2, -2, 1, 1));
        }
        painter->restore();
    }
};

/// What is dragged to another program is copied; within the strip the same drag means another order.
class KeeperView final : public QListView {
public:
    using QListView::QListView;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override {
        if (isReordering(event))
            QListView::dragEnterEvent(event);
    }
    void dragMoveEvent(QDragMoveEvent* event) override {
        if (isReordering(event))
            QListView::dragMoveEvent(event);
    }
    void dropEvent(QDropEvent* event) override {
        if (isReordering(event))
            QListView::dropEvent(event);
    }

private:
    bool isReordering(QDropEvent* event) const {
        if (event->source() != this) {
            event->ignore();
            return false;
        }
        event->setDropAction(Qt::MoveAction);
        return true;
    }
};

} // namespace

KeeperStrip::KeeperStrip(QWidget* parent)
    : QWidget(parent),
      view_(named<KeeperView>("keepers", this)),
      empty_(named<QLabel>("keepersEmpty", this)) {
    view_->setFlow(QListView::LeftToRight);
    view_->setWrapping(false);
    view_->setUniformItemSizes(true);
    view_->setItemDelegate(new KeeperDelegate(view_));
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setDragDropMode(QAbstractItemView::DragDrop);
    view_->setDefaultDropAction(Qt::CopyAction); // moved to another program, the kept image would be lost
    view_->setDragDropOverwriteMode(false);
    view_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    view_->setFrameShape(QFrame::NoFrame);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setAttribute(Qt::WA_TransparentForMouseEvents);
    makeQuiet(empty_);
    auto* layout = new QStackedLayout(this);
    layout->setStackingMode(QStackedLayout::StackAll);
    layout->addWidget(empty_);
    layout->addWidget(view_);
    view_->viewport()->setAutoFillBackground(false);
    setFixedHeight(kItem + 2 * kUnit);

    const auto add = [this](const char* name, const QKeySequence& key, const std::function<void()>& act) {
        auto* action = named<QAction>(name, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        action->setShortcutVisibleInContextMenu(true);
        view_->addAction(action);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    const auto current = [this](void (KeeperStrip::*signal)(int)) {
        return [this, signal] {
            if (view_->currentIndex().isValid())
                Q_EMIT(this->*signal)(view_->currentIndex().row());
        };
    };
    const auto selected = [this](void (KeeperStrip::*signal)(QList<int>)) {
        return [this, signal] {
            if (!selectedRows().isEmpty())
                Q_EMIT(this->*signal)(selectedRows());
        };
    };
    QAction* show = add("showKeeper", {}, current(&KeeperStrip::activated));
    QAction* useAsA = add("keeperAsA", Qt::Key_A, current(&KeeperStrip::useAsARequested));
    QAction* useAsB = add("keeperAsB", Qt::Key_B, current(&KeeperStrip::useAsBRequested));
    QAction* exportThem = add("exportKeepers", {}, selected(&KeeperStrip::exportRequested));
    QAction* remove = add("removeKeepers", QKeySequence::Delete, selected(&KeeperStrip::removeRequested));
    QAction* earlier =
        add("keeperEarlier", Qt::CTRL | Qt::SHIFT | Qt::Key_Left, [this] { moveSelected(-1); });
    QAction* later = add("keeperLater", Qt::CTRL | Qt::SHIFT | Qt::Key_Right, [this] { moveSelected(1); });
    auto* menu = new QMenu(this);
    menu->addActions({show, useAsA, useAsB});
    menu->addSeparator();
    menu->addActions({earlier, later});
    menu->addSeparator();
    menu->addActions({exportThem, remove});
    connect(view_, &QListView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT activated(index.row()); });
    connect(view_, &QListView::customContextMenuRequested, this, [this, menu](const QPoint& position) {
        if (view_->indexAt(position).isValid())
            menu->popup(view_->viewport()->mapToGlobal(position));
    });
    followLanguage(this, [=, this] {
        empty_->setText(tr("Images that you keep (K) stay here."));
        describeField(view_, tr("Kept images"),
                      tr("Double-click to go to an image; drag to put them in order, or onto A or B"));
        show->setText(tr("Go to this image"));
        useAsA->setText(tr("Use as A"));
        useAsB->setText(tr("Use as B"));
        exportThem->setText(tr("Export…"));
        remove->setText(tr("Remove"));
        earlier->setText(tr("Move to the left"));
        later->setText(tr("Move to the right"));
    });
}

void KeeperStrip::setModel(QAbstractItemModel* model) {
    view_->setModel(model);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, signal, this, &KeeperStrip::updateEmpty);
    connect(model, &QAbstractItemModel::modelReset, this, &KeeperStrip::updateEmpty);
    updateEmpty();
}

QList<int> KeeperStrip::selectedRows() const {
    QList<int> rows;
    if (view_->selectionModel() == nullptr)
        return rows;
    for (const QModelIndex& index : view_->selectionModel()->selectedIndexes())
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

QSize KeeperStrip::sizeHint() const {
    return {40 * kUnit, kItem + 2 * kUnit};
}

void KeeperStrip::moveSelected(int direction) {
    const QModelIndex index = view_->currentIndex();
    const int to = index.row() + direction;
    if (!index.isValid() || to < 0 || to >= view_->model()->rowCount())
        return;
    // Qt counts the destination before the row is taken out.
    view_->model()->moveRow({}, index.row(), {}, direction > 0 ? to + 1 : to);
    view_->scrollTo(view_->currentIndex());
}

void KeeperStrip::updateEmpty() {
    empty_->setVisible(view_->model() == nullptr || view_->model()->rowCount() == 0);
}

} // namespace wasserfarbe
