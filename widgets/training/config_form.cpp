#include "widgets/training/config_form.h"

#include <algorithm>
#include <utility>

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/look/fold.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"
#include "widgets/training/field_editor.h"
#include "widgets/training/field_texts.h"

namespace wasserfarbe {
namespace {

constexpr int kMarkColumn = 0;
constexpr int kLabelColumn = 1;
constexpr int kEditorColumn = 2;
constexpr int kResetColumn = 3;

QLabel* wrapped(QWidget* parent, const QString& name) {
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    return label;
}

QGridLayout* makeGrid(QWidget* parent) {
    auto* grid = new QGridLayout(parent);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kUnit / 2);
    grid->setVerticalSpacing(kUnit / 2);
    grid->setColumnStretch(kLabelColumn, 1);
    return grid;
}

} // namespace

ConfigForm::ConfigForm(QWidget* parent)
    : QWidget(parent),
      config_(preset_config(Preset::Quick)),
      presetLabel_(new QLabel(this)),
      presets_(new QComboBox(this)),
      presetText_(wrapped(this, QStringLiteral("presetDescription"))),
      changes_(new QLabel(this)),
      resetAll_(new QPushButton(this)),
      advanced_(new Fold(this)),
      warning_(wrapped(this, QStringLiteral("criticNormWarning"))),
      conflict_(wrapped(this, QStringLiteral("conflict"))),
      help_(wrapped(this, QStringLiteral("fieldHelp"))) {
    presets_->setObjectName(QStringLiteral("preset"));
    for (const Preset preset : all_presets())
        presets_->addItem(presetTitle(preset), static_cast<int>(preset));
    presetLabel_->setBuddy(presets_);
    resetAll_->setObjectName(QStringLiteral("resetAll"));
    changes_->setObjectName(QStringLiteral("changes"));
    advanced_->setObjectName(QStringLiteral("advanced"));
    makeQuiet(presetText_);
    makeQuiet(changes_);
    makeQuiet(help_);
    help_->setMinimumHeight(4 * help_->fontMetrics().lineSpacing()); // so that the form does not jump
    help_->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    auto* presetRow = new QHBoxLayout;
    presetRow->addWidget(presetLabel_);
    presetRow->addWidget(presets_, 1);
    layout->addLayout(presetRow);
    layout->addWidget(presetText_);
    auto* changesRow = new QHBoxLayout;
    changesRow->addWidget(changes_, 1);
    changesRow->addWidget(resetAll_);
    layout->addLayout(changesRow);

    auto* plain = new QWidget(this);
    addFields(makeGrid(plain), false);
    layout->addWidget(plain);
    auto* folded = new QWidget(this);
    addFields(makeGrid(folded), true);
    advanced_->setContent(folded);
    layout->addWidget(advanced_);
    layout->addWidget(warning_);
    layout->addWidget(conflict_);
    layout->addWidget(help_);
    layout->addStretch(1);

    connect(presets_, &QComboBox::activated, this, &ConfigForm::choosePreset);
    connect(resetAll_, &QPushButton::clicked, this, &ConfigForm::resetAll);
    retranslate();
    recolor();
    refresh();
}

ConfigForm::~ConfigForm() = default;

void ConfigForm::addFields(QGridLayout* grid, bool advanced) {
    std::string_view group;
    for (const Field& field : field_table()) {
        if (field.advanced != advanced)
            continue;
        if (field.group != group) {
            group = field.group;
            auto* title = new QLabel(grid->parentWidget());
            QFont font = title->font();
            font.setBold(true);
            title->setFont(font);
            title->setContentsMargins(0, kUnit, 0, 0);
            titles_.emplace_back(title, field.group);
            grid->addWidget(title, grid->rowCount(), kMarkColumn, 1, kResetColumn + 1);
        }
        addField(grid, new FieldEditor(field, grid->parentWidget()));
    }
}

void ConfigForm::addField(QGridLayout* grid, FieldEditor* editor) {
    const int row = grid->rowCount();
    editors_.push_back(editor);
    editor->editor()->setMinimumWidth(12 * kUnit);
    editor->editor()->setMaximumWidth(16 * kUnit);
    grid->addWidget(editor->mark(), row, kMarkColumn);
    grid->addWidget(editor->label(), row, kLabelColumn);
    grid->addWidget(editor->editor(), row, kEditorColumn);
    grid->addWidget(editor->resetButton(), row, kResetColumn);
    connect(editor, &FieldEditor::edited, this, [this, editor] { take(editor); });
    connect(editor, &FieldEditor::resetRequested, this, [this, editor] {
        editor->setValue(editor->field().get(preset_config(preset_)));
        take(editor);
        editor->editor()->setFocus(); // the button that had it is gone
    });
    connect(editor, &FieldEditor::entered, this, [this, editor] { showHelp(editor); });
}

void ConfigForm::setConfig(const TrainingConfig& config, Preset preset) {
    config_ = config;
    preset_ = preset;
    refresh();
}

