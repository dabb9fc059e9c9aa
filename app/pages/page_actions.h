#pragma once

#include <optional>

#include "app/sessions/latent_renderer.h"

namespace wasserfarbe {

/// What the window's menus and shortcuts can ask of the page that is shown. A page implements what it can do
/// and is found by dynamic_cast; it needs no signal, for the window asks `can...` when the
/// action is wanted and says so where it can't be done. GUI thread only.
class PageActions {
public:
    virtual ~PageActions() = default;

    /// Export... (Ctrl+E): there is something to export; `exportShown` calls Studio::exportFrom.
    virtual bool canExport() const { return false; }
    virtual void exportShown() {}

    /// Save preview (Ctrl+S): saves the picture that is shown, as large as it was made, after asking where
    /// (QFileDialog::open, not exec).
    virtual bool canSavePreview() const { return false; }
    virtual void savePreview() {}

    /// Undo (Ctrl+Z) and Redo (Ctrl+Shift+Z); a text field that has the focus comes first.
    virtual bool canUndo() const { return false; }
    virtual void undo() {}
    virtual bool canRedo() const { return false; }
    virtual void redo() {}
};

/// A page that looks at a model, which Export Model... is about then. Found by dynamic_cast. GUI thread only.
class ModelPage {
public:
    virtual ~ModelPage() = default;
    /// Nothing where none is looked at, or several are.
    virtual std::optional<ModelSource> shownModel() const = 0;
};

} // namespace wasserfarbe
