#include "app/pages/runs/run_details.h"

#include <QFont>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QToolButton>
#include <QTreeWidget>

#include "app/pages/runs/checkpoint_list.h"
#include "app/studio/error_text.h"
#include "app/studio/finding_texts.h"
#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "app/studio/run_reading.h"
#include "app/studio/saved_text.h"
#include "model/types/field_table.h"
#include "widgets/look/figures.h"
#include "widgets/look/fold.h"
#include "widgets/look/image_view.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"
#include "widgets/training/field_texts.h"

namespace wasserfarbe {

RunDetails::RunDetails(QWidget* parent)
    : QWidget(parent),
      preview_(named<ImageView>("runPreview", this)),
      name_(named<QLabel>("runName", this)),
      trouble_(named<QLabel>("runTrouble", this)),
      saved_(named<QLabel>("runSavedNote", this)),
      facts_(new QFormLayout),
      checkpointsFold_(named<Fold>("runCheckpointsFold", this)),
      checkpoints_(new CheckpointList),
      fold_(named<Fold>("runSettingsFold", this)),
      settings_(named<QTreeWidget>("runSettings")) {
    for (QLabel* label : {name_, trouble_})
        label->setTextFormat(Qt::PlainText);
    for (QLabel* label : {name_, trouble_, saved_})
        label->setWordWrap(true);
    makeHeading(name_);
    trouble_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    makeQuiet(saved_);
    facts_->setHorizontalSpacing(2 * kUnit);
    facts_->setVerticalSpacing(kUnit / 2);
    for (int fact = 0; fact < FactCount; ++fact) {
        labels_[fact] = new QLabel(this);
        makeQuiet(labels_[fact]);
        values_[fact] = new QLabel(this);
        values_[fact]->setTextFormat(Qt::PlainText);
        values_[fact]->setTextInteractionFlags(Qt::TextSelectableByMouse);
        facts_->addRow(labels_[fact], values_[fact]);
    }
    values_[Selection]->setObjectName(QStringLiteral("runSelection"));
    values_[BeganWith]->setObjectName(QStringLiteral("runBeganWith"));
    values_[Checkpoints]->setObjectName(QStringLiteral("runCheckpoints"));
    checkpointsFold_->setContent(checkpoints_);
    settings_->setColumnCount(2);
    settings_->setRootIsDecorated(false);
    settings_->setUniformRowHeights(true);
    settings_->setMinimumHeight(24 * kUnit);
    settings_->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    fold_->setContent(settings_);
    column(this, {{preview_, 1}, name_, trouble_, saved_, facts_, checkpointsFold_, fold_});
    // Both at once would leave the preview no room.
    connect(checkpointsFold_, &Fold::openChanged, this, [this](bool open) {
        if (open)
            fold_->setOpen(false);
    });
    connect(fold_, &Fold::openChanged, this, [this](bool open) {
        if (open)
            checkpointsFold_->setOpen(false);
    });
    followLanguage(this, [this] { retranslate(); });
}

void RunDetails::setRun(const RunSummary& run, const LiveRun& live) {
    if (run.path != run_.path) {
        preview_->setImage({});
        kept_ = {};
    }
    run_ = run;
    live_ = live;
    show();
}

void RunDetails::setPreview(const QImage& preview) {
    preview_->setImage(preview);
}

void RunDetails::setKept(const RunReader::Kept& kept) {
    if (kept.run != run_.path)
        return;
    kept_ = kept;
    showKept();
}

void RunDetails::setFact(Fact fact, const QString& text) {
    values_[fact]->setText(values_[fact]->fontMetrics().elidedText(text, Qt::ElideMiddle, 32 * kUnit));
    values_[fact]->setToolTip(text);
    values_[fact]->setVisible(!text.isEmpty());
    labels_[fact]->setVisible(!text.isEmpty());
}

void RunDetails::show() {
    name_->setText(runName(run_));
    const bool live = isLive();
    QString trouble;
    if (!run_.record)
        trouble = tr("Its run.json can't be read: %1").arg(reasonText(run_.error->reason()));
    else if (run_.record->state == RunState::Failed && !live)
        trouble = failureText(run_.record->failure);
    trouble_->setText(trouble);
    trouble_->setVisible(!trouble.isEmpty());
    fold_->setVisible(run_.record.has_value());
    setFact(State, runStateText(run_, live_));
    showKept();
    if (!run_.record) {
        for (int fact = Pictures; fact < FactCount; ++fact) // and none of its checkpoints
            setFact(static_cast<Fact>(fact), {});
        return;
    }
    const RunRecord& record = *run_.record;
    setFact(Pictures, tr("%1 in %2", nullptr).arg(countText(record.images), toQString(record.data)));
    setFact(Selection, selectionText(record));
    setFact(BeganWith, branchText(record));
    setFact(Preset, runPresetText(run_));
    setFact(Epochs, runEpochsText(run_, live_));
    setFact(Duration, runDurationText(run_, live_));
    setFact(Started, runTimeText(record.started));
    setFact(Ended, live ? QString() : runTimeText(record.finished));
    setFact(SeedFact, QString::number(record.seed));
    setFact(DeviceFact, deviceText(record.device));
    showSettings();
}

/// Its checkpoints, and what of the run is in none of them.
void RunDetails::showKept() {
    const std::size_t count = kept_.checkpoints.size();
    const QString total = bytesText(total_bytes(kept_.checkpoints));
    checkpointsFold_->setVisible(count > 0 && run_.record);
    //: how many, and what they take on the disk: "Checkpoints (5, 240 MB)"
    checkpointsFold_->setTitle(
        tr("Checkpoints (%1, %2)").arg(countText(static_cast<std::int64_t>(count)), total));
    //: how many, and what they take on the disk: "5, 240 MB"
    setFact(Checkpoints, count == 0 || !run_.record
                             ? QString()
                             : tr("%1, %2").arg(countText(static_cast<std::int64_t>(count)), total));
    checkpoints_->setCheckpoints(kept_.checkpoints);
    checkpoints_->setTraining(isLive() || run_.in_use);
    const std::optional<SavedCheckpoint> newest = newestWhole(kept_.checkpoints);
    const std::int64_t saved = newest ? newest->step : 0;
    const bool beyond = kept_.lastStep > saved && !isLive() && !run_.in_use;
    saved_->setText(beyond ? unsavedStepsText(saved, kept_.lastStep - saved) : QString());
    saved_->setVisible(beyond);
}

/// "faces-1, step 1,200", or the name of a model file; empty where it is no branch.
QString RunDetails::branchText(const RunRecord& record) {
    if (record.branch_of.empty())
        return {};
    const QString name = modelName(record.branch_of);
    return record.branch_step > 0 ? tr("%1, step %2").arg(name, countText(record.branch_step)) : name;
}

/// What was left out, kept from training or cropped by hand, in one line; empty: nothing.
QString RunDetails::selectionText(const RunRecord& record) {
    const DatasetSelection& selection = record.selection;
    QStringList parts;
    if (record.held_out > 0)
        parts.append(tr("%1 kept from training").arg(countText(record.held_out)));
    if (!selection.left_out.empty())
        parts.append(tr("without: %1").arg(findingTitles(selection.left_out)));
    if (!selection.left_out_classes.empty())
        parts.append(
            tr("%n sub-folder(s) left out", nullptr, static_cast<int>(selection.left_out_classes.size())));
    if (!selection.crop_places.empty())
        parts.append(tr("%n with its own crop", nullptr, static_cast<int>(selection.crop_places.size())));
    return parts.join(QStringLiteral(" · "));
}

QString RunDetails::deviceText(const Device& device) {
    if (device.kind == Device::Kind::Auto)
        return tr("Automatic");
    return device.kind == Device::Kind::Cpu ? tr("Processor") : tr("GPU %1").arg(device.index);
}

/// What differs from the preset is bold.
void RunDetails::showSettings() {
    const RunRecord& record = *run_.record;
    const std::pair shown(record.config, record.preset);
    if (shownSettings_ == shown)
        return; // unchanged; filling the list anew would move it under a person who reads it
    shownSettings_ = shown;
    settings_->clear();
    const auto named = find_preset(record.preset);
    const TrainingConfig preset = named ? preset_config(*named) : record.config;
    for (const Field& field : field_table()) {
        auto* row =
            new QTreeWidgetItem(settings_, {fieldLabel(field), settingText(field, field.get(record.config))});
        row->setToolTip(0, fieldHelp(field));
        row->setToolTip(1, fieldHelp(field));
        if (field.get(record.config) == field.get(preset))
            continue;
        QFont bold = settings_->font();
        bold.setBold(true);
        row->setFont(0, bold);
        row->setFont(1, bold);
    }
}

void RunDetails::retranslate() {
    preview_->setPlaceholder(tr("No preview yet"));
    describeField(preview_, tr("Newest preview of the run"), tr("The run's newest preview"));
    const QString names[FactCount] = {tr("State"),   tr("Pictures"), tr("Selection"), tr("Weights of"),
                                      tr("Preset"),  tr("Epochs"),   tr("Duration"),  tr("Checkpoints"),
                                      tr("Started"), tr("Ended"),    tr("Seed"),      tr("Device")};
    for (int fact = 0; fact < FactCount; ++fact)
        labels_[fact]->setText(names[fact]);
    checkpointsFold_->header()->setToolTip(
        tr("Shows what the run can go on from: pin what is to stay, explore it, branch from it"));
    fold_->setTitle(tr("All settings"));
    fold_->header()->setToolTip(
        tr("Shows every setting of the run; those that differ from the preset are bold"));
    settings_->setHeaderLabels({tr("Setting"), tr("Value")});
    settings_->setAccessibleName(tr("Settings of the run"));
    shownSettings_.reset(); // they are in another language
    showKept();
    if (!run_.path.empty())
        show();
}

} // namespace wasserfarbe
