#pragma once

#include <set>
#include <string>
#include <vector>

#include <QAbstractTableModel>

#include "model/dataset/folder_scan.h"

namespace wasserfarbe {

/// The files of a folder that can't be used, and why. GUI thread only.
class SkippedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { FileColumn, ReasonColumn, ColumnCount };

    explicit SkippedModel(QObject* parent = nullptr);

    void clear(const std::filesystem::path& folder);
    /// Those that are listed already are left out.
    void add(const std::vector<SkippedFile>& skipped);
    /// One line a file, name and reason with a tab between.
    QString text() const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString cell(int row, int column) const;

    std::filesystem::path folder_;
    std::vector<SkippedFile> skipped_;
    std::set<std::filesystem::path::string_type> known_;
};

} // namespace wasserfarbe
