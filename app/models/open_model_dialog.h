#pragma once

#include <filesystem>
#include <optional>

#include <QDialog>

#include "app/sessions/background.h"
#include "app/studio/model_work.h"
#include "model/weights/model_info.h"

class QLabel;
class QPushButton;
class QTreeWidget;

namespace wasserfarbe {

class MessageBar;
class Studio;

/// Shows what is in a model file that this program did not write, and what can be done with it: explore it,
/// begin a run with it, where need be with the other network from a second file, export it. Leaves the window
/// usable and deletes itself when it is closed. GUI thread only; nothing blocks.
class OpenModelDialog : public QDialog {
    Q_OBJECT
public:
    OpenModelDialog(Studio& studio, StudioModel model, QWidget* parent = nullptr);

    /// Shows it, not modal.
    void open() override;
    /// Takes the network that the file lacks from this one, after a look at it on another thread.
    void addSecond(const std::filesystem::path& path);

private:
    void build();
    void connectButtons();
    void fillTable();
    void refresh();
    void recolor();
    void retranslate();

    bool fits() const { return first_.info.generator || first_.info.critic; }
    const StudioModel* generatorFile() const;
    const StudioModel* criticFile() const;
    /// Why no run can begin with what there is, translated; empty: one can.
    QString startObstacle() const;
    void chooseSecond();
    void takeSecond(const StudioModel& second);
    /// Why the second file is of no use, translated; empty: it is.
    QString secondObstacle(const ModelInfo& second) const;
    void tellOfMisfits();

    Studio& studio_;
    StudioModel first_;
    std::optional<StudioModel> second_; ///< has the network that the first lacks
    QLabel* name_;
    QLabel* format_;
    QLabel* what_;
    QLabel* secondWhat_;
    MessageBar* message_;
    QTreeWidget* table_;
    QPushButton* add_;
    QPushButton* close_;
    QPushButton* export_;
    QPushButton* start_;
    QPushButton* explore_;
    Background background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
