#pragma once

#include <QDoubleSpinBox>
#include <QLabel>

#include "model/types/field_table.h"

class QComboBox;
class QSpinBox;
class QCheckBox;
class QToolButton;

namespace wasserfarbe {

class ColorButton;

/// A spin box for numbers of any size that shows them as a person writes them ("0.0002") and keeps them to
/// the last digit. Steps go 1, 2, 5, 10 ... . The decimal sign is a point in every language, as in run.json.
class RealEdit : public QDoubleSpinBox {
    Q_OBJECT
public:
    explicit RealEdit(QWidget* parent = nullptr);

    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
    void fixup(QString& text) const override;
    void stepBy(int steps) override;

private:
    QString bare(const QString& entry) const; ///< without the unit
};

/// One hyper-parameter: its label, the editor for its type and range, a mark and a button where it is not as
/// in the preset. The owner lays the parts out. GUI thread only.
class FieldEditor : public QObject {
    Q_OBJECT
public:
    FieldEditor(const Field& field, QWidget* parent);

    const Field& field() const { return field_; }
    QLabel* mark() const { return mark_; }
    QLabel* label() const { return label_; }
    QWidget* editor() const { return editor_; }
    QToolButton* resetButton() const { return reset_; }

    FieldValue value() const;
    /// Emits nothing.
    void setValue(const FieldValue& value);
    void setReadOnly(bool readOnly);
    /// Read only, and this is why: it goes before the help. Empty: it is not.
    void setFixed(const QString& why);
    bool isFixed() const { return !fixed_.isEmpty(); }
    /// @param preset  the preset's value, where the value differs from it
    void setChanged(bool changed, const FieldValue& preset);

Q_SIGNALS:
    void edited();
    void resetRequested();
    /// The person is at this field: its help is wanted.
    void entered();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeEditor(QWidget* parent);
    void takeNumber();
    void showUnit();
    void retranslate();
    void recolor();

    const Field& field_;
    // One of these is the editor.
    QComboBox* choice_ = nullptr;
    QSpinBox* integer_ = nullptr;
    RealEdit* real_ = nullptr;
    QCheckBox* boolean_ = nullptr;
    ColorButton* color_ = nullptr;
    QLabel* mark_;
    QLabel* label_;
    QWidget* editor_;
    QToolButton* reset_;
    FieldValue preset_;
    bool changed_ = false;
    bool readOnly_ = false;
    QString fixed_; ///< why it can't be changed
};

} // namespace wasserfarbe
