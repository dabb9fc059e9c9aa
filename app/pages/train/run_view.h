#pragma once

#include <array>
#include <optional>

#include <QTimer>
#include <QWidget>

#include "app/pages/train/cell_actions.h"
#include "app/pages/train/preview_loader.h"
#include "app/pages/train/view_arrangement.h"
#include "app/studio/studio.h"
#include "widgets/training/plot_canvas.h"
#include "widgets/training/preview_pane.h"

class QLabel;
class QSplitter;

namespace wasserfarbe {

class LossPlot;
class Timeline;

/// A run's history: the plot, what it means in words, and its previews on the timeline. The plot's cursor and
/// the timeline are one. Follows the studio's current run. GUI thread only.
class RunView : public QWidget {
    Q_OBJECT
public:
    explicit RunView(Studio& studio, QWidget* parent = nullptr);

    /// The preview that is shown; nothing where there is none.
    std::optional<std::size_t> shownPreview() const;
    void savePreview();
    void exportPreviews();

Q_SIGNALS:
    void failed(const wasserfarbe::Error& error);
    /// The plot could not be saved. @param detail  the system's words
    void plotNotSaved(const QString& path, const QString& detail);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    using Side = PreviewPane::Side;

    int& shown(Side side) { return shown_[static_cast<std::size_t>(side)]; }
    int shown(Side side) const { return shown_[static_cast<std::size_t>(side)]; }
    const SavedPreview& preview(int index) const { return previews()[static_cast<std::size_t>(index)]; }
    PreviewCell cellOf(Side side, int cell) const;
    void connectRun();
    void connectPreviews();
    void restart();
    void feedPlot();
    void takeLoaded();
    void takePreview(std::size_t index);
    void showPreview(int index, bool moveCursor);
    void compareWith(int index);
    void loadSide(Side side, int index);
    void showLoaded(Side side, const std::filesystem::path& path, const QImage& image);
    QString captionOf(int index) const;
    QStringList captions() const;
    void showCaptions();
    void act(PreviewPane::CellAction action, Side side, int cell);
    void explain();
    void markSaved();
    void takeRemoved();
    void arrange();
    void askWhereToSavePlot(PlotFormat format);
    void keepChoices();
    void restoreChoices();
    std::int64_t stepOf(int index) const;
    const std::vector<SavedPreview>& previews() const;

    Studio& studio_;
    LossPlot* plot_;
    QLabel* insight_;
    PreviewPane* pane_;
    Timeline* timeline_;
    QSplitter* splitter_;
    CellActions* actions_;
    PreviewLoader loader_;
    QTimer feed_;                      ///< hands a long history to the plot piece by piece
    QTimer explain_;                   ///< at most once a second
    std::array<int, 2> shown_{-1, -1}; ///< preview of each side
    PreviewPlace place_;
    bool placedByHand_ = false; ///< the splitter stays where the person put it
    bool follows_ = true;       ///< the newest preview is shown as it comes
};

} // namespace wasserfarbe
