#include "app/pages/chooser/model_popup.h"

#include <algorithm>
#include <utility>

#include <QCheckBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>

#include "app/studio/error_text.h"
#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/run/run_list.h"
#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

/// Where an entry leads: the path's text, and whether it is the training itself.
constexpr int kPathRole = Qt::UserRole;
constexpr int kLiveRole = Qt::UserRole + 1;

/// From so many runs on a filter helps.
constexpr std::size_t kManyRuns = 8;

/// The runs in a folder whose weights can be opened, those started last first. Blocks on the disk; any
/// thread.
/// @throws Error (Disk) where the folder can't be read
std::vector<RunModels> listRunModels(const std::filesystem::path& folder) {
    std::vector<RunModels> found;
    for (const RunSummary& run : list_runs(folder)) {
        std::vector<RunDirectory::Checkpoint> checkpoints = RunDirectory(run.path).checkpoints();
        if (checkpoints.empty())
            continue;
        std::reverse(checkpoints.begin(), checkpoints.end());
        found.push_back({run.path, std::move(checkpoints)});
    }
    return found;
}

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
      filter_(named<QLineEdit>("modelFilter", this)),
      tree_(named<QTreeView>("modelTree", this)),
      items_(new QStandardItemModel(this)),
      proxy_(new QSortFilterProxyModel(this)),
      note_(new QLabel(this)),
      raw_(named<QCheckBox>("rawWeights", this)),
      file_(named<QPushButton>("openModelFile", this)),
      background_(Background::AtEnd::Drop,
                  [this](const Error& error) { setRuns({}, errorText(error).message); }) {
    setObjectName(QStringLiteral("modelPopup"));
    setFrameShape(QFrame::StyledPanel);
    filter_->setClearButtonEnabled(true);
    filter_->installEventFilter(this);
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
    column(this, {filter_, {tree_, 1}, note_, raw_, file_})->setContentsMargins(kUnit, kUnit, kUnit, kUnit);

    connect(filter_, &QLineEdit::textChanged, proxy_, &QSortFilterProxyModel::setFilterFixedString);
    connect(tree_, &QTreeView::clicked, this, &ModelPopup::choose);
    connect(raw_, &QCheckBox::toggled, this, [this] {
        if (shown_ && !shown_->live && shown_->weights != weights())
            Q_EMIT chosen(shown_->path, weights());
    });
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
    followLanguage(this, [this] { retranslate(); });
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

void ModelPopup::setShown(const std::optional<ModelSource>& source) {
    shown_ = source;
    if (!source || source->live)
        return;
    const QSignalBlocker quiet(raw_);
    raw_->setChecked(source->weights == Weights::Raw);
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

void ModelPopup::retranslate() {
    filter_->setPlaceholderText(tr("Find a run"));
    describeField(filter_, tr("Find a run"), tr("Show only the runs whose name contains this"));
    describeField(tree_, tr("Models"),
                  tr("Choose a run for its newest checkpoint, or unfold it and choose an epoch"));
    describe(raw_, tr("&Raw weights instead of averaged"),
             tr("The weights as training left them; averaged ones make calmer, better images"));
    describe(file_, tr("&Open model file…"), tr("A checkpoint or model file anywhere on this computer"));
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
    if (!trouble_.isEmpty())
        note_->setText(trouble_);
    else if (runs_.empty())
        note_->setText(
            reading_
                ? tr("Looking for runs…")
                : tr("No run in %1 has a checkpoint yet.").arg(toQString(studio_.settings().runsFolder())));
    note_->setVisible(!trouble_.isEmpty() || runs_.empty());
}

QStandardItem* ModelPopup::liveItem() const {
    const TrainingSession& training = studio_.training();
    auto* item = new QStandardItem(icon(QStringLiteral("live")),
                                   tr("Newest of the training (%1)").arg(modelName(training.directory())));
    item->setData(true, kLiveRole);
    item->setToolTip(tr("The weights as the training has them now; they are renewed after each epoch"));
    if (shown_ && shown_->live)
        item->setFont(marked());
    return item;
}

QStandardItem* ModelPopup::runItem(const RunModels& run) const {
    auto* item = new QStandardItem(icon(QStringLiteral("model")), modelName(run.run));
    item->setData(toQString(run.run), kPathRole);
    item->setToolTip(tr("The newest checkpoint of %1").arg(toQString(run.run)));
    for (const RunDirectory::Checkpoint& checkpoint : run.checkpoints) {
        const QString epoch = countText(checkpoint.epoch);
        auto* child =
            new QStandardItem(checkpoint.step.value_or(0) == 0
                                  ? tr("Epoch %1").arg(epoch)
                                  : tr("Epoch %1, step %2").arg(epoch, countText(*checkpoint.step)));
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
    return shown_ && !shown_->live && path == shown_->path;
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
        Q_EMIT chosen(toPath(path), weights());
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

} // namespace wasserfarbe