void ConfigForm::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    refreshMarks();
}

void ConfigForm::setFixed(const std::vector<std::string_view>& keys, const QString& why) {
    for (FieldEditor* editor : editors_) {
        const bool isFixed = std::find(keys.begin(), keys.end(), editor->field().key) != keys.end();
        editor->setFixed(isFixed ? why : QString());
    }
    refreshMarks();
}

int ConfigForm::changedCount() const {
    const TrainingConfig preset = preset_config(preset_);
    return static_cast<int>(std::count_if(editors_.begin(), editors_.end(), [&](const FieldEditor* editor) {
        return editor->field().get(config_) != editor->field().get(preset);
    }));
}

QWidget* ConfigForm::editor(std::string_view key) const {
    const auto found = std::find_if(editors_.begin(), editors_.end(),
                                    [&](const FieldEditor* e) { return e->field().key == key; });
    return found == editors_.end() ? nullptr : (*found)->editor();
}

void ConfigForm::take(FieldEditor* editor) {
    editor->field().set(config_, editor->value());
    refreshMarks();
    Q_EMIT edited(config_, preset_);
}

void ConfigForm::choosePreset(int index) {
    preset_ = static_cast<Preset>(presets_->itemData(index).toInt());
    takePreset();
}

void ConfigForm::resetAll() {
    takePreset();
    presets_->setFocus();
}

void ConfigForm::takePreset() {
    const TrainingConfig before = std::exchange(config_, preset_config(preset_));
    for (const FieldEditor* editor : editors_)
        if (editor->isFixed())
            editor->field().set(config_, editor->field().get(before));
    refresh();
    Q_EMIT edited(config_, preset_);
}

void ConfigForm::refresh() {
    presets_->setCurrentIndex(presets_->findData(static_cast<int>(preset_)));
    for (FieldEditor* editor : editors_)
        editor->setValue(editor->field().get(config_));
    refreshMarks();
}

void ConfigForm::refreshMarks() {
    const TrainingConfig preset = preset_config(preset_);
    int changed = 0;
    int changedAdvanced = 0;
    int resettable = 0;
    for (FieldEditor* editor : editors_) {
        const FieldValue usual = editor->field().get(preset);
        const bool differs = editor->field().get(config_) != usual;
        changed += differs ? 1 : 0;
        resettable += differs && !editor->isFixed() ? 1 : 0;
        changedAdvanced += differs && editor->field().advanced ? 1 : 0;
        editor->setChanged(differs, usual);
        // The colour of the padding matters to pad alone.
        editor->setReadOnly(readOnly_ || (editor->field().key == "pad_color" && config_.fit != Fit::Pad));
    }
    presets_->setEnabled(!readOnly_);
    presetText_->setText(presetDescription(preset_));
    changes_->setText(changed == 0 ? tr("As the preset has it")
                                   : tr("%n differ from the preset", "", changed));
    resetAll_->setVisible(resettable > 0 && !readOnly_);
    advanced_->setTitle(changedAdvanced == 0 ? tr("Advanced settings")
                                             : tr("Advanced settings (%n changed)", "", changedAdvanced));
    warning_->setText(criticNormWarning(config_));
    warning_->setVisible(!warning_->text().isEmpty());
    conflict_->setText(readOnly_ ? QString() : conflictText(config_));
    conflict_->setVisible(!conflict_->text().isEmpty());
}

void ConfigForm::showHelp(const FieldEditor* editor) {
    helped_ = editor;
    help_->setText(editor ? fieldHelp(editor->field()) : QString());
}

void ConfigForm::retranslate() {
    presetLabel_->setText(tr("&Preset"));
    presets_->setToolTip(tr("A set of values to begin with. Choosing one sets every field."));
    presets_->setAccessibleName(tr("Preset"));
    for (int i = 0; i < presets_->count(); ++i) {
        const Preset preset = static_cast<Preset>(presets_->itemData(i).toInt());
        presets_->setItemText(i, presetTitle(preset));
        presets_->setItemData(i, presetDescription(preset), Qt::ToolTipRole);
    }
    resetAll_->setText(tr("Reset all"));
    resetAll_->setToolTip(tr("Set every field back to the preset's value"));
    resetAll_->setAccessibleName(tr("Reset all"));
    advanced_->header()->setToolTip(tr("What most people leave alone"));
    for (const auto& [label, group] : titles_)
        label->setText(groupTitle(group));
    for (FieldEditor* editor : editors_)
        editor->retranslate();
    showHelp(helped_);
    refreshMarks();
}

void ConfigForm::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        recolor();
}

void ConfigForm::recolor() {
    for (FieldEditor* editor : editors_)
        editor->recolor();
    QPalette palette = conflict_->palette();
    if (palette.color(QPalette::WindowText) == failureColor(this->palette()))
        return;
    palette.setColor(QPalette::WindowText, failureColor(this->palette()));
    conflict_->setPalette(palette);
}

} // namespace wasserfarbe
