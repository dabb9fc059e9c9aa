#include "widgets/latent/keeper_strip.h"

#include <algorithm>

#include <QAbstractItemModel>
#include <QAction>
#include <QDragEnterEvent>
#include <QEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QStyledItemDelegate>

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
    : QWidget(parent), view_(new KeeperView(this)), empty_(new QLabel(this)) {
    view_->setObjectName(QStringLiteral("keepers"));
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
    empty_->setObjectName(QStringLiteral("keepersEmpty"));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setAttribute(Qt::WA_TransparentForMouseEvents);
    makeQuiet(empty_);
    auto* layout = new QStackedLayout(this);
    layout->setStackingMode(QStackedLayout::StackAll);
    layout->addWidget(empty_);
    layout->addWidget(view_);
    view_->viewport()->setAutoFillBackground(false);
    setFixedHeight(kItem + 2 * kUnit);

    show_ = makeAction(QStringLiteral("showKeeper"), {});
    useAsA_ = makeAction(QStringLiteral("keeperAsA"), Qt::Key_A);
    useAsB_ = makeAction(QStringLiteral("keeperAsB"), Qt::Key_B);
    export_ = makeAction(QStringLiteral("exportKeepers"), {});
    remove_ = makeAction(QStringLiteral("removeKeepers"), QKeySequence::Delete);
    earlier_ = makeAction(QStringLiteral("keeperEarlier"), Qt::CTRL | Qt::SHIFT | Qt::Key_Left);
    later_ = makeAction(QStringLiteral("keeperLater"), Qt::CTRL | Qt::SHIFT | Qt::Key_Right);
    const auto current = [this](void (KeeperStrip::*signal)(int)) {
        return [this, signal] {
            if (view_->currentIndex().isValid())
                Q_EMIT(this->*signal)(view_->currentIndex().row());
        };
    };
    connect(show_, &QAction::triggered, this, current(&KeeperStrip::activated));
    connect(useAsA_, &QAction::triggered, this, current(&KeeperStrip::useAsARequested));
    connect(useAsB_, &QAction::triggered, this, current(&KeeperStrip::useAsBRequested));
    connect(export_, &QAction::triggered, this, [this] {
        if (!selectedRows().isEmpty())
            Q_EMIT exportRequested(selectedRows());
    });
    connect(remove_, &QAction::triggered, this, [this] {
        if (!selectedRows().isEmpty())
            Q_EMIT removeRequested(selectedRows());
    });
    connect(earlier_, &QAction::triggered, this, [this] { moveSelected(-1); });
    connect(later_, &QAction::triggered, this, [this] { moveSelected(1); });
    connect(view_, &QListView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT activated(index.row()); });
    connect(view_, &QListView::customContextMenuRequested, this, &KeeperStrip::showMenu);
    retranslate();
}

QAction* KeeperStrip::makeAction(const QString& objectName, const QKeySequence& key) {
    auto* action = new QAction(this);
    action->setObjectName(objectName);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    action->setShortcutVisibleInContextMenu(true);
    view_->addAction(action);
    return action;
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

void KeeperStrip::showMenu(const QPoint& position) {
    const QModelIndex index = view_->indexAt(position);
    if (!index.isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({show_, useAsA_, useAsB_});
    menu->addSeparator();
    menu->addActions({earlier_, later_});
    menu->addSeparator();
    menu->addActions({export_, remove_});
    menu->popup(view_->viewport()->mapToGlobal(position));
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

void KeeperStrip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void KeeperStrip::retranslate() {
    empty_->setText(tr("Images that you keep (K) stay here."));
    view_->setAccessibleName(tr("Kept images"));
    view_->setToolTip(tr("Double-click to go to an image; drag to put them in order, or onto A or B"));
    show_->setText(tr("Go to this image"));
    useAsA_->setText(tr("Use as A"));
    useAsB_->setText(tr("Use as B"));
    export_->setText(tr("Export…"));
    remove_->setText(tr("Remove"));
    earlier_->setText(tr("Move to the left"));
    later_->setText(tr("Move to the right"));
}

} // namespace wasserfarbe
