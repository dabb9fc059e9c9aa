#pragma once

#include <array>

#include <QStringList>
#include <QWidget>

#include "widgets/training/cell_view.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace wasserfarbe {

/// A preview of the run, or two side by side. Passive; GUI thread only.
class PreviewPane : public QWidget {
    Q_OBJECT
public:
    /// Shown is the one that the timeline moves; Compared stands at its left.
    enum class Side { Shown, Compared };
    enum class CellAction { UseAsA, UseAsB, Keep, SavePicture, ExportPreview };

    explicit PreviewPane(QWidget* parent = nullptr);

    void setCells(const PreviewGeometry& cells);
    /// @param caption  which preview it is; shown below it
    void setPreview(Side side, const QImage& image, const QString& caption);
    /// What stands there while there is no preview.
    void setPlaceholder(const QString& text);
    /// The previews that the compared one can be chosen from.
    void setChoices(const QStringList& choices);
    void addChoice(const QString& choice);
    void setComparedIndex(int index);
    bool isComparing() const;
    void setComparing(bool comparing);
    CellView* view(Side side) const { return views_[static_cast<std::size_t>(side)]; }

Q_SIGNALS:
    void comparingChanged(bool comparing);
    /// By the person.
    void comparedPicked(int index);
    /// @param cell  -1 for ExportPreview where no cell was meant
    void cellActionRequested(wasserfarbe::PreviewPane::CellAction action, wasserfarbe::PreviewPane::Side side,
                             int cell);
    /// A cell is dragged out of the window.
    void cellDragged(wasserfarbe::PreviewPane::Side side, int cell);

private:
    QWidget* makeSide(Side side);
    void showMenu(Side side, QPoint position, int cell);
    void retranslate();

    std::array<CellView*, 2> views_{};
    std::array<QLabel*, 2> captions_{};
    std::array<QWidget*, 2> sides_{};
    QToolButton* compare_;
    QLabel* withLabel_;
    QComboBox* with_;
};

} // namespace wasserfarbe
