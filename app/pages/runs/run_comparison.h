#pragma once

#include <vector>

#include <QWidget>

#include "app/pages/runs/run_item.h"
#include "app/pages/runs/run_reader.h"

class QLabel;
class QTreeWidget;

namespace wasserfarbe {

class LossOverlay;

/// Several runs side by side: their losses in one plot and the settings in which they differ. Passive: GUI
/// thread only.
class RunComparison : public QWidget {
    Q_OBJECT
public:
    explicit RunComparison(QWidget* parent = nullptr);

    void setRuns(const std::vector<RunSummary>& runs);
    void setLosses(const std::vector<RunReader::Losses>& losses);

private:
    void showDifferences();
    void addRow(const QString& label, const QString& help, const QStringList& values);

    std::vector<RunSummary> runs_; ///< the selected runs that have a record
    LossOverlay* overlay_;
    QLabel* title_;
    QLabel* same_;
    QTreeWidget* differences_;
};

} // namespace wasserfarbe
