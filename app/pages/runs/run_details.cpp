#include "app/pages/runs/run_details.h"

#include <QEvent>
#include <QFont>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "app/pages/runs/setting_text.h"
#include "app/studio/finding_texts.h"
#include "app/studio/path_text.h"
#include "model/types/field_table.h"
#include "widgets/look/figures.h"
#include "widgets/look/fold.h"
#include "widgets/look/image_view.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"
#include "widgets/training/field_texts.h"

namespace wasserfarbe {

RunDetails::RunDetails(QWidget* parent)
    : QWidget(parent),
      preview_(new ImageView(this)),
      name_(new QLabel(this)),
      trouble_(new QLabel(this)),
      facts_(new QFormLayout),
      fold_(new Fold(this)),
      settings_(new QTreeWidget) {
    build();
    retranslate();
}

void RunDetails::build() {
    preview_->setObjectName(QStringLiteral("runPreview"));
    name_->setObjectName(QStringLiteral("runName"));
    name_->setTextFormat(Qt::PlainText);
    name_->setWordWrap(true);
    makeHeading(name_);
    trouble_->setObjectName(QStringLiteral("runTrouble"));
    trouble_->setTextFormat(Qt::PlainText);
    trouble_->setWordWrap(true);
    trouble_->setTextInteractionFlags(Qt::TextSelectableByMouse);
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
    settings_->setObjectName(QStringLiteral("runSettings"));
    settings_->setColumnCount(2);
    settings_->setRootIsDecorated(false);
    settings_->setUniformRowHeights(true);
    settings_->setMinimumHeight(24 * kUnit);
    settings_->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    fold_->setObjectName(QStringLiteral("runSettingsFold"));
    fold_->setContent(settings_);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(preview_, 1);
    layout->addWidget(name_);
    layout->addWidget(trouble_);
    layout->addLayout(facts_);
    layout->addWidget(fold_);
}

void RunDetails::setRun(const RunSummary& run, const LiveRun& live) {
    if (run.path != run_.path)
        preview_->setImage({});
    run_ = run;
    live_ = live;
    show();
}

void RunDetails::setPreview(const QImage& preview) {
    preview_->setImage(preview);
}

void RunDetails::setFact(Fact fact, const QString& text) {
    values_[fact]->setText(values_[fact]->fontMetrics().elidedText(text, Qt::ElideMiddle, 36 * kUnit));
    values_[fact]->setToolTip(text);
    values_[fact]->setVisible(!text.isEmpty());
    labels_[fact]->setVisible(!text.isEmpty());
}

void RunDetails::show() {
    name_->setText(runName(run_));
    const bool live = run_.path == live_.path;
    QString trouble;
    if (!run_.record)
        trouble = tr("Its run.json can't be read: %1").arg(QString::fromStdString(run_.error));
    else if (run_.record->state == RunState::Failed && !live)
        trouble = QString::fromStdString(run_.record->failure);
    trouble_->setText(trouble);
    trouble_->setVisible(!trouble.isEmpty());
    fold_->setVisible(run_.record.has_value());
    setFact(State, runStateText(run_, live_));
    if (!run_.record) {
        for (int fact = Pictures; fact < FactCount; ++fact)
            setFact(static_cast<Fact>(fact), {});
        return;
    }
    const RunRecord& record = *run_.record;
    setFact(Pictures, tr("%1 in %2", nullptr).arg(countText(record.images), toQString(record.data)));
    setFact(Selection, selectionText(record));
    setFact(Preset, runPresetText(run_));
    setFact(Epochs, runEpochsText(run_, live_));
    setFact(Duration, runDurationText(run_, live_));
    setFact(Started, runTimeText(record.started));
    setFact(Ended, live ? QString() : runTimeText(record.finished));
    setFact(SeedFact, QString::number(record.seed));
    setFact(DeviceFact, deviceText(record.device));
    showSettings();
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
        return; // a run that trains is shown anew each epoch, and somebody may be reading here
    shownSettings_ = shown;
    settings_->clear();
    TrainingConfig preset = record.config;
    for (const wasserfarbe::Preset each : all_presets())
        if (preset_name(each) == record.preset)
            preset = preset_config(each);
    for (const Field& field : field_table()) {
        auto* row = new QTreeWidgetItem(
            settings_, {fieldLabel(field.key), settingText(field, field.get(record.config))});
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
    preview_->setAccessibleName(tr("Newest preview of the run"));
    preview_->setToolTip(tr("The run's newest preview"));
    const QString names[FactCount] = {tr("State"),  tr("Pictures"), tr("Selection"), tr("Preset"),
                                      tr("Epochs"), tr("Duration"), tr("Started"),   tr("Ended"),
                                      tr("Seed"),   tr("Device")};
    for (int fact = 0; fact < FactCount; ++fact)
        labels_[fact]->setText(names[fact]);
    fold_->setTitle(tr("All settings"));
    fold_->header()->setToolTip(
        tr("Shows every setting of the run; those that differ from the preset are bold"));
    settings_->setHeaderLabels({tr("Setting"), tr("Value")});
    settings_->setAccessibleName(tr("Settings of the run"));
    shownSettings_.reset(); // they are in another language
    if (!run_.path.empty())
        show();
}

void RunDetails::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace wasserfarbe
