#pragma once

#include <memory>

#include <QApplication>
#include <QTemporaryDir>

#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "app/window/main_window.h"

namespace wasserfarbe::test {

/// The whole studio on the real engine, its settings, runs and keepers in a folder of its own.
class RealWindow {
public:
    explicit RealWindow(StudioOptions options = {}) {
        QGuiApplication::setQuitOnLastWindowClosed(false);
        options.settingsFile = file("settings.ini");
        options.dataFolder = path("data");
        studio_ = std::make_unique<Studio>(options);
        studio_->settings().setRunsFolder(path("runs"));
        studio_->settings().setLastExportFolder(path("exports"));
        std::filesystem::create_directories(path("exports"));
        window_ = std::make_unique<MainWindow>(*studio_);
        window_->resize(1280, 800);
        window_->show();
    }
    /// The window first: it uses the studio.
    ~RealWindow() { window_.reset(); }
    RealWindow(const RealWindow&) = delete;
    RealWindow& operator=(const RealWindow&) = delete;

    Studio& studio() { return *studio_; }
    MainWindow& window() { return *window_; }
    TrainingSession& training() { return studio_->training(); }

    QString file(const char* name) const { return folder_.filePath(QLatin1String(name)); }
    std::filesystem::path path(const char* name) const { return toPath(file(name)); }

    /// A page, or another part of which the window has one.
    template <typename Part>
    Part& part() {
        auto* found = window_->findChild<Part*>();
        if (found == nullptr)
            qFatal("the window has no %s", Part::staticMetaObject.className());
        return *found;
    }
    /// A control within `owner`, by its object name.
    template <typename Control>
    static Control& find(const QObject& owner, const char* name) {
        auto* found = owner.findChild<Control*>(QLatin1String(name));
        if (found == nullptr)
            qFatal("there is no control %s", name);
        return *found;
    }
    template <typename Control>
    Control& find(const char* name) {
        return find<Control>(*window_, name);
    }

private:
    QTemporaryDir folder_; ///< first: removed last
    std::unique_ptr<Studio> studio_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace wasserfarbe::test
