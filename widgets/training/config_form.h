#pragma once

#include <string_view>
#include <vector>

#include <QWidget>

#include "model/types/training_config.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace wasserfarbe {

class FieldEditor;
class Fold;

/// The settings of a run as a form, generated from the field table: one editor a field, its range enforced,
/// help on each, what differs from the preset marked and resettable. Passive; GUI thread only.
class ConfigForm : public QWidget {
    Q_OBJECT
public:
    explicit ConfigForm(QWidget* parent = nullptr);

    const TrainingConfig& config() const { return config_; }
    Preset preset() const { return preset_; }
    /// Shows these settings; emits nothing.
    void setConfig(const TrainingConfig& config, Preset preset);
    /// For a run that trains or is stored: shows, but changes nothing.
    void setReadOnly(bool readOnly);
    /// Of these fields nothing changes the value, not even another preset. @param why  translated; for the
    /// tool tips
    void setFixed(const std::vector<std::string_view>& keys, const QString& why);
    /// Null for an unknown key.
    QWidget* editor(std::string_view key) const;

Q_SIGNALS:
    /// By the person: a field, a reset, or another preset.
    void edited(const wasserfarbe::TrainingConfig& config, wasserfarbe::Preset preset);

private:
    QWidget* makeFields(bool advanced);
    void addField(QGridLayout* grid, FieldEditor* editor);
    void take(FieldEditor* editor);
    void takePreset();
    void refresh();
    void refreshMarks();
    void retranslate();
    void showHelp(const FieldEditor* editor);

    TrainingConfig config_;
    Preset preset_ = Preset::Quick;
    bool readOnly_ = false;
    QLabel* presetLabel_;
    QComboBox* presets_;
    QLabel* presetText_;
    QLabel* changes_;
    QPushButton* resetAll_;
    Fold* advanced_;
    QLabel* warning_;
    QLabel* conflict_;
    QLabel* help_;
    std::vector<FieldEditor*> editors_;
    std::vector<std::pair<QLabel*, const char*>> titles_; ///< of groups
    const FieldEditor* helped_ = nullptr;
};

} // namespace wasserfarbe
