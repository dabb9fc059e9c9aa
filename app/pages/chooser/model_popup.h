#pragma once

#include <filesystem>
#include <vector>

#include <QFrame>
#include <QString>

#include "app/pages/chooser/model_list.h"
#include "app/sessions/background.h"
#include "app/sessions/latent_renderer.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QModelIndex;
class QPushButton;
class QSortFilterProxyModel;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace wasserfarbe {

class Error;
class Studio;

/// The list below a ModelChooser. Reads the runs folder on a thread of its own each time that it opens.
class ModelPopup : public QFrame {
    Q_OBJECT
public:
    explicit ModelPopup(Studio& studio, QWidget* parent = nullptr);
    ~ModelPopup() override;

    void openBelow(QWidget* anchor);
    Weights weights() const;
    void setWeights(Weights weights);
    /// What is marked as the present choice.
    void setShown(const std::filesystem::path& path, bool live);

Q_SIGNALS:
    void pathChosen(std::filesystem::path path);
    void liveChosen();
    void fileWanted();
    void weightsChosen(wasserfarbe::Weights weights);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void retranslate();
    void readRuns();
    void setRuns(std::vector<RunModels> runs, const QString& trouble);
    void fill();
    QStandardItem* liveItem() const;
    QStandardItem* runItem(const RunModels& run) const;
    bool isShown(const std::filesystem::path& path) const;
    void choose(const QModelIndex& index);

    Studio& studio_;
    std::vector<RunModels> runs_;
    QString trouble_; ///< why there is no list
    bool reading_ = false;
    std::filesystem::path shown_;
    bool shownLive_ = false;

    QLineEdit* filter_;
    QTreeView* tree_;
    QStandardItemModel* items_;
    QSortFilterProxyModel* proxy_;
    QLabel* note_;
    QCheckBox* raw_;
    QPushButton* file_;
    Background background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
