#pragma once

#include <set>
#include <vector>

#include <QAbstractTableModel>

#include "app/pages/data/folder_check.h"
#include "widgets/look/fold.h"

class QPushButton;
class QTreeView;

namespace wasserfarbe {

/// The files of a folder that can't be used, and why. GUI thread only.
class SkippedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { FileColumn, ReasonColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// These and no others; null: none.
    void setFiles(const std::filesystem::path& folder, const SharedSkipped& files);
    /// One more; nothing where it was added before.
    void add(const SkippedFile& file);
    /// One line a file, name and reason with a tab between.
    QString text() const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const SkippedFile& at(int row) const;
    QString cell(int row, int column) const;

    std::filesystem::path folder_;
    SharedSkipped files_ = std::make_shared<const std::vector<SkippedFile>>(); ///< not null
    std::vector<SkippedFile> added_;
    std::set<std::filesystem::path::string_type> known_; ///< of the added ones
};

/// The files that can't be used, folded away behind their count; hidden where there is none.
class SkippedList : public Fold {
    Q_OBJECT
public:
    explicit SkippedList(QWidget* parent = nullptr);

    SkippedModel& skipped() { return *model_; }

Q_SIGNALS:
    void copied(int count);

private:
    void retranslate();
    void showCount();

    SkippedModel* model_;
    QTreeView* view_;
    QPushButton* copy_;
};

} // namespace wasserfarbe
