#pragma once

#include <functional>

#include <QList>
#include <QObject>
#include <QPoint>

#include "app/sessions/background.h"
#include "app/studio/latent_point.h"
#include "model/types/error.h"

class QWidget;

namespace wasserfarbe {

class ExploreController;
class Studio;

/// What can be done with an image wherever on the page it is, and what goes to files. GUI thread only;
/// nothing blocks.
class ExploreActions : public QObject {
    Q_OBJECT
public:
    ExploreActions(Studio& studio, ExploreController& controller, QObject* parent = nullptr);

    /// Keep, Use as A, Use as B, Export.
    /// @param goThere  empty: the image is shown large already
    void showMenu(QWidget* owner, const QPoint& globalPosition, const LatentPoint& point,
                  const std::function<void()>& goThere = {});
    void exportGrid();
    void exportImage(const LatentPoint& point);
    /// Those of the model that the first was made by, which is opened on another thread; says how many were
    /// left out.
    void exportKeepers(const QList<int>& rows);
    void removeKeepers(const QList<int>& rows);
    /// A PNG of one image that was kept or exported.
    void useFile(Endpoint endpoint, const QString& path);
    /// Asks where, and saves the image as it was made.
    void saveImage(QWidget* owner, const LatentPoint& point);

Q_SIGNALS:
    void failed(const wasserfarbe::Error& error);
    void noticed(const QString& text);

private:
    Studio& studio_;
    ExploreController& controller_;
    Background background_; ///< last: joined before the rest goes
};

} // namespace wasserfarbe
