#pragma once

#include <string>
#include <vector>

#include <QAbstractTableModel>

#include "model/dataset/dataset_report.h"

namespace wasserfarbe {

/// The sub-folders of a folder of pictures, with the number of their usable pictures; those that take part
/// are ticked. GUI thread only.
class ClassModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, CountColumn, ColumnCount };

    explicit ClassModel(QObject* parent = nullptr);

    void setClasses(const std::vector<DatasetClass>& classes);
    /// Emits no `leftOutEdited`. @param leftOut  sorted; names of other folders are forgotten at an edit
    void setLeftOut(const std::vector<std::string>& leftOut);
    const std::vector<std::string>& leftOut() const { return leftOut_; }
    /// By the person: all of them, or none.
    void setAllTakePart(bool takePart);
    /// Whether there is anything to choose: a sub-folder.
    bool hasFolders() const;
    int takingPart() const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void leftOutEdited(const std::vector<std::string>& leftOut);

private:
    const DatasetClass& at(int row) const { return classes_[static_cast<std::size_t>(row)]; }
    bool isLeftOut(const std::string& name) const;
    QString title(int row) const;
    void edit(const std::vector<std::string>& leftOut);

    std::vector<DatasetClass> classes_;
    std::vector<std::string> leftOut_;
};

} // namespace wasserfarbe
