#pragma once

#include <cstdint>
#include <optional>

#include <QWidget>

#include "model/types/training_config.h"

class QCheckBox;
class QLabel;
class QPushButton;

namespace wasserfarbe {

/// What training changes at random in the pictures that the critic sees, and a preview of it. Passive: GUI
/// thread only.
class AugmentationSection : public QWidget {
    Q_OBJECT
public:
    explicit AugmentationSection(QWidget* parent = nullptr);

    /// Shows these settings; emits nothing but `rollChanged`, where nothing is left to preview.
    void setConfig(const TrainingConfig& config);
    /// The settings last set, with what is chosen here.
    const TrainingConfig& config() const { return config_; }
    /// How many pictures take part; nothing: not known.
    void setPictures(const std::optional<std::int64_t>& pictures);
    /// The seed of the preview; nothing: none is wanted.
    std::optional<std::uint64_t> roll() const;

Q_SIGNALS:
    /// A person changed something.
    void edited();
    void rollChanged();

private:
    void retranslate();
    QCheckBox* addBox(const char* name, bool TrainingConfig::*member);
    void showConfig();
    void showHint();

    TrainingConfig config_;
    std::optional<std::int64_t> pictures_;
    std::uint64_t seed_ = 1;
    QCheckBox* flip_;
    QCheckBox* color_;
    QCheckBox* translation_;
    QCheckBox* cutout_;
    QLabel* hint_;
    QPushButton* turnOn_;
    QCheckBox* preview_;
    QPushButton* again_;
};

} // namespace wasserfarbe
