#pragma once

#include <QWidget>

class QMimeData;

namespace wasserfarbe {

/// Lies over the window while something that it can open is dragged over it. Takes no events. GUI thread
/// only.
class DropHint : public QWidget {
    Q_OBJECT
public:
    explicit DropHint(QWidget* parent);

    /// The file or folder that this would open; empty: nothing here for the studio.
    static QString droppedPath(const QMimeData* data);
    void cover();

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace wasserfarbe
