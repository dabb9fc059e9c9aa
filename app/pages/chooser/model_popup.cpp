#include "app/pages/chooser/model_popup.h"

#include <algorithm>
#include <utility>

#include <QCheckBox>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

#include "app/pages/chooser/model_names.h"
#include "app/studio/error_text.h"
#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

/// Where an entry leads: the path's text, and whether it is the training itself.
constexpr int kPathRole = Qt::UserRole;
constexpr int kLiveRole = Qt::UserRole + 1;

/// From so many runs on a filter helps.
constexpr std::size_t kManyRuns = 8;

/// For what is looked at now.
QFont marked() {
    QFont font;
    font.setBold(true);
    return font;
}

} // namespace

ModelPopup::ModelPopup(Studio& studio, QWidget* parent)
    : QFrame(parent, Qt::Popup),
      studio_(studio),
      filter_(new QLineEdit(this)),
      tree_(new QTreeView(this)),
      items_(new QStandardItemModel(this)),
      proxy_(new QSortFilterProxyModel(this)),
      note_(new QLabel(this)),
      raw_(new QCheckBox(this)),
      file_(new QPushButton(this)),
      background_(Background::AtEnd::Drop,
                  [this](const Error& error) { setRuns({}, errorText(error).message); }) {
    build();
    connect(filter_, &QLineEdit::textChanged, proxy_, &QSortFilterProxyModel::setFilterFixedString);
    connect(tree_, &QTreeView::clicked, this, &ModelPopup::choose);
    connect(raw_, &QCheckBox::toggled, this, [this] { Q_EMIT weightsChosen(weights()); });
    connect(file_, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT fileWanted();
    });
    const auto refresh = [this] {
        if (isVisible())
            fill();
    };
    connect(&studio_.training(), &TrainingSession::stateChanged, this, refresh);
    connect(&studio_.training(), &TrainingSession::prepared, this, refresh);
    retranslate();
}

ModelPopup::~ModelPopup() = default;

void ModelPopup::build() {
    setObjectName(QStringLiteral("modelPopup"));
    setFrameShape(QFrame::StyledPanel);
    filter_->setObjectName(QStringLiteral("modelFilter"));
    filter_->setClearButtonEnabled(true);
    filter_->installEventFilter(this);
    tree_->setObjectName(QStringLiteral("modelTree"));
    raw_->setObjectName(QStringLiteral("rawWeights"));
    file_->setObjectName(QStringLiteral("openModelFile"));
    proxy_->setSourceModel(items_);
    proxy_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    proxy_->setRecursiveFilteringEnabled(true);
    proxy_->setAutoAcceptChildRows(true);
    tree_->setModel(proxy_);
    tree_->setHeaderHidden(true);
    tree_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree_->setUniformRowHeights(true);
    tree_->setFrameShape(QFrame::NoFrame);
    tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree_->setTextElideMode(Qt::ElideMiddle);
    tree_->installEventFilter(this);
    note_->setWordWrap(true);
    makeQuiet(note_);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kUnit, kUnit, kUnit, kUnit);
    layout->setSpacing(kUnit);
    layout->addWidget(filter_);
    layout->addWidget(tree_, 1);
    layout->addWidget(note_);
    layout->addWidget(raw_);
    layout->addWidget(file_);
}

void ModelPopup::openBelow(QWidget* anchor) {
    readRuns();
    fill();
    resize(std::max(anchor->width(), 44 * kUnit), 50 * kUnit);
    QPoint place = anchor->mapToGlobal(QPoint(0, anchor->height()));
    const QRect screen = anchor->screen()->availableGeometry();
    place.setX(std::max(screen.left(), std::min(place.x(), screen.right() - width())));
    place.setY(std::max(screen.top(), std::min(place.y(), screen.bottom() - height())));
    move(place);
    show();
    tree_->setFocus();
}

Weights ModelPopup::weights() const {
    return raw_->isChecked() ? Weights::Raw : Weights::Averaged;
}

void ModelPopup::setWeights(Weights weights) {
    const QSignalBlocker quiet(raw_);
    raw_->setChecked(weights == Weights::Raw);
}

void ModelPopup::setShown(const std::filesystem::path& path, bool live) {
    shown_ = path;
    shownLive_ = live;
}

void ModelPopup::readRuns() {
    if (reading_)
        return;
    reading_ = true;
    const std::filesystem::path folder = studio_.settings().runsFolder();
    background_.run(
        [this, folder](const auto&) { return [this, runs = listRunModels(folder)] { setRuns(runs, {}); }; });
}

void ModelPopup::setRuns(std::vector<RunModels> runs, const QString& trouble) {
    reading_ = false;
    runs_ = std::move(runs);
    trouble_ = trouble;
    fill();
}

