#include "widgets/training/config_form.h"

#include <algorithm>
#include <utility>

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "widgets/look/fold.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"
#include "widgets/training/field_editor.h"
#include "widgets/training/field_texts.h"

namespace wasserfarbe {
namespace {

constexpr int kMarkColumn = 0;
constexpr int kLabelColumn = 1;
constexpr int kEditorColumn = 2;
constexpr int kResetColumn = 3;

} // namespace

ConfigForm::ConfigForm(QWidget* parent)
    : QWidget(parent),
      config_(preset_config(Preset::Quick)),
      presetLabel_(new QLabel(this)),
      presets_(named<QComboBox>("preset", this)),
      presetText_(named<QLabel>("presetDescription", this)),
      changes_(named<QLabel>("changes", this)),
      resetAll_(named<QPushButton>("resetAll", this)),
      advanced_(named<Fold>("advanced", this)),
      warning_(named<QLabel>("criticNormWarning", this)),
      conflict_(named<QLabel>("conflict", this)),
      help_(named<QLabel>("fieldHelp", this)) {
    for (const Preset preset : all_presets())
        presets_->addItem(presetTitle(preset), static_cast<int>(preset));
    presetLabel_->setBuddy(presets_);
    for (QLabel* label : {presetText_, warning_, conflict_, help_})
        label->setWordWrap(true);
    for (QLabel* label : {presetText_, changes_, help_})
        makeQuiet(label);
    help_->setMinimumHeight(4 * help_->fontMetrics().lineSpacing()); // so that the form does not jump
    help_->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    QWidget* plain = makeFields(false);
    advanced_->setContent(makeFields(true));
    column(this, {row({presetLabel_, {presets_, 1}}), presetText_, row({{changes_, 1}, resetAll_}), plain,
                  advanced_, warning_, conflict_, help_, freeRoom(1)});

    connect(presets_, &QComboBox::activated, this, [this](int index) {
        preset_ = static_cast<Preset>(presets_->itemData(index).toInt());
        takePreset();
    });
    connect(resetAll_, &QPushButton::clicked, this, [this] {
        takePreset();
        presets_->setFocus();
    });
    followLanguage(this, [this] { retranslate(); });
    followPalette(this, [this] {
        QPalette palette = conflict_->palette();
        palette.setColor(QPalette::WindowText, failureColor(this->palette()));
        conflict_->setPalette(palette);
    });
    refresh();
}

QWidget* ConfigForm::makeFields(bool advanced) {
    auto* fields = new QWidget(this);
    auto* grid = new QGridLayout(fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(kUnit / 2);
    grid->setColumnStretch(kLabelColumn, 1);
    std::string_view group;
    for (const Field& field : field_table()) {
        if (field.advanced != advanced)
            continue;
        if (field.group != group) {
            group = field.group;
            auto* title = new QLabel(fields);
            QFont font = title->font();
            font.setBold(true);
            title->setFont(font);
            title->setContentsMargins(0, kUnit, 0, 0);
            titles_.emplace_back(title, field.group);
            grid->addWidget(title, grid->rowCount(), kMarkColumn, 1, kResetColumn + 1);
        }
        addField(grid, new FieldEditor(field, fields));
    }
    return fields;
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
        const bool isFixed = std::ranges::find(keys, editor->field().key) != keys.end();
        editor->setFixed(isFixed ? why : QString());
    }
    refreshMarks();
}

QWidget* ConfigForm::editor(std::string_view key) const {
    const auto found = std::ranges::find(editors_, key, [](const FieldEditor* e) { return e->field().key; });
    return found == editors_.end() ? nullptr : (*found)->editor();
}

void ConfigForm::take(FieldEditor* editor) {
    editor->field().set(config_, editor->value());
    refreshMarks();
    Q_EMIT edited(config_, preset_);
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
    describeField(presets_, tr("Preset"),
                  tr("A set of values to begin with. Choosing one sets every field."));
    for (int i = 0; i < presets_->count(); ++i) {
        const Preset preset = static_cast<Preset>(presets_->itemData(i).toInt());
        presets_->setItemText(i, presetTitle(preset));
        presets_->setItemData(i, presetDescription(preset), Qt::ToolTipRole);
    }
    describe(resetAll_, tr("Reset all"), tr("Set every field back to the preset's value"));
    advanced_->header()->setToolTip(tr("What most people leave alone"));
    for (const auto& [label, group] : titles_)
        label->setText(groupTitle(group));
    showHelp(helped_);
    refreshMarks(); // the editors' texts, too
}

} // namespace wasserfarbe
