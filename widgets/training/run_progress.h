#pragma once

#include <QWidget>

#include "model/types/progress.h"

class QLabel;
class QProgressBar;

namespace wasserfarbe {

/// How far a run is: a slim bar for the epoch and one for the run, with figures and the time left. Passive;
/// GUI thread only.
class RunProgress : public QWidget {
    Q_OBJECT
public:
    explicit RunProgress(QWidget* parent = nullptr);

    void setProgress(const Progress& progress);
    /// A wait before the first step. @param total  0: unknown
    void setPreparing(const QString& what, std::int64_t done, std::int64_t total);

private:
    void refresh();

    QLabel* epochText_;
    QLabel* epochSteps_;
    QProgressBar* epochBar_;
    QLabel* runText_;
    QLabel* timeLeft_;
    QProgressBar* runBar_;
    Progress progress_;
    bool preparing_ = false;
};

} // namespace wasserfarbe