/// Keeps what is unfolded and where the keyboard stands, so that a list read anew does not jump.
void ModelPopup::fill() {
    const QString current = tree_->currentIndex().data(kPathRole).toString();
    QStringList unfolded;
    for (int row = 0; row < proxy_->rowCount(); ++row) {
        const QModelIndex index = proxy_->index(row, 0);
        if (tree_->isExpanded(index))
            unfolded << index.data(kPathRole).toString();
    }
    items_->clear();
    const TrainingSession& training = studio_.training();
    if (training.isActive() && !training.directory().empty())
        items_->appendRow(liveItem());
    for (const RunModels& run : runs_)
        items_->appendRow(runItem(run));

    for (int row = 0; row < proxy_->rowCount(); ++row) {
        const QModelIndex index = proxy_->index(row, 0);
        const QString path = index.data(kPathRole).toString();
        tree_->setExpanded(index, unfolded.contains(path) || runs_.size() == 1);
    }
    const QModelIndexList found =
        proxy_->match(proxy_->index(0, 0), kPathRole, current, 1,
                      Qt::MatchExactly | Qt::MatchRecursive | Qt::MatchCaseSensitive);
    tree_->setCurrentIndex(!current.isEmpty() && !found.isEmpty() ? found.first() : proxy_->index(0, 0));
    filter_->setVisible(runs_.size() > kManyRuns || !filter_->text().isEmpty());
    retranslate();
}

QStandardItem* ModelPopup::liveItem() const {
    const TrainingSession& training = studio_.training();
    auto* item = new QStandardItem(icon(QStringLiteral("live")),
                                   tr("Newest of the training (%1)").arg(modelName(training.directory())));
    item->setData(true, kLiveRole);
    item->setToolTip(tr("The weights as the training has them now; they are renewed after each epoch"));
    if (shownLive_)
        item->setFont(marked());
    return item;
}

QStandardItem* ModelPopup::runItem(const RunModels& run) const {
    auto* item = new QStandardItem(icon(QStringLiteral("model")), modelName(run.run));
    item->setData(toQString(run.run), kPathRole);
    item->setToolTip(tr("The newest checkpoint of %1").arg(toQString(run.run)));
    for (const RunDirectory::Checkpoint& checkpoint : run.checkpoints) {
        auto* child = new QStandardItem(checkpointText(checkpoint));
        child->setData(toQString(checkpoint.path), kPathRole);
        child->setToolTip(toQString(checkpoint.path));
        if (isShown(checkpoint.path))
            child->setFont(marked());
        item->appendRow(child);
    }
    if (isShown(run.run))
        item->setFont(marked());
    return item;
}

bool ModelPopup::isShown(const std::filesystem::path& path) const {
    return !shownLive_ && path == shown_;
}

void ModelPopup::choose(const QModelIndex& index) {
    if (!index.isValid())
        return;
    const bool live = index.data(kLiveRole).toBool();
    const QString path = index.data(kPathRole).toString();
    close();
    if (live)
        Q_EMIT liveChosen();
    else
        Q_EMIT pathChosen(toPath(path));
}

bool ModelPopup::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        choose(tree_->currentIndex());
        return true;
    }
    if (watched == filter_ && (key == Qt::Key_Down || key == Qt::Key_Up)) {
        tree_->setFocus();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void ModelPopup::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        fill();
    QFrame::changeEvent(event);
}

void ModelPopup::retranslate() {
    filter_->setPlaceholderText(tr("Find a run"));
    filter_->setToolTip(tr("Show only the runs whose name contains this"));
    filter_->setAccessibleName(tr("Find a run"));
    tree_->setToolTip(tr("Choose a run for its newest checkpoint, or unfold it and choose an epoch"));
    tree_->setAccessibleName(tr("Models"));
    raw_->setText(tr("&Raw weights instead of averaged"));
    raw_->setToolTip(tr("The weights as training left them; averaged ones make calmer, better images"));
    raw_->setAccessibleName(tr("Raw weights instead of averaged"));
    file_->setText(tr("&Open model file…"));
    file_->setToolTip(tr("A checkpoint or model file anywhere on this computer"));
    file_->setAccessibleName(tr("Open model file"));
    if (!trouble_.isEmpty())
        note_->setText(trouble_);
    else if (runs_.empty())
        note_->setText(
            reading_
                ? tr("Looking for runs…")
                : tr("No run in %1 has a checkpoint yet.").arg(toQString(studio_.settings().runsFolder())));
    note_->setVisible(!trouble_.isEmpty() || runs_.empty());
}

} // namespace wasserfarbe
