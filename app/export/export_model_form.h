#pragma once

#include <map>

#include <QWidget>

#include "model/weights/write/model_export.h"

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace wasserfarbe {

class Settings;

/// What a model is written as: format, names, weights, with or without the critic. Remembers the choices from
/// one export to the next. GUI thread only.
class ExportModelForm : public QWidget {
    Q_OBJECT
public:
    explicit ExportModelForm(Settings& settings, QWidget* parent = nullptr);

    /// Offers what this model has. @param weights  to begin with
    void setModel(const ModelInfo& info, Weights weights);
    void setFormat(ModelFormat format);
    ModelExport how() const;
    /// Keeps the choices for the next export.
    void remember();

Q_SIGNALS:
    void changed();

private:
    void build();
    void buildFormats(QVBoxLayout* into);
    ModelFormat format() const;
    bool hasNames() const;
    void follow();
    void retranslate();

    Settings& settings_;
    QLabel* heading_;
    QButtonGroup* formats_;
    std::map<ModelFormat, QLabel*> purposes_;
    QFormLayout* form_;
    QComboBox* keys_;
    QComboBox* weights_;
    QCheckBox* critic_;
};

} // namespace wasserfarbe
