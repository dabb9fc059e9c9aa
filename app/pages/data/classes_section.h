#pragma once

#include <string>
#include <vector>

#include <QWidget>

#include "model/dataset/dataset_report.h"

class QPushButton;
class QTreeWidget;

namespace wasserfarbe {

/// Which sub-folders take part: each with the number of its usable pictures, those that do ticked. Passive:
/// GUI thread only.
class ClassesSection : public QWidget {
    Q_OBJECT
public:
    explicit ClassesSection(QWidget* parent = nullptr);

    /// @param classes  by name
    void setClasses(const std::vector<DatasetClass>& classes);
    /// Emits nothing. @param leftOut  sorted; names of other folders are forgotten at an edit
    void setLeftOut(const std::vector<std::string>& leftOut);
    /// Whether there is anything to choose: a sub-folder.
    bool hasFolders() const;
    int count() const { return static_cast<int>(classes_.size()); }
    int takingPart() const;

Q_SIGNALS:
    /// By the person.
    void leftOutEdited(const std::vector<std::string>& leftOut);

protected:
    void changeEvent(QEvent* event) override;

private:
    void edit(const std::vector<std::string>& leftOut);
    bool isLeftOut(const std::string& name) const;
    void retranslate();
    void showTexts();
    void showLeftOut();
    void fitHeight();

    std::vector<DatasetClass> classes_;
    std::vector<std::string> leftOut_;
    QTreeWidget* list_; ///< a row for each of classes_
    QPushButton* all_;
    QPushButton* none_;
};

} // namespace wasserfarbe
