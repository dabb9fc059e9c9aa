#include "app/pages/runs/run_comparison.h"

#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>

#include "app/studio/path_text.h"
#include "model/types/config_difference.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"
#include "widgets/pictures/loss_overlay.h"
#include "widgets/training/field_texts.h"

namespace wasserfarbe {

RunComparison::RunComparison(QWidget* parent)
    : QWidget(parent),
      overlay_(named<LossOverlay>("lossOverlay", this)),
      title_(new QLabel(this)),
      same_(named<QLabel>("sameSettings", this)),
      differences_(named<QTreeWidget>("differingSettings", this)) {
    makeHeading(title_);
    makeQuiet(same_);
    same_->setWordWrap(true);
    differences_->setRootIsDecorated(false);
    differences_->setUniformRowHeights(true);
    differences_->setTextElideMode(Qt::ElideMiddle);
    differences_->setMinimumHeight(16 * kUnit);
    differences_->header()->setStretchLastSection(false);
    differences_->header()->setTextElideMode(Qt::ElideMiddle);
    differences_->header()->setMinimumSectionSize(6 * kUnit);
    column(this, {{overlay_, 3}, gap(kUnit), title_, same_, {differences_, 2}});
    followLanguage(this, [this] {
        title_->setText(tr("Settings that differ"));
        same_->setText(tr("None: these runs were made with the same settings, pictures and seed."));
        describeField(differences_, tr("Settings in which the selected runs differ"),
                      tr("Settings in which the selected runs differ"));
        showDifferences();
    });
}

void RunComparison::setRuns(const std::vector<RunSummary>& runs) {
    runs_ = runs;
    std::erase_if(runs_, [](const RunSummary& run) { return !run.record; });
    overlay_->setRuns({});
    overlay_->setPlaceholder(tr("Reading the losses…"));
    showDifferences();
}

void RunComparison::setLosses(const std::vector<RunReader::Losses>& losses) {
    std::vector<OverlayRun> curves;
    curves.reserve(losses.size());
    for (const RunReader::Losses& run : losses)
        curves.push_back({toQString(run.run.filename()), run.steps});
    overlay_->setPlaceholder(tr("These runs have no losses yet."));
    overlay_->setRuns(std::move(curves));
}

void RunComparison::addRow(const QString& label, const QString& help, const QStringList& values) {
    auto* row = new QTreeWidgetItem(differences_, QStringList(label) + values);
    row->setToolTip(0, help);
    for (int i = 0; i < values.size(); ++i)
        row->setToolTip(i + 1, values[i]);
}

void RunComparison::showDifferences() {
    differences_->clear();
    QStringList header(tr("Setting"));
    std::vector<TrainingConfig> configs;
    QStringList pictures;
    QStringList seeds;
    for (const RunSummary& run : runs_) {
        header.append(runName(run));
        configs.push_back(run.record->config);
        pictures.append(toQString(run.record->data));
        seeds.append(QString::number(run.record->seed));
    }
    differences_->setColumnCount(static_cast<int>(header.size()));
    differences_->setHeaderLabels(header);
    const auto differ = [](const QStringList& values) {
        return values.count(values.value(0)) != values.size();
    };
    if (differ(pictures))
        addRow(tr("Pictures"), tr("The folder of pictures"), pictures);
    if (differ(seeds))
        addRow(tr("Seed"), tr("Where the random numbers begin"), seeds);
    for (const SettingDifference& difference : differing_settings(configs)) {
        const Field& field = find_field(difference.key);
        QStringList values;
        for (const FieldValue& value : difference.values)
            values.append(settingText(field, value));
        addRow(fieldLabel(field), fieldHelp(field), values);
    }
    const bool any = differences_->topLevelItemCount() > 0;
    differences_->setVisible(any);
    same_->setVisible(!any);
    differences_->header()->setSectionResizeMode(QHeaderView::Stretch);
    differences_->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
}

} // namespace wasserfarbe
