#pragma once

#include <map>

#include <QWidget>

#include "app/export/export_plan.h"

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace wasserfarbe {

class Settings;

/// The choices of an export: what is made, and how. Remembers them from one export to the next.
class ExportForm : public QWidget {
    Q_OBJECT
public:
    ExportForm(Settings& settings, const ExportSource& source, QWidget* parent = nullptr);

    ExportOptions options() const;
    /// Keeps the choices for the next export.
    void remember();

Q_SIGNALS:
    void changed();

private:
    void build(const GridLayout& layout);
    template <class Field>
    Field* addField(const char* name);
    QSpinBox* addSpin(const char* name, int least, int most, int value);
    QCheckBox* addBox(const char* name, const char* key, bool fallback);
    void showKind();
    ExportKind kind() const;
    void retranslate();
    QString kindText(ExportKind kind) const;
    QString kindTip(ExportKind kind) const;

    Settings& settings_;
    ExportShape::Of of_;
    bool single_; ///< one image alone: there is nothing to lay out
    std::map<ExportKind, int> scales_;
    ExportKind shown_;

    QLabel* what_;
    QButtonGroup* kinds_;
    QFormLayout* form_;
    QSpinBox* scale_;
    QComboBox* enlarging_;
    QSpinBox* columns_;
    QSpinBox* padding_;
    QDoubleSpinBox* padValue_;
    QSpinBox* frames_;
    QSpinBox* framesPerSecond_;
    QCheckBox* thereAndBack_;
    QCheckBox* captions_;
};

} // namespace wasserfarbe
