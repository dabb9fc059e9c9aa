#pragma once

#include <optional>

#include <QWidget>

#include "model/types/finding.h"

class QLabel;
class QPushButton;

namespace wasserfarbe {

/// Above the walls while they show the pictures of one kind alone: says so, with the way back. Passive: GUI
/// thread only.
class FilterLine : public QWidget {
    Q_OBJECT
public:
    explicit FilterLine(QWidget* parent = nullptr);

    /// @param kind      nothing: the line is hidden
    /// @param pictures  that are shown
    void setShown(const std::optional<Finding>& kind, int pictures);

Q_SIGNALS:
    void allWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    std::optional<Finding> kind_;
    int pictures_ = 0;
    QLabel* text_;
    QPushButton* all_;
};

} // namespace wasserfarbe
