#pragma once

#include <QDialog>

#include "app/sessions/background.h"
#include "model/types/dataset_selection.h"
#include "model/types/training_config.h"

class QDialogButtonBox;
class QLabel;
class QModelIndex;
class QPushButton;

namespace wasserfarbe {

class CropView;
class PictureModel;

/// Where the kept square of a single picture lies, picture after picture, beside the page and not in its way.
/// Knows the pictures from the model of the walls. GUI thread only, nothing blocks; the destructor waits for
/// the picture at work.
class CropEditor : public QDialog {
    Q_OBJECT
public:
    explicit CropEditor(PictureModel& model, QWidget* parent = nullptr);

    /// Shows the picture of this row, and the dialog.
    void showRow(int row);
    /// Another picture while it is open; rows that can't be used show that.
    void setRow(int row);
    /// Closes where the fit crops nothing.
    void setConfig(const TrainingConfig& config);
    void setPlaces(const CropPlaces& places);

    static bool isPossible(Fit fit) { return fit == Fit::Crop || fit == Fit::Top; }

Q_SIGNALS:
    /// Previous or next: the owner may turn the walls to it.
    void rowWanted(int row);
    /// As it would be, while a drag still goes on.
    void placesPreviewed(const wasserfarbe::CropPlaces& places);
    void placesEdited(const wasserfarbe::CropPlaces& places);

private:
    void build();
    void connectAll();
    void retranslate();
    void load();
    void refresh();
    void step(int by);
    int neighbour(int by) const; ///< -1: there is none
    CropPlace usualPlace() const;
    CropPlaces with(const CropPlace& place) const;
    void reset();

    PictureModel& model_;
    TrainingConfig config_;
    CropPlaces places_;
    int row_ = -1;
    std::string name_; ///< of the picture, as crop places call it
    QLabel* title_;
    CropView* view_;
    QLabel* hint_;
    QPushButton* previous_;
    QPushButton* next_;
    QPushButton* reset_;
    QLabel* count_;
    QPushButton* resetAll_;
    QDialogButtonBox* buttons_;
    Background background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
