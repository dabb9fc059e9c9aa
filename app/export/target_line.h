#pragma once

#include <filesystem>
#include <functional>

#include <QWidget>

class QFileDialog;
class QLineEdit;
class QPushButton;

namespace wasserfarbe {

/// The line of an export dialog that says where to: a name that is suggested or typed, and a button that asks
/// for one. GUI thread only.
class TargetLine : public QWidget {
    Q_OBJECT
public:
    /// @param names   what the names of its parts begin with
    /// @param folder  for a name without one
    TargetLine(const QString& names, std::filesystem::path folder, QWidget* parent);

    const std::filesystem::path& folder() const { return folder_; }
    void setFolder(const std::filesystem::path& folder) { folder_ = folder; }
    bool isEmpty() const;
    /// As it stands there.
    std::filesystem::path text() const;
    /// The same, absolute and without dots; empty where nothing is there. It ends in a separator where a
    /// person named a folder alone.
    std::filesystem::path path() const;
    /// A person gave the name, and not `suggest`.
    bool isTyped() const { return typed_; }

    void suggest(const std::filesystem::path& path);
    /// Another spelling of what a person typed.
    void correct(const std::filesystem::path& path);
    /// Takes a suggestion away, so that the next export gets another one.
    void forgetSuggestion();

    /// Asks for a folder. What is chosen counts as typed.
    void askForFolder();
    /// Asks for a file; whether one may be written over is asked later.
    void askForFile(const QString& filter, const QString& suffix, const std::filesystem::path& name);

    /// Asks whether a file that is there is to be replaced or the new one called otherwise. Returns at once;
    /// nothing follows where the person wants neither.
    /// @param other  a path that is free
    /// @param then  with false to write there, with true over what exists
    void askAboutExisting(const std::filesystem::path& existing, const std::filesystem::path& other,
                          const std::function<void(bool replace)>& then);

    void setTexts(const QString& name, const QString& tip, const QString& choose, const QString& chooseTip);

Q_SIGNALS:
    /// By a person.
    void typed();
    void choiceWanted();

private:
    QFileDialog* makeDialog();

    QString names_;
    std::filesystem::path folder_;
    bool typed_ = false;
    QLineEdit* edit_;
    QPushButton* choose_;
};

} // namespace wasserfarbe
